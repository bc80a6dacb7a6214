"""Captions: they belong to the images, not to the text."""

from __future__ import annotations

from scrubber.cleaner.credits import MAX_AGENCY_CAPTION_WORDS, split_credit
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, block_rule
from scrubber.page import Block, BlockKind
from scrubber.words import count_words

MIN_CAPTION_WORDS = 4  # fewer words before a credit are a label
MAX_CAPTION_WORDS = 110  # the longest real one has 91 and three sentences


@block_rule(
    drops=[
        "Rescuers carry a stranded calf over the flooded meadow near the old mill, May 3, 2020. Credit: AP/Ann Lee",
        "Zwei Helfer tragen am Sonntag ein Kalb über die überflutete WieseFoto: dpa",
        "Fishermen mend their nets in the harbour after the storm (Image: Getty Images)",
    ],
    keeps=[
        "The harbour will stay closed until the storm has passed, the coast guard said on Tuesday.",
        "Her caption for the photo: a bridge over troubled water.",
        "The chart shows the image credit as a share of all budgets.",
        Example("<table><tr><td>Photo</td><td>Video: 4K/30p, Full HD 120p</td></tr></table>"),
    ],
    budget=0.34,
    is_local=True,
)
def caption(block: Block, draft: Draft) -> str | None:
    """Drop the captions of figures, and lines of text that end in a picture's credit; both are kept as images."""
    if block.kind is BlockKind.CAPTION:
        return "the caption of a picture, as its element says"
    if not MIN_CAPTION_WORDS < block.words <= MAX_CAPTION_WORDS:
        return None
    text, credit = split_credit(block.text)
    if text is None or credit is None or count_words(text) < MIN_CAPTION_WORDS:
        return None
    if block.text.endswith(")") and ":" not in block.text[len(text) :] and block.words > MAX_AGENCY_CAPTION_WORDS:
        return None  # a report that ends with its agency
    return f"ends in a picture's credit ({credit})"
