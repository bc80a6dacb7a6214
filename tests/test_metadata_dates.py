# ruff: noqa: E501 (a row of a table is a line)
"""Dates: when a page was published and when it was changed, as it says itself; never invented, zones kept."""

from __future__ import annotations

from datetime import datetime

import pytest
from metadata_page import PROSE, meta, metadata_of, news

from scrubber import Metadata
from scrubber.article import Candidate

H1 = "<h1>A bell for the ferryman of the lower dale</h1>"


def dates_of(told: Metadata) -> tuple[str | None, str | None]:
    return told.date_published, told.date_modified


CHANGES = {
    "JSON-LD": news(datePublished="2024-05-03T10:14:00+02:00", dateModified="2024-06-01T08:00:00+02:00"),
    "meta": meta(article_published_time="2024-05-03T10:14:00+02:00", article_modified_time="2024-06-01T08:00:00+02:00"),
    "microdata": "<meta itemprop=dateModified content='2024-06-01T08:00:00+02:00'>"
    "<meta itemprop=datePublished content='2024-05-03T10:14:00+02:00'>",
}


@pytest.mark.parametrize("head", CHANGES.values(), ids=CHANGES)
def test_the_time_of_a_change_is_not_that_of_publication(head: str) -> None:
    assert dates_of(metadata_of(head, H1)) == ("2024-05-03T10:14:00+02:00", "2024-06-01T08:00:00+02:00")


UPDATED_ONLY = {
    "JSON-LD": (news(dateModified="2024-06-01"), ""),
    "meta": (meta(article_modified_time="2024-06-01"), ""),
    "time element": ("", "<p class=updated>Updated <time datetime=2024-06-01>1 June</time></p>"),
    "English": ("", "<p>Updated: 1 June 2024</p>"),
    "time element behind its label": ("", "<p><span>Updated:</span> <time datetime=2024-06-01>1 June</time></p>"),
    "German": ("", "<p>Aktualisiert am 1. Juni 2024</p>"),
    "German, as of": ("", "<p>Stand: 1. Juni 2024</p>"),
    "French": ("", "<p>Mis à jour le 1 juin 2024</p>"),
    "Spanish": ("", "<p>Actualizado el 1 de junio de 2024</p>"),
    "Dutch": ("", "<p>Bijgewerkt op 1 juni 2024</p>"),
    "Norwegian": ("", "<p>Sist oppdatert 1. juni 2024</p>"),
}


@pytest.mark.parametrize(("head", "body"), UPDATED_ONLY.values(), ids=UPDATED_ONLY)
def test_a_page_that_only_says_when_it_was_changed_has_no_date_of_publication(head: str, body: str) -> None:
    assert dates_of(metadata_of(head, H1 + body)) == (None, "2024-06-01")


SHOWN = {
    "en": "Published 3 May 2024",
    "en-US": "Posted on May 3, 2024",
    "de": "Veröffentlicht am 3. Mai 2024",
    "fr": "Publié le 3 mai 2024",
    "es": "3 de mayo de 2024",
    "it": "Pubblicato il 3 maggio 2024",
    "pt": "Publicado em 3 de maio de 2024",
    "nl": "3 mei 2024",
    "da": "3. maj 2024",
    "nb": "Publisert 3. mai 2024",
    "sv": "Publicerad 3 maj 2024",
    "fi": "Julkaistu 3. toukokuuta 2024",
    "pl": "3 maja 2024",
    "cs": "3. května 2024",
    "ru": "3 мая 2024",
    "tr": "3 Mayıs 2024",
    "ja": "2024年5月3日",
    "zh": "发布时间：2024年5月3日",
    "ko": "입력 2024년 5월 3일",
    "ar": "3 مايو 2024",
    "he": "פורסם 3 במאי 2024",
    "th": "3 พฤษภาคม 2024",
    "dotted": "03.05.2024",
    "ISO": "2024-05-03",
}


@pytest.mark.parametrize("line", SHOWN.values(), ids=SHOWN)
def test_a_date_below_the_headline_is_read_in_any_language(line: str) -> None:
    told = metadata_of("", f"{H1}<p>{line}</p>")
    assert dates_of(told) == ("2024-05-03", None)
    assert told.sources["date_published"] == "text"


BOTH_SHOWN = {
    "lines": "<p>Published 3 May 2024</p><p>Updated 1 June 2024</p>",
    "lines, the change first": "<p>Updated 1 June 2024</p><p>Published 3 May 2024</p>",
    "in one line": "<p>Published <time datetime=2024-05-03>3 May</time>, updated <time datetime=2024-06-01>1 June</time></p>",
    "classes": "<p><time class='entry-date published' datetime=2024-05-03>3 May</time> "
    "<time class=updated datetime=2024-06-01>1 June</time></p>",
    "time elements": "<p>Published <time datetime=2024-05-03>3 May</time></p>"
    "<p class=modified>Updated <time datetime=2024-06-01>1 June</time></p>",
}


