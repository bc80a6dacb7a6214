"""What must hold of the reader: nothing visible is lost, nothing is invented, no input is refused."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import Any

from scrubber.junk import is_junk
from scrubber.page import Page
from scrubber.reader import read
from scrubber.reader.decode import Decoded, decode
from scrubber.reader.guard import MAX_ATTRIBUTES, guard
from scrubber.reader.stripping import read_stripped, strip
from scrubber.reader.tags import NOT_VISIBLE
from scrubber.words import fold, without_controls

# Half a reference before a control character that goes: what is left may make a whole one.
_JOINED = re.compile(rb"&#?[0-9a-fA-FxX]*(?:[\x00-\x08\x0b\x0e-\x1f\x7f]|&#)")
CHARSETS = (None, "utf-8", "iso-8859-1", "windows-1251", "shift_jis", "gb18030", "utf-16", "x-user-defined", "utf-7")
LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_UNSEEN = NOT_VISIBLE | {"textarea", "select", "button", "video", "audio", "canvas", "object", "frameset", "noframes"}
# What libxml2 knows nothing of: sections of foreign elements, and what no browser has had for ten years.
_FOREIGN = re.compile(r"<!\[CDATA|<isindex|<(?:svg|math|template|noscript)", re.I)


def text_of(data: bytes) -> str:
    """Any bytes as a text; those that are no UTF-8 become lone surrogates, which a `str` can hold."""
    return data.decode("utf-8", "surrogateescape")


def visible(text: str) -> str:
    """The characters of a text that a reader must give back."""
    return "".join(fold(text).split())


def check_blocks(page: Page) -> None:
    """Blocks are numbered, hold folded text without controls, and links inside of it."""
    assert [block.index for block in page.blocks] == list(range(len(page.blocks))), "blocks are not numbered"
    for block in page.blocks:
        assert without_controls(block.text) == block.text, f"a control character in {block.text!r}"
        assert block.text or block.image, "an empty block"
        assert block.place, "a block without a place"
        assert block.words >= bool(block.text), f"no words in {block.text!r}"
        if block.kind != "code":
            text = block.text.replace("\t", " ") if block.cells else block.text
            assert block.text == block.text.strip() or block.cells, f"white space around {block.text!r}"
            assert not re.search(r"[^\S \t]", text), f"white space is not folded in {block.text!r}"
        for link in block.links:
            assert 0 <= link.start < link.end <= len(block.text), f"{link} is not inside of {block.text!r}"
        assert not block.cells or "\t".join(block.cells) == block.text, f"cells are not the text of {block.text!r}"


def check_guard(data: bytes) -> None:
    """What was guarded once is fine; no tag is too crowded; text outside of tags is left."""
    guarded, _ = guard(data)
    again, warnings = guard(guarded)
    assert not warnings, f"after the guard a tag still has more than {MAX_ATTRIBUTES} attributes"
    assert _JOINED.search(data) or again == guarded, "the guard changes what it has guarded"


def check_decoder(data: bytes) -> None:
    """A text comes of any bytes, the same each time; its own bytes in UTF-8 give it again."""
    for charset in (None, CHARSETS[len(data) % len(CHARSETS)]):
        decoded = decode(data, charset)
        assert decoded == decode(data, charset), "another text the second time"
        if decoded is not None:
            _check_decoded(decoded, data)


def _check_decoded(decoded: Decoded, data: bytes) -> None:
    assert decoded.encoding and decoded.reason
    "".encode(decoded.encoding)  # Python knows it
    assert decoded.utf8 in (None, data) and (decoded.utf8 is None or decoded.text == data.decode())
    text = decoded.text
    if text.isprintable() and text:
        marked = decode(text.encode("utf-8-sig", "ignore"))
        assert marked is not None and marked.text == text, "another text with a byte order mark"


def check_html_reader(data: bytes) -> None:
    """Every visible character of the tree is in a block, none more often than there."""
    page = read(text_of(data), kind="html", url="https://mill.example/a")
    check_blocks(page)
    if page.tree is None:
        return
    in_blocks = Counter("".join("".join(block.text.split()) for block in page.blocks))
    missing = Counter(visible("".join(_texts(page.tree)))) - in_blocks
    assert not missing, f"of the tree these characters are in no block: {missing}"


def _texts(root: Any) -> list[str]:
    found: list[str] = []
    body = root.find("body")
    todo: list[Any] = [root if body is None else body]
    while todo:
        item = todo.pop()
        if item is None or isinstance(item, str):
            found.append(item or "")
            continue
        if item is not root:
            todo.append(item.tail)
        if isinstance(item.tag, str) and item.tag not in _UNSEEN:
            todo.extend([*reversed(item), item.text])
    return found


def check_against_a_browser(data: bytes) -> None:
    """Every visible letter that html5lib finds, which parses as browsers do, is in a block."""
    import html5lib

    text = without_controls(text_of(data))
    page = read(text, kind="html")
    if page.fault or _FOREIGN.search(text):
        return
    tree: Any = html5lib.parse(text, namespaceHTMLElements=False)
    in_blocks = Counter("".join(block.text for block in page.blocks))
    missing = Counter(filter(str.isalnum, "".join(_texts(tree)))) - in_blocks
    assert not missing, f"a browser shows these letters, and no block has them: {missing}"


def check_text_reader(data: bytes) -> None:
    """Every visible character is in a block, in its order, but for junk that was lifted out of its line."""
    text = text_of(data)
    page = read(text, kind="text")
    check_blocks(page)
    told, given = visible("".join(block.text for block in page.blocks)), visible(text.replace("\ufeff", ""))
    has_junk = any(is_junk(block.text) for block in page.blocks)
    assert told == given or (has_junk and Counter(told) == Counter(given)), "the text of the blocks is another"


def check_stripper(data: bytes) -> None:
    """Something comes of anything; text that is escaped comes back, tags do not."""
    for block in read_stripped(data, charset=CHARSETS[len(data) % len(CHARSETS)]):
        assert block.text and without_controls(block.text) == block.text
    text = text_of(data)
    strip(text)
    escaped = strip(f"<p>{html.escape(text)}</p>")
    assert visible(escaped) == visible(text), "the text is another once it was escaped and stripped"
