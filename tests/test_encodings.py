"""Content-Encoding is undone in small pieces and within bounds, and bytes that are none of it are never a page."""

from __future__ import annotations

import gzip
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrubber.fetcher import encodings
from scrubber.fetcher.encodings import ACCEPTED, MAX_MEMBERS, PIECE, Decoding, StreamError, TooMuch

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Encode = Callable[[bytes], bytes]
TEXT = b"<p>The council met on Monday and voted for the bridge.</p>\n" * 3
PLENTY = 100_000_000
MEBIBYTE = 2**20
BOMB_MEBIBYTES = 128
MAX_GROWTH_MEBIBYTES = 20  # 16 of them are the widest window of br
SKIPPED = struct.pack("<II", 0x184D2A57, 5) + b"notes"


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # no other bytes tomorrow


def raw_deflate(data: bytes) -> bytes:
    return zlib.compress(data, wbits=-15)


def gzip_with_all_header_fields(data: bytes) -> bytes:
    crc_extra_name_comment = bytes([0x1F, 0x8B, 8, 0x1E, *bytes(6)]) + b"\3\0abcname\0comment\0"
    crc = struct.pack("<H", zlib.crc32(crc_extra_name_comment) & 0xFFFF)
    return crc_extra_name_comment + crc + raw_deflate(data) + struct.pack("<II", zlib.crc32(data), len(data))


def zstd_with_checksum(data: bytes) -> bytes:
    return zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1})


