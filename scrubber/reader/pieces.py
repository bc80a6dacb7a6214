"""Many articles in one text → the pieces between its delimiters, as they come in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from scrubber.errors import ScrubberError
from scrubber.reader.source import MAX_BYTES, Source, chunks_of
from scrubber.reader.stream import is_plain_text, texts_of
from scrubber.reader.text import LINE_BREAK

MAX_PADDING = 500  # characters of white space before or after a delimiter on its line

LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_BREAK = f"(?>{LINE_BREAK.pattern})"
_PADDING = rf"[^\S{LINE_BREAKS}]{{0,{MAX_PADDING}}}"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class Delimiter:
    """What stands between two articles: a line of its own, or a control character anywhere.

    >>> Delimiter("  ")
    Traceback (most recent call last):
    scrubber.errors.ScrubberError: '  ' cannot part a text; name a line, such as '-----', or a control character
    """

    def __init__(self, text: str) -> None:
        """Raises ScrubberError for a text that is blank."""
        if _CONTROL.search(text):
            self.pattern = re.compile(_BREAK.join(map(re.escape, text.split("\n"))))
            self.longest = 2 * len(text)  # a line break may be two characters
        elif line := text.strip():
            self.pattern = re.compile(f"{_BREAK}{_PADDING}{re.escape(line)}{_PADDING}(?={_BREAK})")
            self.longest = len(line) + 2 * MAX_PADDING + 4
        else:
            raise ScrubberError(f"{text!r} cannot part a text; name a line, such as '-----', or a control character")
        self.text = text


class Pieces:
    """The pieces of a source that are not blank, read as they are asked for, once.

    None stands for a piece that is larger than a text may be. Of a source that is no text, its first megabyte is all
    that comes, as bytes: whoever reads it is told why. Raises SourceError, also after some pieces.

    >>> pieces = Pieces("---\\nOne.\\n\\n ---\\n---\\r\\nTwo.\\n-----", Delimiter("---"))
    >>> pieces.are_parted, list(pieces), pieces.are_parted
    (False, ['One.', 'Two.\\n-----'], True)
    """

    def __init__(self, source: Source, delimiter: Delimiter) -> None:
        self._source, self._delimiter = source, delimiter
        self.are_parted = False
        """Whether a delimiter has been found so far."""

    def __iter__(self) -> Iterator[str | bytes | None]:
        if isinstance(self._source, str):
            yield from self._pieces((self._source,))
            return
        chunks = chunks_of(self._source)
        head = next(chunks, b"")
        if is_plain_text(head, "text"):
            yield from self._pieces(texts_of(chain((head,), chunks)))
        else:
            yield head

    def _pieces(self, texts: Iterable[str]) -> Iterator[str | None]:
        piece = _Piece()
        rest = "\n"  # so that a line break stands before the first line, and after the last one
        for text in chain(texts, "\n"):
            rest += text
            end = 0
            for match in self._delimiter.pattern.finditer(rest):
                self.are_parted = True
                piece.add(rest[end : match.start()])
                yield from piece.taken()
                end = match.end()
            undecided = max(end, len(rest) - self._delimiter.longest)  # a delimiter may have begun in there
            piece.add(rest[end:undecided])
            rest = rest[undecided:]
        piece.add(rest)
        yield from piece.taken()


class _Piece:
    """The piece that is being read."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0

    def add(self, text: str) -> None:
        self._length += len(text)
        self._texts.append(text)
        if self._length > MAX_BYTES:
            self._texts.clear()

    def taken(self) -> Iterator[str | None]:
        """The piece, if it is not blank; the next one begins."""
        text = "".join(self._texts).strip(LINE_BREAKS)
        if self._length > MAX_BYTES:
            yield None
        elif not text.isspace() and text:
            yield text
        self._texts, self._length = [], 0
