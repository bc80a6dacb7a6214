"""Forum posts: where one post is content, all are."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import restoring_rule
from scrubber.cleaner.rules.restored import may_return
from scrubber.page import Block


@restoring_rule(keeps=["Plain text has no elements."])
def forum_post(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Bring back the posts of a thread that stand in elements named like those of the posts that were kept."""
    post_name = draft.surroundings.post_name
    names = {name for block in draft.kept_texts() if (name := post_name(block))}
    if not names:
        return
    for block in draft.page.blocks:
        if not draft.is_kept(block) and block.text and (name := post_name(block)) in names and may_return(draft, block):
            yield block, f"a post, as the element named “{name}” says"
