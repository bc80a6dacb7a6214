"""How well the blocks of a page hold its main content: the ceiling of every choice among them, and the mapping."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from rapidfuzz.distance import LCSseq

from benchmarks.corpus import PageSet, TruePage
from benchmarks.measures import word_f1
from benchmarks.processes import each_page
from benchmarks.tables import Table

MIN_RUN = 3  # tokens in a row that make a match; fewer are in any text by accident
MAX_ALIGNED = 4_000_000_000  # product of token counts; a larger alignment takes minutes

_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """What one page says of its blocks."""

    words: tuple[int, ...]
    """Words of each block with text."""
    best_f1: float | None
    """Word F1 of the best choice of blocks; None where the set does not know the page's text."""
    chosen_tokens: int
    """Tokens of trafilatura's choice, and how many of them the mapped blocks hold in the same order."""
    mapped_tokens: int


def blocks_table(page_set: PageSet, *, jobs: int) -> Table:
    """Blocks a page, words a block, the best F1 that any choice of blocks can reach, and the share of mapped tokens."""
    pages = list(each_page(measure, page_set, jobs=jobs, label="blocks"))
    best = [page.best_f1 for page in pages if page.best_f1 is not None]
    words = [count for page in pages for count in page.words]
    mapped = sum(page.mapped_tokens for page in pages) / max(1, sum(page.chosen_tokens for page in pages))
    row = (page_set.name, f"{len(words) / len(pages):.0f}", f"{median(words):g}", f"{fmean(best):.4f}" if best else "–")
    header = ("set", "blocks a page", "median words", "best choice F1", "trafilatura's tokens mapped")
    return Table(f"{page_set.name}: blocks of {len(pages)} pages", header, ((*row, f"{mapped:.4f}"),))


def measure(page: TruePage) -> PageBlocks:
    """Read one page and measure its blocks."""
    from scrubber import read
    from scrubber.cleaner.main_text.mapping import map_pieces
    from scrubber.cleaner.main_text.trafilatura_choice import chosen_pieces

    read_page = read(page.read(), kind="html")
    texts = [block.text for block in read_page.blocks if block.text]
    pieces = list(chosen_pieces(read_page.tree)) if read_page.tree is not None else []
    chosen = map_pieces(read_page.blocks, pieces).chosen
    wanted = [token for piece in pieces for token in _tokens(piece)]
    found = [token for index in sorted(chosen) for token in _tokens(read_page.blocks[index].text)]
    return PageBlocks(
        words=tuple(block.words for block in read_page.blocks if block.text),
        best_f1=None if page.text is None else word_f1("\n".join(best_choice(texts, page.text)), page.text).f1,
        chosen_tokens=len(wanted),
        mapped_tokens=int(LCSseq.similarity(wanted, found)),
    )


def best_choice(texts: Sequence[str], truth: str) -> list[str]:
    """The blocks of which half the tokens align with the truth, or whose 4-grams it holds in another order.

    >>> best_choice(["Home", "The council met on Monday.", "Imprint"], "The council met on Monday.")
    ['The council met on Monday.']
    """
    per_block = [_tokens(text) for text in texts]
    wanted = _tokens(truth)
    flat = [token for tokens in per_block for token in tokens]
    if not flat or not wanted or len(flat) * len(wanted) > MAX_ALIGNED:
        return list(texts) if wanted else []
    owners = [index for index, tokens in enumerate(per_block) for _ in tokens]
    truth_lines = {tuple(_tokens(line)) for line in truth.splitlines()}
    hits = [0] * len(texts)
    used = bytearray(len(wanted))
    for match in LCSseq.opcodes(flat, wanted):
        if match.tag != "equal":
            continue
        for offset in range(match.src_end - match.src_start):
            owner = owners[match.src_start + offset]
            if match.src_end - match.src_start >= MIN_RUN or tuple(per_block[owner]) in truth_lines:
                hits[owner] += 1
                used[match.dest_start + offset] = 1
    rest = Counter(gram for start, gram in enumerate(_grams(wanted)) if not any(used[start : start + 4]))
    return [text for text, tokens, hit in zip(texts, per_block, hits, strict=True) if _is_content(tokens, hit, rest)]


def _is_content(tokens: list[str], hit: int, rest: Counter[tuple[str, ...]]) -> bool:
    if not tokens or hit * 2 >= len(tokens):
        return bool(tokens)
    grams = Counter(_grams(tokens))
    common = grams & rest
    if len(tokens) < MIN_RUN + 2 or common.total() < 0.7 * grams.total():
        return False
    rest.subtract(common)
    return True


def _grams(tokens: list[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[start : start + 4]) for start in range(len(tokens) - 3)]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.replace("\xad", "").lower())
