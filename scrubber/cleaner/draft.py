"""The draft of an article: what every rule has said of every block so far."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scrubber.article import Article, Removal, Status
from scrubber.cleaner.containers import Named, Surroundings
from scrubber.cleaner.images import FIGURE_RULES, images_of
from scrubber.cleaner.images.declared import declared_images
from scrubber.cleaner.judged import is_judged
from scrubber.cleaner.ledger import Ledger
from scrubber.cleaner.metadata import Evidence, gather_evidence, read_metadata
from scrubber.cleaner.metadata.gate import is_gated
from scrubber.cleaner.models import SHIPPED, Models
from scrubber.cleaner.news import declares_news
from scrubber.cleaner.plain_text.edges import has_size_of_page, may_be_page
from scrubber.cleaner.prose import is_code_or_verse, is_prose
from scrubber.cleaner.wording import categories_begun
from scrubber.deferred import Deferred
from scrubber.page import Block, BlockKind, Image, Page

if TYPE_CHECKING:
    from scrubber.cleaner.main_text.scores import Scores as BlockScores
    from scrubber.cleaner.plain_text.scores import Scores


class Draft(Ledger):
    """A page under judgement. Rules read it; only the cleaner records what they say."""

    def __init__(self, page: Page, models: Models = SHIPPED) -> None:
        super().__init__(page)
        self.models = models
        self.confidence: float | None = None
        """The word F1 to be expected of the choice of the main text; None where nobody can tell."""
        self.surroundings = Surroundings()
        self._begun: dict[int, Collection[str]] = {}
        self._openers: list[tuple[int, Collection[str]]] = []
        """The blocks, by index, that phrases of some categories may begin."""
        self._openers_since = -1
        """How many blocks had come back when they were sorted."""

    def candidates(self, category: str) -> list[Block]:
        """The judged ones that a phrase of a wording category may begin, or that stand in an element named for it."""
        if self._openers_since != self.reopened:
            self._openers_since = self.reopened
            judged = self.kept_and_judged()
            unseen = (block for block in judged if block.index not in self._begun)
            self._begun |= {block.index: categories_begun(block.text) for block in unseen}
            self._openers = [(block.index, begun) for block in judged if (begun := self._begun[block.index])]
        found = [index for index, begun in self._openers if category in begun]
        blocks, kept = self.page.blocks, self._kept
        if standing := self._standing.get(category):
            found = sorted({*found, *(index for index in standing if is_judged(blocks[index]))})
        return [blocks[index] for index in found if kept[index]]

    def may_begin(self, block: Block, category: str) -> bool:
        """Whether a phrase of a wording category may begin a block, by its first word."""
        begun = self._begun.get(block.index)
        if begun is None:
            begun = self._begun[block.index] = categories_begun(block.text)
        return category in begun

    @cached_property
    def tree(self) -> Any:
        """The page's parsed tree, an `lxml.html.HtmlElement`; None for plain text."""
        return self.page.tree

    @cached_property
    def evidence(self) -> Evidence:
        """What the page says of itself."""
        return gather_evidence(self.page, self.tree)

    @cached_property
    def line_scores(self) -> Scores | None:
        """How sure it is that each block of a plain text is content; None for HTML, and where that cannot be told."""
        if self.page.html is not None or not has_size_of_page(self.page.blocks):
            return None
        from scrubber.cleaner.plain_text.scores import score  # numpy, which takes a tenth of a second to load

        return score(self.page.blocks, self.models.line)

    @cached_property
    def block_scores(self) -> BlockScores:
        """How sure it is that each block of an HTML page is content."""
        from scrubber.cleaner.main_text.scores import score  # numpy, as above

        return score(self.page.blocks, self.evidence.title, self.models.block)

    @cached_property
    def is_whole_page(self) -> bool:
        """Whether a plain text is a whole page, flattened, rather than an article with some junk left in it."""
        return may_be_page(self.page.blocks) and self.line_scores is not None and self.line_scores.is_page

    @cached_property
    def is_news(self) -> bool:
        """Whether the page declares itself to be news: schema.org's NewsArticle and its kinds, or news keywords."""
        return declares_news(self.page.html)

    @cached_property
    def is_forum(self) -> bool:
        """Whether elements named like posts of a forum stand around the blocks, two or more."""
        return self.surroundings.has_posts(self.kept())

    @cached_property
    def prose_words(self) -> int:
        """Words of the page's prose, kept or not; of its code and its verse, too, which a rule may take no share of."""
        return sum(block.words for block in self.page.blocks if is_prose(block) or is_code_or_verse(block))

    @cached_property
    def named_containers(self) -> dict[int, Named]:
        """What the elements around the blocks say by their names, as it was when the first rule asked."""
        return self.surroundings.named_containers(self.kept())

    @cached_property
    def _standing(self) -> dict[str, list[int]]:
        """The blocks, by index, that stand in named elements of a category."""
        found: dict[str, list[int]] = {}
        for index, named in self.named_containers.items():
            for category in named:
                found.setdefault(category, []).append(index)
        return found

    def stands_in(self, block: Block, category: str) -> str | None:
        """Why the elements around a block put it into a category of wording/containers.toml; None if they do not."""
        if not self.named_containers:
            return None
        named = self.named_containers.get(block.index)
        return f"stands in an element named “{named[category]}”" if named and category in named else None

    def standing_in(self, category: str) -> Iterator[tuple[Block, str]]:
        """The kept blocks that stand in elements of a category, each with the reason."""
        for index in self._standing.get(category, ()):
            block = self.page.blocks[index]
            if self._kept[index] and (reason := self.stands_in(block, category)):
                yield block, reason

    def to_article(self) -> Article:
        """The article as it stands."""
        kept = self.kept_as_read()
        removals = [
            Removal(verdict.rule, verdict.reason, block.place, block.text)
            for block, is_kept in zip(self.page.blocks, self._kept, strict=True)
            if not is_kept and (verdict := self._named[block.index])
        ]
        evidence, images = self.evidence, self._images()
        return Article(
            status=self._status(kept),
            blocks=kept,
            images=images,
            removals=tuple(removals),
            confidence=self.confidence,
            warnings=(*self.page.warnings, *self.notes, *dict.fromkeys(one.message for one in self.overruled)),
            _metadata=Deferred(lambda: read_metadata(evidence, kept, images)),
        )

    def _images(self) -> tuple[Image, ...]:
        """Of every part that has a text."""
        blocks, named = self.as_judged()
        fallen = {index for index, verdict in named.items() if verdict.rule in FIGURE_RULES}
        shown = {block.index for block in self.kept() if block.kind is BlockKind.IMAGE}
        figures = [blocks[index] for index in sorted(fallen | shown)]
        if not figures and (self.page.html is None or not any(block.image for block in blocks)):
            return ()
        parts = (range(len(blocks)),) if self.page.parts is None else self.page.parts
        with_text = [part for part in parts if any(self._kept[index] and blocks[index].text for index in part)]
        declared = declared_images(self.evidence.said) if self.evidence.said is not None else frozenset()
        in_parts = ([figure for figure in figures if figure.index in part] for part in with_text)
        images = (images_of(self.page, inside, named, self.kept(), declared) for inside in in_parts)
        return tuple(dict.fromkeys(image for one in images for image in one))

    def _status(self, kept: tuple[Block, ...]) -> Status:
        if self.page.fault is not None:
            return self.page.fault
        if any(block.text for block in kept):
            if self.evidence.said is not None and is_gated(self.evidence.said, kept):
                return Status.PAYWALLED
            return Status.PARTIAL if self.page.is_cut or self.notes else Status.OK
        return Status.NO_CONTENT if any(block.text for block in self.page.blocks) else Status.EMPTY
