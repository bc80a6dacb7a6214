"""An invented article for the hostile pages to spoil, and a sentence at its end that must survive."""

from __future__ import annotations

SENTINEL = "The sentinel stands at the very end of the page, and it must not be lost by anybody who reads it."
PARAGRAPHS = (
    "The council of Harrowfield met on Monday evening and voted, after a long debate, to repair the old bridge. "
    "Nobody had expected the vote to be so close, and two members changed their minds in the last hour.",
    "The bridge was closed in spring, when a diver found that two of its five piers had been washed out by the flood. "
    "Since then, everybody who lives on the east bank has had to drive eleven miles to the shops.",
    "Work is to begin in autumn and will take two years, said the engineer who presented the plan to the council. "
    "The masons will number each of the stones, so that they can be set again where they were.",
    "Some of those who live nearby would have preferred a new bridge, which would have cost less and carried lorries. "
    "They handed over a list of nine hundred names, and promised to come back with more of them.",
    "The money comes from the county and from a lottery, and a part of it from a baker who died without children. "
    "His will says that a lamp must burn on the middle pier through every night of the year.",
)
HEAD = "<!doctype html><html><head><title>The old bridge will be repaired</title></head><body><article>"
OPENING = HEAD + "<h1>The old bridge will be repaired</h1>"
TAIL = f"<p>{SENTINEL}</p></article></body></html>"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
WORDS = tuple(" ".join((*PARAGRAPHS, SENTINEL)).split())


def article(hostile: str, *, head: str = "") -> bytes:
    """The article with something hostile between its text and the sentinel, and something in its head."""
    return f"{OPENING.replace('</head>', head + '</head>')}{BODY}{hostile}{TAIL}".encode("utf-8", "surrogatepass")
