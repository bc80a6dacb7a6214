"""A guard over raw markup: what would hang the parser, or make it lose text without a word, is repaired before it.

libxml2 keeps attributes in a linked list that it walks for every new one (200,000 take minutes), stops at the first
element deeper than 255 and at any token over 10 MB. `guard` looks at every page and rewrites next to none;
`flatten` and `drop_bulk` run only after the parser has complained.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

MAX_ATTRIBUTES = 512
MAX_DEPTH = 200  # libxml2 stops at 256; it needs some for the elements that it implies itself
LONGEST_PLAIN_TAG = 2 * MAX_ATTRIBUTES  # a shorter tag cannot hold more attributes than are allowed
LONGEST_REFERENCE = 12  # "&#x0010FFFF;"

# Tab, line feed, form feed and carriage return are white space; other C0 controls and DEL are noise in markup.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r")) + b"\x7f"
_NUMERIC_REFERENCE = re.compile(rb"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")
# As in browsers, a quote opens a value only after a name, which may begin with "=", and a "="; elsewhere, or never
# closed, it is a character like any other.
_VALUE = rb"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)"""
_BEFORE_VALUE = b"= \t\n\r\f\v"
_NAME = rb"[a-zA-Z][^\s/>]*+"
_ATTRIBUTE = rb"[^\s/>][^\s/>=]*+(?:\s*+" + _VALUE + rb")?+"
_ATTRIBUTES = rb"(?:[\s/]++|" + _ATTRIBUTE + rb")*+"
_TAG = re.compile(rb"<" + _NAME + _ATTRIBUTES)
_TAG_START = re.compile(rb"<" + _NAME)
ATTRIBUTE = re.compile(_ATTRIBUTE)
_TOKEN = re.compile(rb"<!--.*?(?:-->|\Z)|<(/?)(" + _NAME + rb")" + _ATTRIBUTES + rb">?", re.S)
_RAW_TEXT_END = {
    name: re.compile(rb"</%s\b" % name, re.I)
    for name in (b"script", b"style", b"xmp", b"iframe", b"noembed", b"noframes")
}
# From "<" on, which both begin with: so the search skips from one to the next, in a tenth of the time.
_DOCUMENT_END = re.compile(rb"<(?:/(?:body|html)(?:\s[^<>]*+)?>|((?:body|html)(?:\s[^<>]*)?)/>)", re.I)
_NOTHING_MORE = re.compile(rb"(?:\s|<!--.*?-->|</(?:body|html)(?:\s[^<>]*+)?>)*+\Z", re.I | re.S)
_BULKY = frozenset({b"script", b"style"})
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_CLOSES_ITSELF = frozenset(b"p li dt dd option tr td th".split())
_INLINE = frozenset(
    b"a abbr b bdi bdo big cite code em font i ins kbd mark q s small span strike strong sub sup tt u".split()
)


