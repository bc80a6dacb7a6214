"""Which kept blocks stand in an element whose class or id says what it is, by whole names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache

from scrubber.cleaner.wording import containers_by_name, words_of
from scrubber.page import Block, BlockKind, Container

MAX_SHARE = 0.25  # of the kept words: a larger element is not a box in an article, but the article with a telling name

MIN_POSTS = 2  # one is the article of a page that is built like a forum

_OF_A_FORUM = frozenset({"forum", "post"})
_NUMBER = re.compile(r"[-_]\d+$")  # of a post or a comment: "post_message_881207"
_NAMESPACE = re.compile(r"^(?:[a-z]|js|td|wp|sc|is)-")
_ELEMENT_OR_MODIFIER = re.compile(r"__|--")

Named = Mapping[str, str]
"""Category → the name that says so."""


class Surroundings:
    """The elements around the blocks of a page whose names tell something; each element is looked at once."""

    def __init__(self) -> None:
        self._telling: dict[Container, tuple[Container, ...]] = {}
        """Of an element, it and those around it that have such names."""

    def around(self, block: Block) -> tuple[Container, ...]:
        """The telling elements around a block, outermost first."""
        inside, telling = block.inside, self._telling
        known = len(inside)
        while known and inside[known - 1] not in telling:
            known -= 1
        found = telling[inside[known - 1]] if known else ()
        for container in inside[known:] if known < len(inside) else ():
            if (container.identifier or container.classes) and categories_of(container):
                found = (*found, container)
            telling[container] = found
        return found

    def named_containers(self, kept: Collection[Block]) -> dict[int, Named]:
        """For each block, by index, the categories of the elements around it; blocks without any are left out."""
        told = [(block, around) for block in kept if (around := self.around(block))]
        if not told:
            return {}
        words: Counter[Container] = Counter()
        first: dict[Container, Block] = {}
        for block, around in told:
            for container in around:
                words[container] += block.words
                first.setdefault(container, block)
        limit = MAX_SHARE * sum(block.words for block in kept if block.inside)
        small = {
            container
            for container, held in words.items()
            if held <= limit and not _is_chapter(container, first[container])
        }
        named: dict[int, Named] = {}
        for block, around in told:
            for container in around:
                if container in small:
                    named[block.index] = {**categories_of(container), **named.get(block.index, {})}
        return named

    def has_posts(self, kept: Iterable[Block]) -> bool:
        """Whether two elements or more around the blocks are named like posts of a forum."""
        around = {container for block in kept for container in self.around(block)}
        return sum(not _OF_A_FORUM.isdisjoint(categories_of(container)) for container in around) >= MIN_POSTS

    def post(self, block: Block) -> tuple[Container, str] | None:
        """The innermost element around a block that is named like the text of a post, and the name."""
        for container in reversed(self.around(block)):
            if (name := categories_of(container).get("post")) is not None:
                return container, name
        return None


def _is_chapter(container: Container, first: Block) -> bool:
    """Whether an element takes its id from its heading: then the name is of a subject, not of a part of the page."""
    return first.kind is BlockKind.HEADING and container.identifier.lower() == "-".join(words_of(first.text))


def categories_of(container: Container) -> Named:
    """What the class names and the id of an element say of it.

    >>> categories_of(Container("div", "", "c-newsletter-form__body wide"))
    {'newsletter': 'newsletter-form'}
    >>> categories_of(Container("div", "", "shareholder-letters unrelated"))
    {}
    """
    return _categories(container.identifier, container.classes)


@lru_cache(maxsize=8192)
def _categories(identifier: str, classes: str) -> Named:
    lookup = containers_by_name()
    found: dict[str, str] = {}
    for name in f"{identifier} {classes}".lower().split():
        if name in lookup or _may_tell(name):
            for form in _forms(name):
                for category in lookup.get(form, ()):
                    found.setdefault(category, form)
    return found


def _may_tell(name: str) -> bool:
    """Whether a part of a name may tell something, by its first word or, behind a namespace, its second."""
    if "-" not in name and "_" not in name:
        return False
    return not _first_parts().isdisjoint(name.replace("_", "-").split("-", 2)[:2])


@cache
def _first_parts() -> frozenset[str]:
    """Of the names that tell something; for want of one most others are out."""
    return frozenset(name.partition("-")[0] for name in containers_by_name())


def _forms(name: str) -> tuple[str, ...]:
    """The name without its namespace and its number: whole, and without its BEM element and modifier."""
    bare = _NAMESPACE.sub("", name)
    if bare[-1:].isdigit():
        bare = _NUMBER.sub("", bare)
    block = _ELEMENT_OR_MODIFIER.split(bare, maxsplit=1)[0] if "__" in bare or "--" in bare else bare
    return tuple(dict.fromkeys(form.replace("__", "-").replace("_", "-") for form in (name, bare, block) if form))
