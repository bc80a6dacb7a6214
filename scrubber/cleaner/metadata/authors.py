"""Who wrote it: people first, organisations apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from scrubber.article import Candidate
from scrubber.cleaner.author_names import (
    byline_names,
    is_full,
    is_joint,
    is_mark,
    is_organisation,
    names_given,
    names_in,
)
from scrubber.cleaner.metadata.candidate import distinct
from scrubber.cleaner.metadata.marks import AUTHOR, Marked
from scrubber.cleaner.metadata.said import Said
from scrubber.cleaner.metadata.vocabulary import meta_names
from scrubber.cleaner.wording import folded, phrases, words_of
from scrubber.page import Block

Names = tuple[str, ...]

MAX_BYLINE_CHARACTERS = 250
ABOVE = 3  # a byline follows its headline; one above it is as far as one three times as far below
FAR = 150  # elements between a headline and a byline that tells more than what is marked for machines
NEAR_EACH_OTHER = 20  # elements between the authors of one article
PURE_BYLINE = "byline"
MAX_MORE = 6  # names of a byline that has more of them than the structured data


def read_authors(said: Said, lines: Sequence[Block], sites: Sequence[str]) -> tuple[Names, list[Candidate[Names]]]:
    """The organisations among the authors, and the candidates for authors, the chosen one first.

    Chosen are people; where a page names none, the organisation that it names instead.
    """
    found = distinct(_named_bylines(list(_candidates(said, lines))))
    people = [one for one in found if any(not is_organisation(name, sites) for name in one.value)]
    chosen = _with_more([_people_of(one, sites) for one in people]) if people else next(iter(found), None)
    names = (name for one in found for name in one.value)
    organisations = tuple(dict.fromkeys(name for name in names if is_organisation(name, sites)))
    return organisations, distinct([*([chosen] if chosen else []), *found])


def _named_bylines(found: Sequence[Candidate[Names]]) -> Iterator[Candidate[Names]]:
    """The candidates, those of elements called bylines where a line that opens like one gives the same names."""
    bylines = {one.value for one in found if one.source == PURE_BYLINE}
    for one in found:
        is_byline = one.source.startswith("class") and one.value in bylines
        yield one._replace(source=PURE_BYLINE) if is_byline else one


def _people_of(candidate: Candidate[Names], sites: Sequence[str]) -> Candidate[Names]:
    return candidate._replace(value=tuple(name for name in candidate.value if not is_organisation(name, sites)))


def _with_more(found: Sequence[Candidate[Names]]) -> Candidate[Names]:
    """The first; or a byline that names the same people and some more, or the same in full: structured data often give
    the first of several, a first name, or the name of an account."""
    first = found[0]
    same = {_key(name) for name in first.value}
    for other in found[1:]:
        if other.source == PURE_BYLINE and len(other.value) <= MAX_MORE and same < {_key(name) for name in other.value}:
            return other
    if any(map(is_full, first.value)):
        return first
    return next((other for other in found[1:] if _are_in_full(first.value, other)), first)


def _are_in_full(short: Names, other: Candidate[Names]) -> bool:
    """Whether a candidate gives the same people in full, or is the byline where the others are names of accounts."""
    names = other.value
    if len(short) == len(names) and all(map(_is_in_full, short, names)):
        return True
    return other.source == PURE_BYLINE and all(map(is_full, names)) and all(name.islower() for name in short)


def _key(name: str) -> tuple[str, ...]:
    """A name without its titles."""
    return words_of(name)[-2:]


def _is_in_full(short: str, name: str) -> bool:
    """Whether a name is that of a first name, or of an account.

    >>> _is_in_full("Ann", "Ann Lee"), _is_in_full("ann_lee", "Ann Lee"), _is_in_full("Ann", "Anna Lee")
    (True, True, False)
    """
    words = words_of(name)
    return len(words) > 1 and (
        words_of(short) == words[:1] or "".join(words_of(re.sub("[._-]", " ", short))) == "".join(words)
    )


def _candidates(said: Said, lines: Sequence[Block]) -> Iterator[Candidate[Names]]:
    near = [one for one in said.of_kind(AUTHOR) if not one.is_aside and not one.is_marginal]
    given = [one for one in _given(said, near) if one.value]
    yield from given
    yield from _shown(said, near, within=FAR if given else None)
    for line in lines:
        yield Candidate(byline_names(line), PURE_BYLINE)


def _given(said: Said, near: Sequence[Marked]) -> Iterator[Candidate[Names]]:
    """What is marked as an author for machines."""
    items = said.items
    for item in (items.main, items.page):
        for key in ("author", "creator"):
            texts = items.texts(item.get(key), "name", "alternateName")
            yield Candidate(tuple(_structured(texts)), f"json-ld {key}")
    inside = list(_together([one for one in near if one.source.startswith("itemprop")]))
    if inside:
        yield Candidate(tuple(_structured([one.says for one in inside])), inside[0].source)
    for name in meta_names("authors"):
        values = [value for value, _ in said.values(name)]
        if name != "twitter:data1" or _is_byline_label(said):
            yield Candidate(tuple(_structured(values)), f"meta {name}")


def _together(marked: Sequence[Marked]) -> Iterator[Marked]:
    """The first, and those that stand right behind one another: others are of teasers and answers."""
    position = marked[0].position if marked else 0
    for one in marked:
        if one.position - position > NEAR_EACH_OTHER:
            return
        position = one.position
        yield one


def _is_byline_label(said: Said) -> bool:
    return any(phrases("byline").opening_mark(label) for label, _ in said.values("twitter:label1"))


def _structured(texts: Iterable[str]) -> Iterator[str]:
    """Names that stand alone, as the page marks them, each once."""
    seen: set[str] = set()
    for name in (name for text in texts for name in names_given(text)):
        if folded(name) not in seen:
            seen.add(folded(name))
            yield name


def _shown(said: Said, marked: Sequence[Marked], within: int | None) -> Iterator[Candidate[Names]]:
    """Bylines by their elements, those near the headline first; within some elements of it, or anywhere."""
    shown = [
        one for one in marked if not one.source.startswith("itemprop") and 0 < len(one.text) <= MAX_BYLINE_CHARACTERS
    ]
    for one in sorted(shown, key=lambda one: said.distance(one, above=ABOVE)):
        if within is not None and said.distance(one, above=ABOVE) > within:
            return
        names, is_pure = _of_pieces(one.pieces)
        if names:
            yield Candidate(names, PURE_BYLINE if is_pure else one.source)


def _of_pieces(pieces: Sequence[str]) -> tuple[Names, bool]:
    """The names in the pieces of a byline, and whether there is nothing else. A single word stands alone."""
    said = [piece for piece in pieces if any(map(str.isalpha, piece)) and not is_mark(piece) and not is_joint(piece)]
    by_piece = [names_in(piece) for piece in said]
    found = tuple(dict.fromkeys(name for names in by_piece for name in names))
    longer = tuple(name for name in found if is_full(name))
    is_pure = all(by_piece) and found == longer and sum(map(len, said)) < 2 * sum(map(len, found))
    return longer if longer or len(said) > 1 else found, is_pure
