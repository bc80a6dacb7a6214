"""The name of the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from scrubber.article import Candidate
from scrubber.cleaner.metadata.candidate import distinct
from scrubber.cleaner.metadata.said import Said
from scrubber.cleaner.metadata.vocabulary import meta_names
from scrubber.cleaner.opening import TITLE_PARTS
from scrubber.cleaner.wording import folded, squashed

MAX_CHARACTERS = 60
MIN_LIKENESS = 0.5  # of a name and the host, to be told from a section's name
MIN_TITLE_LIKENESS = 0.75  # of a part of the title, which may be anything

_PUBLIC = frozenset(
    ["com", "org", "net", "co", "gov", "edu", "ac", "info", "www", "blog", "news", "m", "en", "de", "mobile", "amp"]
)


def read_site(said: Said, host: str | None) -> list[Candidate[str]]:
    """The candidates for the name of the site, the chosen one first; the host itself is the last resort.

    It is the first that is given, unless the host knows nothing of it, and two other sources agree on a name that the
    host confirms: the first is then the name of a section, or of the software.
    """
    label = label_of(host)
    parts = [Candidate(part, "title") for part in reversed(TITLE_PARTS.split(said.title)[1:])]
    found = [one for one in (*_candidates(said), *parts) if len(one.value) <= MAX_CHARACTERS and "//" not in one.value]
    likeness = {one.value: _likeness(one.value, label) if label else 0.0 for one in found}
    times = Counter(squashed(one.value) for one in found)
    declared = [one for one in found if one.source != "title" or likeness[one.value] >= MIN_TITLE_LIKENESS]
    agreed = [one for one in found if times[squashed(one.value)] > 1 and likeness[one.value] >= MIN_LIKENESS]
    is_other = bool(declared and agreed) and likeness[declared[0].value] < MIN_LIKENESS
    ranked = distinct([*(agreed if is_other else ()), *declared])
    return [*ranked, Candidate(host.removeprefix("www."), "url")] if host and not ranked else ranked


def _candidates(said: Said) -> Iterator[Candidate[str]]:
    items = said.items
    for value, source in said.values("og:site_name"):
        yield Candidate(value, source)
    for item in (items.main, items.page):
        for text in items.texts(item.get("publisher"), "name"):
            yield Candidate(text, "json-ld publisher")
    for kind in ("WebSite", "NewsMediaOrganization", "Organization"):
        for text in items.texts(items.kinds.get(kind, {}).get("name")):
            yield Candidate(text, f"json-ld {kind}")
    for value, source in said.values(*meta_names("sites")):
        yield Candidate(value, source)
    for one in said.of_kind("publisher"):
        yield Candidate(one.says, one.source)


def label_of(host: str | None) -> str:
    """The part of a host that names the site, in lower case and without its hyphens.

    >>> label_of("www.the-valley.example"), label_of("news.valley.co.uk"), label_of(None)
    ('thevalley', 'valley', '')
    """
    parts = (host or "").split(".")[:-1]
    named = [part for part in parts if part not in _PUBLIC] or parts[-1:]
    return squashed(named[-1]) if named else ""


def _likeness(name: str, label: str) -> float:
    """How much a name and the label of a host have in common, 0 to 1; initials count.

    >>> [_likeness(name, "ndr") for name in ("Norddeutscher Rundfunk (NDR)", "Nord Deutscher Rundfunk", "Sport")]
    [1.0, 1.0, 0.0]
    """
    key = squashed(name)
    initials = "".join(word[0] for word in folded(name).split())
    if not key or label in (key, initials) or (len(label) > 2 and label in key) or (len(key) > 3 and key in label):
        return float(bool(key))
    longest = SequenceMatcher(None, key, label, autojunk=False).find_longest_match().size
    return longest / len(label) if longest > 2 else 0.0
