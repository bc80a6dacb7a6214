"""The ledger of a page: which blocks are kept, and what was said of each; every other block has a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import compress

from scrubber.cleaner.gaps import with_gaps
from scrubber.cleaner.judged import is_judged
from scrubber.cleaner.verdict import Overruled, Verdict
from scrubber.page import Block, Page


class Ledger:
    """What rules have said of the blocks of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.notes: list[str] = []
        """Why text may be missing."""
        self.overruled: list[Overruled] = []
        """The rules that went over their budgets."""
        self.verdicts: list[Verdict] = []
        self.reopened = 0
        """How many verdicts have brought a block back."""
        self._kept = [True] * len(page.blocks)
        self._named: dict[int, Verdict] = {}
        self._joined: dict[tuple[int, ...], Block] = {}
        """Lines that were judged as one passage and fell, and the passage."""
        self._listed = -1
        """How many verdicts there were when the kept blocks were listed."""
        self._all_kept: tuple[Block, ...] = ()
        self._kept_texts: tuple[Block, ...] = ()
        self._kept_and_judged: tuple[Block, ...] = ()

    def is_kept(self, block: Block) -> bool:
        """Whether no rule before this one has dropped the block (or a later one has reopened it)."""
        return self._kept[block.index]

    def kept(self) -> tuple[Block, ...]:
        """The blocks that are still in, in order."""
        if self._listed != len(self.verdicts):
            self._list()
        return self._all_kept

    def kept_texts(self) -> tuple[Block, ...]:
        """Those of them that have a text, images aside."""
        if self._listed != len(self.verdicts):
            self._list()
        return self._kept_texts

    def kept_and_judged(self) -> tuple[Block, ...]:
        """Those of them that wording can tell anything of."""
        if self._listed != len(self.verdicts):
            self._list()
        return self._kept_and_judged

    def _list(self) -> None:
        """Most rules find nothing, and what is kept is asked for by all of them: it is listed after a verdict only."""
        self._all_kept = tuple(compress(self.page.blocks, self._kept))
        self._kept_texts = tuple([block for block in self._all_kept if block.text])
        self._kept_and_judged = tuple([block for block in self._all_kept if is_judged(block)])
        self._listed = len(self.verdicts)

    def below(self, block: Block) -> Block | None:
        """The next kept block with a text."""
        blocks = self.page.blocks
        for index in range(block.index + 1, len(blocks)):
            if self._kept[index] and blocks[index].text:
                return blocks[index]
        return None

    def naming_verdict(self, block: Block) -> Verdict | None:
        """The drop that names a removal; None for a kept block."""
        return self._named.get(block.index)

    def fell_under(self, block: Block, rule: str) -> bool:
        """Whether a block is removed, and the removal is named for the rule."""
        verdict = self._named.get(block.index)
        return verdict is not None and verdict.rule == rule

    def first_under(self, rule: str) -> Block | None:
        """The first block whose removal is named for the rule."""
        first = min((index for index, verdict in self._named.items() if verdict.rule == rule), default=None)
        return None if first is None else self.page.blocks[first]

    def record(self, *verdicts: Verdict) -> None:
        """The last word on a block wins; the first drop names the removal until a `keep` reopens the block."""
        self.verdicts += verdicts
        kept, named = self._kept, self._named
        for verdict in verdicts:
            index, keep, _, _ = verdict
            kept[index] = keep
            if keep:
                self.reopened += 1
                named.pop(index, None)
            else:
                named.setdefault(index, verdict)

    def overrule(self, rule: str, verdicts: Iterable[Verdict], share: float, budget: float) -> None:
        """Note that a rule went over its budget, so that none of its verdicts stands."""
        message = f"{rule} would take {share:.0%} of the prose, more than its budget of {budget:.0%}; overruled"
        self.overruled.append(Overruled(rule, message, tuple(verdicts)))

    def kept_as_read(self) -> tuple[Block, ...]:
        """The kept blocks with the gaps between them, as they would be read if nothing else had been there."""
        return with_gaps(self.page.blocks, self.kept())

    def adopt(self, judged: Ledger, blocks: Sequence[tuple[int, ...]]) -> None:
        """Take over what was said of a part of the page, or of its lines joined to passages.

        `blocks` holds, for each block that was judged, the indexes of those of this page that it stands for.
        """
        for verdict in judged.verdicts:
            self.record(*(verdict._replace(block=index) for index in blocks[verdict.block]))
            if len(blocks[verdict.block]) > 1 and not verdict.keep:
                self._joined[blocks[verdict.block]] = judged.page.blocks[verdict.block]
        for several, passage in judged._joined.items():
            self._joined[tuple(index for one in several for index in blocks[one])] = passage
        for one in judged.overruled:
            verdicts = (verdict._replace(block=index) for verdict in one.verdicts for index in blocks[verdict.block])
            self.overruled.append(replace(one, verdicts=tuple(verdicts)))
        self.notes += judged.notes

    def as_judged(self) -> tuple[tuple[Block, ...], dict[int, Verdict]]:
        """The blocks and the removals by block; of lines that fell as one, the first holds all."""
        if not self._joined:
            return self.page.blocks, self._named
        blocks, named = list(self.page.blocks), dict(self._named)
        for (first, *others), passage in self._joined.items():
            blocks[first] = replace(passage, index=first)
            for line in others:
                named.pop(line, None)
        return tuple(blocks), named
