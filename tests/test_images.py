# ruff: noqa: E501 (a row of a table is a line)
"""The images of an article: their addresses, their captions and credits, and what is left out."""

from __future__ import annotations

import pickle
import time

import pytest

from scrubber import Image, clean, read, scrub
from scrubber.reader.srcset import candidates

URL = "https://mill.example/news/mill.html"
PROSE = "".join(
    f"<p>The mill on the {ordinal} arm of the river has stood still since the flood, and the council wants to see it "
    "grind again before the harvest, the miller said on Monday in the village hall.</p>"
    for ordinal in ("first", "second", "third", "fourth")
)


def images_of(figure: str, head: str = "", around: str = "{figure}{prose}") -> tuple[Image, ...]:
    body = around.format(figure=figure, prose=PROSE)
    page = f"<!doctype html><html><head><title>T</title>{head}</head><body><article>{body}</article></body></html>"
    return scrub(page, url=URL).images


def told(figure: str) -> tuple[str | None, str | None]:
    (image,) = images_of(figure)
    return image.caption, image.credit


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.jpg", [("a.jpg", 1000.0)]),
        ("a.jpg 320w, b.jpg 640w", [("a.jpg", 320.0), ("b.jpg", 640.0)]),
        ("a.jpg, b.jpg 2x", [("a.jpg", 1000.0), ("b.jpg", 2000.0)]),
        (
            "c_fill,w_300/a.jpg 300w,c_fill,w_600/a.jpg 600w",
            [("c_fill,w_300/a.jpg", 300.0), ("c_fill,w_600/a.jpg", 600.0)],
        ),
        ("a.jpg,b.jpg", [("a.jpg,b.jpg", 1000.0)]),
        ("a.jpg, ,, b.jpg", [("a.jpg", 1000.0), ("b.jpg", 1000.0)]),
        ("\n a.jpg\t1.5x ,\n b.jpg 3x\n", [("a.jpg", 1500.0), ("b.jpg", 3000.0)]),
        ("a.jpg 600w 400h", [("a.jpg", 600.0)]),
        ("a.jpg large, b.jpg 2x", [("b.jpg", 2000.0)]),
        ("a.jpg size(1, 2), b.jpg 2x", [("b.jpg", 2000.0)]),
        ("a.jpg 1e400x, b.jpg -1x, c.jpg 9w", [("c.jpg", 9.0)]),
        ("", []),
        (",,,", []),
    ],
)
def test_a_srcset_is_parsed_as_browsers_do(srcset: str, expected: list[tuple[str, float]]) -> None:
    assert list(candidates(srcset)) == expected


def test_a_srcset_of_commas_alone_takes_no_time() -> None:
    assert list(candidates("," * 1_000_000)) == []


@pytest.mark.parametrize(
    ("element", "address"),
    [
        ("<img src=/a.jpg>", "https://mill.example/a.jpg"),
        ("<img src=a.jpg>", "https://mill.example/news/a.jpg"),
        ("<img src=//i.example/a.jpg>", "https://i.example/a.jpg"),
        ("<img src=/s.jpg srcset='/m.jpg 640w, /l.jpg 1280w'>", "https://mill.example/l.jpg"),
        ("<img src=/s.jpg srcset='/m.jpg, /l.jpg 2x'>", "https://mill.example/l.jpg"),
        ("<img src='data:image/gif;base64,R0' data-src=/a.jpg>", "https://mill.example/a.jpg"),
        ("<img src=/blank.gif data-original=/a.jpg>", "https://mill.example/a.jpg"),
        ("<img src=/grey-placeholder.png data-lazy-src=/a.jpg>", "https://mill.example/a.jpg"),
        ("<img src=/thumb.jpg data-src=/a.jpg>", "https://mill.example/a.jpg"),
        ("<img src=/s.gif srcset='/s.gif 1x' data-srcset='/m.jpg 640w, /l.jpg 1280w'>", "https://mill.example/l.jpg"),
        ("<img data-src='/a/{width}.jpg' src=/a/640.jpg>", "https://mill.example/a/640.jpg"),
        ("<img src='data:image/gif;base64,R0' data-loads-later='/a.jpg?w=9'>", "https://mill.example/a.jpg?w=9"),
        ("<picture><source srcset='/l.webp 1280w'><img src=/s.jpg></picture>", "https://mill.example/l.webp"),
        ("<picture><source srcset='/m.jpg 640w'><source srcset='/l.jpg 900w'></picture>", "https://mill.example/l.jpg"),
        (
            "<picture><source type=image/avif srcset='/l.avif 900w'><img src=/s.jpg></picture>",
            "https://mill.example/s.jpg",
        ),
        ("<div class=lazy></div><noscript><img src=/a.jpg></noscript>", "https://mill.example/a.jpg"),
        ("<img src='data:,x'><noscript><img src=/a.jpg></noscript>", "https://mill.example/a.jpg"),
        ("<img data-src=/a.jpg><noscript><img src=/a.jpg></noscript>", "https://mill.example/a.jpg"),
        ("<img src=/loading-dock-3.jpg>", "https://mill.example/loading-dock-3.jpg"),
        ("<img src='/two words.jpg'>", "https://mill.example/two words.jpg"),
        ("<amp-img src=/a.jpg width=16 height=9></amp-img>", "https://mill.example/a.jpg"),
    ],
)
def test_the_address_of_an_image_is_the_one_that_a_browser_would_show_at_last(element: str, address: str) -> None:
    assert [image.url for image in images_of(element)] == [address]


