"""Pages in, scores out, for plain text: each cleaner asked about each view of a page, in several processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.corpus import PageSet, TruePage
from benchmarks.domains import fold_of
from benchmarks.plain_text.cleaners import Cleaner, FlatPage
from benchmarks.plain_text.cropping import Crop, CropCounts, count_crop, crop
from benchmarks.plain_text.flattening import FLATTENERS
from benchmarks.processes import each_page
from benchmarks.scoring import PageScore, score_answer
from benchmarks.stoplists import stoplist_name
from benchmarks.systems import ask
from scrubber.reader.decode import decode

CROP = "crop"
VIEWS = (*FLATTENERS, CROP)


@dataclass(frozen=True, slots=True)
class ViewScores:
    """What the cleaners made of one view of a page, one value each."""

    scores: tuple[PageScore, ...]
    crops: tuple[CropCounts, ...] | None
    """None for a view that is no crop."""
    regime_is_right: bool | None
    """Whether Scrubber tells a page from a body here; None where it cannot be asked."""


def score_views(
    page_set: PageSet, views: Sequence[str], cleaners: Sequence[Cleaner], *, jobs: int
) -> list[tuple[ViewScores | None, ...]]:
    """For each page its views in the order given; None where the page has no such view."""
    ask_page = partial(score_page, views=views, cleaners=cleaners)
    return list(each_page(ask_page, page_set, jobs=jobs, label="text"))


def score_page(page: TruePage, views: Sequence[str], cleaners: Sequence[Cleaner]) -> tuple[ViewScores | None, ...]:
    """The scores of all cleaners on the views of one page."""
    source = page.read()
    return tuple(_score_view(view, page, source, cleaners) for view in views)


def _score_view(view: str, page: TruePage, source: bytes, cleaners: Sequence[Cleaner]) -> ViewScores | None:
    cut = None
    if view == CROP:
        cut = cropped(page, source)
        if cut is None:
            return None
    flat = flat_page(
        page, source, text_of(view, source) if cut is None else FLATTENERS["para"].separator.join(cut.lines)
    )
    answers = [ask(cleaner.clean, flat) for cleaner in cleaners]
    return ViewScores(
        scores=tuple(score_answer(answer, page) for answer in answers),
        crops=tuple(count_crop(cut, answer.text) for answer in answers) if cut else None,
        regime_is_right=is_told_right(cleaners, flat, "body" if cut else "page"),
    )


def text_of(view: str, source: bytes) -> str:
    """The page flattened; nothing of a page that cannot be decoded."""
    flattener = FLATTENERS[view]
    decoded = decode(source)
    return flattener.separator.join(flattener.lines(decoded.text)) if decoded else ""


def cropped(page: TruePage, source: bytes) -> Crop | None:
    """The half-clean view; None where the truth is not known, or none of it is in the page."""
    decoded = decode(source)
    if decoded is None or not page.text:
        return None
    return crop(FLATTENERS["para"].lines(decoded.text), page.text, page.id)


def flat_page(page: TruePage, source: bytes, text: str) -> FlatPage:
    """A text of the page, with what cleaners may know of the page."""
    return FlatPage(text, fold=fold_of(page), stoplist=stoplist_name(source))


def is_told_right(cleaners: Sequence[Cleaner], page: FlatPage, regime: str) -> bool | None:
    """Whether the first cleaner that tells regimes takes the text for what it is; None where nobody tells.

    >>> one = Cleaner("one", lambda page: page.text, tell_regime=lambda page: "body")
    >>> is_told_right([one], FlatPage("It left."), "body"), is_told_right([], FlatPage("It left."), "body")
    (True, None)
    """
    return next((cleaner.tell_regime(page) == regime for cleaner in cleaners if cleaner.tell_regime), None)
