"""The models that have not seen a page: out-of-fold figures are those of pages from new sites."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from benchmarks.corpus import TruePage
from benchmarks.domains import fold_of
from benchmarks.errors import BenchmarkError

if TYPE_CHECKING:
    from scrubber.cleaner.models import Models

Model = TypeVar("Model")


def models_unseen_by(page: TruePage, block_models: Path) -> "Models":
    """The block model that `python -m benchmarks.block_model --folds` has trained without the page's site."""
    from scrubber.cleaner.main_text.model import read_model
    from scrubber.cleaner.models import Models

    return Models(block=model_of_fold(block_models, fold_of(page), read_model))


@cache
def model_of_fold(models: Path, fold: int, read: Callable[[IO[bytes]], Model]) -> Model:
    """The model in a folder that was trained without a part of the sites; raises `BenchmarkError` if it is missing."""
    try:
        with (models / f"{fold}.npz").open("rb") as file:
            return read(file)
    except OSError as error:
        raise BenchmarkError(
            f"{models}: no model of part {fold} ({error}); the pages of the models in docs/ say how to train it"
        ) from error
