"""The charset matrix: 31 languages and encodings, short and long, each labelled in four ways."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pytest

from scrubber import scrub

TOLD = tomllib.loads(Path(__file__).with_name("charset_texts.toml").read_text("utf-8"))
SHORT, LONG = 60, 400  # words
CHARACTERS_A_WORD = 2  # where no space parts them
UNSPACED = {"ja", "th", "zh-hans", "zh-hant"}
CODECS = {"windows-874": "cp874"}  # the label is the web's, and not Python's
PLAIN = str.maketrans({**dict.fromkeys("«»“”„", '"'), "’": "'", "–": "-"})  # for encodings without them
TONES = "\u0300\u0301\u0303\u0309\u0323"  # windows-1258 writes them after the vowel
SENTENCES_A_PARAGRAPH = 3


@dataclass(frozen=True)
class Case:
    language: str
    encoding: str
    wrong: str
    words: int

    def __str__(self) -> str:
        return f"{self.language} {self.encoding} {self.words}"

    @property
    def paragraphs(self) -> list[str]:
        """Sentences until there are enough words, as the encoding can write them."""
        texts: list[str] = TOLD["texts"][self.language]
        taken: list[str] = []
        for start in cycle(range(0, len(texts), 5)):
            for text in islice(cycle(texts), start, start + len(texts)):
                taken.append(plain(text, self.encoding))
                if self.size(" ".join(taken)) >= self.words:
                    return [
                        " ".join(taken[at : at + SENTENCES_A_PARAGRAPH])
                        for at in range(0, len(taken), SENTENCES_A_PARAGRAPH)
                    ]
        raise AssertionError("a cycle has no end")

    def size(self, text: str) -> float:
        return len(text) / CHARACTERS_A_WORD if self.language in UNSPACED else len(text.split())

    def page(self, label: str | None) -> bytes:
        meta = f'<meta charset="{label}">' if label else ""
        body = "".join(f"<p>{paragraph}</p>\n" for paragraph in self.paragraphs)
        return encoded(
            f"<!doctype html><html><head>{meta}<title>A page</title></head><body><article>{body}</article></body>",
            self.encoding,
        )


CASES = [
    Case(pair["language"], pair["encoding"], pair["wrong"], words) for words in (SHORT, LONG) for pair in TOLD["pairs"]
]


def plain(text: str, encoding: str) -> str:
    try:
        encoded(text, encoding)
    except UnicodeEncodeError:
        return text.translate(PLAIN)
    return text


def encoded(text: str, encoding: str) -> bytes:
    if encoding != "windows-1258":
        return text.encode(CODECS.get(encoding, encoding))
    return b"".join(vietnamese(character) for character in unicodedata.normalize("NFC", text))


def vietnamese(character: str) -> bytes:
    """A character in windows-1258: the tone of a vowel that it cannot write stands after the vowel."""
    try:
        return character.encode("windows-1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", character)
        (tone,) = (mark for mark in marks if mark in TONES)
        return (unicodedata.normalize("NFC", marks.replace(tone, "")) + tone).encode("windows-1258")


def words_of(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def is_right(case: Case, label: str | None, charset: str | None = None) -> bool:
    article = scrub(case.page(label), charset=charset)
    return words_of(article.text) == words_of(" ".join(case.paragraphs))


def wrong_cases(labels: str) -> list[str]:
    given = {
        "header": lambda case: (None, case.encoding),
        "meta": lambda case: (case.encoding, None),
        "none": lambda case: (None, None),
        "wrong meta": lambda case: (case.wrong, None),
    }[labels]
    return [str(case) for case in CASES if not is_right(case, *given(case))]


@pytest.mark.parametrize(("labels", "least"), [("header", 62), ("meta", 62), ("none", 52), ("wrong meta", 50)])
def test_pages_in_31_languages_and_encodings_are_read_word_for_word(labels: str, least: int) -> None:
    assert len(CASES) == 62
    wrong = wrong_cases(labels)
    assert len(CASES) - len(wrong) >= least, wrong


@pytest.mark.parametrize("place", [0.1, 0.4, 0.5, 0.77, 0.95])
def test_one_bad_byte_costs_one_word(place: float) -> None:
    sentences = [text for texts in TOLD["texts"].values() for text in texts][:200]
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    page = f"<!doctype html><meta charset=utf-8><title>A page</title><article>{body}</article>".encode()
    at = int(place * len(page))
    whole, hurt = (words_of(scrub(content).text) for content in (page, page[:at] + b"\xff" + page[at:]))
    assert len(whole) > 1000
    assert sum((Counter(whole) & Counter(hurt)).values()) >= 0.999 * len(whole)


def test_a_page_that_is_half_in_another_encoding_keeps_its_words() -> None:
    text = "Die Fähre überquerte den Fluss am Morgen, während die Müllerin wartete. " * 8
    half = f"<p>{text}</p>"
    page = b"<!doctype html><article>" + half.encode() + half.encode("cp1252") + b"</article>"
    article = scrub(page)
    assert article.text.count("Fluss am Morgen") == 16
    assert "Fähre" in article.text


@pytest.mark.parametrize("charset", ["utf-7", None])
def test_utf_7_is_never_decoded(charset: str | None) -> None:
    page = b"<!doctype html><meta charset=utf-7><article>" + 8 * b"<p>The mill +ADw-script+AD4- turned again.</p>"
    assert "<script>" not in scrub(page, charset=charset).text
    assert "+ADw-script+AD4-" in scrub(page, charset=charset).text
