"""What the site of the docs adds to their Markdown, which says all by itself elsewhere: hooks of mkdocs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

LIBRARY = "library.md"
NAMED = re.compile(r"^\* `(scrubber\.\w+)`: .*(?:\n  .*)*$", re.MULTILINE)


def on_config(config: Any) -> Any:
    """The site without the pages that are not there: some are written by measurements."""
    config.nav = there(config.nav, Path(config.docs_dir))
    return config


def there(nav: Any, folder: Path) -> Any:
    """What is there of a part of the navigation; None where nothing is."""
    if isinstance(nav, str):
        return nav if (folder / nav).exists() else None
    if isinstance(nav, dict):
        return {title: part for title, below in nav.items() if (part := there(below, folder))} or None
    return [part for below in nav if (part := there(below, folder))]


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The page of the library with whole docstrings, in place of their first lines."""
    if page.file.src_uri != LIBRARY:
        return markdown
    return NAMED.sub(r"\n::: \1\n", markdown)