def guard(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """UTF-8 markup that the parser can take, and warnings of what was cut from it.

    >>> guard(b"<p>fine &#8217; &amp;</p>")
    (b'<p>fine &#8217; &amp;</p>', ())
    >>> guard(b"a&#8;b &#150; c\\0")[0].decode()
    'ab – c'
    """
    data = data.translate(None, _CONTROLS)
    if b"&#" in data:
        data = _repair_references(data)
    data = _open_to_the_end(data)
    return _cap_attributes(data) if _has_crowded_tag(data) else (data, ())


def _open_to_the_end(data: bytes) -> bytes:
    """Markup that closes no body before its end, not even by `<body/>`: the parser drops what follows, no browser does.

    >>> _open_to_the_end(b"<p>a</p></body></html><p>b</p>"), _open_to_the_end(b"<p>a</p></body> </html>")
    (b'<p>a</p></x></x><p>b</p>', b'<p>a</p></body> </html>')
    """
    end = _DOCUMENT_END.search(data)
    if end is None or _NOTHING_MORE.match(data, end.end()):
        return data
    # An end tag of nothing stays, as its ">" may end a tag that was left open before it.
    return _DOCUMENT_END.sub(lambda end: b"<" + end[1] + b">" if end[1] else b"</x>", data)


def _repair_references(data: bytes) -> bytes:
    """Numeric references as browsers read them: &#150; is a dash; controls, surrogates and non-characters are none."""
    repaired = {
        reference: good
        for reference in set(_NUMERIC_REFERENCE.findall(data))
        if (good := _repaired(reference)) is not None
    }
    if not repaired:
        return data
    return _NUMERIC_REFERENCE.sub(lambda match: repaired.get(match[0], match[0]), data)


def _repaired(reference: bytes) -> bytes | None:
    digits = reference[2:].rstrip(b";")
    if len(reference) > LONGEST_REFERENCE:
        digits = digits.lstrip(b"xX0") if digits[:1] not in b"xX" else b"x" + digits[1:].lstrip(b"0")
    if len(digits) > LONGEST_REFERENCE:
        return "\ufffd".encode()
    code = int(digits[1:] or b"0", 16) if digits[:1] in b"xX" else int(digits or b"0")
    if (
        code in (9, 10, 12, 13)
        or 31 < code < 127
        or 159 < code < 0xD800
        or 0xDFFF < code < 0xFFFE
        or 0xFFFF < code < 0x110000
    ):
        return None
    return html.unescape(f"&#{code};").encode("utf-8", "replace")


def _has_crowded_tag(data: bytes) -> bool:
    """Whether a tag, or what looks like one in a script, may hold too many attributes.

    It hops from the end of a tag to the end of another as far as a plain tag can reach, and looks only at the tags
    that may be longer than such a hop: to match every tag takes three times as long.
    """
    position = 0  # never inside a tag
    while position + LONGEST_PLAIN_TAG < len(data):
        hop = position + LONGEST_PLAIN_TAG
        end = data.rfind(b">", position, hop)
        if end >= 0 and not _may_be_in_value(data, position, end):
            position = end + 1
            continue
        while position < hop:
            tag = _TAG.search(data, position)
            if tag is None:
                return False
            if _may_hold_too_many(tag[0]):
                return True
            position = tag.end()
    return False


def _may_be_in_value(data: bytes, start: int, place: int) -> bool:
    """Whether the last quote of some kind between a start outside of tags and a place may open a value.

    >>> _may_be_in_value(b'<a b="> c', 0, 6), _may_be_in_value(b'<a b="c">', 0, 8)
    (True, False)
    """
    double, single = data.rfind(b'"', start, place), data.rfind(b"'", start, place)
    return (double > 0 and data[double - 1] in _BEFORE_VALUE) or (single > 0 and data[single - 1] in _BEFORE_VALUE)


def _may_hold_too_many(tag: bytes) -> bool:
    if len(tag) <= LONGEST_PLAIN_TAG:
        return False
    separators = len(tag.split(None, MAX_ATTRIBUTES)) + tag.count(b"/") + (tag.count(b'"') + tag.count(b"'")) // 2
    return separators > MAX_ATTRIBUTES and (b"<" in tag[1:] or _after_last_attribute(tag) is not None)


def _after_last_attribute(tag: bytes) -> int | None:
    """Where the attributes that are allowed end; None for a tag that has no more than those."""
    start = _TAG_START.match(tag)
    for count, match in enumerate(ATTRIBUTE.finditer(tag, start.end() if start else 0), 1):
        if count == MAX_ATTRIBUTES:
            end = match.end()
        elif count > MAX_ATTRIBUTES:
            return end
    return None


def tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    """Tags and comments in order; the text of scripts and the like is passed over."""
    position = 0
    while match := _TOKEN.search(data, position):
        yield match
        position = match.end()
        raw_text_end = None if match[1] else _RAW_TEXT_END.get((match[2] or b"").lower())
        if raw_text_end:
            end = raw_text_end.search(data, position)
            position = end.start() if end else len(data)


def _cap_attributes(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    pieces, copied, capped = [], 0, 0
    for token in tokens(data):
        end = (
            _after_last_attribute(token[0]) if token[2] and not token[1] and len(token[0]) > LONGEST_PLAIN_TAG else None
        )
        if end is not None:
            pieces += [data[copied : token.start() + end], b">"]
            copied, capped = token.end(), capped + 1
    warning = f"{capped} tags had more than {MAX_ATTRIBUTES} attributes; the rest of them was dropped"
    return b"".join([*pieces, data[copied:]]), (warning,) if capped else ()


def drop_bulk(data: bytes) -> bytes:
    """Markup without scripts, styles and comments: tokens over 10 MB that hold no text.

    >>> drop_bulk(b"<p>a<!-- b --></p><script>c</script><style>d")
    b'<p>a</p>'
    """
    pieces: list[bytes] = []
    copied = 0
    inside = b""
    for token in tokens(data):
        name = (token[2] or b"").lower()
        if inside:  # at its end tag, as the tokens in between are passed over
            copied, inside = token.end(), b""
        elif not name or (name in _BULKY and not token[1]):
            pieces.append(data[copied : token.start()])
            copied, inside = token.end(), name
    rest = b"" if inside else data[copied:]
    return b"".join([*pieces, rest])


def flatten(data: bytes) -> bytes:
    """Markup without the elements deeper than `MAX_DEPTH`: their text stays, set apart where they were blocks.

    >>> flatten(b"<div>" * 300 + b"x").count(b"<div>")
    200
    """
    pieces: list[bytes] = []
    copied = 0
    elements = _OpenElements()
    for token in tokens(data):
        name = (token[2] or b"").lower()
        if not name or name in _VOID or name in _RAW_TEXT_END:
            continue
        replacement = elements.end(name) if token[1] else elements.start(name)
        if replacement is None:
            continue
        text = data[copied : token.start()]
        separator = b"<br><br>" if text.strip() and name not in _INLINE and not replacement else b""
        pieces += [text, separator, replacement]
        copied = token.start() if replacement else token.end()
    return b"".join([*pieces, data[copied:]])


class _OpenElements:
    """The elements that are open where `flatten` stands. An answer is what replaces a tag: None leaves it as it is,
    nothing drops it, an end tag goes before it."""

    def __init__(self) -> None:
        self._open: list[bytes] = []
        self._dropped: dict[bytes, int] = {}

    def start(self, name: bytes) -> bytes | None:
        if name in _CLOSES_ITSELF and self._open and self._open[-1] == name:
            return b"</%s>" % name  # the parser closes some of them only inside their list or table
        if len(self._open) >= MAX_DEPTH:
            self._dropped[name] = self._dropped.get(name, 0) + 1
            return b""
        self._open.append(name)
        return None

    def end(self, name: bytes) -> bytes | None:
        if self._dropped.get(name, 0):
            self._dropped[name] -= 1
            return b""
        if name in self._open:
            while self._open.pop() != name:
                pass
        return None
