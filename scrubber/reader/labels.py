"""What an encoding is called → the codec that browsers read it with."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

DECLARATION_BYTES = 4096  # the standard says 1,024; real pages declare later

_DECLARED = re.compile(
    rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_LABEL = re.compile(r"[\w.:-]+", re.ASCII)
_HARMLESS = "<a href='+ADw-~{\\x41\\\\'>"  # what UTF-7, HZ and escapes of Python would read as something else

# What browsers decode under these labels (WHATWG Encoding Standard, table of names and labels).
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Labels of the same standard that Python does not know.
_UNKNOWN_TO_PYTHON = {
    "windows-874": "cp874",
    "dos-874": "cp874",
    "windows-949": "cp949",
    "ks_c_5601-1989": "cp949",
    "gb_2312-80": "gb18030",
    "cn-big5": "big5hkscs",
    "iso-8859-8-i": "iso8859-8",
    "koi8-ru": "koi8-u",
    "koi8": "koi8-r",
    "koi": "koi8-r",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A codec, and who named it."""

    codec: str
    teller: Literal["the server", "the page"]


def labels_of(data: bytes, charset: str | None) -> tuple[Label, ...]:
    """What the sender of a page and the page itself name, as far as it is known, in the order browsers believe it.

    >>> labels_of(b"<meta charset=koi8-r>", "ISO-8859-1")
    (Label(codec='cp1252', teller='the server'), Label(codec='koi8-r', teller='the page'))
    >>> labels_of(b"<meta charset=utf-7>", "none of your business")
    ()
    """
    sent = codec_of(charset) if charset else None
    match = _DECLARED.search(data, 0, DECLARATION_BYTES)
    declared = codec_of((match[1] or match[2]).decode("ascii", "replace")) if match else None
    labels = (Label(sent, "the server"),) if sent else ()
    return (*labels, Label(declared, "the page")) if declared and declared != sent else labels


def codec_of(label: str) -> str | None:
    """The codec under a label. None where nobody knows it, and where it reads ASCII as something else.

    >>> codec_of("ISO-8859-1"), codec_of(" 'x-sjis' "), codec_of("windows-874"), codec_of("utf-16")
    ('cp1252', 'cp932', 'cp874', 'utf-8')
    >>> codec_of("utf-7"), codec_of("hz"), codec_of("unicode_escape"), codec_of("ibm037"), codec_of("undefined")
    (None, None, None, None, None)
    """
    label = label.strip(" \t\r\n'\"").lower()
    while label.startswith("x-"):
        label = label[2:]
    if not _LABEL.fullmatch(label):
        return None
    try:
        name = codecs.lookup(_UNKNOWN_TO_PYTHON.get(label, label)).name
    except (LookupError, ValueError):
        return None
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # the label itself could be read as ASCII
    return _AS_BROWSERS_DO.get(name, name) if _keeps_ascii(name) else None


def _keeps_ascii(name: str) -> bool:
    try:
        return _HARMLESS.encode("ascii").decode(name) == _HARMLESS
    except (LookupError, UnicodeError):  # LookupError: no encoding of text, such as base64
        return False
