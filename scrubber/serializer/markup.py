"""Text → the text of elements and attributes, as both HTML and XML read it back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scrubber.words import without_controls

_SPACE = re.compile(r"[\v\f\x85]")  # which part words; XML may not hold the first two
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


def escaped(text: str) -> str:
    r"""Text that no reader takes for markup; control characters and lone surrogates are left out.

    >>> escaped("<b>\x00 & \ud800]]>")
    '&lt;b&gt; &amp; ]]&gt;'
    """
    return _SPACE.sub(" ", without_controls(text)).translate(_ESCAPES)


def opening(name: str, attributes: Mapping[str, str | int | None] | None = None) -> str:
    """The start tag of an element, without the attributes that are None.

    >>> opening("code", {"class": "language-c", "lang": None})
    '<code class="language-c">'
    """
    told = ((key, value) for key, value in (attributes or {}).items() if value is not None)
    return f"<{name}" + "".join(f' {key}="{_folded(str(value))}"' for key, value in told) + ">"


def element(name: str, content: str, attributes: Mapping[str, str | int | None] | None = None) -> str:
    """An element around markup."""
    return f"{opening(name, attributes)}{content}</{name}>"


def empty(name: str, attributes: Mapping[str, str | int | None]) -> str:
    """An element without content, as XML writes it.

    >>> empty("ptr", {"target": "https://mill.example/?a&b"})
    '<ptr target="https://mill.example/?a&amp;b"/>'
    """
    return f"{opening(name, attributes)[:-1]}/>"


def _folded(value: str) -> str:
    return escaped(" ".join(value.split()))  # readers of XML see a line break there as a space