@pytest.mark.parametrize(
    "element",
    [
        "<img>",
        "<img src='data:image/gif;base64,R0'>",
        "<img src=/t.gif width=1 height=1>",
        "<img src=/assets/spacer.gif>",
        "<noscript><img src=/t.gif style='display: none'></noscript>",
        "<noscript><img src=/t.gif height=1 width=1></noscript>",
        "<img src='#'>",
    ],
)
def test_a_placeholder_and_a_tracker_are_no_images(element: str) -> None:
    assert images_of(element) == ()


def test_addresses_are_relative_to_the_base_that_the_head_names() -> None:
    (image,) = images_of("<img src=a.jpg>", head="<base href='/pictures/'>")
    assert image.url == "https://mill.example/pictures/a.jpg"
    assert read("<html><body><img src=a.jpg><p>x</p></body></html>").blocks[0].image == Image("a.jpg")


def test_a_size_is_in_pixels_and_a_ratio_is_none() -> None:
    (image,) = images_of("<img src=a.jpg width=640 height=480px>")
    assert (image.width, image.height) == (640, 480)
    (image,) = images_of("<img src=a.jpg width=16 height=9>")
    assert (image.width, image.height) == (None, None)
    (image,) = images_of("<img src=a.jpg width=100% height=auto>")
    assert (image.width, image.height) == (None, None)


