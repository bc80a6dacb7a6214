# ruff: noqa: E501 (a row of a table is a line)
"""Authors: people by their names, without roles, places and photographers; organisations apart."""

from __future__ import annotations

from typing import Any

import pytest
from metadata_page import article_of, json_ld, meta, metadata_of, news

from scrubber.article import Candidate

ANN, BO = "Ann Leddow", "Bo Ekeroth"


def byline(text: str) -> str:
    return f'<p class="byline">{text}</p>'


NAMES = {
    "one name": (f"By {ANN}", (ANN,)),
    "and": (f"By {ANN} and {BO}", (ANN, BO)),
    "und": (f"Von {ANN} und {BO}", (ANN, BO)),
    "et": (f"Par {ANN} et {BO}", (ANN, BO)),
    "y": (f"Por {ANN} y {BO}", (ANN, BO)),
    "e": (f"Di {ANN} e {BO}", (ANN, BO)),
    "og": (f"Av {ANN} og {BO}", (ANN, BO)),
    "en": (f"Door {ANN} en {BO}", (ANN, BO)),
    "ampersand": (f"By {ANN} &amp; {BO}", (ANN, BO)),
    "semicolon": (f"By {ANN}; {BO}", (ANN, BO)),
    "slash": (f"By {ANN} / {BO}", (ANN, BO)),
    "comma": (f"By {ANN}, {BO}", (ANN, BO)),
    "comma and and": (f"By {ANN}, {BO}, and Cy Dunnet", (ANN, BO, "Cy Dunnet")),
    "role behind": (f"By {ANN}, Staff Writer", (ANN,)),
    "role behind, and another name": (f"By {ANN}, Senior Reporter, and {BO}, Political Editor", (ANN, BO)),
    "role in front": (f"Chief Political Correspondent {ANN}", (ANN,)),
    "role in front, in German": (f"Von unserer Korrespondentin {ANN}", (ANN,)),
    "place behind": (f"By {ANN}, Oslo", (ANN,)),
    "place behind, with in": (f"By {ANN} in Overdale", (ANN,)),
    "date behind": (f"By {ANN} | 3 May 2024", (ANN,)),
    "outlet behind, with for": (f"By {ANN} for the Dale Courier", (ANN,)),
    "degree behind": (f"By {ANN}, PhD", (ANN,)),
    "degree behind, without a comma": (f"By {ANN} PhD", (ANN,)),
    "degrees behind": (f"By {ANN}, M.D., MPH and {BO}, RN", (ANN, BO)),
    "degree in front": (f"By Dr. {ANN}", (f"Dr. {ANN}",)),
    "initials in brackets": (f"Von {ANN} (al)", (ANN,)),
    "initials in brackets, of two": (f"Von {ANN} (al) und {BO} (be)", (ANN, BO)),
    "particles of a name": ("By Ludo van der Meeren and Ana de la Torre", ("Ludo van der Meeren", "Ana de la Torre")),
    "hyphen and apostrophe": ("By Anne-Sofie O’Dowd", ("Anne-Sofie O’Dowd",)),
    "capitals": ("BY ANN LEDDOW", ("ANN LEDDOW",)),
    "glued mark": (f"By{ANN}", (ANN,)),
    "Chinese": ("记者：李明泽", ("李明泽",)),
    "Japanese": ("文：山田花子", ("山田花子",)),
    "Japanese, with role": ("記者 山田花子", ("山田花子",)),
    "Korean, with role": ("김하늘 기자", ("김하늘",)),
    "Russian": ("Автор: Иван Лесовой", ("Иван Лесовой",)),
}


@pytest.mark.parametrize(("text", "authors"), NAMES.values(), ids=NAMES)
def test_a_byline_names_people_and_nothing_else(text: str, authors: tuple[str, ...]) -> None:
    assert metadata_of("", byline(text)).authors == authors