def in_halves(encode: Encode) -> Encode:
    return lambda data: encode(data[: len(data) // 2]) + encode(data[len(data) // 2 :])


FORMS: dict[str, tuple[str, Encode]] = {
    "gzip": ("gzip", gzipped),
    "gzip with all header fields": ("gzip", gzip_with_all_header_fields),
    "gzip of two members": ("gzip", in_halves(gzipped)),
    "x-gzip": ("x-gzip", gzipped),
    "deflate": ("deflate", zlib.compress),
    "deflate with a small window": ("deflate", lambda data: zlib.compress(data, wbits=9)),
    "deflate, stored": ("deflate", lambda data: zlib.compress(data, 0)),
    "raw deflate": ("deflate", raw_deflate),
    "raw deflate, stored": ("deflate", lambda data: zlib.compress(data, 0, wbits=-15)),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
    "zstd with a checksum": ("zstd", zstd_with_checksum),
    "zstd of two frames": ("zstd", in_halves(zstd.compress)),
    "zstd between frames that are skipped": ("zstd", lambda data: SKIPPED + zstd.compress(data) + SKIPPED),
}
HEADERS = ("identity", "gzip", "deflate", "br", "zstd")
COMPRESSED = HEADERS[1:]
CHAINS = [*COMPRESSED, *(f"{inner}, {outer}" for inner in COMPRESSED for outer in COMPRESSED)]


def encoded(header: str, data: bytes) -> bytes:
    for name in header.split(", "):
        data = FORMS[name][1](data) if name != "identity" else data
    return data


def decoded(header: str | None, *feeds: bytes, max_bytes: int = PLENTY) -> bytes:
    """All that the feeds give, of a body that must be complete."""
    decoding = Decoding.of(header, max_bytes=max_bytes)
    body = b"".join(piece for data in feeds for piece in decoding.feed(data))
    assert decoding.is_complete
    return body


def outcome(header: str, feeds: Iterable[bytes]) -> tuple[bytes, bool] | None:
    """What the feeds give and whether it is complete; None for a StreamError."""
    decoding = Decoding.of(header, max_bytes=PLENTY)
    try:
        body = b"".join(piece for data in feeds for piece in decoding.feed(data))
    except StreamError:
        return None
    return body, decoding.is_complete


def refused(header: str, *feeds: bytes, max_bytes: int = PLENTY) -> tuple[bytes, StreamError]:
    """What the feeds give before the error that must come, and the error."""
    decoding = Decoding.of(header, max_bytes=max_bytes)
    pieces = []
    with pytest.raises(StreamError) as caught:
        for data in feeds:
            for piece in decoding.feed(data):
                assert 0 < len(piece) <= PIECE
                pieces.append(piece)
    return b"".join(pieces), caught.value


def refusal(header: str, *feeds: bytes) -> str:
    """Why the feeds are not what the header says."""
    error = refused(header, *feeds)[1]
    assert not isinstance(error, TooMuch)
    return error.reason


def singly(data: bytes) -> Iterator[bytes]:
    return (data[place : place + 1] for place in range(len(data)))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_an_encoding_is_undone(form: str) -> None:
    header, encode = FORMS[form]
    assert decoded(header, encode(TEXT)) == TEXT
    assert decoded(header, encode(b"")) == b""


def test_raw_deflate_is_told_from_wrapped_whatever_it_begins_with() -> None:
    contents = [bytes([byte]) for byte in range(256)]
    bodies = [raw_deflate(content) for content in contents]
    assert any(body[0] & 0x08 for body in bodies)  # a bit of zlib's
    assert [decoded("deflate", body) for body in bodies] == contents


def test_all_that_is_said_to_be_accepted_is_undone() -> None:
    assert [decoded(name, encoded(name, TEXT)) for name in ACCEPTED.split(", ")] == [TEXT] * 4


@pytest.mark.parametrize("header", [None, "", " ", ",", "identity", "Identity, identity,identity"])
def test_a_body_without_encoding_stays_as_it_is_in_pieces(header: str | None) -> None:
    assert decoded(header, TEXT, b"", TEXT) == TEXT + TEXT
    assert [len(piece) for piece in Decoding.of(header, max_bytes=PLENTY).feed(bytes(PIECE + 1))] == [PIECE, 1]


@pytest.mark.parametrize(
    "header", ["GZip", " gzip ", "gzip,", "identity,gzip", "gzip ,, identity", "identity, gzip, identity"]
)
def test_a_header_may_be_written_in_many_ways(header: str) -> None:
    assert decoded(header, gzipped(TEXT)) == TEXT


@pytest.mark.parametrize("header", CHAINS)
def test_of_two_encodings_the_last_is_undone_first(header: str) -> None:
    assert decoded(header, encoded(header, TEXT)) == TEXT


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("compress", "Content-Encoding 'compress' is not one of gzip, deflate, br, zstd"),
        ("gzip;q=1", "Content-Encoding 'gzip;q=1' is not one of"),
        ("gzip br", "Content-Encoding 'gzip br' is not one of"),
        ("none, gzip", "Content-Encoding 'none' is not one of"),
        ("x" * 100_000, f"Content-Encoding '{'x' * 40}' is not one of"),
        ("gzip, gzip, gzip", "Content-Encoding names 3 encodings; no more than 2 are undone"),
        (",".join(["gzip"] * 100_000), "Content-Encoding names 100000 encodings"),
    ],
)
def test_what_is_not_undone_is_refused_before_a_byte_came(header: str, reason: str) -> None:
    with pytest.raises(StreamError) as caught:
        Decoding.of(header, max_bytes=PLENTY)
    assert caught.value.reason.startswith(reason)
    assert str(caught.value) == caught.value.reason


@pytest.mark.parametrize("header", CHAINS)
def test_a_body_without_a_byte_is_complete(header: str) -> None:
    assert decoded(header) == decoded(header, b"") == b""


@pytest.mark.parametrize("form", [form for form in FORMS if " of two " not in form and "skipped" not in form])
def test_a_body_cut_at_any_byte_is_not_complete_and_gives_what_came(form: str) -> None:
    header, encode = FORMS[form]
    body = encode(TEXT)
    for end in range(1, len(body)):
        for feeds in ([body[:end]], singly(body[:end])):
            cut = outcome(header, feeds)
            assert cut is not None and TEXT.startswith(cut[0]) and not cut[1], end


@pytest.mark.parametrize("header", CHAINS[len(COMPRESSED) :])
def test_a_body_of_two_encodings_cut_at_any_byte_is_not_complete(header: str) -> None:
    body = encoded(header, TEXT)
    cuts = [outcome(header, [body[:end]]) for end in range(1, len(body))]
    assert all(cut is not None and TEXT.startswith(cut[0]) and not cut[1] for cut in cuts)


