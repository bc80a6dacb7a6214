"""Rules on their way to a worker."""

from __future__ import annotations

import functools
import io
import operator
import pickle
import sys
from typing import Any

from scrubber.cleaner.rule import Rule
from scrubber.errors import RuleError


def pickled(rule: Rule) -> bytes:
    """A rule as bytes. Raises RuleError for one that a worker could not find or rebuild."""
    buffer = io.BytesIO()
    try:
        _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(rule)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise RuleError(
            f"rule {rule.name!r} cannot be sent to a worker ({error}); make it of a function that is defined at the "
            "top of a module, not of a lambda or of a function inside another"
        ) from error
    return buffer.getvalue()


class _Pickler(pickle.Pickler):
    """Sends a decorated rule as its address, for its function has lost its name to the rule."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Rule) and (address := _address(value)) is not None:
            return _rule_at, address
        return NotImplemented


def _address(rule: Rule) -> tuple[str, str] | None:
    judge = rule.judge
    inner = next(iter(judge.args), None) if isinstance(judge, functools.partial) else judge
    module, name = getattr(inner, "__module__", None), getattr(inner, "__qualname__", "")
    return (module, name) if module and getattr(sys.modules.get(module), name, None) is rule else None


def _rule_at(module: str, name: str) -> Rule:
    __import__(module)
    rule: Rule = operator.attrgetter(name)(sys.modules[module])
    return rule
