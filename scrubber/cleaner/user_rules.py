"""Rules of the user's own: a TOML file, a `[[rule]]` each, in the order in which they are asked."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from scrubber.cleaner.pattern import Pattern, ascii_host, judge_pattern
from scrubber.cleaner.rule import DEFAULT_BUDGET, Example, Rule
from scrubber.cleaner.rule_table import RuleTable, check
from scrubber.cleaner.rules import RULES
from scrubber.errors import RuleError


def read_rules(path: Path | str) -> tuple[Rule, ...]:
    """The rules of a TOML file, for `rules(extra=…)`. docs/your-rules.md has its form.

    Raises RuleError for a file that cannot be read, and for the first key, value or name in it that is wrong.
    """
    path = Path(path)
    taken = dict.fromkeys((rule.name for rule in RULES), "a built-in rule")
    made: list[Rule] = []
    for number, values in enumerate(_tables(path), 1):
        table = RuleTable(f"{path}: rule {number}", values)
        rule = _rule(table, path)
        if rule.name in taken:
            raise table.wrong("name", f"is that of {taken[rule.name]}; choose another")
        taken[rule.name] = f"rule {number}"
        made.append(rule)
    return tuple(made)


def _tables(path: Path) -> list[dict[str, Any]]:
    import tomllib

    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror or error}; name a TOML file of rules") from error
    except ValueError as error:  # TOMLDecodeError, UnicodeDecodeError
        raise RuleError(f"{path}: is not TOML: {error}; docs/your-rules.md shows the form") from error
    for key in content:
        if key != "rule":
            raise RuleError(f"{path}: “{key}” is not known; a file of rules holds nothing but [[rule]] tables")
    tables = content.get("rule", [])
    if not (tables and isinstance(tables, list) and all(isinstance(table, dict) for table in tables)):
        raise RuleError(f"{path}: holds no rule; begin each with a line [[rule]]")
    return tables


def _rule(table: RuleTable, path: Path) -> Rule:
    check(table)
    values = table.values
    keep = values.get("keep", False)
    pattern = Pattern(
        rule=values["name"],
        reason=" ".join(values.get("reason", "").split()),
        hosts=tuple(ascii_host(host) for host in table.texts("hosts")),
        lines=table.texts("lines"),
        opens=table.texts("opens"),
        hints=table.texts("hints"),
        places=table.texts("places"),
        max_words=values.get("max_words"),
        keep=keep,
    )
    return Rule(
        name=pattern.rule,
        judge=partial(judge_pattern, pattern),
        summary=pattern.reason or f"{'Bring back' if keep else 'Drop'} what {path.name} says.",
        budget=values.get("budget", DEFAULT_BUDGET),
        drops=tuple(map(_dropped, values.get("drops", ()))),
        keeps=tuple(Example(text) for text in table.texts("keeps")),
    )


def _dropped(example: str | dict[str, Any]) -> Example:
    if isinstance(example, str):
        return Example(example, (example,))
    return Example(example["page"], tuple(example["falls"]))
