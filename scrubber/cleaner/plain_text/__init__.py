"""Plain text, where no tree tells what a line is: which lines are content, and what kind of text they make.

`scores` is the way in. `passages` joins the lines of one sentence; `features` measures each line, with `lexicon` and
`cohesion`; `model` holds the network that says how sure it is that each is content; `regime` draws the conclusion for
the page. The rest of the scorer is in `cleaner/scoring`.
"""

MIN_TELLING_LINES = 24  # of a half-clean text whose scores are trusted; a shorter one has too little to be seen in
MIN_LINES = 6  # of a text that is scored; fewer have no neighbours to be told by
# A longer text is no page but an archive of them: nothing has its place in it.
MAX_LINES = 4000
MAX_CHARACTERS = 300_000
