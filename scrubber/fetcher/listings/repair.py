"""XML in which no entity is defined or used, and which the parser takes to its end.

libxml2 drops a bare "&" (which addresses are full of) with what follows it, and stops at a bare "<". Its interface
for targets expands entities even if told not to; so no definition reaches it, and of references only those that XML
itself knows. Text in CDATA is escaped as well: what reads titles and addresses undoes that, and nothing depends on
where a section is thought to begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scrubber.fetcher.listings.gathering import Cut

MAX_STRAYS = 1_000_000  # a sitemap of 50 MB has no place for more in its addresses
LONGEST_PROLOG = 65_536  # bytes before the root; that of RSS 0.91 has 300
LONGEST_TOLD = 12  # bytes by which markup is told: "&#x0010FFFF;"

_NAME = rb"[A-Za-z_:\x80-\xff]"
_ELEMENT = re.compile(rb"<" + _NAME)
# Half of a pair in UTF-16 (D800 to DFFF), as some write emoji: libxml2 gives it to a target as bytes that are no UTF-8.
_HALF_PAIR = (
    rb"#(?:[xX]0*+[dD][89a-fA-F][0-9a-fA-F]{2}"
    rb"|0*+5(?:529[6-9]|5[3-9][0-9]{2}|6[0-9]{3}|7[0-2][0-9]{2}|73[0-3][0-9]|734[0-3]));"
)
_STRAY = re.compile(
    rb"&(?!(?!" + _HALF_PAIR + rb")(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,8});)"
    rb"|<(?!" + _NAME + rb"|/" + _NAME + rb"|\?" + _NAME + rb"|!--|!\[CDATA\[)"
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r")) + b"\x7f"
_COMMENT = rb"<!--(?:[^-]|-(?!->))*+(?:-->|\Z)"  # to the end, as nothing good would come of trying it elsewhere
_QUOTED = rb""""[^"]*+"|'[^']*+'"""
_DOCTYPE = re.compile(
    rb"\A((?:\s|<\?(?:[^?]|\?(?!>))*+\?>|" + _COMMENT + rb")*+)"
    rb"<!(?i:doctype)(?:[^\[>\"']|" + _QUOTED + rb")*+(?:\[(?:" + _COMMENT + rb"|[^\]\"']|" + _QUOTED + rb")*+\]\s*+)?>"
)


def repaired(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, which are UTF-8, without a document type, and with stray "&" and "<" escaped.

    Raises Cut after a million of these.

    >>> b"".join(repaired([b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b; &l", b"t; 1 < 2 <3</a>"]))
    b'<a>&amp;b; &lt; 1 &lt; 2 &lt;3</a>'
    """
    held = b""
    strays = 0
    for piece in _with_a_whole_prolog(pieces):
        markup = held + piece.translate(None, _CONTROLS)
        end = max(markup.rfind(b"<", -LONGEST_TOLD), markup.rfind(b"&", -LONGEST_TOLD))
        markup, held = (markup[:end], markup[end:]) if end >= 0 else (markup, b"")
        markup, found = _STRAY.subn(_escaped, markup)
        yield markup
        strays += found
        if strays > MAX_STRAYS:
            raise Cut("it is no XML, with more than a million stray characters of markup")
    yield _STRAY.sub(_escaped, held)


def _with_a_whole_prolog(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, the first of them without a document type, which is looked for where the root may begin."""
    prolog = b""
    has_begun = False
    for piece in pieces:
        if has_begun:
            yield piece
            continue
        prolog += piece
        if len(prolog) > LONGEST_PROLOG or _ELEMENT.search(prolog):
            yield _DOCTYPE.sub(rb"\1", prolog)
            has_begun = True
    if not has_begun:
        yield prolog


def _escaped(stray: re.Match[bytes]) -> bytes:
    return b"&amp;" if stray[0] == b"&" else b"&lt;"
