"""The images of an answer: which of the true ones it found, and what it says of them."""

from statistics import fmean

from benchmarks.metadata.agreement import image_key, name_set, words_f1
from benchmarks.metadata.answers import ImageAnswer, MetadataAnswer
from benchmarks.metadata.fields import FieldScore, all_or_nothing
from benchmarks.metadata.truth import TrueImage, TrueMetadata

EXACT_CAPTION = 0.9  # F1 by words: a caption whose end, such as its credit, was cut elsewhere is the same

NOTHING = ImageAnswer(None)


def score_lead_image(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    """Whether the lead image is the true one, told by its file name."""
    if not truth.lead_image:
        return None
    is_right = bool(answer.image) and image_key(answer.image) in set(map(image_key, truth.lead_image))
    return all_or_nothing(is_answered=bool(answer.image), is_right=is_right)


def score_images(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    """F1 of the answered images, different ones, against the true ones."""
    if not truth.images:
        return None
    found, answered = _found(answer, truth), len({image_key(image.url) for image in answer.images})
    return FieldScore(bool(answer.images), 2 * found / (len(truth.images) + answered), found == len(truth.images))


def score_images_found(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    """The share of the true images that are in the answer, whatever else is."""
    if not truth.images:
        return None
    found = _found(answer, truth)
    return FieldScore(bool(answer.images), found / len(truth.images), found == len(truth.images))


def score_captions(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    """The mean F1 by words over the true images with a caption; 0 for one whose image was not found."""
    captions = [words_f1(given.caption, image.caption) for image, given in _pairs(answer, truth) if image.caption]
    if not captions:
        return None
    is_answered = any(image.caption for image in answer.images)
    return FieldScore(is_answered, fmean(captions), min(captions) >= EXACT_CAPTION)


def score_credits(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    """The share of the true images with a credit whose credit is the same set of names."""
    rights = [
        name_set(given.credit) == name_set(image.credit) for image, given in _pairs(answer, truth) if image.credit
    ]
    if not rights:
        return None
    return FieldScore(any(image.credit for image in answer.images), fmean(rights), all(rights))


def _pairs(answer: MetadataAnswer, truth: TrueMetadata) -> list[tuple[TrueImage, ImageAnswer]]:
    """Each true image with the first answered one of the same file name."""
    by_key: dict[str, ImageAnswer] = {}
    for image in answer.images:
        by_key.setdefault(image_key(image.url), image)
    return [(image, _first(by_key, image)) for image in truth.images]


def _first(by_key: dict[str, ImageAnswer], image: TrueImage) -> ImageAnswer:
    keys = set(map(image_key, image.urls))
    return next((given for key, given in by_key.items() if key in keys), NOTHING)


def _found(answer: MetadataAnswer, truth: TrueMetadata) -> int:
    return sum(given is not NOTHING for _, given in _pairs(answer, truth))
