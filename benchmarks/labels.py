"""Which blocks of a page are content: told by the text of its truth, or by snippets."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

MIN_RUN = 3  # tokens in a row that make a match; fewer are in any text by accident
MIN_CONTENT_SHARE = 0.5  # of a block's tokens that match
MIN_GRAM_SHARE = 0.7  # of its 4-grams, where the truth holds the block in another order
MIN_GRAM_TOKENS = 5  # fewer make one 4-gram, which any text may hold
MAX_ALIGNED = 4_000_000_000  # product of token counts; a larger alignment takes minutes
MIN_PART = 13  # characters of a block that is part of a snippet; a shorter one is in any text by accident

_TOKEN = re.compile(r"\w+")

Label = bool | None
"""Content, boilerplate, or None where the truth cannot say."""


def label_by_text(texts: Sequence[str], truth: str) -> tuple[Label, ...]:
    """The texts as `align_by_text` labels them, but of the copies of a text the first ones are content.

    >>> label_by_text(["Home", "The council met on Monday.", "***"], "The council met on Monday.")
    (False, True, None)
    >>> label_by_text(["The council met.", "Menu", "The council met."], "So it was. The council met.")
    (True, False, False)
    """
    return first_copies(texts, align_by_text(texts, truth))


def align_by_text(texts: Sequence[str], truth: str) -> tuple[Label, ...]:
    """Align the texts with the truth by a longest common subsequence of tokens; half of them make a text content.

    A token counts in a run of three, or where the text is a whole line of the truth. Then come texts that the truth
    holds in another order. None: a text without a word, and every text of a page that is too large to align.

    >>> align_by_text(["The council met.", "Menu", "The council met."], "So it was. The council met.")
    (False, False, True)
    """
    rows = [_tokens(text) for text in texts]
    wanted = _tokens(truth)
    if sum(map(len, rows)) * len(wanted) > MAX_ALIGNED:
        return (None,) * len(texts)
    lines = {tuple(_tokens(line)) for line in truth.splitlines()}
    hits, used = _aligned(rows, wanted, lines)
    labels: list[Label] = [
        hit >= MIN_CONTENT_SHARE * len(row) if row else None for row, hit in zip(rows, hits, strict=True)
    ]
    rest = Counter(gram for start, gram in enumerate(_grams(wanted)) if not any(used[start : start + 4]))
    for index, row in enumerate(rows):
        if labels[index] is False and len(row) >= MIN_GRAM_TOKENS:
            grams = Counter(_grams(row))
            common = grams & rest
            if common.total() >= MIN_GRAM_SHARE * grams.total():
                labels[index] = True
                rest -= common
    return tuple(labels)


def _aligned(
    rows: Sequence[Sequence[str]], wanted: Sequence[str], lines: set[tuple[str, ...]]
) -> tuple[list[int], bytearray]:
    """Per row the number of its tokens that match, and for each wanted token whether it is used up."""
    flat = [token for row in rows for token in row]
    owners = [index for index, row in enumerate(rows) for _ in row]
    hits, used = [0] * len(rows), bytearray(len(wanted))
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    for run in LCSseq.opcodes(flat, wanted):
        if run.tag != "equal":
            continue
        is_long = run.src_end - run.src_start >= MIN_RUN
        for offset, owner in enumerate(owners[run.src_start : run.src_end]):
            is_whole = run.src_start <= starts[owner] and starts[owner + 1] <= run.src_end
            if is_long or (is_whole and tuple(rows[owner]) in lines):
                hits[owner] += 1
                used[run.dest_start + offset] = 1
    return hits, used


def first_copies(texts: Sequence[str], labels: Sequence[Label]) -> tuple[Label, ...]:
    """Of the copies of a text, the first ones are content: the alignment finds as many as the truth has, but any.

    >>> first_copies(["Harbour", "Menu", "Harbour"], [False, False, True])
    (True, False, False)
    """
    copies: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        copies[text].append(index)
    result = list(labels)
    for indexes in copies.values():
        found = sum(labels[index] is True for index in indexes)
        for place, index in enumerate(indexes):
            if labels[index] is not None:
                result[index] = place < found
    return tuple(result)


def label_by_snippets(texts: Sequence[str], required: Sequence[str], forbidden: Sequence[str]) -> tuple[Label, ...]:
    """Content holds a required snippet or is part of one, boilerplate holds a forbidden one; the rest is unknown.

    >>> label_by_snippets(["A cat sat.", "Menu", "Sport", "sat on the mat"], ["A cat", "cat sat on the mat"], ["Me"])
    (True, False, None, True)
    """
    required, forbidden = [_folded(one) for one in required], [_folded(one) for one in forbidden]
    return tuple(_label_by_snippets(_folded(text), required, forbidden) for text in texts)


def _label_by_snippets(text: str, required: Sequence[str], forbidden: Sequence[str]) -> Label:
    if any(snippet in text or (len(text) >= MIN_PART and text in snippet) for snippet in required):
        return True
    return False if any(snippet in text for snippet in forbidden) else None


def _folded(text: str) -> str:
    return " ".join(text.split())


def _grams(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[start : start + 4]) for start in range(len(tokens) - 3)]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.replace("\xad", "").lower())
