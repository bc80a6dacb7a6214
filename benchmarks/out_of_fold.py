"""The models that have not seen a page: out-of-fold figures are those of pages from new sites."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import TruePage
from benchmarks.domains import fold_of
from benchmarks.errors import BenchmarkError

if TYPE_CHECKING:
    from scrubber.cleaner.models import Models


def models_unseen_by(page: TruePage, block_models: Path) -> "Models":
    """The block model that `python -m benchmarks.block_model --folds` has trained without the page's site."""
    return _models_of_fold(block_models, fold_of(page))


@cache
def _models_of_fold(block_models: Path, fold: int) -> "Models":
    from scrubber.cleaner.main_text.model import read_model
    from scrubber.cleaner.models import Models

    try:
        with (block_models / f"{fold}.npz").open("rb") as file:
            return Models(block=read_model(file))
    except OSError as error:
        raise BenchmarkError(f"{block_models}: no model of part {fold} ({error}); see docs/block-model.md") from error
