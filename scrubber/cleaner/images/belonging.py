"""Images among those of an article that are none of them: logos, icons, portraits of authors, teasers, ads."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, cached_property
from itertools import islice, takewhile
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrubber.cleaner.containers import categories_of
from scrubber.cleaner.element_words import words_of_names
from scrubber.cleaner.images.addresses import is_page, name_of_image
from scrubber.cleaner.images.pictures import Picture
from scrubber.cleaner.images.roles import role_of
from scrubber.cleaner.wording import phrases
from scrubber.page import Block, Container

MIN_PIXELS = 100  # of both sides, of an image without a caption; portraits of authors have 96 as a rule
_FURNITURE = frozenset(
    {
        "newsletter",
        "subscription",
        "share",
        "related",
        "ad",
        "comments",
        "bio",
        "breadcrumb",
        "cookie",
        "navigation",
        "user-card",
    }
)
_FURNITURE_TAGS = frozenset({"nav", "footer"})
_PICTURE_TAGS = frozenset({"picture", "source"})
_FIGURE_TAGS = frozenset({"figure", "figcaption"})
MIN_PHOTO = 300  # pixels of a side; no portrait beside a byline has as many
MAX_FILE_WORDS = 3  # of a file that is named for what it is: "site-logo"; "police-badge-lost-in-river" is news
LINK_STEPS = 6  # elements from an image to the link around it


class Furniture:
    """What of a page is no part of its article, by the elements around it and by where it leads."""

    def __init__(self, kept: Collection[Block], url: str | None, tree: Any, declared: Collection[str]) -> None:
        self._of_article = {container for block in kept if block.text for container in block.inside}
        self._url = url
        self._tree = tree
        self._declared = declared
        self._told: dict[Container, bool] = {}

    def is_plain(self, block: Block, element: Any) -> bool:
        """Whether an image is furniture whatever is said below it: its figure need not be read, which takes longest."""
        if name_of_image(block) in self._declared:
            return False
        return self._stands_in_furniture(block) or (not self._stands_in_figure(element) and self._leads_away(element))

    def _stands_in_figure(self, element: Any) -> bool:
        """Whether a figure, or an element named for a picture, is near around an image, or a caption behind it."""
        for around in islice(element.iterancestors(), LINK_STEPS):
            if around.tag in _FIGURE_TAGS or role_of(around) is not None:
                return True
            behind = around.getnext()
            if behind is not None and (behind.tag == "figcaption" or role_of(behind) is not None):
                return True
        behind = element.getnext()
        return behind is not None and role_of(behind) is not None

    def has(self, picture: Picture) -> bool:
        """Whether a picture that `is_plain` left is furniture; one that the page declares to be its own is not."""
        has_caption = picture.figure.is_named
        if name_of_image(picture.block) in self._declared:
            return False
        return (
            (picture.figure.is_portrait and not _is_large(picture))
            or self._is_named(picture, has_caption)
            or (not has_caption and _is_small(picture))
            or (not has_caption and self._leads_away(picture.element))
        )

    def _stands_in_furniture(self, block: Block) -> bool:
        for container in takewhile(lambda container: container.tag not in _FIGURE_TAGS, block.inside):
            if container in self._of_article:
                continue
            told = self._told.get(container)
            if told is None:
                told = self._told[container] = container.tag in _FURNITURE_TAGS or _says_furniture(container)
            if told:
                return True
        return False

    def _is_named(self, picture: Picture, has_caption: bool) -> bool:
        *folders, file = _path(picture.image.url).split("/")
        in_file = words_of_names(file.rpartition(".")[0])
        if len(in_file) <= MAX_FILE_WORDS and not _own_names().isdisjoint(in_file):
            return True
        names = f"{picture.element.get('class') or ''} {picture.element.get('id') or ''}"
        return not has_caption and (
            file.lower().endswith(".svg")
            or not _own_names().isdisjoint(words_of_names(names))
            or not _own_names().isdisjoint(folder.lower() for folder in folders)
        )

    def _leads_away(self, element: Any) -> bool:
        """Whether an image is a link to another page, as those of teasers and ads are."""
        outside = (parent for parent in element.iterancestors() if parent.tag not in _PICTURE_TAGS)
        link = next((parent for parent in islice(outside, LINK_STEPS) if parent.tag == "a"), None)
        target = (link.get("href") or "").strip() if link is not None else ""
        if link is None or not self._is_other_page(target):
            return False
        return _has_text(link) or self._is_other_site(target) or target in self._named_targets

    @cached_property
    def _named_targets(self) -> frozenset[str]:
        """Where links with a text lead."""
        links = self._tree.iter("a") if self._tree is not None else ()
        return frozenset((link.get("href") or "").strip() for link in links if _has_text(link))

    def _is_other_site(self, target: str) -> bool:
        try:
            here, there = urlsplit(self._url or "").hostname, urlsplit(urljoin(self._url or "", target)).hostname
        except ValueError:
            return True
        return here is not None and there is not None and _site(here) != _site(there)

    def _is_other_page(self, target: str) -> bool:
        if not is_page(target):
            return False
        try:
            here, there = urlsplit(self._url or ""), urlsplit(urljoin(self._url or "", target))
        except ValueError:
            return True
        return (here.netloc, here.path.rstrip("/")) != (there.netloc, there.path.rstrip("/"))


def _has_text(element: Any) -> bool:
    return any(not text.isspace() for text in element.itertext())


def _says_furniture(container: Container) -> bool:
    return not _FURNITURE.isdisjoint(categories_of(container)) or _has_word(
        f"{container.identifier} {container.classes}"
    )


def _site(host: str) -> str:
    """The last two labels of a host: near enough to tell an ad from a gallery."""
    return ".".join(host.split(".")[-2:])


@cache
def _own_names() -> frozenset[str]:
    return frozenset(phrases("no-figure").names)


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:  # such as "http://[::1"
        return ""


def _has_word(names: str) -> bool:
    return not phrases("no-figure").words.isdisjoint(words_of_names(names))


def _is_large(picture: Picture) -> bool:
    return (picture.image.width or 0) >= MIN_PHOTO or (picture.image.height or 0) >= MIN_PHOTO


def _is_small(picture: Picture) -> bool:
    sizes = [size for size in (picture.image.width, picture.image.height) if size is not None]
    return bool(sizes) and max(sizes) < MIN_PIXELS
