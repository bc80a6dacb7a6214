"""A page that carries its images and fonts within itself is read as if they lay beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scrubber
from scrubber import scrub
from scrubber.reader import read
from scrubber.reader.data_uris import KEPT_BYTES, LARGE_PAGE_BYTES, LONGEST_DATA_URI, without_data_uris
from scrubber.reader.parse import parse

PROSE = tuple(
    f"The old bridge over the river reopened on day {day} after two years of repairs, the town council said."
    for day in range(30)
)
URI = "data:image/jpeg;base64,"
PAYLOAD = b64encode(Random(5).randbytes(75_000)).decode()


def page_with(payload: str) -> str:
    """A page whose images, fonts and frames each hold the payload."""
    uri = URI + payload
    paragraphs = [f"<p>{text}</p>" for text in PROSE]
    paragraphs[3] += (
        f'<figure><img src="{uri}" alt="The bridge"><figcaption>The bridge in spring.</figcaption></figure>'
    )
    paragraphs[6] += f'<img srcset="{uri} 1x, {uri} 2x" src={uri}>'
    paragraphs[9] += f"<div style='color: red; background: url({uri})'>Set apart, as it was before.</div>"
    paragraphs[12] += f'<img src="{uri}" data-src="https://kelness.example/late.jpg">'
    paragraphs[15] += f'<div style="background:url(&quot;{uri}&quot;);display:block"></div><input value="{uri}">'
    paragraphs[18] += f'<p>The plan is <a href="{uri}">here</a> for everybody to read, the council said on Monday.</p>'
    return (
        f"<!doctype html><html><head><title>A bridge reopens</title><link rel=icon href={uri}>"
        f"<style>@font-face{{src:url({uri})}} p{{background:url('{uri}')}}</style></head>"
        f"<body><nav><a href=/>Home</a></nav><article>{''.join(paragraphs)}</article></body></html>"
    )


def test_text_metadata_images_and_ledger_are_those_of_the_page_with_its_images_beside_it() -> None:
    large, small = scrub(page_with(PAYLOAD)), scrub(page_with("QUJD"))
    assert len(page_with(PAYLOAD)) > LARGE_PAGE_BYTES
    assert large.text == small.text
    assert large.removals == small.removals
    assert large.metadata == small.metadata
    assert large.images == small.images
    assert [image.url for image in large.images] == [None, "https://kelness.example/late.jpg"]
    assert (large.status, large.warnings) == ("ok", ())


def test_only_tags_and_styles_lose_what_is_not_read() -> None:
    uri = URI + PAYLOAD
    listing = f'<pre>&lt;img src="{uri}"> and p{{background:url({uri})}} {uri}</pre>'
    script = f'<script>var a = "<img src=\\"{uri}\\">"</script>'
    kept = f'{listing}{script}<!-- <img src="{uri}"> --><a href="{uri}">x</a><meta content="{uri}"><p title="{uri}">'
    short = (URI + PAYLOAD)[:KEPT_BYTES]
    page = (
        f'{kept}<img src="{uri}"><img srcset="{uri} 1x, {uri} 2x"><style>a{{b:url({uri})}}</style><style>c{{d:url({uri}'
    )
    expected = f'{kept}<img src="{short}"><img srcset="{short} 1x, {short} 2x"><style>a{{b:url({short})}}</style>'
    assert without_data_uris(page.encode()).decode() == f"{expected}<style>c{{d:url({short}"


def test_a_listing_of_code_shows_its_data_uri_whole() -> None:
    uri = f"{URI}{PAYLOAD}"
    listing = f'<pre>&lt;img src="{uri}"&gt;</pre>'
    page = page_with(PAYLOAD).replace("</article>", f"{listing}</article>")
    assert f'<img src="{uri}">' in [block.text for block in read(page).blocks]


def test_a_listing_is_whole_where_the_parser_refuses_the_rest() -> None:
    uri = f"{URI}{PAYLOAD[:4000]}"
    bulk = f'<img title="{"x" * 11_000_000}">'
    page = f'<!doctype html><article><p>{PROSE[0]}</p><pre>&lt;img src="{uri}"&gt;</pre>{bulk}</article>'
    assert f'<img src="{uri}">' in [block.text for block in read(page).blocks]


def test_an_image_of_which_the_parser_would_complain_has_no_address() -> None:
    page = page_with(PAYLOAD).replace("<article>", f'<article><img srcset="{URI}{"A" * 11_000_000} 1x">')
    assert [image.url for image in scrub(page).images] == [None, "https://kelness.example/late.jpg"]


def test_the_parser_holds_no_long_data_uri() -> None:
    tree = parse(page_with(PAYLOAD)).tree
    assert tree is not None
    assert max(len(image.get("src") or "") for image in tree.iter("img")) == KEPT_BYTES


@pytest.mark.parametrize("payload", ["", "A" * LONGEST_DATA_URI])
def test_a_page_that_is_not_large_is_parsed_byte_for_byte(payload: str) -> None:
    page = f'<img src="{URI}{PAYLOAD}">{payload}'.encode()
    assert len(page) <= LARGE_PAGE_BYTES
    assert without_data_uris(page) is page


def test_short_data_uris_of_a_large_page_stay() -> None:
    page = (f'<img src="{URI}{"A" * (LONGEST_DATA_URI - len(URI))}"><p>Text.</p>' * 300).encode()
    assert len(page) > LARGE_PAGE_BYTES
    assert without_data_uris(page) is page


@given(
    st.lists(
        st.sampled_from(
            ["<img src=", '"', "'", "<style>", "</style>", URI + "A" * 5_000 + ")", "<!--", "-->", " ", ">", "<p>"]
        )
    )
)
@settings(max_examples=80, deadline=None)
def test_whatever_the_markup_nothing_but_ends_of_data_uris_goes(pieces: list[str]) -> None:
    markup = "".join(pieces) + "<p>" + "x" * LARGE_PAGE_BYTES
    short = without_data_uris(markup.encode()).decode()
    assert short.replace("A", "").rstrip("x") == markup.replace("A", "").rstrip("x")


@pytest.mark.parametrize(
    "hostile",
    [
        "<a b='",
        '<img src="',
        "<style>data:;",
        "data:,",
        "<img src=data:,",
        "<img data:=",
        "<!--data:,",
        "<style><style ",
    ],
)
def test_it_takes_time_in_line_with_the_size(hostile: str) -> None:
    code = (
        "import sys, time; from scrubber.reader.data_uris import without_data_uris as f;"
        "page = ('<img src=\"data:,' + 'A' * 5000 + '\">' + sys.argv[1] * (4_000_000 // len(sys.argv[1]))).encode();"
        "begin = time.process_time(); f(page); print(time.process_time() - begin)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1])}
    command = [sys.executable, "-c", code, hostile]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=True)
    assert float(done.stdout) < 4
