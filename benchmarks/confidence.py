"""Is an article as good as its confidence says? Pages by confidence, and the word F1 that they have."""

from functools import partial
from pathlib import Path
from statistics import fmean

from benchmarks.corpus import PageSet, TruePage
from benchmarks.measures import word_f1
from benchmarks.out_of_fold import models_unseen_by
from benchmarks.processes import each_page
from benchmarks.tables import Table, share

BINS = 10  # of as many pages each


def confidence_table(page_set: PageSet, *, jobs: int, block_models: Path | None) -> Table:
    """The pages in ten parts by their confidence: its mean in each, and the mean of what was measured."""
    measure = partial(_confident_and_measured, block_models=block_models)
    pairs = sorted(pair for pair in each_page(measure, page_set, jobs=jobs, label="confidence") if pair is not None)
    size = max(1, -(-len(pairs) // BINS))
    parts = [pairs[start : start + size] for start in range(0, len(pairs), size)]
    rows = [(len(part), fmean(one for one, _ in part), fmean(one for _, one in part)) for part in parts]
    error = sum(count * abs(said - measured) for count, said, measured in rows) / max(1, len(pairs))
    return Table(
        f"{page_set.name}: confidence and word F1 of {len(pairs)} pages; mean distance {error:.3f}",
        ("pages", "confidence", "word F1"),
        tuple((str(count), share(said), share(measured)) for count, said, measured in rows),
        names=0,
    )


def _confident_and_measured(page: TruePage, block_models: Path | None) -> tuple[float, float] | None:
    from scrubber import read
    from scrubber.cleaner import judge
    from scrubber.cleaner.models import SHIPPED

    models = models_unseen_by(page, block_models) if block_models else SHIPPED
    article = judge(read(page.read(), kind="html"), models=models).to_article()
    if article.confidence is None or page.text is None:
        return None
    return article.confidence, word_f1(article.text, page.text).f1
