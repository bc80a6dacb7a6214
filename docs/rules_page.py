"""Write docs/rules.md from the rules themselves: `python docs/rules_page.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scrubber import RULES, Example, Rule

PAGE = Path(__file__).with_name("rules.md")
HEAD = """# The rules

In the order in which they are asked. Written by `make docs` from the rules: their docstrings, budgets and examples.
A *budget* is the largest share of the page's prose that a rule may take; over it, none of its verdicts stands.
Code, images and rows of data tables are never judged by their wording. A rule is left out by its name:
`scrubber clean --disable share`, `rules(without=["share"])`.
"""


def rules_page() -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, *(line for rule in RULES for line in _section(rule))])


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.name}\n"
    yield f"{' '.join(rule.summary.split())}\n"
    yield f"Budget: {rule.budget:.0%} of the prose.\n"
    for title, examples in (("Drops", rule.drops), ("Keeps", rule.keeps)):
        if examples:
            yield f"{title}:\n"
            for example in examples:
                yield from _lines(example)
            yield ""


def _lines(example: Example) -> Iterator[str]:
    is_line = example.page == example.falls[0] if example.falls else "\n" not in example.page
    if is_line:
        yield f"- `` {example.page} ``"
        return
    falls = ", ".join(f"`` {text} ``" for text in example.falls)
    language = "html" if example.page.startswith("<") else "text"
    yield "- " + (f"{falls} of" if falls else "all of") + f"\n\n  ```{language}"
    yield from (f"  {line}" if line else "" for line in example.page.split("\n"))
    yield "  ```\n"


if __name__ == "__main__":
    PAGE.write_text(rules_page(), encoding="utf-8")