VALUES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "string": (ANN, (ANN,)),
    "string of several": (f"{ANN}, {BO}", (ANN, BO)),
    "list of strings": ([ANN, BO], (ANN, BO)),
    "object": ({"@type": "Person", "name": ANN}, (ANN,)),
    "object without a type": ({"name": ANN}, (ANN,)),
    "list of objects": ([{"name": ANN}, {"name": BO}], (ANN, BO)),
    "list of lists": ([[{"name": ANN}], [{"name": BO}]], (ANN, BO)),
    "object with a list of names": ({"@type": "Person", "name": [ANN, BO]}, (ANN, BO)),
    "object with names in one string": ({"@type": "Person", "name": f"{ANN} and {BO}"}, (ANN, BO)),
    "role behind the name": ({"name": f"{ANN}, Staff Writer"}, (ANN,)),
    "mark in front": ({"name": f"By {ANN}"}, (ANN,)),
    "inverted": ({"name": "Leddow, Ann"}, (ANN,)),
    "inverted, with an initial": ({"name": "Leddow, Ann B."}, ("Ann B. Leddow",)),
    "degree": ({"name": f"{ANN}, Ph.D."}, (ANN,)),
    "entities": ({"name": "Zo&euml; Leddow"}, ("Zoë Leddow",)),
    "twice": ([{"name": ANN}, {"name": ANN.upper()}], (ANN,)),
    "address": ("https://www.dale-courier.example/authors/ann-leddow", ()),
    "address and a name": ([{"@id": "https://x.example/a"}, {"name": ANN}], (ANN,)),
    "handle": ("@annleddow", ()),
    "nothing": ({"@type": "Person", "name": ""}, ()),
    "null": (None, ()),
}


@pytest.mark.parametrize(("value", "authors"), VALUES.values(), ids=VALUES)
def test_json_ld_names_authors_in_every_shape(value: Any, authors: tuple[str, ...]) -> None:
    assert metadata_of(news(author=value)).authors == authors


def test_a_reference_in_a_graph_leads_to_the_name() -> None:
    people = [{"@type": "Person", "@id": f"#{name[0]}", "name": name} for name in (ANN, BO)]
    article = {"@type": "NewsArticle", "headline": "A bell", "author": [{"@id": "#B"}, {"@id": "#A"}]}
    assert metadata_of(json_ld({"@graph": [*people, article]})).authors == (BO, ANN)
    assert metadata_of(json_ld(article, *people)).authors == (BO, ANN)


def test_a_name_in_several_languages_is_one_author() -> None:
    author = {"name": [{"@language": "en", "@value": ANN}, {"@language": "nb", "@value": ANN}]}
    assert metadata_of(news(author=author)).authors == (ANN,)
    assert metadata_of(news(author={"@type": "Person", "name": ANN, "alternateName": "Leddow A."})).authors == (ANN,)


FULLER = {
    "account": ("annleddow", f"By {ANN}", (ANN,)),
    "account of the first name": ("ann", f"By {ANN}", (ANN,)),
    "account unlike the name": ("courier7", f"By {ANN}", (ANN,)),
    "first name": ("Ann", f"By {ANN}", (ANN,)),
    "one of two": (ANN, f"By {ANN} and {BO}", (ANN, BO)),
    "two of three": ([ANN, BO], f"By {ANN}, {BO} and Cy Dunnet", (ANN, BO, "Cy Dunnet")),
    "one of two, with long roles": (
        ANN,
        f"By <a>{ANN}</a>, RN and <a>{BO}</a>, Senior Political Staff Writer",
        (ANN, BO),
    ),
    "outlet": ({"@type": "Organization", "name": "Dale Courier"}, f"By {ANN}", (ANN,)),
    "another name is believed": (ANN, f"By {BO}", (ANN,)),
}


@pytest.mark.parametrize(("author", "shown", "authors"), FULLER.values(), ids=FULLER)
def test_a_byline_that_says_more_of_the_same_people_is_believed(
    author: Any, shown: str, authors: tuple[str, ...]
) -> None:
    head = meta(og_site_name="Dale Courier") + news(author=author)
    assert metadata_of(head, byline(shown)).authors == authors


ORGANISATIONS = {
    "outlet": ("Dale Courier", f"By {ANN}", (ANN,), ("Dale Courier",)),
    "agency": ("Reuters", f"By {ANN}", (ANN,), ("Reuters",)),
    "team": ("Courier Newsdesk", f"By {ANN}", (ANN,), ("Courier Newsdesk",)),
    "agency alone": ("dpa", "", ("dpa",), ("dpa",)),
    "team alone": ("Redaktion Unterland", "", ("Redaktion Unterland",), ("Redaktion Unterland",)),
    "institute": ("Institute for Ferries and Bells", "", ("Institute for Ferries and Bells",),
                  ("Institute for Ferries and Bells",)),
    "beside a person": ([ANN, "Dale Press Agency"], "", (ANN,), ("Dale Press Agency",)),
}  # fmt: skip


@pytest.mark.parametrize(("author", "shown", "authors", "organisations"), ORGANISATIONS.values(), ids=ORGANISATIONS)
def test_organisations_stand_apart_and_are_authors_only_where_nobody_is(
    author: Any, shown: str, authors: tuple[str, ...], organisations: tuple[str, ...]
) -> None:
    told = metadata_of(meta(og_site_name="Dale Courier") + news(author=author), byline(shown) if shown else "")
    assert (told.authors, told.organisations) == (authors, organisations)


