"""An element that shows an image → what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from scrubber.page import Image
from scrubber.reader.srcset import candidates
from scrubber.words import fold

IMAGES = ("img", "picture", "amp-img")
MIN_PIXELS = 3  # smaller ones count visits
MAX_RATIO = 21  # a size of 16 by 9 is no size, but a ratio

# Where scripts that load images late find the address, the best first.
_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-orig-file", "data-large-file", "data-full-src",
    "data-hi-res-src", "data-img-src", "data-image-src", "data-image", "data-url", "data-echo",
)  # fmt: skip
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
_SETS = ("srcset",)
_PICTURE = frozenset({"picture", "source"})  # a `<source>` that is not closed holds what follows it, for the parser
_RARE_FORMATS = frozenset({"image/avif", "image/jxl"})  # which few programs read; the same image is there in another
_NO_ADDRESS = ("data:", "about:", "blob:", "javascript:", "#")
_TEMPLATE = re.compile(r"[{<]|%7[bB]")
# A picture that stands where a script is to put another.
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:place-?holder(?:[_.-][\w-]+)?\.(?:jpe?g|webp|gif|png|svg)"
    r"|(?:place-?holder|blank|spacer|transparent|empty|1x1|loading|lazy-?load(?:er|ing)?)"
    r"(?:[_.-](?:\d[\dx]*|image|img))*\.(?:gif|png|svg))(?:#|$)",
    re.I,
)
_FILE = re.compile(r"^[^,;]*[./][^,;]*\.(?:jpe?g|png|webp|gif)(?:$|[?#])", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)


def images_in(tree: HtmlElement, base_url: str | None) -> Iterator[tuple[HtmlElement, Image]]:
    """Every image of a tree with its element, in document order."""
    for element in tree.iter(*IMAGES):
        if (element.tag != "picture" or is_without_img(element)) and (image := image_of(element, base_url)) is not None:
            yield element, image


def base_of(tree: HtmlElement, url: str | None) -> str | None:
    """What relative addresses are relative to: the page's URL, unless its head names another."""
    head = tree.find("head")
    base = head.find("base[@href]") if head is not None else None
    return url if base is None else _absolute((base.get("href") or "").strip(), url)


def is_without_img(picture: HtmlElement) -> bool:
    """Whether a `<picture>` leaves its `<img>` to a script."""
    return next(picture.iter("img"), None) is None


def image_of(element: HtmlElement, base_url: str | None) -> Image | None:
    """The image; None for one without an address, for a placeholder, and for a tracking pixel."""
    attributes: Mapping[str, Any] = dict(element.items())
    width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
    if (width is not None and width < MIN_PIXELS) or (height is not None and height < MIN_PIXELS):
        return None
    if width is not None and height is not None and width != height and max(width, height) <= MAX_RATIO:
        width = height = None
    address = _address(element, attributes)
    if address is None:
        return None
    alt = attributes.get("alt")
    return Image(_absolute(address, base_url), (fold(alt) or None) if alt else None, width=width, height=height)


def image_without_scripts(noscript: HtmlElement, base_url: str | None) -> Image | None:
    """The one image of a `<noscript>`, which a script would show; None for a tracker."""
    element = next(noscript.iter("img", "amp-img"), None)
    if element is None or _HIDDEN.search(element.get("style") or ""):
        return None
    return image_of(element, base_url)


def _address(element: HtmlElement, attributes: Mapping[str, Any]) -> str | None:
    """The largest of the candidates that the page names. What a script would load goes first: the rest is there to
    hold its place."""
    source = (attributes.get("src") or "").strip()
    around = _sources(element)
    is_late = "data-" in " ".join(attributes)
    if not around and not is_late and "srcset" not in attributes:
        return source if _is_address(source) else None
    address = _largest(_LAZY_SETS, attributes, around) if is_late or around else None
    if address is None and is_late:
        lazy = [attributes[name].strip() for name in _LAZY if name in attributes]
        address = next((one for one in lazy if _is_address(one)), None)
    if address is None:
        address = _largest(_SETS, attributes, around)
    if address is None and _is_address(source):
        return source
    return address or _any_file(attributes)


def _any_file(attributes: Mapping[str, Any]) -> str | None:
    """The address of an image file in an attribute that no list knows: every script has its own."""
    own = (value.strip() for name, value in attributes.items() if name.startswith("data-") and name not in _SETS)
    return next((value for value in own if _FILE.search(value) and _is_address(value)), None)


def _largest(names: tuple[str, ...], attributes: Mapping[str, Any], sources: list[HtmlElement]) -> str | None:
    srcsets = [srcset for name in names if (srcset := attributes.get(name))]
    srcsets += [srcset for source in sources for name in names if (srcset := source.get(name))]
    if not srcsets:
        return None
    found = [candidate for srcset in srcsets for candidate in candidates(srcset)]
    found.sort(key=itemgetter(1), reverse=True)
    return next((address for address, size in found if size and _is_address(address)), None)


def _sources(element: HtmlElement) -> list[HtmlElement]:
    """The `<source>`s of the `<picture>` that an element is, or stands in."""
    picture: Any = element if element.tag == "picture" else element.getparent()
    if picture is None or picture.tag not in _PICTURE:
        return []
    while picture.tag != "picture" and (outer := picture.getparent()) is not None and outer.tag in _PICTURE:
        picture = outer
    return [source for source in picture.iter("source") if source.get("type") not in _RARE_FORMATS]


def _is_address(text: str) -> bool:
    """Whether it is the address of a picture that is there to be seen: no data, no template, no placeholder."""
    if not text or text.startswith(_NO_ADDRESS) or _TEMPLATE.search(text):
        return False
    path = text.partition("?")[0]
    return _PLACEHOLDER.search(path, max(0, path.rfind("/"))) is None


def _absolute(address: str, base_url: str | None) -> str:
    if base_url is None or address.startswith(("https://", "http://")):
        return address
    try:
        return urljoin(base_url, address)
    except ValueError:  # such as "http://[x"
        return address


def _pixels(value: str | None) -> int | None:
    if not value:
        return None
    digits = value.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
