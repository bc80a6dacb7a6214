"""The language of a page: as declared, unless its text says clearly that it is another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
MIN_SHARE = 0.08  # of function words in a text of a language; most have a fifth and more
MIN_SHARE_OF_SCRIPT, MIN_SHARE_OF_KANA = 0.3, 0.08  # of the characters; a Japanese text may have few kana
MIN_SHARE_TO_TELL, MARGIN = 0.03, 1.3  # of a language that glues its small words to others; how much above the next

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_WORD = re.compile(r"[^\s\d.,;:!?…()\"'“”„«»‘’—–/-]+")  # the marks of Indian vowels are no letters to `\w`
_MONTH_FIRST_REGIONS = frozenset({"us", "ph"})
_AMERICAN_HOSTS = (".com", ".us", ".gov", ".edu", ".mil", ".org", ".net")


def read_language(said: Said, texts: Iterable[str]) -> list[Candidate[str]]:
    """The candidates for the language of a page with the paragraphs of its text, the chosen one first."""
    declared = distinct(_declared(said))
    sample = _sample(texts)
    if len(sample) < MIN_CHARACTERS or (declared and is_written_in(sample, declared[0].value)):
        return declared
    agreeing = [one for one in declared[1:] if is_written_in(sample, one.value)]
    told = [] if agreeing else [Candidate(tag, "text") for tag in (detected(sample),) if tag]
    better = agreeing or [one for one in told if not declared or not _are_alike(one.value, declared[0].value)]
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
    candidates += [(one.says, one.source) for one in said.of_kind("language")]
    for value, source in candidates:
        if match := _TAG.fullmatch(value.strip()[: MAX_TAG_CHARACTERS + 1]):
            yield Candidate(match[0].replace("_", "-"), source)


def is_written_in(text: str, tag: str) -> bool:
    """Whether a text may be in a language, by its letters or by the small words that every sentence has.

    >>> is_written_in("The council met on Monday and voted for the repair of the bridge", "en-GB")
    True
    >>> is_written_in("Der Rat tagte am Montag und stimmte", "en"), is_written_in("市议会星期一", "ja")
    (False, False)
    """
    language = tag.lower().partition("-")[0]
    if language in _scripts() and not _has_script(text, language):
        return False
    if language in vocabulary()["languages"]["own_scripts"]:
        return True
    if language == "zh":
        return not _has_script(text, "ja")
    return _share_of_words(_words(text), language) >= MIN_SHARE


def detected(text: str) -> str:
    """The language of a text, by its letters and its small words; nothing if they are of none that is known.

    >>> detected("Der Rat tagte am Montag und stimmte für die Brücke"), detected("市议会星期一"), detected("xyz 123")
    ('de', 'zh', '')
    """
    if not any(map(str.isalpha, text)):
        return ""
    for language in vocabulary()["languages"]["own_scripts"]:
        if _has_script(text, language):
            return str(language)
    if _has_script(text, "zh"):
        return "zh"
    words = _words(text)
    shares = {language: _share_of_words(words, language) for language in function_words()}
    best = max(shares, key=lambda language: shares[language])
    others = max(share for language, share in shares.items() if not _are_alike(language, best))
    return best if shares[best] >= max(MIN_SHARE_TO_TELL, MARGIN * others) else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _share_of_words(words: Sequence[str], language: str) -> float:
    known = function_words().get(language, frozenset())
    return sum(word in known for word in words) / len(words) if words else 0.0


def _has_script(text: str, language: str) -> bool:
    """Whether enough of the characters that are no spaces are letters of a language."""
    characters = len(text) - text.count(" ") - text.count("\n")
    share = len(_scripts()[language].findall(text)) / characters if characters else 0.0
    return share >= (MIN_SHARE_OF_KANA if language == "ja" else MIN_SHARE_OF_SCRIPT)


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    return {language: re.compile(f"[{letters}]") for language, letters in vocabulary()["scripts"].items()}


@cache
def _groups() -> dict[str, int]:
    return {tag: number for number, group in enumerate(vocabulary()["languages"]["alike"]) for tag in group}


def _are_alike(one: str, other: str) -> bool:
    first, second = one.lower().partition("-")[0], other.lower().partition("-")[0]
    return first == second or (first in _groups() and _groups()[first] == _groups().get(second))