SLUGS = {
    "address of a profile": meta(article_author="https://www.dale-courier.example/team/ann-leddow"),
    "address of a network": meta(article_author="https://social.example/annleddow"),
    "relative address": meta(article_author="/authors/ann-leddow"),
    "handle": meta(author="@annleddow"),
    "mail": meta(author="ann@dale-courier.example"),
    "placeholder": meta(author="{{author.name}}"),
    "nobody": meta(author="undefined"),
}


@pytest.mark.parametrize("head", SLUGS.values(), ids=SLUGS)
def test_an_address_and_a_handle_are_no_names(head: str) -> None:
    assert metadata_of(head).authors == ()
    assert metadata_of(head, byline(f"By {ANN}")).authors == (ANN,)


OTHERS = {
    "comment": f"<div class=comments><p class=author>{BO}</p></div>",
    "related article": f"<section class=related-articles><h3>Another</h3><p class=byline>By {BO}</p></section>",
    "teaser": f"<div class=teaser><span class=author>{BO}</span></div>",
    "photographer": f"<figure><img src=/a.jpg><figcaption>A boat. <span class=author>{BO}</span></figcaption></figure>",
    "quoted post": f"<blockquote class=tweet><p>A bell!</p><span class=author>{BO}</span></blockquote>",
    "commenter in microdata": (
        "<div itemprop=comment itemscope itemtype='https://schema.org/Comment'>"
        f"<span itemprop=author itemscope><b itemprop=name>{BO}</b></span><p itemprop=text>A fine bell.</p></div>"
    ),
    "answerer in microdata": (
        "<div itemprop=suggestedAnswer itemscope itemtype='https://schema.org/Answer'>"
        f"<span itemprop=author itemscope><b itemprop=name>{BO}</b></span><p itemprop=text>Ring it.</p></div>"
    ),
    "reviewer in microdata": f"<div itemprop=review itemscope><span itemprop=author>{BO}</span></div>",
}


@pytest.mark.parametrize("element", OTHERS.values(), ids=OTHERS)
def test_commenters_photographers_and_the_authors_of_other_articles_did_not_write_it(element: str) -> None:
    assert metadata_of(
        "", f"<h1>A bell for the ferryman</h1>{byline(f'By {ANN}')}", text=f"<p>x</p>{element}"
    ).authors == (ANN,)
    assert metadata_of("", f"<h1>A bell for the ferryman</h1>{element}").authors == ()


def test_commenters_and_answerers_in_json_ld_did_not_write_it() -> None:
    comments = [{"@type": "Comment", "author": {"@type": "Person", "name": BO}, "text": "A fine bell."}]
    assert metadata_of(news(author={"name": ANN}, comment=comments)).authors == (ANN,)
    assert metadata_of(news(comment=comments)).authors == ()
    assert metadata_of(news(comment={"@type": "SocialMediaPosting", "author": {"name": BO}})).authors == ()
    answers = {"suggestedAnswer": comments, "acceptedAnswer": {"@type": "Answer", "author": {"name": BO}}}
    page = {
        "@type": "QAPage",
        "mainEntity": {"@type": "Question", "name": "A bell?", "author": {"name": ANN}, **answers},
    }
    assert metadata_of(json_ld(page)).authors == (ANN,)


def test_those_who_took_the_picture_or_checked_the_text_are_no_authors() -> None:
    shown = f"<h1>A bell</h1>{byline(f'By {ANN}')}<p>Medically reviewed by {BO}</p><p>Photo: Cy Dunnet</p>"
    assert metadata_of("", shown).authors == (ANN,)


def test_microdata_name_the_author_inside_of_the_person() -> None:
    person = f"<span itemprop=author itemscope itemtype='https://schema.org/Person'>By <a itemprop=name>{ANN}</a>, Oslo</span>"
    told = metadata_of("", person)
    assert (told.authors, told.sources["authors"]) == ((ANN,), "itemprop author")
    content = f"<span itemprop=author itemscope><meta itemprop=name content='{ANN}'></span>"
    assert metadata_of("", content).authors == (ANN,)


def test_authors_name_their_source_and_the_others_stay_as_alternatives() -> None:
    told = metadata_of(news(author={"name": ANN}) + meta(author=BO))
    assert (told.authors, told.sources["authors"]) == ((ANN,), "json-ld author")
    assert told.alternatives["authors"] == (Candidate((BO,), "meta author"),)


def test_a_page_that_names_nobody_has_no_authors() -> None:
    told = article_of().metadata
    assert told.authors == () == told.organisations
    assert "authors" not in told.sources
