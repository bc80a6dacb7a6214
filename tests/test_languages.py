"""Invented news pages in many languages and scripts: no paragraph is lost, and what the wording knows goes."""

from __future__ import annotations

import re
import tomllib
from html import escape
from pathlib import Path
from typing import Any

import pytest

from scrubber import rules, scrub
from scrubber.cleaner.dates import date_in
from scrubber.cleaner.main_text import MainText

PAGES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("invented_languages.toml").read_text(encoding="utf-8")
)
WITHOUT_WORDING = {"am", "km", "my"}
OTHER_CALENDARS = {"am", "fa"}
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


CREDITS = [
    ("hi", "पुल सोमवार को दो साल बाद फिर खुल गया।", "फोटो: राम लाल / पीटीआई"),
    ("bn", "সেতুটি সোমবার আবার খুলেছে।", "ছবি: রহিম উদ্দিন"),
    ("ta", "பாலம் திங்கட்கிழமை திறக்கப்பட்டது.", "படம்: ரவி குமார்"),
    ("ur", "پل دو سال بعد پیر کو دوبارہ کھل گیا۔", "تصویر: علی خان"),
    ("fa", "پل روز دوشنبه دوباره باز شد.", "عکس: رضا کریمی"),
    ("hy", "Կամուրջը երկուշաբթի օրը վերաբացվեց։", "Լուսանկարը՝ Արամ Պետրոսյան"),
    ("ka", "ხიდი ორშაბათს ხელახლა გაიხსნა.", "ფოტო: გიორგი მაისურაძე"),
    ("el", "Η γέφυρα άνοιξε ξανά τη Δευτέρα.", "Φωτογραφία: Νίκος Παππάς"),
    ("vi", "Cây cầu mở lại hôm thứ Hai.", "Ảnh: Nguyễn Văn An"),
    ("th", "สะพานเปิดอีกครั้งในวันจันทร์", "ภาพ: สมชาย ใจดี"),
    ("ar", "فتح الجسر من جديد يوم الاثنين.", "تصوير: رويترز"),
]


def page_of(language: str) -> str:
    """The page: of what stands below the article, no element's name tells what it is."""
    said = {name: escape(value) if isinstance(value, str) else value for name, value in PAGES[language].items()}
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    menu = "".join(f'<li><a href="/{number}">{escape(one)}</a></li>' for number, one in enumerate(said["menu"]))
    teasers = "".join(f'<li><a href="/t{number}">{escape(one)}</a></li>' for number, one in enumerate(said["teasers"]))
    texts = "".join(f"<p>{escape(one)}</p>" for one in said["text"])
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{said['headline']} - {said['site']}</title></head><body>"
        f'<header><a href="/">{said["site"]}</a><ul>{menu}</ul></header>'
        f"<div><h1>{said['headline']}</h1><p class=byline>{said['byline']} · <time>{said['date']}</time></p>"
        f"{texts}"
        f"<div>{said['share']}</div><h3>{said['related']}</h3><ul>{teasers}</ul></div>"
        f"<footer><p>{said['footer']}</p></footer></body></html>"
    )


@pytest.mark.parametrize("main_text", ["auto", "fast"])
@pytest.mark.parametrize("language", PAGES)
def test_no_paragraph_is_lost_in_any_script(language: str, main_text: MainText) -> None:
    article = scrub(page_of(language), kind="html", rules=rules(main_text=main_text))
    kept = article.text.split("\n\n")
    assert [text for text in PAGES[language]["text"] if text not in kept] == []
    assert article.metadata.title == PAGES[language]["headline"]
    assert article.metadata.language == language


@pytest.mark.parametrize("language", sorted(PAGES.keys() - OTHER_CALENDARS - {"my"}))
def test_the_date_is_read_in_the_words_of_its_language(language: str) -> None:
    assert scrub(page_of(language), kind="html").metadata.date_published == "2024-05-03"


@pytest.mark.parametrize("language", sorted(PAGES.keys() - WITHOUT_WORDING))
def test_what_the_wording_of_a_language_knows_is_gone(language: str) -> None:
    text = scrub(page_of(language), kind="html").text
    assert text.split("\n\n") == PAGES[language]["text"]


@pytest.mark.parametrize("language", PAGES)
def test_the_text_of_a_page_is_the_same_when_it_is_cleaned_again(language: str) -> None:
    text = scrub(page_of(language), kind="html").text
    assert scrub(text, kind="text").text == text


@pytest.mark.parametrize("language", PAGES)
def test_the_page_as_plain_text_loses_what_the_wording_knows_and_no_paragraph(language: str) -> None:
    said = PAGES[language]
    lines = [said["headline"], said["byline"], said["date"], *said["text"], said["share"], said["related"]]
    text = scrub("\n\n".join([*lines, *said["teasers"], said["footer"]]), kind="text").text
    kept = text.split("\n\n")
    assert [one for one in said["text"] if one not in kept] == []
    if language not in WITHOUT_WORDING:
        assert kept == [*lines[:3], *said["text"]]


def test_many_letters_and_vowel_signs_take_no_longer_each() -> None:
    for text in ("अ" * 150, "िअ" * 70, "3 " + "มี" * 70, "3 अ " * 39):
        assert date_in(f"3 {text}"[:150]) is None


@pytest.mark.parametrize(("language", "caption", "credit"), CREDITS)
def test_a_credit_leaves_its_caption_in_any_script(language: str, caption: str, credit: str) -> None:
    figure = f"<figure><img src='/bridge.jpg'><figcaption>{caption} {credit}</figcaption></figure>"
    texts = "".join(f"<p>{escape(one)}</p>" for one in PAGES[language]["text"])
    article = scrub(f"<html lang='{language}'><article>{figure}{texts}</article></html>", kind="html")
    assert [(image.caption, image.credit) for image in article.images] == [(caption, re.split("[:՝] *", credit)[1])]
    assert article.text.split("\n\n") == PAGES[language]["text"]
