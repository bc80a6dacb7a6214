"""vocabulary.toml: the names under which pages say things of themselves."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def vocabulary() -> dict[str, Any]:
    """The tables of vocabulary.toml."""
    import tomllib
    from importlib import resources

    return tomllib.loads(resources.files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))


def meta_names(field: str) -> tuple[str, ...]:
    """The names of `<meta>` elements that give a field, in the order of trust.

    >>> meta_names("published")[:2]
    ('article:published_time', 'og:published_time')
    """
    return tuple(vocabulary()["meta"][field])


@cache
def page_types() -> dict[str, str]:
    """Our kinds of page by the types of schema.org and Open Graph.

    >>> page_types()["newsarticle"]
    'news'
    """
    return {name: kind for kind, names in vocabulary()["page_types"].items() for name in names}
