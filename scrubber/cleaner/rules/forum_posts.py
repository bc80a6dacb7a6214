"""Forum posts: where one post is content, all are."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import restoring_rule
from scrubber.cleaner.rules.restored import may_return
from scrubber.page import Block
from scrubber.scripts import ends_like_sentence


@restoring_rule(keeps=["Plain text has no elements."])
def forum_post(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Bring back the posts of a thread that stand in elements named like those of the posts that were kept.

    Of trafilatura's choice, all that is missing from them; of the scorer's, the sentences of posts left out whole.
    """
    kept = [post for block in draft.kept_texts() if (post := draft.surroundings.post(block))]
    if not kept:
        return
    names, begun = {name for _, name in kept}, {element for element, _ in kept}
    is_scored = draft.confidence is not None
    for block in draft.page.blocks:
        if not block.text or draft.is_kept(block) or (post := draft.surroundings.post(block)) is None:
            continue
        element, name = post
        is_wanted = name in names and (not is_scored or (ends_like_sentence(block.text) and element not in begun))
        if is_wanted and may_return(draft, block):
            yield block, f"a post, as the element named “{name}” says"
