"""Addresses: the canonical URL, the lead image, the licence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from scrubber.article import Candidate
from scrubber.cleaner.images.addresses import are_same
from scrubber.cleaner.metadata.candidate import distinct
from scrubber.cleaner.metadata.said import Said
from scrubber.page import Image

_LICENCE = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/|opensource\.org/licenses?/|gnu\.org/licenses/")


def read_canonical_url(said: Said, url: str | None) -> list[Candidate[str]]:
    """The candidates for the canonical URL, absolute where the page's own is known."""
    found = [Candidate(href, "link canonical") for href in said.linked.get("canonical", ())]
    found += [Candidate(value, source) for value, source in said.values("og:url", "twitter:url")]
    found += [Candidate(text, "json-ld url") for text in said.items.texts(said.items.main.get("url"))]
    return distinct(Candidate(absolute(one.value, said, url), one.source) for one in found)


def read_image(said: Said, images: Sequence[Image], url: str | None) -> list[Candidate[str]]:
    """The candidates for the lead image: the one that the page names to others, as the article shows it where it does:
    the other is often cut or watermarked; else the first of the article."""
    named = [Candidate(absolute(one.value, said, url), one.source) for one in _images(said)]
    shown = [image.url for image in images if image.url]
    whole = [one for one in shown if one.startswith(("http:", "https:"))]
    same = [Candidate(one, "image") for one in whole if named and are_same(one, named[0].value)]
    return distinct([*same[:1], *named, *(Candidate(one, "image") for one in shown[:1])])


def _images(said: Said) -> Iterator[Candidate[str]]:
    for value, source in said.values("og:image", "og:image:url", "og:image:secure_url"):
        yield Candidate(value, source)
    items = said.items
    for key in ("image", "primaryImageOfPage", "thumbnailUrl"):
        for item in (items.main, items.page):
            for text in items.texts(item.get(key), "url", "contentUrl"):
                yield Candidate(text, f"json-ld {key}")
    for value, source in said.values(
        "twitter:image", "twitter:image:src", "sailthru.image.full", "parsely-image-url", "thumbnail"
    ):
        yield Candidate(value, source)
    for href in said.linked.get("image_src", ()):
        yield Candidate(href, "link image_src")
    for one in said.of_kind("image"):
        yield Candidate(one.value or one.link, one.source)


def read_licence(said: Said, url: str | None) -> list[Candidate[str]]:
    """The candidates for the address, or the name, of the licence."""
    found = [Candidate(href, "link license") for href in said.linked.get("license", ())]
    found += [Candidate(one.link or one.says, one.source) for one in said.of_kind("license")]
    found += [
        Candidate(text, "json-ld license") for text in said.items.texts(said.items.main.get("license"), "url", "name")
    ]
    found += [
        Candidate(value, source)
        for value, source in said.values("dcterms.license", "dc.rights.license", "dcterms.rights", "dc.rights")
        if _LICENCE.search(value) or value.startswith("CC")
    ]
    return distinct(
        Candidate(absolute(one.value, said, url) if _is_address(one.value) else one.value, one.source) for one in found
    )


def absolute(address: str, said: Said, url: str | None) -> str:
    """An address as seen from the page; nothing for one that is none.

    >>> absolute("/a.jpg", Said(base="https://cdn.example/x/"), "https://valley.example/b")
    'https://cdn.example/a.jpg'
    >>> absolute("http://[", Said(), None), absolute("", Said(), "https://valley.example/b")
    ('', '')
    """
    address = address.strip()
    try:
        joined = urljoin(_base(said, url), address) if address else ""
        scheme = urlsplit(joined).scheme
    except ValueError:
        return ""
    return joined if scheme in ("", "http", "https") else ""


def _base(said: Said, url: str | None) -> str:
    """What the addresses of a page are relative to."""
    try:
        return urljoin(url or "", said.base)
    except ValueError:  # browsers read on as if there were no <base>
        return url or ""


def _is_address(text: str) -> bool:
    return text.startswith(("http:", "https:", "/")) or _LICENCE.search(text) is not None
