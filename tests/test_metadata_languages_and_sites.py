# ruff: noqa: E501 (a row of a table is a line)
"""Languages, sites, addresses, licences, tags, sections and kinds: as declared, unless the page shows better."""

from __future__ import annotations

from typing import Any

import pytest
from metadata_page import PROSE, URL, json_ld, meta, metadata_of, news

from scrubber.article import Candidate

TEXTS = {
    "en": PROSE,
    "de": "<p>Die Fähre wurde im Winter der Flut gebaut, und sechzig Jahre lang hielt sie niemand für etwas anderes als "
    "eine Bank, die sich bewegt. Nun will der Rat wissen, wem sie gehört, und er hat die vier Dörfer gefragt.</p>" * 2,
    "fr": "<p>Le bac a été construit pendant l’hiver de la crue, et personne ne l’a pris pour autre chose qu’un banc qui "
    "bouge. Maintenant le conseil veut savoir à qui il est, et il a demandé aux quatre villages de le dire.</p>" * 2,
    "es": "<p>La barca se construyó en el invierno de la riada, y durante sesenta años nadie la tuvo por otra cosa que un "
    "banco que se mueve. Ahora el concejo quiere saber de quién es, y lo ha preguntado a los pueblos.</p>" * 2,
    "no": "<p>Ferja ble bygget vinteren etter flommen, og i seksti år var det ingen som så på den som noe annet enn en "
    "benk av tre som flytter på seg. Nå prøver rådet å finne ut hvem den tilhører, av de fire bygdene.</p>" * 2,
    "ru": "<p>Паром построили зимой после паводка, и шестьдесят лет никто не думал о нём иначе как о скамейке, которая "
    "движется. Теперь совет хочет знать, чей он, и спросил об этом все четыре деревни на берегу.</p>" * 2,
    "ja": "<p>渡し舟は洪水の冬に造られた。六十年のあいだ、それは動くベンチだと思われていた。いま議会は、それがだれの"
    "ものかを知りたがっている。四つの村が名乗りを上げ、どの村も古い書類を持ってきた。</p>" * 3,
    "zh": "<p>渡船是在洪水那年的冬天造的，六十年来大家只把它当作一条会动的长凳。现在议会想知道它属于谁，四个村子"
    "都说是自己的，每个村子都拿出了一张旧纸，而写那张纸的时候别的村子并不在场。</p>" * 3,
    "ko": "<p>나룻배는 홍수가 난 해 겨울에 만들어졌고 육십 년 동안 사람들은 그것을 움직이는 의자로만 여겼다. 이제 의회는 "
    "그것이 누구의 것인지 알고 싶어 한다. 네 마을이 저마다 자기 것이라고 말한다.</p>" * 3,
    "he": "<p>המעבורת נבנתה בחורף של השיטפון, ושישים שנה איש לא חשב עליה אלא כעל ספסל שזז. עכשיו המועצה רוצה לדעת "
    "למי היא שייכת, ושאלה על כך את ארבעת הכפרים שעל שתי הגדות של הנהר הזה.</p>" * 2,
}
WRONG = {
    "en": "de",
    "de": "en",
    "fr": "en-US",
    "es": "en",
    "no": "en",
    "ru": "en",
    "ja": "en",
    "zh": "en",
    "ko": "ja",
    "he": "ar",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_declared_language_that_the_text_is_not_written_in_is_corrected(language: str) -> None:
    told = metadata_of(attributes=f"lang={WRONG[language]}", text=TEXTS[language])
    assert (told.language, told.sources["language"]) == (language, "text")
    assert told.alternatives["language"] == (Candidate(WRONG[language], "html lang"),)


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_that_nobody_declares_is_told_by_the_text(language: str) -> None:
    assert metadata_of(text=TEXTS[language]).language == language


NEAR = {
    "Danish for Norwegian": ("da", "no"), "Swedish for Norwegian": ("sv", "no"), "Bokmål for Norwegian": ("nb", "no"),
    "Catalan for Spanish": ("ca", "es"), "Ukrainian for Russian": ("uk", "ru"), "Luxembourgish for German": ("lb", "de"),
}  # fmt: skip


@pytest.mark.parametrize(("declared", "text"), NEAR.values(), ids=NEAR)
def test_a_declared_language_that_is_near_that_of_the_text_stands(declared: str, text: str) -> None:
    assert metadata_of(attributes=f"lang={declared}", text=TEXTS[text]).language == declared


def test_a_declared_region_stands_in_any_spelling() -> None:
    assert metadata_of(attributes="lang=en_GB").language == "en-GB"
    assert metadata_of(meta(og_locale="en_AU")).language == "en-AU"
    assert metadata_of(news(inLanguage="en-NZ")).language == "en-NZ"
    assert metadata_of("<meta http-equiv=content-language content=en-IE>").language == "en-IE"
    assert metadata_of(news(inLanguage={"@type": "Language", "name": "en"})).language == "en"


def test_of_two_declared_languages_the_one_of_the_text_is_believed() -> None:
    told = metadata_of(meta(og_locale="de_AT"), attributes="lang=en", text=TEXTS["de"])
    assert (told.language, told.sources["language"]) == ("de-AT", "meta og:locale")


def test_a_text_of_a_few_words_corrects_nothing() -> None:
    assert metadata_of(attributes="lang=de", text="<p>The bell was rung.</p>").language == "de"
    assert metadata_of(text="<p>The bell was rung.</p>").language is None


SITES = {
    "og:site_name": (meta(og_site_name="Dale Courier"), "Dale Courier"),
    "publisher": (news(publisher={"@type": "Organization", "name": "Dale Courier"}), "Dale Courier"),
    "WebSite": (json_ld({"@type": "WebSite", "name": "Dale Courier"}), "Dale Courier"),
    "publisher by reference": (
        json_ld({"@graph": [{"@type": "NewsArticle", "publisher": {"@id": "#p"}},
                            {"@type": "Organization", "@id": "#p", "name": "Dale Courier"}]}), "Dale Courier"),
    "end of the title": ("<title>A bell for the ferryman | Dale Courier</title>", "Dale Courier"),
    "section in og:site_name": (
        meta(og_site_name="Sport") + news(publisher={"name": "Dale Courier"}) + "<title>A bell | Dale Courier</title>",
        "Dale Courier",
    ),
    "platform in og:site_name": (
        meta(og_site_name="PagePress") + news(publisher={"name": "Dale Courier"})
        + "<meta name=application-name content='Dale Courier'>", "Dale Courier"),
    "og:site_name unlike the host": (meta(og_site_name="Northern Papers"), "Northern Papers"),
    "initials": (meta(og_site_name="DC") + "<title>A bell for the ferryman | Sport</title>", "DC"),
    "address for a name": (meta(og_site_name="https://www.dale-courier.example"), "dale-courier.example"),
    "host as last resort": ("", "dale-courier.example"),
    "end of the title that the host knows nothing of": ("<title>A bell for the ferryman | Sport</title>",
                                                        "dale-courier.example"),
}  # fmt: skip


@pytest.mark.parametrize(("head", "site"), SITES.values(), ids=SITES)
def test_the_site_is_named_as_it_names_itself(head: str, site: str) -> None:
    assert metadata_of(head).site_name == site


def test_a_page_of_no_address_that_names_no_site_has_none() -> None:
    assert metadata_of(url=None).site_name is None


CANONICAL = {
    "absolute": ("<link rel=canonical href=https://dale-courier.example/a>", "https://dale-courier.example/a"),
    "relative to the root": ("<link rel=canonical href=/a>", "https://www.dale-courier.example/a"),
    "relative to the page": ("<link rel=canonical href=a>", "https://www.dale-courier.example/news/a"),
    "relative to a base": ("<base href=https://cdn.example/x/><link rel=canonical href=a>", "https://cdn.example/x/a"),
    "relative to a relative base": (
        "<base href=/x/><link rel=canonical href=a>",
        "https://www.dale-courier.example/x/a",
    ),
    "without a scheme": ("<link rel=canonical href=//dale-courier.example/a>", "https://dale-courier.example/a"),
    "og:url": (meta(og_url="/a"), "https://www.dale-courier.example/a"),
    "JSON-LD": (
        news(url="https://dale-courier.example/a?x=1&region=dale"),
        "https://dale-courier.example/a?x=1&region=dale",
    ),
    "no web address": ("<link rel=canonical href='javascript:void(0)'>", None),
    "broken": ("<link rel=canonical href='https://['>", None),
    "empty": ("<link rel=canonical href=''>", None),
    "broken base": (
        "<base href='https://['><link rel=canonical href=https://dale-courier.example/a>",
        "https://dale-courier.example/a",
    ),
}


@pytest.mark.parametrize(("head", "address"), CANONICAL.values(), ids=CANONICAL)
def test_the_canonical_address_is_absolute(head: str, address: str | None) -> None:
    told = metadata_of(head)
    assert (told.canonical_url, told.url) == (address, URL)


LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCES = {
    "link in the head": (f"<link rel=license href={LICENCE}>", "", LICENCE),
    "link in the text": ("", f"<p>Under <a rel=license href={LICENCE}>a free licence</a>.</p>", LICENCE),
    "microdata": ("", f"<link itemprop=license href={LICENCE}>", LICENCE),
    "JSON-LD": (news(license=LICENCE), "", LICENCE),
    "JSON-LD, as an item": (news(license={"@type": "CreativeWork", "url": LICENCE}), "", LICENCE),
    "relative": ("<link rel=license href=/licence>", "", "https://www.dale-courier.example/licence"),
    "rights, by name": (
        meta(dcterms_rights="x").replace("dcterms:", "dcterms.").replace('"x"', '"CC BY 4.0"'),
        "",
        "CC BY 4.0",
    ),
    "rights that are none": ("<meta name=dc.rights content='All rights reserved'>", "", None),
}


@pytest.mark.parametrize(("head", "body", "licence"), LICENCES.values(), ids=LICENCES)
def test_a_licence_is_told_by_its_address_or_its_name(head: str, body: str, licence: str | None) -> None:
    assert metadata_of(head, body).licence == licence


BOTH = ("Bells", "Ferries")
TAGS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "list": (news(keywords=["Bells", "Ferries"]), "", BOTH),
    "string with commas": (news(keywords="Bells, Ferries"), "", BOTH),
    "objects": (news(keywords=[{"@type": "DefinedTerm", "name": "Bells"}, {"name": "Ferries"}]), "", BOTH),
    "prefixes": (news(keywords=["Tag:Bells", "Topic:Ferries"]), "", BOTH),
    "keywords of meta": ("<meta name=keywords content='Bells; Ferries'>", "", BOTH),
    "a meta each": (meta(article_tag="Bells") + meta(article_tag="Ferries"), "", BOTH),
    "links": ("", "<p><a rel=tag href=/b>Bells</a> <a rel=tag href=/f>#Ferries</a></p>", BOTH),
    "list of links": ("", "<ul class=tags><li><a href=/b>Bells</a><li><a href=/f>Ferries</a></ul>", BOTH),
    "twice": (news(keywords=["Bells", "bells", "Ferries"]), "", BOTH),
    "none": ("", "", ()),
}


