"""Rules on their way to a worker."""

from __future__ import annotations

import pickle

from scrubber.cleaner.rule import Rule
from scrubber.errors import RuleError


def pickled(rule: Rule) -> bytes:
    """A rule as bytes. Raises RuleError for one that a worker could not find or rebuild.

    >>> pickled(Rule("shouted", lambda draft: (), "Drop what is shouted."))
    Traceback (most recent call last):
    scrubber.errors.RuleError: the rule shouted cannot be sent to a worker (...); make it of a function that is defined
    at the top level of a module
    """
    try:
        return pickle.dumps(rule, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise RuleError(
            f"the rule {rule.name} cannot be sent to a worker ({error}); make it of a function that is defined at the "
            "top level of a module"
        ) from error


def pickled_rules(rules: tuple[Rule, ...] | None) -> tuple[bytes, ...] | None:
    """A rule set for workers; None stands for the shipped rules. Raises RuleError as `pickled` does."""
    return None if rules is None else tuple(map(pickled, rules))
