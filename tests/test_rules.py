"""Every rule drops what its examples say, and keeps the traps."""

import pytest

from scrubber import Block, Example, Rule, block_rule, check_examples, read, scrub
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rules import RULES
from scrubber.cleaner.verdict import Verdict


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_drops_just_what_its_examples_say_and_keeps_its_traps(rule: Rule) -> None:
    assert check_examples(rule) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_a_summary_and_a_trap(rule: Rule) -> None:
    assert rule.summary
    assert rule.keeps


@block_rule(
    drops=["Rain", "Sun", Example("<p>Rain</p><p>Fog</p>", ("Rain",)), Example("Rain\n\nFog", ("Rain", "Fog"))],
    keeps=["Fog", "Rain\n\nFog"],
)
def weather(block: Block, draft: Draft) -> str | None:
    """Drop the rain."""
    return "it rains" if block.text == "Rain" else None


def test_examples_that_do_not_hold_are_named_one_by_one() -> None:
    assert check_examples(weather) == (
        "weather: of “Sun” must drop “Sun”, but drops nothing",
        "weather: of “Rain\n\nFog” must drop “Rain”, “Fog”, but drops “Rain”",
        "weather: keeps “Rain\n\nFog”, but drops “Rain”",
    )


LINES = [
    *(text for rule in RULES for example in rule.drops for text in example.falls),
    "Comments",
    "Newsletter",
    "Share",
]
PROSE = "The council met on Monday and voted for the bridge, nine to four, after a debate of seven hours."


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.is_local], ids=lambda rule: rule.name)
def test_a_local_rule_says_the_same_of_a_line_whatever_stands_around_it(rule: Rule) -> None:
    page = read("\n\n".join(f"{line}\n\n{PROSE}" for line in LINES), kind="text")
    alone = Draft(page)
    for block in page.blocks:
        if block.text == PROSE:
            alone.record(Verdict(block.index, False, "another", "so that the lines stand below each other"))
    assert list(rule.judge(alone)) == [
        verdict for verdict in rule.judge(Draft(page)) if page.blocks[verdict.block].text != PROSE
    ]


@pytest.mark.parametrize("heading", ["Comments", "Newsletter", "Share", "Related"])
def test_a_heading_whose_paragraph_falls_is_judged_again(heading: str) -> None:
    text = f"{' '.join([PROSE] * 6)}\n\n{heading}\n\nFollow us on Facebook and Instagram for more from the valley."
    once = scrub(text, kind="text").text
    assert scrub(once, kind="text").text == once
