"""The language of a page: as declared, unless its text says clearly that it is another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from scrubber.article import Candidate
from scrubber.cleaner.dates import Order
from scrubber.cleaner.metadata.candidate import distinct
from scrubber.cleaner.metadata.said import Said
from scrubber.cleaner.metadata.vocabulary import meta_names, vocabulary
from scrubber.cleaner.wording import function_words

MAX_TAG_CHARACTERS = 35  # the longest well-formed tag of RFC 5646
MIN_CHARACTERS = 150  # of a text whose language can be told
SAMPLE_CHARACTERS = 1500
MIN_SHARE = 0.08  # of function words in a text of a language; real texts have a fifth and more

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
MIN_SHARE_OF_SCRIPT = 0.2  # of the characters; Japanese has as few kana
_LETTERS = re.compile(r"[^\W\d_]+")
_MONTH_FIRST_REGIONS = frozenset({"us", "ph"})
_AMERICAN_HOSTS = (".com", ".us", ".gov", ".edu", ".mil", ".org", ".net")


def read_language(said: Said, texts: Iterable[str]) -> list[Candidate[str]]:
    """The candidates for the language of a page with the paragraphs of its text, the chosen one first."""
    declared = distinct(_declared(said))
    sample = _sample(texts)
    if len(sample) < MIN_CHARACTERS or (declared and is_written_in(sample, declared[0].value)):
        return declared
    agreeing = [one for one in declared[1:] if is_written_in(sample, one.value)]
    detected = [] if agreeing else [Candidate(tag, "text") for tag in (_detected(sample),) if tag]
    better = agreeing or [one for one in detected if not declared or not _are_alike(one.value, declared[0].value)]
    return [*better, *(one for one in declared if one not in better)]


def _sample(texts: Iterable[str]) -> str:
    """The beginning of a text."""
    sample = ""
    for text in texts:
        sample += f"{text}\n"
        if len(sample) >= SAMPLE_CHARACTERS:
            break
    return sample[:SAMPLE_CHARACTERS]


def declared_order(said: Said, host: str | None) -> Order | None:
    """How the page writes a date in slashes, as far as its language and its host tell.

    >>> [declared_order(Said(language=tag), None) for tag in ("en-US", "de", "")]
    ['mdy', 'dmy', None]
    """
    tags = [one.value.lower() for one in _declared(said)]
    if not tags:
        return None
    regions = {tag.partition("-")[2] for tag in tags if tag.startswith("en-")}
    if not tags[0].startswith("en"):
        return "dmy"
    if regions:
        return "mdy" if regions & _MONTH_FIRST_REGIONS else "dmy"
    return None if host is None or host.endswith(_AMERICAN_HOSTS) else "dmy"


def _declared(said: Said) -> Iterator[Candidate[str]]:
    candidates = [(said.language, "html lang"), *said.values(*meta_names("languages"))]
    candidates += [(text, "json-ld inLanguage") for text in said.items.texts(said.items.main.get("inLanguage"), "name")]
    candidates += [(one.value or one.text, one.source) for one in said.of_kind("language")]
    for value, source in candidates:
        if match := _TAG.fullmatch(value.strip()[: MAX_TAG_CHARACTERS + 1]):
            yield Candidate(match[0].replace("_", "-"), source)


def is_written_in(text: str, tag: str) -> bool:
    """Whether a text may be in a language, by the letters or by the small words that every sentence has.

    >>> is_written_in("The council met on Monday and voted for the repair of the bridge", "en-GB")
    True
    >>> is_written_in("Der Rat tagte am Montag und stimmte", "en"), is_written_in("市议会星期一", "ja")
    (False, False)
    """
    language = tag.lower().partition("-")[0]
    script = vocabulary()["scripts"].get(language)
    if script is not None:
        letters = sum(map(len, _LETTERS.findall(text)))
        of_script = len(re.findall(f"[{script}]", text))
        if of_script < MIN_SHARE_OF_SCRIPT * letters:
            return False
        if language in vocabulary()["languages"]["own_scripts"]:
            return True
        if language == "zh":
            return len(re.findall(f"[{vocabulary()['scripts']['ja']}]", text)) < 0.05 * letters
    words = [word.lower() for word in _LETTERS.findall(text)]
    known = function_words().get(language)
    return known is not None and sum(word in known for word in words) >= MIN_SHARE * len(words)


def _detected(text: str) -> str:
    from py3langid import classify  # half a second to load, and most pages are in the language that they declare

    return str(classify(text)[0])


@cache
def _groups() -> dict[str, int]:
    return {tag: number for number, group in enumerate(vocabulary()["languages"]["alike"]) for tag in group}


def _are_alike(one: str, other: str) -> bool:
    first, second = one.lower().partition("-")[0], other.lower().partition("-")[0]
    return first == second or (first in _groups() and _groups()[first] == _groups().get(second))
