"""Pages as the plain text that people have of them: three ways to lose the markup."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import lxml.html
from bs4 import BeautifulSoup
from lxml.etree import ParserError
from lxml.html import HtmlElement

BLOCK = frozenset(
    ("address", "article", "aside", "blockquote", "body", "button", "canvas", "center", "dd", "details", "dialog",
     "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3",
     "h4", "h5", "h6", "header", "hr", "html", "iframe", "legend", "li", "main", "menu", "nav", "noscript", "ol",
     "optgroup", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
     "title", "tr", "ul", "video")
)  # fmt: skip
UNSEEN = frozenset(["script", "style", "template", "svg", "head", "textarea", "object", "math"])

_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Flattener:
    """One way from markup to lines, and what stands between the lines."""

    lines: Callable[[str], list[str]]
    separator: str


def wet_lines(html: str) -> list[str]:
    """A line a block element or `<br>`, the title first: the form of Common Crawl's WET files.

    >>> wet_lines("<title>Ferry</title><p>It <b>left</b>.<br>At dawn.</p><noscript>No script.</noscript>")
    ['Ferry', 'It left.', 'At dawn.', 'No script.']
    >>> wet_lines("")
    []
    """
    root = _parsed(html)
    if root is None:
        return []
    title = root.findtext(".//title")
    return [*([_folded(title)] if title else []), *_lines(root, breaking=BLOCK | {"br"}, unseen=UNSEEN)]


def paragraph_lines(html: str) -> list[str]:
    """A line a block element, all inside it glued, `<br>` too: what a careless copy leaves.

    >>> paragraph_lines("<title>Ferry</title><p>It <b>left</b>.<br>At dawn.</p><noscript>No script.</noscript>")
    ['It left.At dawn.']
    """
    root = _parsed(html)
    return [] if root is None else _lines(root, breaking=BLOCK, unseen=UNSEEN | {"noscript"})


def soup_lines(html: str) -> list[str]:
    r"""A line a text node, as of BeautifulSoup's `get_text("\n")`: every link breaks its sentence.

    >>> soup_lines("<p>It <b>left</b>.</p><script>x</script>")
    ['It', 'left', '.']
    """
    soup = BeautifulSoup(html, "lxml")
    for unseen in soup(["script", "style"]):
        unseen.decompose()
    return [line for line in (piece.strip() for piece in soup.get_text("\n").splitlines()) if line]


FLATTENERS: Mapping[str, Flattener] = MappingProxyType(
    {
        "wet": Flattener(wet_lines, "\n"),
        "bs4": Flattener(soup_lines, "\n"),
        "para": Flattener(paragraph_lines, "\n\n"),
    }
)


def _parsed(html: str) -> HtmlElement | None:
    parser = lxml.html.HTMLParser(encoding="utf8", huge_tree=True)
    try:
        return lxml.html.document_fromstring(html.encode("utf8", "replace"), parser=parser)
    except ParserError:  # an empty document
        return None


def _lines(root: HtmlElement, *, breaking: frozenset[str], unseen: frozenset[str]) -> list[str]:
    lines: list[str] = []
    pieces: list[str] = []

    def end_line() -> None:
        if line := _folded("".join(pieces)):
            lines.append(line)
        pieces.clear()

    body = root.find("body")
    start = root if body is None else body
    todo = [(start, False)]  # a stack, for pages nested deeper than Python's recursion limit
    while todo:
        element, is_left = todo.pop()
        tag = element.tag if isinstance(element.tag, str) else None  # comments have a function for a tag
        if tag in breaking:
            end_line()
        if is_left:
            pieces.append("" if element is start else element.tail or "")
            continue
        todo.append((element, True))
        if tag is not None and tag not in unseen:
            pieces.append(element.text or "")
            todo.extend((child, False) for child in reversed(element))
    end_line()
    return lines


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
