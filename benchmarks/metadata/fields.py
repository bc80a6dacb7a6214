"""The fields that are compared, and how an answer in one of them counts."""

from dataclasses import dataclass

AUTHORS = ("authors", "authors_none")
DATES = ("date", "instant", "date_none")
LEAD_IMAGE = ("lead_image",)
IMAGES = ("images", "images_found")
CAPTIONS = ("captions", "credits")
FIELDS = (
    "title",
    *AUTHORS,
    *DATES,
    "site",
    "lang",
    "tags",
    "description",
    *LEAD_IMAGE,
    *IMAGES,
    *CAPTIONS,
)
SILENCE = frozenset({"authors_none", "date_none"})
"""Pages said to have none, where the right answer is no answer."""


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One answer against the truth of its page, in one field."""

    is_answered: bool
    quality: float
    """0 to 1: agreement by words, by the members of a set, or all or nothing."""
    is_exact: bool


def all_or_nothing(*, is_answered: bool, is_right: bool) -> FieldScore:
    """The score in a field where nothing is half right."""
    return FieldScore(is_answered, float(is_right), is_right)