@pytest.mark.parametrize(("head", "body", "tags"), TAGS.values(), ids=TAGS)
def test_tags_are_told_one_by_one(head: str, body: str, tags: tuple[str, ...]) -> None:
    assert metadata_of(head, body).tags == tags


SECTIONS = {
    "JSON-LD": (news(articleSection="Villages"), "Villages"),
    "JSON-LD, list": (news(articleSection=["Villages", "Dale"]), "Villages"),
    "meta": (meta(article_section="Villages"), "Villages"),
    "microdata": ("<meta itemprop=articleSection content=Villages>", "Villages"),
    "none": ("", None),
}


@pytest.mark.parametrize(("head", "section"), SECTIONS.values(), ids=SECTIONS)
def test_the_section_is_the_first_that_is_given(head: str, section: str | None) -> None:
    assert metadata_of(head).section == section


KINDS: dict[str, tuple[Any, str | None]] = {
    "NewsArticle": ({"@type": "NewsArticle"}, "news"), "BlogPosting": ({"@type": "BlogPosting"}, "article"),
    "with its vocabulary": ({"@type": "http://schema.org/NewsArticle"}, "news"),
    "list of types": ({"@type": ["Thing", "Recipe"]}, "recipe"), "Product": ({"@type": "Product"}, "product"),
    "QAPage": ({"@type": "QAPage"}, "forum"), "DiscussionForumPosting": ({"@type": "DiscussionForumPosting"}, "forum"),
    "VideoObject": ({"@type": "VideoObject"}, "video"), "JobPosting": ({"@type": "JobPosting"}, "job"),
    "WebPage says nothing": ({"@type": "WebPage"}, None), "unknown": ({"@type": "FerryBell"}, None),
    "number": ({"@type": 7}, None),
}  # fmt: skip


@pytest.mark.parametrize(("item", "kind"), KINDS.values(), ids=KINDS)
def test_the_kind_of_a_page_is_in_our_words(item: Any, kind: str | None) -> None:
    assert metadata_of(json_ld(item)).page_type == kind


def test_open_graph_tells_the_kind_where_json_ld_does_not() -> None:
    assert metadata_of(meta(og_type="article")).page_type == "article"
    assert metadata_of(meta(og_type="article") + json_ld({"@type": "Recipe"})).page_type == "recipe"
    assert metadata_of(meta(og_type="ferry.bell")).page_type is None
