"""The headline: what the page shows, if its own metadata confirm it; kickers and the site's name aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from scrubber.article import Candidate
from scrubber.cleaner.headings import headings_in_lines
from scrubber.cleaner.metadata.candidate import distinct
from scrubber.cleaner.metadata.said import Said
from scrubber.cleaner.metadata.sites import label_of
from scrubber.cleaner.opening import TITLE_PARTS
from scrubber.cleaner.wording import folded
from scrubber.page import Block, BlockKind, host_of

MAX_SITE_NAME_WORDS = 3  # of an unnamed site at the end of a <title>; more words are a part of the headline
MAX_HEADINGS = 8
MIN_LONE_HEADING = 15  # characters; a shorter lone h1 is often a logo
MIN_CUT_TITLE = 80  # characters; some sources allow no more than 110
MIN_SLUG_WORDS = 3  # of an address that tells the headline
MIN_LIKENESS = 0.15  # of a heading and the page's own title, as the share of words that both have
MARGIN = 0.15  # by which the address must be likelier to be of one than of the other

_NOT_IN_KEYS = re.compile(r"[\W_]+")
_PERMALINK = " ¶#§"
_NO_WORD = frozenset({"html", "htm", "php", "aspx", "index"})


def read_title(said: Said, blocks: Sequence[Block], url: str | None) -> list[Candidate[str]]:
    """The candidates for the headline, the chosen one first."""
    site = next((value for value, _ in said.values("og:site_name")), "")
    declared = list(_declared(said, site))
    sites = {_key(name) for name in (site, *_names_of_site(said), label_of(host_of(url)))} - {""}
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.text]
    shown = [
        Candidate(text, "h1") for block in headings if block.level == 1 and _key(text := _bare(block.text)) not in sites
    ]
    shown = [*_confirmed_in_lines(headings, declared), *shown]
    shown += [Candidate(text, one.source) for one in said.of_kind("headline") if (text := one.says)]
    lower = [Candidate(_bare(block.text), f"h{block.level}") for block in headings[:MAX_HEADINGS] if block.level > 1]
    titles = [one for one in declared if not shown or _key(one.value) not in sites]
    chosen = _chosen(said, distinct(shown)[:MAX_HEADINGS], lower, titles, _words(_slug(url)))
    return distinct([*([chosen] if chosen else []), *declared, *shown])


def shows_title(heading: str, title: str) -> bool:
    """Whether a heading is that of a title, which may have lost a sign, the name of the site, or got back a space.

    >>> shows_title("Flood:Two bridges gone ¶", "Flood: Two bridges gone"), shows_title("Flood", "Flood: Two bridges")
    (True, False)
    """
    key = _key(title)
    return _key(heading) == key or _key(_bare(heading)) == key


def _confirmed_in_lines(headings: Sequence[Block], declared: Sequence[Candidate[str]]) -> Iterator[Candidate[str]]:
    """The headings over several lines that the page declares whole; a line of others may be a kicker."""
    keys = {_key(one.value) for one in declared}
    for lines in headings_in_lines(block for block in headings if block.level == 1):
        text = " ".join(line.text for line in lines)
        if _key(text) in keys:
            yield Candidate(text, "h1")


def _declared(said: Said, site: str) -> Iterator[Candidate[str]]:
    for text in said.items.texts(said.items.main.get("headline")):
        yield Candidate(_without_site(text, site), "json-ld headline")
    for value, source in said.values("og:title", "twitter:title"):
        yield Candidate(_without_site(value, site), source)
    if said.title:
        yield Candidate(_without_site(said.title, site), "title")
    for value, source in said.values("citation_title", "dc.title", "dcterms.title", "title"):
        yield Candidate(_without_site(value, site), source)


def _names_of_site(said: Said) -> Iterator[str]:
    yield from (value for value, _ in said.values("application-name"))
    for kind in ("WebSite", "NewsMediaOrganization", "Organization"):
        yield from said.items.texts(said.items.kinds.get(kind, {}).get("name"))


def _bare(heading: str) -> str:
    """A heading without the sign of its permalink and without what stands behind a bar.

    >>> _bare("The bridge reopens | Valley ¶"), _bare("Bridge | Valley")
    ('The bridge reopens', 'Bridge | Valley')
    """
    text = heading.rstrip(_PERMALINK)
    first, bar, _ = text.partition(" | ")
    return first if bar and len(first.split()) >= MIN_SLUG_WORDS else text


def _chosen(
    said: Said,
    shown: Sequence[Candidate[str]],
    lower: Sequence[Candidate[str]],
    declared: Sequence[Candidate[str]],
    slug: frozenset[str],
) -> Candidate[str] | None:
    """The heading that the page confirms; else the heading or the page's own title, whichever is likelier."""
    if not declared:
        return shown[0] if shown else None
    own = _most_said(declared)
    keys = {_key(one.value): one for one in reversed(declared)}
    parts = {_key(part) for part in TITLE_PARTS.split(said.title)} - {""}
    for one in shown:
        if (twin := keys.get(_key(one.value))) is not None:
            return twin if _is_glued(one.value, twin.value) else one
    confirmed = [one for one in (*shown, *lower) if _key(one.value) in parts]
    if confirmed and (confirmed[0].source == "h1" or not shown):
        return confirmed[0] if shown else max(confirmed, key=lambda one: len(one.value))  # the shorter is the site
    if not shown:
        return own
    if (without_kicker := _without_kicker(shown[0], declared)) is not None:
        return without_kicker
    best = max(shown, key=lambda one: _likeness(_words(one.value), _words(own.value)))
    return best if _is_better(best.value, own.value, slug) else own