@pytest.mark.parametrize("header", ["gzip", "zstd"])
def test_a_body_cut_between_two_members_looks_complete_and_nowhere_else(header: str) -> None:
    first, second = encoded(header, TEXT), encoded(header, TEXT)
    body = first + second
    cuts = [outcome(header, [body[:end]]) for end in range(1, len(body) + 1)]
    assert [end for end, cut in enumerate(cuts, start=1) if cut is not None and cut[1]] == [len(first), len(body)]
    assert None not in cuts


def test_an_inner_encoding_that_is_cut_is_not_complete_in_a_whole_outer_one() -> None:
    assert outcome("gzip, br", [brotli.compress(gzipped(TEXT)[:-1])]) == (TEXT, False)


def test_a_body_without_encoding_is_complete_wherever_it_ends() -> None:
    assert outcome("identity", [TEXT[:7]]) == (TEXT[:7], True)


RESTS = {
    "a zero": b"\0",
    "padding": bytes(600),
    "a comment": b"<!-- cached -->",
    "half a magic": b"\x1f\x8b",
    "nearly a magic": b"\x1f\x8bx",
    "padding and more": bytes(3) + b"x" * 90_000,
}


@pytest.mark.parametrize("rest", RESTS)
def test_what_follows_gzip_and_is_none_is_let_go(rest: str) -> None:
    body = gzipped(TEXT) + RESTS[rest]
    for feeds in ([body], singly(body)):
        found = outcome("gzip", feeds)
        assert found is not None and found[0] == TEXT
        assert found[1] == (rest != "half a magic")  # which may be the beginning of a member that was cut


def test_a_gzip_member_after_padding_is_read_and_one_after_anything_else_is_not() -> None:
    one = gzipped(TEXT)
    assert decoded("gzip", one + bytes(1000) + one) == decoded("gzip", one, bytes(9), bytes(9) + one) == TEXT + TEXT
    assert decoded("gzip", one + b"x" + one) == decoded("gzip", one, b"x", one) == TEXT


def test_a_damaged_gzip_member_after_a_good_one_is_refused() -> None:
    assert "damaged" in refusal("gzip", gzipped(TEXT) + b"\x1f\x8b\x08\xff" + bytes(20))


@pytest.mark.parametrize("form", ["deflate", "raw deflate", "br", "zstd"])
@pytest.mark.parametrize("rest", [b"\0", b"x", b"<!-- cached -->"])
def test_what_follows_another_encoding_and_is_none_is_refused(form: str, rest: bytes) -> None:
    header, encode = FORMS[form]
    body = encode(TEXT)
    assert refusal(header, body + rest).startswith(f"the body is not {header}")
    assert refusal(header, body, rest) == f"the body is not {header} to its end"
    assert refusal(header, *singly(body + rest)) == f"the body is not {header} to its end"


def test_frames_of_zstd_are_joined_and_those_to_be_skipped_are_skipped() -> None:
    frame = zstd.compress(TEXT)
    assert decoded("zstd", SKIPPED + frame + SKIPPED + SKIPPED + frame + SKIPPED) == TEXT + TEXT
    assert decoded("zstd", SKIPPED) == b""


PAGES = (b"<!doctype html><p>Hello.</p>", b"<html>", b"\n\n<html>", b"{}", b"3 cats", b"; 3 cats", b"\xef\xbb\xbf<p>")


@pytest.mark.parametrize("body", PAGES)
def test_a_page_that_is_not_encoded_is_never_a_whole_one_that_is(body: bytes) -> None:
    for header in ("gzip", "zstd"):
        assert refused(header, body)[0] == refused(header, *singly(body))[0] == b""
    for header in ("deflate", "br"):  # which have no magic
        found = outcome(header, [body])
        assert found is None or not found[1]


@pytest.mark.parametrize("header", ["gzip", "zstd"])
def test_padding_before_the_first_member_is_refused(header: str) -> None:
    assert refusal(header, bytes(3) + encoded(header, TEXT)) == f"the body is not {header}"


