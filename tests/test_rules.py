"""Every rule drops what its examples say, and keeps the traps."""

import pytest

from scrubber import Block, Example, Rule, block_rule, check_examples
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rules import RULES


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