@pytest.mark.parametrize("body", BOTH_SHOWN.values(), ids=BOTH_SHOWN)
def test_of_two_dates_below_the_headline_each_is_told_by_its_word(body: str) -> None:
    assert dates_of(metadata_of("", H1 + body)) == ("2024-05-03", "2024-06-01")


def test_one_element_for_publication_and_change_tells_of_publication() -> None:
    shown = "<time class='entry-date published updated' datetime=2024-05-03>3 May</time>"
    assert metadata_of("", H1 + shown).date_published == "2024-05-03"


ORDERS = {
    "no language": ("", None),
    "English of nowhere": ("lang=en", None),
    "American": ("lang=en-US", "2024-04-05"),
    "British": ("lang=en-GB", "2024-05-04"),
    "Australian": ("lang=en-AU", "2024-05-04"),
    "German": ("lang=de", "2024-05-04"),
    "French": ("lang=fr-CA", "2024-05-04"),
}


@pytest.mark.parametrize(("attributes", "date"), ORDERS.values(), ids=ORDERS)
def test_a_date_in_slashes_is_read_as_the_language_of_the_page_writes_it(attributes: str, date: str | None) -> None:
    told = metadata_of("", f"{H1}<p>Published 04/05/2024</p>", attributes=attributes, url=None)
    assert told.date_published == date


def test_a_date_in_slashes_that_has_one_reading_needs_no_language() -> None:
    for line in ("Published 13/05/2024", "Published 05/13/2024"):
        assert metadata_of("", f"{H1}<p>{line}</p>", url=None).date_published == "2024-05-13"


FORMS = {
    "zone": ("2024-05-03T10:14:00+02:00", "2024-05-03T10:14:00+02:00"),
    "zone without a colon": ("2024-05-03T10:14:00+0200", "2024-05-03T10:14:00+02:00"),
    "zone west of Greenwich": ("2024-05-03T10:14:00-03:30", "2024-05-03T10:14:00-03:30"),
    "UTC": ("2024-05-03T10:14:00Z", "2024-05-03T10:14:00+00:00"),
    "fractions of a second": ("2024-05-03T10:14:00.123456Z", "2024-05-03T10:14:00+00:00"),
    "no zone": ("2024-05-03T10:14:00", "2024-05-03T10:14:00"),
    "no seconds": ("2024-05-03 10:14", "2024-05-03T10:14"),
    "day alone": ("2024-05-03", "2024-05-03"),
    "compact": ("20240503T101400Z", "2024-05-03T10:14:00+00:00"),
    "RFC 2822": ("Fri, 03 May 2024 10:14:00 +0200", "2024-05-03T10:14:00+02:00"),
    "RFC 2822, named zone": ("Fri, 03 May 2024 10:14:00 GMT", "2024-05-03T10:14:00+00:00"),
    "seconds since 1970": ("1714724040", "2024-05-03T08:14:00+00:00"),
    "month by its name": ("May 3, 2024", "2024-05-03"),
    "figures of another script": ("٢٠٢٤-٠٥-٠٣", "2024-05-03"),
    "figures of two scripts": ("2024-05-03T10:1٤", "2024-05-03T10:14"),
    "no minutes of an hour": ("2024-05-03T10:99:00Z", "2024-05-03"),
    "no minutes of a zone": ("2024-05-03T10:14:00+01:90", "2024-05-03T10:14:00"),
    "afternoon": ("May 3, 2024 1:07 PM", "2024-05-03T13:07"),
}


@pytest.mark.parametrize(("given", "date"), FORMS.values(), ids=FORMS)
def test_a_declared_date_is_told_as_iso_8601_with_the_zone_that_it_has(given: str, date: str) -> None:
    assert datetime.fromisoformat(date)
    assert metadata_of(meta(article_published_time=given)).date_published == date
    assert metadata_of(news(datePublished=given)).date_published == date


def test_a_number_of_json_is_a_date_as_its_digits_are() -> None:
    assert metadata_of(news(datePublished=1714724040)).date_published == "2024-05-03T08:14:00+00:00"
    assert metadata_of(news(datePublished=1714724040000)).date_published == "2024-05-03T08:14:00+00:00"


NO_DATES = [
    "0000-00-00", "0000-00-00T00:00:00Z", "31 February 2024", "2024-02-30", "2023-02-29", "2024-13-01", "32.01.2024", "soon", "", "-1", "NaN",
    "1970-01-01T00:00:00Z", "0001-01-01T00:00:00", "9999-12-31", "2024", "May 2024", "20240230", "{{ date }}", "1 2 3",
]  # fmt: skip


