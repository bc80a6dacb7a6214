"""A URL → the name of its file: readable, below the folder of its host, and never two URLs of one name."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scrubber.cli.inputs.found import without_suffixes

MAX_SEGMENT = 80  # characters of one folder or file
MAX_SEGMENTS = 8
_UNSAFE = re.compile(r"[^\w.~-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)  # Windows takes them for devices


def home_of(url: str) -> Path:
    """The path of a page below the output folder, without a suffix; what of the URL it leaves out is in a number.

    >>> str(home_of("https://www.valley.example/news/Bridge.html")), str(home_of("http://a.example:8080/"))
    ('www.valley.example/news/Bridge', 'a.example_8080/index')
    >>> str(home_of("https://a.example/n?page=2")), str(home_of("https://a.example/../../etc/passwd?"))
    ('a.example/n-676aa380', 'a.example/etc/passwd-b4711c28')
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # such as "http://[::1"
        parts = urlsplit("")
    host = _safe(parts.netloc.rpartition("@")[2].replace(":", "_")) or "unknown"
    path = unquote(parts.path)
    segments = [_safe(segment) for segment in path.split("/") if segment not in {"", ".", ".."}][:MAX_SEGMENTS]
    if path.endswith("/") or not segments:
        segments.append("index")
    is_lossless = not parts.query and "/".join(segments) in {path.strip("/"), path.strip("/") + "/index", "index"}
    segments[-1] = without_suffixes(Path(segments[-1])).name
    if not is_lossless:
        segments[-1] += "-" + hashlib.blake2s(url.encode("utf-8", "backslashreplace"), digest_size=4).hexdigest()
    return Path(host, *segments)


def _safe(segment: str) -> str:
    """A name for a file or folder on any system, which is not hidden."""
    name = _UNSAFE.sub("-", segment)[:MAX_SEGMENT].rstrip(".")
    return f"_{name}" if name.startswith(".") or _RESERVED.match(name) else name
