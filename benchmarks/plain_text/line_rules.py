"""The rules by which C4 and FineWeb filter web text, as functions from text to text.

C4: Raffel et al., Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer, JMLR 21 (2020),
section 2.2, with what its code (`c4_utils.py` of tensorflow-datasets) adds. Left out: citation markers, which change a
line, bad words, duplicates between pages, and the language, for which it was English.

FineWeb: Penedo et al., The FineWeb Datasets, arXiv:2406.17557 (2024), section 3, with the values of its code
(`FineWebQualityFilter` of datatrove, after C4's filter without its end marks). Its own filters judge whole pages.
"""

import re
from collections.abc import Callable, Iterator

C4_END_MARKS = (".", "!", "?", '"', "”", "»", "“")  # the paper's "end quotation mark", also as other languages print it
C4_MIN_WORDS, C4_MIN_SENTENCES = 5, 3
MAX_WORD_LENGTH = 1000
POLICIES = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies")
FINEWEB_MIN_WORDS, FINEWEB_MIN_SENTENCES = 3, 5  # its copy of C4's filter has the numbers of an earlier paper
FINEWEB_END_MARKS = tuple(".!?…。．！？｡؟۔।॥։።")  # the commoner ones of its list of every script's
SHORT_LINE = 30  # characters
MAX_SHORT_LINES, MIN_ENDED_LINES = 0.67, 0.12
MAX_REPEATED, MAX_LINES_A_WORD = 0.01, 0.3

_SENTENCE_END = re.compile(r"[.!?。！？।؟]+(?=\W|$)")


def c4(text: str) -> str:
    r"""The lines that C4 keeps; of what makes C4 drop a page, curly brackets and Lorem ipsum, only the line goes.

    >>> c4("Home\nThe ferry left before dawn.\nPlease turn on JavaScript for this.\nAnd if { it is.")
    'The ferry left before dawn.'
    """
    return "\n".join(line for line in _of_c4(text) if not _is_code(line))


def c4_pages(text: str) -> str:
    r"""The same with C4's filters of pages: nothing of a page with one such line or with fewer than three sentences.

    >>> c4_pages("The ferry left before dawn.\nIts lamps were all out. Nobody saw it.")
    'The ferry left before dawn.\nIts lamps were all out. Nobody saw it.'
    >>> c4_pages("The ferry left before dawn.\nAnd what if { it is. Then what? No.")
    ''
    """
    kept = _of_c4(text)
    if any(map(_is_code, kept)) or _sentences(kept) < C4_MIN_SENTENCES:
        return ""
    return "\n".join(kept)


def fineweb(text: str) -> str:
    r"""What FineWeb counts against a page, dropped by lines: short ones without end, and repeated ones.

    >>> fineweb("Home\nThe ferry left.\nMany more stories from our own harbour\nThe ferry left.")
    'The ferry left.\nMany more stories from our own harbour'
    """
    return "\n".join(line for line in _of_fineweb(text) if not _is_code(line))


def fineweb_pages(text: str) -> str:
    r"""The same with the filters of pages: nothing of a page that fails one of them after its lines were dropped.

    >>> fineweb_pages("The ferry left before dawn.")
    ''
    """
    kept = _of_fineweb(text)
    if any(map(_is_code, kept)) or _sentences(kept) < FINEWEB_MIN_SENTENCES or _fails_fineweb(kept):
        return ""
    return "\n".join(kept)


def _of_c4(text: str) -> list[str]:
    return list(_kept(text, lambda line: _is_ended(line) and _is_wanted(line, min_words=C4_MIN_WORDS)))


def _is_ended(line: str) -> bool:
    return line.endswith(C4_END_MARKS) and not line.endswith("...")


def _of_fineweb(text: str) -> list[str]:
    seen: set[str] = set()

    def is_kept(line: str) -> bool:
        is_new = line not in seen
        seen.add(line)
        is_told = len(line) > SHORT_LINE or line.endswith(FINEWEB_END_MARKS)
        return is_new and is_told and _is_wanted(line, min_words=FINEWEB_MIN_WORDS)

    return list(_kept(text, is_kept))


def _kept(text: str, is_kept: Callable[[str], bool]) -> Iterator[str]:
    """The lines that are kept, and all blank ones: what is left of a paragraph stays one."""
    for line in map(str.strip, text.splitlines()):
        if not line or is_kept(line):
            yield line


def _is_wanted(line: str, *, min_words: int) -> bool:
    words, lowered = line.split(), line.lower()
    return (
        len(words) >= min_words
        and max(map(len, words)) <= MAX_WORD_LENGTH
        and "javascript" not in lowered
        and not any(policy in lowered for policy in POLICIES)
    )


def _is_code(line: str) -> bool:
    """Whether the line costs its page: code, or the printer's dummy text."""
    return "{" in line or "lorem ipsum" in line.lower()


def _sentences(lines: list[str]) -> int:
    """Sentences of the lines, one at least in each; the published code asks a trained splitter for English."""
    return sum(max(1, len(_SENTENCE_END.findall(line))) for line in lines if line)


def _fails_fineweb(kept: list[str]) -> bool:
    lines = [line for line in kept if line]
    ended = sum(line.endswith(FINEWEB_END_MARKS) for line in lines)
    short = sum(len(line) <= SHORT_LINE for line in lines)
    repeated = sum(map(len, lines)) - sum(map(len, set(lines)))
    return (
        ended < MIN_ENDED_LINES * len(lines)
        or short > MAX_SHORT_LINES * len(lines)
        or repeated > MAX_REPEATED * sum(map(len, lines))
        or len(lines) - 1 > MAX_LINES_A_WORD * sum(len(line.split()) for line in lines)
    )
