"""The words of short lines: labels, buttons, headings of boxes. Menus say the same on all sites."""

from __future__ import annotations

LONGEST_LABEL = 80  # characters
MOST_WORDS = 8


def words_of_label(text: str) -> list[str]:
    """The words of a line that is short enough to be a label, in lower case; none of a longer one.

    >>> words_of_label("Read 3 Comments"), words_of_label("The council met on Monday and voted for the bridge.")
    (['read', '3', 'comments'], [])
    """
    if len(text) > LONGEST_LABEL:
        return []
    words = text.lower().split()
    return words if len(words) <= MOST_WORDS else []
