"""User cards: name, rank and signature beside a post. The post is content, they are not."""

from __future__ import annotations

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, block_rule
from scrubber.page import Block


@block_rule(
    drops=[
        Example(
            "<div class='post'><div class='message-userDetails'><h4>weaver</h4><h5>Senior member</h5></div>"
            "<div class='message-body'><p>Four shafts are enough for anybody, I think, and I have woven on eight.</p>"
            "</div><div class='signature'>Measure twice, cut once</div></div>"
            "<div class='post'><div class='message-body'><p>I agree with every word of that.</p></div></div>",
            ("weaver", "Senior member", "Measure twice, cut once"),
        )
    ],
    keeps=[
        "Senior member",
        Example("<div class='signature'>Ann Lee</div><p>The council met on Monday and voted for the bridge.</p>"),
        Example("<div class='signature-dishes'><p>Eel with dill is one of them.</p></div><p>It is served cold.</p>"),
    ],
    budget=0.34,
    wording="user-card",
)
def user_card(block: Block, draft: Draft) -> str | None:
    """Drop what a forum says of the author beside or below each post."""
    reason = draft.stands_in(block, "user-card")
    return f"{reason}, beside posts" if reason and draft.is_forum else None
