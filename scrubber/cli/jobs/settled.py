"""The options that decide what a record holds, as words that can be kept and compared."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

_NAMES = (
    *("command", "format", "front_matter", "kind", "split", "column", "disable", "main_text", "favor", "comments"),
    *("keep_truncated", "keep_secrets"),
)
"""How many work on it, and how patiently, may change from run to run."""
_PLACES = ("output", "save_html", "save_warc")


def settled_options(arguments: argparse.Namespace) -> dict[str, str]:
    """By name, what was given; of rules, what is in their files now."""
    given = vars(arguments)
    options = {name: _told(given[name]) for name in _NAMES if given.get(name)}
    if given["rules"]:
        options["rules"] = " ".join(_with_digests(given["rules"]))
    return options


def settled_places(arguments: argparse.Namespace) -> dict[str, str]:
    """By name, where it is written, however the path was spelled."""
    given = vars(arguments)
    return {name: os.path.realpath(given[name]) for name in _PLACES if given.get(name)}


def digest_of(options: Mapping[str, str]) -> str:
    """Stands for some options.

    >>> digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"}) != digest_of({"a": "1"})
    True
    """
    return hashlib.blake2b(json.dumps(sorted(options.items())).encode(), digest_size=16).hexdigest()


def _told(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _with_digests(files: Iterable[str]) -> Iterable[str]:
    for file in files:
        try:
            content = Path(file).read_bytes()
        except OSError:  # who reads the rules will tell
            content = b""
        yield f"{file} ({hashlib.blake2b(content, digest_size=4).hexdigest()})"