def _most_said(declared: Sequence[Candidate[str]]) -> Candidate[str]:
    """What most sources say, the first of several; whole, where a source has cut it."""
    times = Counter(_key(one.value) for one in declared)
    most = max(declared, key=lambda one: times[_key(one.value)])
    longer = [
        one for one in declared if one.value.startswith(most.value.rstrip(" .…")) and len(most.value) >= MIN_CUT_TITLE
    ]
    return max([most, *longer], key=lambda one: len(one.value))


def _is_glued(shown: str, declared: str) -> bool:
    """Whether a heading has lost a space between two of its words, which the same text elsewhere still has.

    >>> _is_glued("Flood:Two bridges gone", "Flood: Two bridges gone"), _is_glued("Flood: two gone", "Flood - two gone")
    (True, False)
    """
    return _count_words(declared) > _count_words(shown)


def _count_words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _without_kicker(shown: Candidate[str], declared: Sequence[Candidate[str]]) -> Candidate[str] | None:
    """The headline of a heading that begins with something else, where two sources agree on it."""
    for one in declared:
        ends = [other for other in declared if _key(other.value) == _key(one.value)]
        if len(ends) > 1 and len(_key(one.value)) > MIN_LONE_HEADING and _key(shown.value).endswith(_key(one.value)):
            return one
    return None


def _is_better(heading: str, own: str, slug: frozenset[str]) -> bool:
    """Whether a heading that the page does not confirm is its headline, rather than its own title: by the words that
    both have, and by the address."""
    shown, declared = _words(heading), _words(own)
    by_address = _likeness(shown, slug) - _likeness(declared, slug) if len(slug) >= MIN_SLUG_WORDS else 0.0
    return by_address > MARGIN or (by_address >= -MARGIN and _likeness(shown, declared) >= MIN_LIKENESS)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have, 0 to 1 (Jaccard)."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W_]+", folded(text)) if word not in _NO_WORD)


def _slug(url: str | None) -> str:
    """The part of an address that has the most words.

    >>> _slug("https://valley.example/news/the-bridge-reopens-1234.html")
    'the-bridge-reopens-1234.html'
    """
    try:
        parts = unquote(urlsplit(url or "").path).split("/")
    except ValueError:
        return ""
    return max(parts[-3:], key=lambda part: len(_words(part)), default="")


def _without_site(title: str, site: str) -> str:
    """The title without its site's name: named by the page, else the shorter end of `headline | site`.

    >>> _without_site("The bridge reopens after years | Valley", ""), _without_site("A bridge – Valley", "Valley")
    ('The bridge reopens after years', 'A bridge')
    """
    parts = TITLE_PARTS.split(title)
    if len(parts) < 2:
        return title
    key = _key(site)
    others = [part for part in parts if _key(part) != key]
    if len(others) < len(parts):
        return " – ".join(others)
    is_name_last = len(parts[-1].split()) <= MAX_SITE_NAME_WORDS < len(title.split())
    return title[: title.rfind(parts[-1])].rstrip(" |·•»–—-:") if is_name_last else title


def _key(text: str) -> str:
    return _NOT_IN_KEYS.sub("", text.casefold())
