"""The figures of the polishing rules as tables."""

from dataclasses import replace

from benchmarks.rules import MAX_LOST, Effect, RuleFigures, SetRules, TextFigures
from benchmarks.tables import NOTHING, Table, in_markdown


def rule_tables(one: SetRules) -> tuple[Table, ...]:
    """Precision, then what it does to the text and which pages lose (of a single set), then the cost."""
    if one.effect is None:
        return precision_table(one), cost_table(one)
    effect = (_effect_table(one.name, one.effect), _losing(one.name, one.effect))
    return precision_table(one), *effect, cost_table(one)


def precision_table(one: SetRules) -> Table:
    """A row a rule, in the order in which they are asked, and one for all of them."""
    header = ("boilerplate", "content", "unknown", "precision", "by words", "words", "pages", "overruled")
    return Table(
        f"{one.name}: blocks that polishing rules dropped on {one.pages} pages",
        ("rule", *header),
        tuple(map(_precision, (*one.rules, one.together))),
    )


def cost_table(one: SetRules) -> Table:
    """CPU milliseconds a page, on HTML and on the same pages as plain text."""
    return Table(
        f"{one.name}: CPU ms a page of the polishing rules over {one.pages} pages",
        ("rule", "HTML mean", "HTML median", "text mean", "text median"),
        tuple(
            (
                row.rule,
                *(f"{value:.3f}" for value in (row.html_ms.mean, row.html_ms.median)),
                *(f"{value:.3f}" for value in (row.text_ms.mean, row.text_ms.median)),
            )
            for row in (*one.rules, one.together)
        ),
    )


def _precision(row: RuleFigures) -> tuple[str, ...]:
    blocks = (row.boilerplate, row.content, row.unknown)
    shares = (NOTHING if share is None else f"{share:.3f}" for share in (row.precision, row.word_precision))
    return (row.rule, *map(str, blocks), *shares, *map(str, (row.words, row.pages, row.overruled)))


def _effect_table(name: str, effect: Effect) -> Table:
    header: tuple[str, ...] = ("snippet F1", "found", "leaked")
    strangers: tuple[tuple[str, ...], ...] = ((), (), ())
    if effect.without.words:
        header = ("word F1", "precision", "recall", "words not in the truth")
        removed = NOTHING if effect.removed_strangers is None else f"−{_percent(effect.removed_strangers)}"
        strangers = ((str(effect.without.strangers),), (str(effect.polished.strangers),), (removed,))
    without, polished = _numbers(effect.without), _numbers(effect.polished)
    change = tuple(f"{after - before:+.4f}" for before, after in zip(without, polished, strict=True))
    rows = (("without", *_shares(without)), ("with them", *_shares(polished)), ("change", *change))
    return Table(
        f"{name}: the text without the polishing rules and with them",
        ("", *header),
        tuple((*row, *cells) for row, cells in zip(rows, strangers, strict=True)),
    )


def _shares(values: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(f"{value:.4f}" for value in values)


def _numbers(figures: TextFigures) -> tuple[float, float, float]:
    if figures.words:
        return figures.words.f1, figures.words.precision, figures.words.recall
    if figures.snippets:
        return figures.snippets.f1, figures.snippets.found_rate, figures.snippets.leak_rate
    return 0.0, 0.0, 0.0


def _losing(name: str, effect: Effect) -> Table:
    kind = "true words" if effect.without.words else "required snippets"
    title = f"{name}: pages that lose more than {MAX_LOST * 100:.0f} % of their {kind} to polishing rules"
    rows = tuple((page.id, page.rule, _percent(page.lost)) for page in effect.losing)
    return Table(f"{title}: {effect.losing_pages}", ("page", "rule to blame", "lost"), rows, names=2)


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def markdown_table(one: SetRules) -> str:
    """The table of precision in Markdown, without the rules that took nothing and would have taken nothing."""
    table = precision_table(one)
    *rows, together = table.rows
    told = [row for row, rule in zip(rows, one.rules, strict=True) if rule.pages or rule.overruled]
    return in_markdown(replace(table, rows=(*told, together)))
