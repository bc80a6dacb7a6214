"""An `<img>` → what the page says of it."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml.html import HtmlElement

from scrubber.page import Image
from scrubber.words import fold

_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
MIN_PIXELS = 3  # smaller ones count visits


def image_of(element: HtmlElement, base_url: str | None) -> Image | None:
    """The image; None for one without an address, and for a tracking pixel."""
    width, height = _pixels(element.get("width")), _pixels(element.get("height"))
    if (width is not None and width < MIN_PIXELS) or (height is not None and height < MIN_PIXELS):
        return None
    address = _address(element)
    if not address or address.startswith("data:"):
        return None
    return Image(_absolute(address, base_url), fold(element.get("alt") or "") or None, width=width, height=height)


def _address(element: HtmlElement) -> str:
    for name in _LAZY_SOURCES:
        if (value := (element.get(name) or "").strip()) and not value.startswith("data:"):
            return value
    return (element.get("srcset") or element.get("data-srcset") or "").strip().split(" ")[0]


def _absolute(address: str, base_url: str | None) -> str:
    try:
        return urljoin(base_url, address) if base_url else address
    except ValueError:  # such as "http://[x"
        return address


def _pixels(value: str | None) -> int | None:
    if not value:
        return None
    digits = value.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
