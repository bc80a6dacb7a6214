"""Articles → the bytes of a file; the article of a large text comes part after part."""

from __future__ import annotations

from dataclasses import replace

from scrubber.article import Article, Status
from scrubber.cli.forms import Form
from scrubber.cli.inputs import Input
from scrubber.page import Block, Image

_WIDEST_LAST = ("", " ", "\n", "\n\n")


class Rendering:
    """One input in one format; the parts of all their text give what the whole would."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._last: Block | None = None
        """The last block that was printed, if there is more to come."""
        self._pending = ""
        """What must stand between that and the next text: parts without text may lie in between."""
        self._images: tuple[Image, ...] = ()

    def add(self, item: Input, article: Article) -> bytes:
        """What an article, or a part of one, adds; nothing for a failed one, which only JSON Lines have a line for."""
        if self._form.is_text:
            return self._text(item, article).encode("utf-8", "replace")
        if self._form.name == "jsonl":
            from scrubber.serializer.record import to_json_line

            return json_bytes(to_json_line(article, input=item.name, output=None, **item.more))
        return b"" if article.status.failed else json_bytes(self._record(article))

    def end(self) -> bytes:
        """What stands below the text: figures in Markdown, and the final line break."""
        if self._last is None:
            return b""
        figures = ""
        if self._form.name == "markdown":
            from scrubber.serializer.markdown import to_markdown

            figures = to_markdown(Article(Status.OK, images=tuple(dict.fromkeys(self._images))))
        return (f"\n\n{figures}\n" if figures else "\n").encode("utf-8", "replace")

    def _record(self, article: Article) -> str:
        from scrubber.serializer.record import indented

        match self._form.name:
            case "schema-org":
                return indented(article.to_schema_org())
            case "trafilatura":
                return indented(article.to_trafilatura())
        return indented(article.to_dict())

    def _text(self, item: Input, article: Article) -> str:
        blocks = [block for block in article.blocks if block.text]
        self._pending = max(self._pending, _opening(item, article, blocks), key=_WIDEST_LAST.index)
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


def _opening(item: Input, article: Article, blocks: list[Block]) -> str:
    """What stands before the text of a part, or stood where it has none."""
    part = item.job.part
    if part is None or part.opens in (" ", ""):
        return part.opens if part else ""
    is_set_apart = blocks[0].gap_before if blocks else part.opens == "\n\n"
    is_blank = part.is_judged and article.status is Status.EMPTY
    return "\n\n" if is_set_apart or is_blank else "\n"


def json_bytes(text: str) -> bytes:
    """A lone surrogate, as in the name of a file that is not UTF-8, becomes its JSON escape."""
    return (text + "\n").encode("utf-8", "backslashreplace")