@pytest.mark.parametrize("header", ["gzip", "zstd"])
def test_a_single_byte_that_begins_nothing_is_refused_and_one_that_may_is_waited_on(header: str) -> None:
    assert refusal(header, b"x") == f"the body is not {header}"
    assert outcome(header, [encoded(header, TEXT)[:1]]) == (b"", False)


def spoilt(body: bytes, place: int) -> bytes:
    return body[:place] + b"\xff" * 8 + body[place + 8 :]


DAMAGED = {
    "gzip with another checksum": ("gzip", gzipped(TEXT)[:-8] + bytes(4) + gzipped(TEXT)[-4:]),
    "gzip with another length": ("gzip", gzipped(TEXT)[:-4] + bytes(4)),
    "gzip spoilt in the middle": ("gzip", spoilt(gzipped(TEXT), 20)),
    "deflate with another checksum": ("deflate", zlib.compress(TEXT)[:-4] + bytes(4)),
    "deflate spoilt in the middle": ("deflate", spoilt(zlib.compress(TEXT), 10)),
    "deflate that asks for a dictionary": ("deflate", b"\x78\xbb" + zlib.compress(TEXT)[2:]),
    "br spoilt in the middle": ("br", spoilt(brotli.compress(TEXT), 10)),
    "zstd with another checksum": ("zstd", zstd_with_checksum(TEXT)[:-4] + bytes(4)),
    "zstd spoilt in the middle": ("zstd", spoilt(zstd.compress(TEXT), 10)),
    "zstd that asks for a dictionary": ("zstd", b"\x28\xb5\x2f\xfd\x21\x07\x02\x11\0\0hi"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_is_refused(damage: str) -> None:
    header, body = DAMAGED[damage]
    assert "damaged" in refusal(header, body)
    assert "damaged" in refusal(header, *singly(body))
    assert "damaged" in refusal(f"{header}, gzip", gzipped(body))


def frame_with_window(log: int, mantissa: int) -> bytes:
    """A zstd frame that says its size, 300 bytes in one raw block, and asks for a window all the same."""
    head = b"\x28\xb5\x2f\xfd\x40" + bytes([(log - 10) << 3 | mantissa]) + struct.pack("<H", 300 - 256)
    return head + struct.pack("<I", 300 << 3 | 1)[:3] + b"h" * 300


def test_a_window_of_zstd_is_at_most_8_mebibytes_however_little_is_in_it() -> None:
    widest, wider = frame_with_window(23, 0), frame_with_window(23, 1)
    assert decoded("zstd", widest) == decoded("zstd", *singly(widest)) == b"h" * 300
    assert "memory" in refusal("zstd", wider)
    assert "memory" in refusal("zstd", *singly(wider))
    assert "memory" in refusal("zstd", widest + wider)


def test_a_zstd_frame_without_window_is_at_most_8_mebibytes() -> None:
    head = b"\x28\xb5\x2f\xfd\xa0"  # its whole content is its window
    assert outcome("zstd", [head + struct.pack("<I", 2**23)]) == (b"", False)
    assert "memory" in refusal("zstd", head + struct.pack("<I", 2**23 + 1))


bodies = st.binary(max_size=300) | st.builds(
    lambda unit, times: unit * times, st.binary(min_size=1, max_size=40), st.integers(1, 2 * PIECE // 10)
)


@given(st.sampled_from(["identity", *CHAINS]), bodies, st.lists(st.integers(0, 10_000), max_size=8))
@settings(max_examples=200, deadline=None)
@example("gzip", bytes(PIECE), [])
@example("br, gzip", bytes(3 * PIECE), [1, 2, 3])
@example("zstd", bytes(2 * PIECE), [])
def test_however_the_bytes_come_what_they_give_is_the_same(header: str, data: bytes, cuts: list[int]) -> None:
    body = encoded(header, data)
    places = sorted({0, len(body), *(cut % (len(body) + 1) for cut in cuts)})
    decoding = Decoding.of(header, max_bytes=PLENTY)
    pieces = [piece for start, end in pairwise(places) for piece in decoding.feed(body[start:end])]
    assert b"".join(pieces) == data == decoded(header, *singly(body[:5000]), body[5000:])
    assert decoding.is_complete
    assert all(0 < len(piece) <= PIECE for piece in pieces)


@given(st.sampled_from(list(FORMS)), st.sampled_from([0, 1, 40]), st.binary(max_size=3), st.data())
@settings(max_examples=500, deadline=None)
def test_damage_of_any_kind_has_the_same_outcome_however_the_bytes_come(
    form: str, lost: int, instead: bytes, choice: st.DataObject
) -> None:
    header, encode = FORMS[form]
    body = encode(TEXT)
    place = choice.draw(st.integers(0, len(body)))
    damaged = body[:place] + instead + body[place + lost :]
    assert outcome(header, [damaged]) == outcome(header, singly(damaged))


BEGINNINGS = (b"", b"\x1f\x8b\x08", b"\x1f\x8b\x08" + bytes(7), b"\x78\x9c", b"\x28\xb5\x2f\xfd", b"\x50\x2a\x4d\x18")


@given(st.sampled_from(CHAINS), st.sampled_from(BEGINNINGS), st.binary(max_size=200))
@settings(max_examples=1000, deadline=None)
def test_bytes_at_random_are_refused_if_they_are_not_decoded(header: str, beginning: bytes, noise: bytes) -> None:
    whole = outcome(header, [beginning + noise])  # no other error than StreamError
    assert whole == outcome(header, singly(beginning + noise))


@pytest.mark.parametrize("header", HEADERS)
def test_as_many_bytes_are_given_as_are_allowed_and_then_it_is_too_much(header: str) -> None:
    data = bytes(range(256)) * 1000
    for max_bytes in (0, 1, PIECE, PIECE + 1, len(data) - 1):
        came, error = refused(header, encoded(header, data), max_bytes=max_bytes)
        assert came == data[:max_bytes]
        assert isinstance(error, TooMuch)
        assert error.reason == f"the body gives more than {max_bytes} bytes when {header} is undone"
    assert decoded(header, encoded(header, data), max_bytes=len(data)) == data


SWALLOWED = {"deflate": b"\0\0\0\xff\xff" * 100_000, "gzip": gzipped(b"") + bytes(500_000)}  # empty blocks; padding


@pytest.mark.parametrize("outer", COMPRESSED)
@pytest.mark.parametrize("inner", SWALLOWED)
def test_what_an_inner_encoding_swallows_is_too_much_too(outer: str, inner: str) -> None:
    body = encoded(outer, SWALLOWED[inner])
    came, error = refused(f"{inner}, {outer}", body, max_bytes=len(SWALLOWED[inner]) - 1)
    assert came == b"" and isinstance(error, TooMuch)
    assert f"when {outer} is undone" in error.reason
    assert outcome(f"{inner}, {outer}", [body]) == (b"", inner == "gzip")


@pytest.mark.parametrize("form", ["gzip", "zstd", "zstd between frames that are skipped"])
def test_more_members_than_a_thousand_are_refused_at_once(form: str) -> None:
    header, encode = FORMS[form]
    many = encode(b"") * 100_000
    start = time.process_time()
    reason = refusal(header, many)
    assert time.process_time() - start < 0.3  # a tenth of that is much
    assert reason == refusal(header, *singly(many[:60_000])) == f"the body has more than 1000 parts of {header}"


@pytest.mark.parametrize("header", ["gzip", "zstd"])
def test_a_thousand_members_are_read(header: str) -> None:
    assert decoded(header, encoded(header, b"x") * MAX_MEMBERS) == b"x" * MAX_MEMBERS
    assert "more than 1000" in refusal(header, encoded(header, b"x") * (MAX_MEMBERS + 1))


def test_nothing_is_decoded_but_what_is_taken() -> None:
    decoding = Decoding.of("gzip, zstd", max_bytes=PIECE)
    pieces = decoding.feed(zstd.compress(gzipped(bytes(PIECE)) + b"\x1f\x8b\x08damaged"))
    assert len(next(pieces)) == PIECE
    with pytest.raises(StreamError, match="damaged"):
        next(pieces)


IMPORTED = """
import runpy, sys, zlib
Decoding = runpy.run_path(sys.argv[1])["Decoding"]  # by itself: what else the package imports is not asked
for header in ("gzip, deflate", "identity", "br, zstd"):
    assert not list(Decoding.of(header, max_bytes=9).feed(b""))
for wbits, header in ((31, "gzip"), (15, "deflate")):
    assert list(Decoding.of(header, max_bytes=9).feed(zlib.compress(b"hello", wbits=wbits))) == [b"hello"]
print({"brotli", "_brotli", "compression.zstd", "backports.zstd"} & set(sys.modules) or "none")
"""


def test_brotli_and_zstd_are_imported_only_for_a_body_of_theirs() -> None:
    command = [sys.executable, "-c", IMPORTED, encodings.__file__]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "none\n"


def bombs() -> Iterator[tuple[str, bytes]]:
    """Zeros by the mebibyte, in every encoding with the widest window that it may have, and in two."""
    widest = {int(zstd.CompressionParameter.window_log): 23}
    deflated, zipped, frame = zlib.compressobj(), zlib.compressobj(wbits=31), zstd.ZstdCompressor(options=widest)
    brotlied = brotli.Compressor(quality=5, lgwin=24)
    zeros = [bytes(MEBIBYTE)] * BOMB_MEBIBYTES
    yield "deflate", b"".join([*map(deflated.compress, zeros), deflated.flush()])
    yield "gzip", (zip_bomb := b"".join([*map(zipped.compress, zeros), zipped.flush()]))
    yield "br", (brotli_bomb := b"".join([*map(brotlied.process, zeros), brotlied.finish()]))
    yield "zstd", b"".join([*map(frame.compress, zeros), frame.flush()])
    yield "gzip, gzip", gzipped(zip_bomb)
    yield "br, zstd", zstd.compress(brotli_bomb)


@pytest.fixture(scope="module")
def bomb_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bombs")
    for header, body in bombs():
        (folder / header).write_bytes(body)
    return folder


# A process begins with the peak of the one that started it, so a small one is put between.
STARTER = "import subprocess, sys; sys.exit(subprocess.run([sys.executable, *sys.argv[1:]]).returncode)"
GROWTH = """
import resource, sys, time
from pathlib import Path
from scrubber.fetcher.encodings import Decoding

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

def size(body, stop):
    decoding, size = Decoding.of(sys.argv[2], max_bytes=2**40), 0
    for piece in decoding.feed(body):
        size += len(piece)
        if size >= stop:
            break
    return size

body, stop = Path(sys.argv[1], sys.argv[2]).read_bytes(), int(sys.argv[3])
before = peak(), time.process_time()
print(size(body, stop), peak() - before[0], time.process_time() - before[1])
"""


def undo_elsewhere(bomb: Path, stop: int) -> tuple[int, float, float]:
    """How many bytes a process of its own takes of a bomb; the mebibytes that it grows by; the seconds."""
    command = [sys.executable, "-c", STARTER, "-c", GROWTH, str(bomb.parent), bomb.name, str(stop)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    size, kibibytes, seconds = done.stdout.split()
    return int(size), int(kibibytes) / 1024, float(seconds)


BOMBS = ("deflate", "gzip", "br", "zstd", "gzip, gzip", "br, zstd")


@pytest.mark.parametrize("header", BOMBS)
def test_memory_stays_small_whatever_a_bomb_unpacks_to(header: str, bomb_folder: Path) -> None:
    size, growth, _seconds = undo_elsewhere(bomb_folder / header, stop=2**40)
    assert size == BOMB_MEBIBYTES * MEBIBYTE
    assert growth <= MAX_GROWTH_MEBIBYTES


@pytest.mark.parametrize("header", BOMBS)
def test_who_stops_early_pays_for_no_more(header: str, bomb_folder: Path) -> None:
    size, growth, seconds = undo_elsewhere(bomb_folder / header, stop=MEBIBYTE)
    assert MEBIBYTE <= size < MEBIBYTE + PIECE
    assert growth <= MAX_GROWTH_MEBIBYTES
    assert seconds < 0.2  # it takes 0.002, and the window of br 0.04
