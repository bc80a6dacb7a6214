"""A mistake in any rule turns a fixture red: the rule left out, and its main threshold moved either way.

The house patches nothing; here a module's constant is patched, as the wrong constant is what is tested, and there is
no other way to have it.
"""

from __future__ import annotations

import pytest
from mutations import TABLES, Mutant, SavedPage, noticed_by, read_mutants, read_saved_pages, value_of

from scrubber import RULES


@pytest.fixture(scope="module")
def pages() -> list[SavedPage]:
    return read_saved_pages()


@pytest.mark.parametrize("mutant", read_mutants(), ids=str)
def test_a_mutant_turns_a_fixture_red_with_the_class_it_should(mutant: Mutant, pages: list[SavedPage]) -> None:
    assert next(noticed_by(mutant, pages), None), f"no fixture says “{mutant.kind}” of {mutant.blamed}; write one"


def test_every_rule_has_its_mutants() -> None:
    assert list(TABLES) == [rule.name for rule in RULES]
    assert [name for name, said in TABLES.items() if "disabled" not in said] == []
    assert [name for name, said in TABLES.items() if ("constant" in said) == ("why" in said)] == []


@pytest.mark.parametrize("rule", [name for name, said in TABLES.items() if "constant" in said])
def test_a_threshold_lies_between_its_mutants(rule: str) -> None:
    said = TABLES[rule]
    low, high = sorted((said["looser"], said["tighter"]))
    assert low < value_of(said["constant"]) < high
