"""The table of what can be fuzzed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fuzzing import articles, outputs, pages, seeds, sites
from fuzzing.target import Target

TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "guard": Target(pages.check_guard, seeds.markup, is_markup=True),
        "decode": Target(pages.check_decoder, seeds.encoded),
        "read-html": Target(pages.check_html_reader, seeds.markup, is_markup=True),
        "read-text": Target(pages.check_text_reader, seeds.texts),
        "browser-text": Target(pages.check_against_a_browser, seeds.markup, is_markup=True),
        "strip": Target(pages.check_stripper, seeds.markup, is_markup=True),
        "scrub-html": Target(articles.check_html, seeds.markup, is_markup=True),
        "scrub-text": Target(articles.check_text, seeds.texts),
        "scrub-bytes": Target(articles.check_bytes, seeds.encoded),
        "metadata": Target(articles.check_metadata, seeds.heads, is_markup=True),
        "serializers": Target(outputs.check_serializers, seeds.markup, is_markup=True),
        "warc": Target(sites.check_archive, seeds.archives),
        "robots": Target(sites.check_robots, seeds.robots),
        "listings": Target(sites.check_listing, seeds.listings, is_markup=True),
        "urls": Target(sites.check_url, seeds.addresses),
        "secrets": Target(sites.check_secrets, seeds.addresses),
    }
)
