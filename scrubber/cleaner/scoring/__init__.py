"""What the scorers of plain text and of HTML share: how lines are measured, the network, its file, and the cut.

A line is a line of plain text or the text of a block. `lines` measures each, with `characters`; `network`
says how sure it is that each is content, with weights that `weights` reads; `cut` takes the surest of them.
"""

MIN_EXPECTED = 0.15  # F1 of the best that could be taken; below it a page has no main text
