"""Does a page declare itself to be news?"""

from __future__ import annotations

import re

_WORDS_OF_NEWS = ("NewsArticle", "news_keywords")
_NEWS = re.compile(
    r"""@type["']?\s*:\s*\[?\s*["'](?:https?://schema\.org/)?\w*NewsArticle["']|schema\.org/\w*NewsArticle|=["']?news_keywords"""
)


def declares_news(html: str | None) -> bool:
    """Whether the markup names schema.org's NewsArticle or one of its kinds, or gives news keywords.

    >>> declares_news('<script type="application/ld+json">{"@type": "NewsArticle"}</script>'), declares_news(None)
    (True, False)
    """
    if html is None or not any(word in html for word in _WORDS_OF_NEWS):
        return False
    return _NEWS.search(html) is not None
