"""Related articles: headings, and links that name another article."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import heads_prose
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block, BlockKind
from scrubber.scripts import GOES_ON, ends_like_sentence

MAX_WORDS = 25
LINK_LIST_DENSITY = 0.7
GUIDE_HEADINGS = 6  # a page with as many is a guide of chapters: there "See also: …" is a reference, if it is not news
MAX_TEXT_LINES = 6  # headlines below such a heading in plain text; more of them are a list of something else
MAX_BEFORE_LINK = 2  # characters between such a phrase and the link, as in "READ ALSO. The mill burns"
_WHOLE_LINE = "the whole line points to other articles"
_ARROWS = frozenset(":：>|»→▶►】]")


@page_rule(
    drops=[
        "Related: Seven signs that a bridge needs repair",
        "Lesen Sie auch: Sieben Zeichen dafür, dass eine Brücke saniert werden muss",
        "Mehr zum Thema",
        "More from The Valley",
        Example(
            "<p>The council met and voted.</p><h3>Related articles</h3><ul><li><a href=/a>The mill burns</a></li>"
            "<li><a href=/b>The park closes</a></li></ul><p>The vote ends a long quarrel.</p>",
            ("Related articles", "The mill burns", "The park closes"),
        ),
        Example(
            "The council met and voted.\n\nRead also\n\nThe mill burns for the second time\n\nThe vote ends it.",
            ("Read also", "The mill burns for the second time"),
        ),
    ],
    keeps=[
        "Next-gen RPA",
        "More from less was the motto of the year",
        "Next start dates",
        "Related work has shown that bridges age faster in cities than in the country.",
        "Read more books, she told them, and they did.",
        "Watch: a small clock that is worn on the wrist.",
    ],
)
def related(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop headings and links to other articles, and the list of links right below such a heading."""
    hopeful = {block.index for block in draft.candidates("related")}
    hopeful.update(block.index for block, _ in draft.standing_in("related"))
    in_list, lines = False, 0
    for block in draft.kept_texts() if hopeful else ():
        if not in_list and block.index not in hopeful:
            continue
        if reason := draft.stands_in(block, "related"):
            yield block, reason
            continue
        reason = _reason(block, draft) if block.index in hopeful else None
        if reason == _WHOLE_LINE and not draft.is_news and heads_prose(block, draft.below(block)):
            reason = None  # a chapter
        if reason:
            in_list, lines = phrases("related").line(block.text), 0
            yield block, reason
        elif in_list and is_judged(block) and _is_teaser(block) and lines < MAX_TEXT_LINES:
            lines += block.link_density is None
            yield block, "a headline below such a heading"
        else:
            in_list = False


def _is_teaser(block: Block) -> bool:
    """Whether a block is a link of a list, or in plain text a line without a stop.

    A heading that is a link opens the next card of a listing.
    """
    if block.link_density is None:
        return block.words <= MAX_WORDS and not ends_like_sentence(block.text) and block.text[-1] not in GOES_ON
    return block.kind is not BlockKind.HEADING and block.link_density >= LINK_LIST_DENSITY


def _reason(block: Block, draft: Draft) -> str | None:
    if block.words > MAX_WORDS:
        return None
    words = phrases("related")
    if words.line(block.text) and not ends_like_sentence(block.text):
        return _WHOLE_LINE
    if words.named(block.text):
        return "points to more of a section or an outlet"
    if ends_like_sentence(block.text) or (after := words.after_opening(block.text)) is None or _is_guide(draft):
        return None
    is_linked = any(abs(link.start - (len(block.text) - len(after))) <= MAX_BEFORE_LINK for link in block.links)
    if after.lstrip()[:1] in _ARROWS or (is_linked and after.strip()):
        return f"opens with “{words.opening(block.text)}” and a headline"
    return None


def _is_guide(draft: Draft) -> bool:
    headings = sum(block.kind is BlockKind.HEADING for block in draft.kept())
    return headings >= GUIDE_HEADINGS and not draft.is_news