CAPTIONS = [
    ("ar", "الطاحونة عند الفجر. تصوير: ليلى حداد", "الطاحونة عند الفجر.", "ليلى حداد"),
    ("ar", "الطاحونة عند الفجر. المصدر: رويترز / ليلى حداد", "الطاحونة عند الفجر.", "رويترز / ليلى حداد"),
    ("cs", "Mlýn za úsvitu. Foto: Jana Vránová, ČTK", "Mlýn za úsvitu.", "Jana Vránová, ČTK"),
    ("cs", "Mlýn za úsvitu (Zdroj: Muzeum Dolany)", "Mlýn za úsvitu", "Muzeum Dolany"),
    ("da", "Møllen ved daggry. Foto: Bo Elkær/Ritzau Scanpix", "Møllen ved daggry.", "Bo Elkær/Ritzau Scanpix"),
    ("da", "Møllen ved daggry. Kilde: Egnsarkivet", "Møllen ved daggry.", "Egnsarkivet"),
    ("de", "Die Mühle im Morgenlicht. Foto: Ada Beispiel/dpa", "Die Mühle im Morgenlicht.", "Ada Beispiel/dpa"),
    ("de", "Die Mühle im Morgenlicht (Symbolfoto: picture alliance/dpa | A. Muster)", "Die Mühle im Morgenlicht", "picture alliance/dpa | A. Muster"),
    ("de", "Quelle: Mühlenverein Talau", None, "Mühlenverein Talau"),
    ("en", "The mill at dawn. Photo by Ann Lee", "The mill at dawn.", "Ann Lee"),
    ("en", "The mill at dawn. | Bo Ek/PA Images via Getty Images", "The mill at dawn.", "Bo Ek/PA Images via Getty Images"),
    ("en", "The mill at dawn. (Ann Lee/The Mill Post)", "The mill at dawn.", "Ann Lee/The Mill Post"),
    ("en", "The mill at dawn. © 2024 Ann Lee", "The mill at dawn.", "Ann Lee"),
    ("en", "The mill in an engraving. Courtesy Mill Museum", "The mill in an engraving.", "Mill Museum"),
    ("en", "The mill at dawn — via Wikimedia Commons", "The mill at dawn", "Wikimedia Commons"),
    ("es", "El molino al amanecer. Foto: Inés Robledo / EFE", "El molino al amanecer.", "Inés Robledo / EFE"),
    ("es", "El molino al amanecer. Fuente: Museo del Agua", "El molino al amanecer.", "Museo del Agua"),
    ("fr", "Le moulin à l’aube. Crédit photo : Léa Morin / AFP", "Le moulin à l’aube.", "Léa Morin / AFP"),
    ("he", "הטחנה עם שחר. צילום: דנה לוי", "הטחנה עם שחר.", "דנה לוי"),
    ("it", "Il mulino all’alba. Foto di Ada Neri", "Il mulino all’alba.", "Ada Neri"),
    ("it", "Il mulino all’alba (foto Ansa)", "Il mulino all’alba", "Ansa"),
    ("ja", "夜明けの水車小屋＝写真：佐藤花子", "夜明けの水車小屋", "佐藤花子"),
    ("ja", "夜明けの水車小屋（写真：共同通信）", "夜明けの水車小屋", "共同通信"),
    ("ja", "夜明けの水車小屋＝3日、水谷市（佐藤花子撮影）", "夜明けの水車小屋＝3日、水谷市", "佐藤花子"),
    ("ko", "새벽의 물레방앗간. 사진: 김하늘", "새벽의 물레방앗간.", "김하늘"),
    ("ko", "새벽의 물레방앗간. 출처: 연합뉴스", "새벽의 물레방앗간.", "연합뉴스"),
    ("nl", "De molen bij dageraad. Foto: Saskia Bos/ANP", "De molen bij dageraad.", "Saskia Bos/ANP"),
    ("nl", "De molen bij dageraad. Bron: Streekarchief", "De molen bij dageraad.", "Streekarchief"),
    ("no", "Mølla ved daggry. Foto: Kari Nordmo / NTB", "Mølla ved daggry.", "Kari Nordmo / NTB"),
    ("pl", "Młyn o świcie. Fot. Ewa Zięba / PAP", "Młyn o świcie.", "Ewa Zięba / PAP"),
    ("pl", "Młyn o świcie. Źródło: Muzeum Wsi", "Młyn o świcie.", "Muzeum Wsi"),
    ("pt", "O moinho ao amanhecer — Foto: Rui Tavares/Agência Brasa", "O moinho ao amanhecer", "Rui Tavares/Agência Brasa"),
    ("ru", "Мельница на рассвете. Фото: Иван Лесов / ТАСС", "Мельница на рассвете.", "Иван Лесов / ТАСС"),
    ("ru", "Мельница на рассвете. Источник: Музей воды", "Мельница на рассвете.", "Музей воды"),
    ("sv", "Kvarnen i gryningen. Foto: Karin Ek/TT", "Kvarnen i gryningen.", "Karin Ek/TT"),
    ("sv", "Kvarnen i gryningen. Bild: Karin Ek", "Kvarnen i gryningen.", "Karin Ek"),
    ("th", "โรงสียามเช้า ภาพ: สมชาย ใจดี", "โรงสียามเช้า", "สมชาย ใจดี"),
    ("tr", "Değirmen şafakta. Fotoğraf: Elif Aydın/AA", "Değirmen şafakta.", "Elif Aydın/AA"),
    ("tr", "Değirmen şafakta. Kaynak: Su Müzesi", "Değirmen şafakta.", "Su Müzesi"),
    ("zh", "清晨的水磨坊。图源：新华社", "清晨的水磨坊。", "新华社"),
    ("zh", "清晨的水磨坊。（本报记者 李明 摄）", "清晨的水磨坊。", "本报记者 李明"),
    ("en", "The mill, with its owner (left) and the mayor", "The mill, with its owner (left) and the mayor", None),
    ("en", "From left: Ann Lee, Bo Ek and Cy Dee", "From left: Ann Lee, Bo Ek and Cy Dee", None),
    ("en", "Photo: a view of the mill that nobody had seen before", "Photo: a view of the mill that nobody had seen before", None),
    ("en", "Ann Lee", "Ann Lee", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "caption", "credit"), CAPTIONS)
