"""The visible text of an lxml tree, for systems that answer with HTML."""

from lxml.html import HtmlElement

HIDDEN = frozenset(["script", "style", "template", "noscript", "head"])
INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
     "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip


def visible_text(root: HtmlElement) -> str:
    r"""The text, a line break at each element that is not inline: `text_content` glues words of two paragraphs.

    >>> from lxml.html import fromstring
    >>> visible_text(fromstring("<div><p>One <b>wo</b>rd</p><script>x</script><p>Two</p></div>"))
    'One word\nTwo'
    """
    pieces: list[str] = []
    todo: list[HtmlElement | str | None] = [root]
    while todo:  # a stack, for pages nested deeper than Python's recursion limit
        item = todo.pop()
        if item is None or isinstance(item, str):
            pieces.append(item or "")
            continue
        edge = "" if item.tag in INLINE else "\n"
        tail = None if item is root else item.tail
        if not isinstance(item.tag, str) or item.tag in HIDDEN:  # comments have a function for a tag
            pieces.extend([edge, tail or ""])
            continue
        todo.extend([tail, edge, *reversed(item), item.text, edge])
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
