"""What is sent back to a server is what it sent, if it is a validator at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrubber.fetcher.validators import Validators, confirms, digest_of_sent, may_be_kept, validators_of


@given(st.text(), st.text())
def test_no_validator_holds_what_a_header_cannot(etag: str, date: str) -> None:
    for value in validators_of({"etag": etag, "last-modified": date}).conditions.values():
        assert value in {etag, date}
        assert value.isascii()
        assert value.isprintable()
        assert 0 < len(value) <= 1004


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='"')), st.booleans())
def test_each_tag_of_the_standard_is_sent_as_it_came(opaque: str, is_weak: bool) -> None:
    etag = f'{"W/" if is_weak else ""}"{opaque}"'
    assert validators_of({"etag": etag}) == Validators(etag)
    assert confirms({"etag": f'W/"{opaque}"'}, Validators(etag))
    assert not confirms({"etag": f'"{opaque}."'}, Validators(etag))


NAMES = st.sampled_from(["accept", "user-agent", "cookie"])
SENT = st.dictionaries(NAMES, st.sampled_from(["", "a", "b"]))


@given(st.lists(NAMES), SENT, SENT)
def test_two_requests_are_alike_if_they_say_the_same_where_it_matters(
    vary: list[str], one: dict[str, str], other: dict[str, str]
) -> None:
    is_alike = all(one.get(name) == other.get(name) for name in vary)
    spelled = " ,".join(name.title() for name in reversed(vary))
    assert (digest_of_sent(", ".join(vary), one) == digest_of_sent(spelled, other)) is is_alike


@given(st.lists(st.sampled_from(["no-store", "No-Store", "private", "max-age=5", "no-cache", "x=no-store", ""])))
def test_no_store_is_heard_wherever_it_stands(directives: list[str]) -> None:
    headers = {"etag": '"1"', "cache-control": ", ".join(directives)}
    assert may_be_kept(headers) is not any(each.lower() == "no-store" for each in directives)
