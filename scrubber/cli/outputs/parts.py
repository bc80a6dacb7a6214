"""The parts of a large text, each rendered where it was cleaned, and joined as they come."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scrubber.article import Article, Status
from scrubber.cli.outputs.forms import Form
from scrubber.cli.outputs.outcome import Outcome, loss_of, outcome_of
from scrubber.page import Block, Image
from scrubber.reader import Part

_WIDEST_LAST = ("", " ", "\n", "\n\n")
_IN_LINE = ("", " ")


@dataclass(frozen=True, slots=True)
class RenderedPart:
    """What a part adds to what is written of the whole."""

    outcome: Outcome
    loss: str | None
    """What is missing of the part, and why."""
    opening: str
    """What stands before its text, or stood where it has none."""
    text: str
    text_in_line: str
    """The same where it goes on with the line of the part before."""
    first: Block | None
    """Its first block with a text, if it has one, and the last one."""
    last: Block | None
    images: tuple[Image, ...]


def render_part(form: Form, part: Part | None, article: Article) -> RenderedPart:
    """The part of a text as it is written; of a page that is whole, the one part."""
    outcome = outcome_of(article)
    loss = loss_of(part, article) if part is not None else None
    blocks = [block for block in article.blocks if block.text]
    opening = _opening(part, article, blocks)
    text = _printed(form, article) if blocks else ""
    return RenderedPart(
        outcome=replace(outcome, warnings=(loss,)) if loss else outcome,
        loss=loss,
        opening=opening,
        text=text,
        text_in_line=_printed_in_line(article) if opening in _IN_LINE and form.name != "text" else text,
        first=blocks[0] if blocks else None,
        last=blocks[-1] if blocks else None,
        images=article.images if blocks else (),
    )


class JoinedParts:
    """One input in one format; the parts of all their text give what the whole would."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._last: Block | None = None
        """The last block that was printed, if there is more to come."""
        self._pending = ""
        """What must stand between that and the next text: parts without text may lie in between."""
        self._images: tuple[Image, ...] = ()

    def add(self, part: RenderedPart) -> bytes:
        """What the text of the next part adds."""
        self._pending = max(self._pending, part.opening, key=_WIDEST_LAST.index)
        if part.first is None:
            return b""
        is_in_line = self._last is not None and self._pending in _IN_LINE
        text = self._lead(part.first) + (part.text_in_line if is_in_line else part.text)
        self._last, self._pending = part.last, ""
        self._images += part.images
        return text.encode("utf-8", "replace")

    def end(self) -> bytes:
        """What stands below the text: figures in Markdown, and the final line break."""
        if self._last is None:
            return b""
        figures = ""
        if self._form.name == "markdown":
            from scrubber.serializer.markdown import to_markdown

            figures = to_markdown(Article(Status.OK, images=tuple(dict.fromkeys(self._images))))
        return (f"\n\n{figures}\n" if figures else "\n").encode("utf-8", "replace")

    def _lead(self, first: Block) -> str:
        """What stands before a text that follows another one."""
        if self._last is None:
            return ""
        if self._form.name == "markdown" and self._pending not in _IN_LINE:
            from scrubber.serializer.markdown import separator

            return separator(self._last, replace(first, gap_before=self._pending == "\n\n"))
        return self._pending


def _printed(form: Form, article: Article) -> str:
    if form.name == "text":
        return article.text
    from scrubber.serializer.markdown import to_markdown

    return to_markdown(article, captions=False, front_matter=form.has_front_matter)


def _printed_in_line(article: Article) -> str:
    """Its Markdown without the signs that open a line."""
    from scrubber.serializer.markdown import escaped

    return escaped(article.text)


def _opening(part: Part | None, article: Article, blocks: list[Block]) -> str:
    if part is None or part.opens in _IN_LINE:
        return part.opens if part else ""
    is_set_apart = blocks[0].gap_before if blocks else part.opens == "\n\n"
    is_blank = part.is_judged and article.status is Status.EMPTY
    return "\n\n" if is_set_apart or is_blank else "\n"