def test_the_credit_parts_from_the_caption(language: str, text: str, caption: str | None, credit: str | None) -> None:
    assert told(f"<figure><img src=/mill.jpg><figcaption>{text}</figcaption></figure>") == (caption, credit)


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src=/m.jpg><figcaption><span>The mill at dawn.</span><span class=credit>{}</span></figcaption></figure>",
        "<figure><img src=/m.jpg><figcaption>The mill at dawn.<span class='img__copyright'>{}</span></figcaption></figure>",
        "<figure><img src=/m.jpg><span class=image-source>{}</span><figcaption>The mill at dawn.</figcaption></figure>",
        "<figure><img src=/m.jpg><figcaption><b class=photographer>{}</b> <i>The mill at dawn.</i></figcaption></figure>",
        "<figure><img src=/m.jpg></figure><figcaption itemprop=caption>The mill at dawn.</figcaption>"
        "<figcaption itemprop=copyrightHolder>{}</figcaption>",
        "<div class=pic><div><img src=/m.jpg></div><div class=info><span class=caption>The mill at dawn.</span> "
        "<span class=credit>{}</span></div></div>",
        "<figure><img src=/m.jpg><figcaption>The mill at dawn. <em class=author>{}</em></figcaption></figure>",
    ],
)
@pytest.mark.parametrize(
    "credit",
    [
        "Ann Lee",
        "Foto: Ann Lee",
        "(Bild: Ann Lee)",
        "© Ann Lee",
        "Source: Ann Lee",
        "By Ann Lee",
        "Courtesy of Ann Lee",
        "Photograph by: Ann Lee",
    ],
)
def test_an_element_named_for_the_credit_needs_no_mark(figure: str, credit: str) -> None:
    assert told(figure.format(credit)) == ("The mill at dawn.", "Ann Lee")


def test_an_element_named_for_the_credit_beats_the_wording() -> None:
    figure = "<figure><img src=/m.jpg><figcaption>A hall. Photo: Bo Ek<span class=credit>ann lee for us</span></figcaption></figure>"
    assert told(figure) == ("A hall. Photo: Bo Ek", "ann lee for us")


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        ("<figure><img src=/m.jpg><p>The mill and its wheel at dawn.</p><small>Ann Lee</small></figure>", "The mill and its wheel at dawn.", "Ann Lee"),
        ("<div><img src=/m.jpg><p>The mill and its wheel at dawn</p><p>Ann Lee</p></div>", "The mill and its wheel at dawn", "Ann Lee"),
        ("<div><span><img src=/m.jpg></span></div><p><i>The mill at dawn. Photo: Ann Lee</i></p>", "The mill at dawn.", "Ann Lee"),
        ("<div><img src=/m.jpg></div><div class=photo-text>The mill at dawn.</div>", "The mill at dawn.", None),
        ("<figure><img src=/m.jpg><figcaption>The mill at dawn. <span class=credit>Credit...</span><span class=credit>Ann Lee</span></figcaption></figure>", "The mill at dawn.", "Ann Lee"),
        ("<figure><img src=/m.jpg><figcaption><p>The mill at…</p><p>The mill at dawn.</p></figcaption></figure>", "The mill at dawn.", None),
        ("<figure><img src=/m.jpg><figcaption>The mill at dawn.<span class=sr-only>Open the picture</span></figcaption></figure>", "The mill at dawn.", None),
        ("<figure><img src=/m.jpg><figcaption>The <b>old</b> mill at <a href=/dawn>dawn</a>.</figcaption></figure>", "The old mill at dawn.", None),
        ("<figure><img src=/m.jpg><figcaption><p>The mill at dawn.</p><p>26.10.2025 | 2:43 min</p></figcaption></figure>", "The mill at dawn.", None),
    ],
)  # fmt: skip
def test_the_texts_of_a_figure_are_told_apart(figure: str, caption: str | None, credit: str | None) -> None:
    assert told(figure) == (caption, credit)


def test_a_paragraph_of_the_article_is_no_caption() -> None:
    paragraph = (
        "The miller walked along the river for two hours before anybody told him of the flood, he said on Monday."
    )
    (image,) = images_of(f"<div><img src=/m.jpg><p>{paragraph}</p></div>", around="{prose}{figure}{prose}")
    assert image.caption is None


def test_a_gallery_has_all_its_images_each_with_its_own_caption() -> None:
    figures = "".join(
        f"<figure><a href=/big/{name}.jpg><img src=/img/{name}-300x200.jpg></a><figcaption>The {name} at dawn.</figcaption></figure>"
        for name in ("mill-wheel-1", "mill-pond-2", "mill-house-3")
    )
    found = images_of(f"<div class=gallery>{figures}</div>", around="{prose}{figure}{prose}")
    assert [image.caption for image in found] == [
        "The mill-wheel-1 at dawn.", "The mill-pond-2 at dawn.", "The mill-house-3 at dawn.",
    ]  # fmt: skip


