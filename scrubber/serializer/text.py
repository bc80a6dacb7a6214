"""Article → plain text."""

from __future__ import annotations

from scrubber.article import Article


def to_text(article: Article) -> str:
    """Kept blocks: `\\n\\n` between them, `\\n` inside a list, a table or a run of lines; no final line break."""
    pieces: list[str] = []
    for block in article.blocks:
        if block.text:
            pieces += ["\n\n" if block.gap_before else "\n", block.text]
    return "".join(pieces[1:])
