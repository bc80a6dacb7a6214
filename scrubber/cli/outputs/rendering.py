"""Articles → the bytes of a file; the article of a large text comes part after part."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from scrubber.article import Article, Status
from scrubber.cli.outputs.forms import Form
from scrubber.cli.outputs.outcome import Outcome, outcome_of
from scrubber.cli.outputs.rows import json_bytes, row_of
from scrubber.page import Block, Image
from scrubber.serializer.record import indented
from scrubber.workers import Job

_WIDEST_LAST = ("", " ", "\n", "\n\n")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is written of an input that was cleaned whole."""

    outcome: Outcome
    content: bytes
    """Of a file of its own, empty if the input failed; or its row, without what leads it."""

    def packed(self) -> bytes:
        """All of it, to be kept and unpacked."""
        outcome = self.outcome
        told = {"status": outcome.status, "warnings": outcome.warnings, "title": outcome.title, "words": outcome.words}
        return json.dumps(told).encode() + b"\n" + self.content

    @classmethod
    def unpacked(cls, packed: bytes) -> Rendered:
        """What was packed."""
        told, _, content = packed.partition(b"\n")
        outcome = json.loads(told)
        status, warnings = Status(outcome["status"]), tuple(outcome["warnings"])
        return cls(Outcome(status, warnings, outcome["title"], outcome["words"]), content)


@dataclass(frozen=True, slots=True)
class Renderer:
    """Makes it, best where the page was cleaned: then that is all that comes back from there."""

    form: Form

    def __call__(self, job: Job, article: Article) -> Rendered | Article:
        """What is written of an article; the article itself, if it is that of a part of a text."""
        return article if job.part is not None else self.whole(job, article)

    def whole(self, job: Job, article: Article) -> Rendered:
        """What is written of an article."""
        rendering = Rendering(self.form)
        content = rendering.add(job, article) if self.form.can_come_in_parts else self._content(article)
        return Rendered(outcome_of(article), content + rendering.end())

    def _content(self, article: Article) -> bytes:
        if self.form.has_rows:
            return row_of(self.form, article)
        if article.status.failed:
            return b""
        match self.form.name:
            case "markdown":
                from scrubber.serializer.markdown import to_markdown

                return _lines(to_markdown(article, front_matter=self.form.has_front_matter))
            case "html":
                from scrubber.serializer.html import to_html

                return _lines(to_html(article))
            case "tei":
                from scrubber.serializer.tei import to_tei

                return _lines(to_tei(article))
            case "schema-org":
                return json_bytes(indented(article.to_schema_org()))
            case "trafilatura":
                return json_bytes(indented(article.to_trafilatura()))
        return json_bytes(indented(article.to_dict()))


class Rendering:
    """One input in one format; the parts of all their text give what the whole would."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._last: Block | None = None
        """The last block that was printed, if there is more to come."""
        self._pending = ""
        """What must stand between that and the next text: parts without text may lie in between."""
        self._images: tuple[Image, ...] = ()

    def add(self, job: Job, article: Article) -> bytes:
        """What the text of an article, or of a part of one, adds."""
        return self._text(job, article).encode("utf-8", "replace")

    def end(self) -> bytes:
        """What stands below the text: figures in Markdown, and the final line break."""
        if self._last is None:
            return b""
        figures = ""
        if self._form.name == "markdown":
            from scrubber.serializer.markdown import to_markdown

            figures = to_markdown(Article(Status.OK, images=tuple(dict.fromkeys(self._images))))
        return (f"\n\n{figures}\n" if figures else "\n").encode("utf-8", "replace")

    def _text(self, job: Job, article: Article) -> str:
        blocks = [block for block in article.blocks if block.text]
        self._pending = max(self._pending, _opening(job, article, blocks), key=_WIDEST_LAST.index)
        if not blocks:
            return ""
        text = self._lead(blocks[0]) + self._printed(article)
        self._last, self._pending = blocks[-1], ""
        self._images += article.images
        return text

    def _lead(self, first: Block) -> str:
        """What stands before a text that follows another one."""
        if self._last is None:
            return ""
        if self._form.name == "markdown" and self._pending in ("\n\n", "\n"):
            from scrubber.serializer.markdown import separator

            return separator(self._last, replace(first, gap_before=self._pending == "\n\n"))
        return self._pending

    def _printed(self, article: Article) -> str:
        if self._form.name == "text":
            return article.text
        from scrubber.serializer.markdown import escaped, to_markdown

        is_inside_line = self._last is not None and self._pending in ("", " ")
        if is_inside_line:
            return escaped(article.text)
        return to_markdown(article, captions=False, front_matter=self._form.has_front_matter)


def _opening(job: Job, article: Article, blocks: list[Block]) -> str:
    """What stands before the text of a part, or stood where it has none."""
    part = job.part
    if part is None or part.opens in (" ", ""):
        return part.opens if part else ""
    is_set_apart = blocks[0].gap_before if blocks else part.opens == "\n\n"
    is_blank = part.is_judged and article.status is Status.EMPTY
    return "\n\n" if is_set_apart or is_blank else "\n"


def _lines(text: str) -> bytes:
    return (text.removesuffix("\n") + "\n").encode("utf-8", "replace")
