"""The rules, in the order in which they are asked. `RULES` is the only registry.

First junk, the headline, the choice of the main text and what it lost, then the rules that polish it. A rule that needs
several lines to be sure stands before those that judge a line alone: a ticker that ends in a credit is a ticker.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import get_args

from scrubber.cleaner.main_text import Favor, MainText, main_text_rule
from scrubber.cleaner.rule import Rule
from scrubber.cleaner.rules.ad_markers import ad_marker
from scrubber.cleaner.rules.app_prompts import app_prompt
from scrubber.cleaner.rules.author_bios import author_bio
from scrubber.cleaner.rules.breadcrumbs import breadcrumb
from scrubber.cleaner.rules.bylines import byline
from scrubber.cleaner.rules.captions import caption
from scrubber.cleaner.rules.comment_prompts import comment_prompt
from scrubber.cleaner.rules.comment_threads import comment_thread
from scrubber.cleaner.rules.cookie_notices import cookie_notice
from scrubber.cleaner.rules.copyright_notices import copyright_notice
from scrubber.cleaner.rules.credit_lines import credit
from scrubber.cleaner.rules.follow_prompts import follow
from scrubber.cleaner.rules.forum_posts import forum_post
from scrubber.cleaner.rules.headline import headline
from scrubber.cleaner.rules.inline_teasers import inline_teaser
from scrubber.cleaner.rules.junk_runs import junk_run
from scrubber.cleaner.rules.margins import margin, unclaimed
from scrubber.cleaner.rules.navigation import navigation
from scrubber.cleaner.rules.newsletters import newsletter
from scrubber.cleaner.rules.next_articles import next_article
from scrubber.cleaner.rules.overlays import overlay
from scrubber.cleaner.rules.related import related
from scrubber.cleaner.rules.repeats import repeated_paragraph
from scrubber.cleaner.rules.restored import restored
from scrubber.cleaner.rules.share_bars import share
from scrubber.cleaner.rules.standfirsts import standfirst
from scrubber.cleaner.rules.stray_lines import stray_line
from scrubber.cleaner.rules.subscriptions import subscription
from scrubber.cleaner.rules.teasers import repeated_teaser, ticker
from scrubber.cleaner.rules.trailing_teasers import trailing_teaser
from scrubber.cleaner.rules.truncated_twins import truncated_twin
from scrubber.cleaner.rules.user_cards import user_card
from scrubber.errors import RuleError

LOST_AND_FOUND: tuple[Rule, ...] = (restored, standfirst, forum_post, margin)
POLISH: tuple[Rule, ...] = (
    next_article,
    byline,
    ticker,
    truncated_twin,
    caption,
    credit,
    subscription,
    newsletter,
    share,
    follow,
    app_prompt,
    comment_thread,
    related,
    inline_teaser,
    ad_marker,
    comment_prompt,
    author_bio,
    breadcrumb,
    navigation,
    overlay,
    user_card,
    trailing_teaser,
    repeated_paragraph,
    copyright_notice,
    cookie_notice,
    repeated_teaser,
    stray_line,
    unclaimed,
)


def rules(
    *,
    main_text: MainText = "auto",
    favor: Favor = "balanced",
    comments: bool = False,
    without: Collection[str] = (),
    extra: Iterable[Rule] = (),
) -> tuple[Rule, ...]:
    """A rule set: how the main text is chosen, and which rules polish it.

    `main_text`: `fast`, our scorer alone; `auto`, the same with a look at trafilatura's choice where the scorer is
    unsure of an article; or `trafilatura`, its choice alone. `favor` shifts each of them towards precision, where a
    teaser too many hurts more than a paragraph too few, or towards recall. `comments=True` keeps the comments under an
    article. `without` names rules to leave out; `extra` rules are asked last.

    Raises RuleError for an unknown value or name, or two rules of one name.

    >>> [rule.name for rule in rules(without=["share"])][:3]
    ['junk-run', 'headline', 'main-text']
    """
    for value, choices in ((main_text, get_args(MainText)), (favor, get_args(Favor))):
        if value not in choices:
            raise RuleError(f"{value!r} is not one of {', '.join(choices)}")
    chosen = (junk_run, headline, main_text_rule(main_text, favor, comments=comments), *LOST_AND_FOUND, *POLISH, *extra)
    names = [rule.name for rule in chosen]
    if unknown := sorted(set(without) - set(names)):
        raise RuleError(f"no rule is named {', '.join(unknown)}; the rules are {', '.join(names)}")
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise RuleError(f"two rules are named {', '.join(doubled)}; rename one")
    left_out = set(without) | ({comment_prompt.name, comment_thread.name} if comments else set())
    return tuple(rule for rule in chosen if rule.name not in left_out)


RULES = rules()
"""The built-in rules, in the order in which they are asked: what `rules()` gives."""
