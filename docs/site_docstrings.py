"""Docstrings of the library as Markdown: examples, which stand in them without a fence, get one."""

from __future__ import annotations

import re
from typing import Any

import griffe

EXAMPLES = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)


def fenced(docstring: str) -> str:
    r"""The docstring with a fence around its examples, which end at a blank line.

    >>> fenced("One more.\n\n>>> more(1)\n2\n\nSee also.")
    'One more.\n\n```pycon\n>>> more(1)\n2\n```\n\nSee also.'
    """
    return EXAMPLES.sub(r"```pycon\n\g<0>\n```", docstring)


class Examples(griffe.Extension):
    """Fences the examples of each docstring that is read."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change its docstring, if it has one."""
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)