@pytest.mark.parametrize("given", NO_DATES)
def test_what_is_no_date_is_none(given: str) -> None:
    head = news(datePublished=given, dateModified=given)
    head += meta(article_published_time=given, article_modified_time=given, date=given)
    assert dates_of(metadata_of(head, f"{H1}<time datetime='{given}'></time><p>{given}</p>")) == (None, None)


def test_a_date_that_is_none_lets_the_next_source_tell() -> None:
    head = news(datePublished="0000-00-00T00:00:00") + meta(article_published_time="2024-05-03")
    assert metadata_of(head).date_published == "2024-05-03"


LOCAL = {
    "line": "<p>Published 3 May 2024, 00:04</p>",
    "element": "<time datetime='2024-05-03T00:04:00+02:00'>3 May, 00:04</time>",
    "German line": "<p>Veröffentlicht am 03.05.2024, 00:04 Uhr</p>",
}


@pytest.mark.parametrize("body", LOCAL.values(), ids=LOCAL)
def test_a_moment_in_utc_is_told_in_the_zone_in_which_the_page_shows_it(body: str) -> None:
    told = metadata_of(news(datePublished="2024-05-02T22:04:00Z"), H1 + body)
    assert told.date_published == "2024-05-03T00:04:00+02:00"
    other = metadata_of(news(datePublished="2024-05-02T22:11:00Z"), H1 + body)
    assert other.date_published == "2024-05-02T22:11:00+00:00"


def test_a_day_gets_the_time_that_another_source_gives_for_it() -> None:
    told = metadata_of(news(datePublished="2024-05-03") + meta(article_published_time="2024-05-03T10:14:00+02:00"))
    assert told.date_published == "2024-05-03T10:14:00+02:00"
    other = metadata_of(news(datePublished="2024-05-03") + meta(article_published_time="2024-05-04T10:14:00+02:00"))
    assert other.date_published == "2024-05-03"


ADDRESSES = {
    "folders": ("2024/05/03/a-bell", "2024-05-03"),
    "hyphens": ("a-bell-2024-05-03", "2024-05-03"),
    "compact": ("20240503/a-bell", "2024-05-03"),
    "month alone": ("2024/05/a-bell", None),
    "no day of the calendar": ("2024/02/31/a-bell", None),
    "number of an article": ("a-bell-120240503991", None),
}


@pytest.mark.parametrize(("path", "date"), ADDRESSES.values(), ids=ADDRESSES)
def test_the_date_in_an_address_is_the_last_resort(path: str, date: str | None) -> None:
    url = f"https://www.dale-courier.example/{path}"
    told = metadata_of("", H1, url=url), metadata_of(meta(article_published_time="2024-05-02"), H1, url=url)
    assert [one.date_published for one in told] == [date, "2024-05-02"]


OTHERS = {
    "related article": "<div class=related><h3>Another bell</h3><time datetime=2020-01-01>1 January 2020</time></div>",
    "teasers": "<ul class=teasers><li><a href=/b>Another</a> <span class=date>1 January 2020</span></li></ul>",
    "comment": "<div class=comments><div class=comment><time datetime=2020-01-01>1 January 2020</time></div></div>",
    "answer": "<div itemprop=suggestedAnswer itemscope><time itemprop=dateCreated datetime=2020-01-01></time></div>",
    "caption": "<figure><img src=/a.jpg><figcaption>A bell on <time datetime=2020-01-01>1 January 2020</time>.</figcaption></figure>",
    "event in the text": "<p>The first bell was hung on 1 January 2020, and it was rung by nobody for half a year, until the flood.</p>",
    "copyright": "<footer><p>© 1 January 2020 Dale Courier</p></footer>",
}


@pytest.mark.parametrize("element", OTHERS.values(), ids=OTHERS)
def test_the_dates_of_other_things_are_not_of_the_article(element: str) -> None:
    own = "<p class=date>3 May 2024</p>"
    assert metadata_of("", f"{H1}{own}", text=PROSE + element).date_published == "2024-05-03"
    assert metadata_of("", H1, text=PROSE + element).date_published is None


def test_a_page_without_a_date_has_none() -> None:
    told = metadata_of("", H1)
    assert dates_of(told) == (None, None)
    assert not {"date_published", "date_modified"} & told.sources.keys()


def test_dates_name_their_source_and_the_others_stay_as_alternatives() -> None:
    told = metadata_of(news(datePublished="2024-05-03") + meta(article_published_time="2024-05-04"))
    assert told.sources["date_published"] == "json-ld datePublished"
    assert told.alternatives["date_published"] == (Candidate("2024-05-04", "meta article:published_time"),)