def test_an_image_in_two_sizes_is_one_with_all_that_is_said_of_it() -> None:
    twins = (
        "<div class=mobile><img src=/320/mill-at-dawn-7.jpg alt='A mill'></div>"
        "<figure><img src=/1024/mill-at-dawn-7.webp><figcaption>The mill. Photo: Ann Lee</figcaption></figure>"
    )
    assert images_of(twins, around="{prose}{figure}{prose}") == (
        Image("https://mill.example/320/mill-at-dawn-7.jpg", "A mill", "The mill.", "Ann Lee"),
    )


LEAD = "<figure><img src=/mill-at-dawn-1.jpg><figcaption>The mill at dawn.</figcaption></figure>"


@pytest.mark.parametrize(
    "around",
    [
        "{figure}<h1>T</h1>{prose}",
        "<h1>T</h1>{figure}<p class=byline>By Ann Lee</p>{prose}",
        "<h1>T</h1><p>By Ann Lee</p>{figure}{prose}",
        "{figure}<ul>" + "<li><a href=/s>Share</a>" * 30 + "</ul><h1>T</h1>{prose}",
    ],
)
def test_the_lead_image_is_found_wherever_it_stands_above_the_text(around: str) -> None:
    assert [image.caption for image in images_of(LEAD, around=around)] == ["The mill at dawn."]


def test_the_image_that_the_page_declares_to_be_its_own_is_one_of_the_article() -> None:
    head = "<meta property=og:image content='https://cdn.example/1200/mill-at-dawn-1.jpg'>"
    lead = "<div class=promo-teaser><a href=/gallery><img src=/640/mill-at-dawn-1.jpg></a></div>"
    far = "{figure}<ul>" + "<li><a href=/s>Share</a>" * 90 + "</ul>{prose}"
    assert [image.url for image in images_of(lead, head, far)] == ["https://mill.example/640/mill-at-dawn-1.jpg"]


@pytest.mark.parametrize(
    "element",
    [
        "<div class=site-logo><img src=/mill-post.png width=400></div>",
        "<img src=/img/logo.png>",
        "<img src=/share.svg alt=Share>",
        "<img class=icon src=/x-24.png>",
        "<img src=/avatar-ann.jpg width=48 height=48>",
        "<div class=article-author><img src=/ann-lee-1234.jpg></div>",
        "<div><img src=/ann-lee-1234.jpg><span>By Ann Lee</span></div>",
        "<div class=byline><img src=/ann-lee-1234.jpg><span class=author>Ann Lee</span></div>",
        "<img src=/authors/ann-lee-1234.jpg>",
        "<div class=related-articles><a href=/other.html><img src=/other-9876.jpg></a></div>",
        "<a href=/other.html><img src=/other-9876.jpg><h3>Another mill has burnt down</h3></a>",
        "<div><a href=/other.html><img src=/other-9876.jpg></a><h3><a href=/other.html>A mill burnt down</a></h3></div>",
        "<a href=https://shop.example/flour><img src=/flour-9876.jpg></a>",
        "<nav><img src=/menu-9876.jpg></nav>",
        "<div class=newsletter-box><img src=/letter-9876.jpg></div>",
    ],
)
def test_logos_icons_portraits_teasers_and_ads_are_no_images_of_the_article(element: str) -> None:
    assert images_of(element, around="{prose}{figure}{prose}") == ()


@pytest.mark.parametrize(
    "element",
    [
        "<figure><img src=/logo-of-the-mill.png><figcaption>The emblem of the mill.</figcaption></figure>",
        "<img src=/police-badge-lost-in-river-mill.jpg>",
        "<a href=/big/mill-9876.jpg><img src=/mill-9876.jpg></a>",
        "<a href=/gallery/mill><img src=/mill-9876.jpg></a>",
        "<figure><a href=/other.html><img src=/mill-9876.jpg></a><figcaption>The mill at dawn.</figcaption></figure>",
    ],
)
def test_what_only_looks_like_furniture_stays(element: str) -> None:
    assert len(images_of(element, around="{prose}{figure}{prose}")) == 1


def test_the_images_of_a_page_from_a_pickle_are_the_same() -> None:
    page = read(f"<!doctype html><body><article><h1>T</h1>{LEAD}{PROSE}</article></body>", url=URL)
    assert clean(pickle.loads(pickle.dumps(page))).images == clean(page).images != ()


def test_many_captioned_images_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        figure = "<figure><img src=/img/boat-{0}-quay.jpg><figcaption>Boat {0} at the old quay.</figcaption></figure>"
        page = f"<!doctype html><article>{''.join(map(figure.format, range(count)))}</article>"
        start = time.process_time()
        read(page, url="https://kelness.example/a")
        return time.process_time() - start

    seconds(500)
    assert min(seconds(8000) for _ in range(3)) < 6 * min(seconds(2000) for _ in range(3))  # it was 12 times
