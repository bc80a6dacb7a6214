"""Whether a rule does what its examples say: the tests that come with it."""

from __future__ import annotations

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.pattern import pattern_of
from scrubber.cleaner.rule import Example, Rule
from scrubber.cleaner.verdict import Verdict
from scrubber.reader import read


def check_examples(rule: Rule) -> tuple[str, ...]:
    """What is wrong with a rule, by its own examples: a sentence for each that does not hold, none when all is well.

    An example that begins with `<` is a page of HTML, any other a plain text; it stands on the first host of the rule.
    A rule with `keep = true` must bring back all of what it keeps.

    >>> from scrubber.cleaner.rule import block_rule
    >>> @block_rule(drops=["Weather: rain"], keeps=["Weather: a word with two meanings"])
    ... def weather(block, draft):
    ...     return "gives the weather" if block.text.startswith("Weather:") else None
    >>> check_examples(weather)
    ('weather: keeps “Weather: a word with two meanings”, but drops “Weather: a word with two meanings”',)
    """
    pattern = pattern_of(rule)
    brings_back = pattern is not None and pattern.keep
    problems = [_dropped(rule, example) for example in rule.drops]
    problems += [(_brought_back if brings_back else _kept)(rule, example) for example in rule.keeps]
    return tuple(f"{rule.name}: {problem}" for problem in problems if problem)


def _dropped(rule: Rule, example: Example) -> str | None:
    said = _texts(_draft(rule, example), rule, keep=False)
    if said == list(example.falls):
        return None
    return f"of {_quoted([example.page])} must drop {_quoted(example.falls)}, but drops {_quoted(said)}"


def _kept(rule: Rule, example: Example) -> str | None:
    said = _texts(_draft(rule, example), rule, keep=False)
    return f"keeps {_quoted([example.page])}, but drops {_quoted(said)}" if said else None


def _brought_back(rule: Rule, example: Example) -> str | None:
    draft = _draft(rule, example)
    for block in draft.page.blocks:
        draft.record(Verdict(block.index, False, "another", "so that there is something to bring back"))
    said = _texts(draft, rule, keep=True)
    wanted = [block.text for block in draft.page.blocks]
    return None if said == wanted else f"must bring back {_quoted(wanted)}, but brings back {_quoted(said)}"


def _draft(rule: Rule, example: Example) -> Draft:
    pattern = pattern_of(rule)
    url = f"https://{pattern.hosts[0]}/" if pattern and pattern.hosts else None
    return Draft(read(example.page, url=url, kind="html" if example.page.startswith("<") else "text"))


def _texts(draft: Draft, rule: Rule, *, keep: bool) -> list[str]:
    """The blocks of which the rule says that they must be kept, or must not."""
    verdicts = [said for said in rule.judge(draft) if isinstance(said, Verdict) and said.keep is keep]
    return [draft.page.blocks[verdict.block].text for verdict in verdicts]


def _quoted(texts: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"“{text}”" for text in texts) or "nothing"
