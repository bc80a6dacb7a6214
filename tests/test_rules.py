"""Every rule drops what its examples say, and keeps the traps."""

import pytest

from scrubber import read
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, Rule
from scrubber.cleaner.rules import RULES
from scrubber.cleaner.verdict import Verdict

DROPS = [
    pytest.param(rule, example, id=f"{rule.name}: {example.page[:40]}") for rule in RULES for example in rule.drops
]
KEEPS = [
    pytest.param(rule, example, id=f"{rule.name}: {example.page[:40]}") for rule in RULES for example in rule.keeps
]


def fallen(rule: Rule, example: Example) -> list[str]:
    draft = Draft(read(example.page, kind="html" if example.page.startswith("<") else "text"))
    verdicts = [verdict for verdict in rule.judge(draft) if isinstance(verdict, Verdict) and not verdict.keep]
    return [draft.page.blocks[verdict.block].text for verdict in verdicts]


@pytest.mark.parametrize(("rule", "example"), DROPS)
def test_a_rule_drops_just_what_its_example_says(rule: Rule, example: Example) -> None:
    assert fallen(rule, example) == list(example.falls)


@pytest.mark.parametrize(("rule", "example"), KEEPS)
def test_a_rule_keeps_its_traps(rule: Rule, example: Example) -> None:
    assert fallen(rule, example) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_a_summary_and_a_trap(rule: Rule) -> None:
    assert rule.summary
    assert rule.keeps
