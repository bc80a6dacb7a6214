"""What a worker imports before a page begins, so that it is no part of the page's time."""

from __future__ import annotations

from scrubber.cleaner.main_text import NAME as MAIN_TEXT
from scrubber.cleaner.main_text import without_trafilatura
from scrubber.cleaner.rule import Rule
from scrubber.scrubbing import scrub
from scrubber.workers.ladder import Attempt, Rung, may_be_html

_SENTENCE = "<p>It is as long as an article that is found at once, so that no fallback is loaded for it.</p>"
_SAMPLE = "<!doctype html><html><body><article>" + _SENTENCE * 5 + "</article></body></html>"


class Loading:
    """Loads what choosing the main text of HTML needs, once, when a page may be HTML."""

    def __init__(self, rules: tuple[Rule, ...] | None) -> None:
        self._rules = rules
        self._is_done = False

    def prepare(self, attempt: Attempt) -> None:
        """Load what the attempt needs."""
        if self._is_done or attempt.rung is Rung.STRIPPED or not may_be_html(attempt.job):
            return
        from scrubber.cleaner.rules import RULES

        choice = tuple(rule for rule in self._rules or RULES if rule.name == MAIN_TEXT)
        scrub(_SAMPLE, rules=tuple(map(without_trafilatura, choice)) if attempt.rung is Rung.FAST else choice)
        self._is_done = True
