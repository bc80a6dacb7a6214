"""A text is the address of a page or it is refused, in one spelling that all who read it agree on."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrubber.errors import ScrubberError
from scrubber.fetcher.blocked_ports import BLOCKED_PORTS
from scrubber.fetcher.reach import Reach, _kinds
from scrubber.fetcher.web_url import MAX_CHARACTERS, BadUrl, WebUrl, read_url

PUBLIC_FOUR, PUBLIC_SIX = "93.184.215.14", "2606:4700::1111"
READ = {
    "http://a.example": "http://a.example/",
    " \t\nHTTPS://A.Example:443/\r\n": "https://a.example/",
    "http:a.example": "http://a.example/",
    "http:\\\\a.example\\b": "http://a.example/b",
    "http://a.example:080/": "http://a.example/",
    "http://a.example:8080/../b/./c": "http://a.example:8080/b/c",
    "http://a.example/%7Eb/%zz/100%": "http://a.example/%7Eb/%zz/100%",
    "http://a.example/ü b?ü b#ü": "http://a.example/%C3%BC%20b?%C3%BC%20b",
    "http://a.example/?": "http://a.example/?",
    "http://a.example?b=c&d": "http://a.example/?b=c&d",
    "http://Straße.example/": "http://xn--strae-oqa.example/",
    "http://日本。example/": "http://xn--wgv71a.example/",
    "http://a\u00adb.example/": "http://ab.example/",
    "http://a_b.example./": "http://a_b.example./",
    "http://0x7f.1/": "http://127.0.0.1/",
    "http://[::FFFF:1.2.3.4]/": "http://[::ffff:102:304]/",
    "http://[fe80::1%25eth0]:8080/a": "http://[fe80::1]:8080/a",
    "http://a.example/a\tb\nc": "http://a.example/abc",
}
REFUSED = {
    "": "no URL; write it with https://",
    "a.example/b": "no URL; write it with https://",
    "//a.example/": "no URL; write it with https://",
    "http://": "it is no URL",
    "http://[::1": "it is no URL",
    "http://a b/": "it is no URL",
    "http://a.example:99999/": "it is no URL",
    "http://1.2.3.256/": "it is no URL",
    "http://a\ud800.example/": "it is no URL",
    "http://a.example/\ud800": "it is no URL",
    "file:///etc/passwd": "not file",
    "javascript:alert(1)": "not javascript",
    "data:text/html,<p>": "not data",
    "ws://a.example/": "not ws",
    "mailto:a@a.example": "not mailto",
    "http://user@a.example/": "user name or a password",
    "http://:secret@a.example/": "user name or a password",
    "http://a.example:25/": "port 25 is that of another service",
    "https://a.example:80:80/": "it is no URL",
    "http://a.example/" + "a" * MAX_CHARACTERS: "longer than 16,000 characters",
}
TEXTS = st.one_of(
    st.text(),
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["http://", "HTTPS:", "http:\\\\", "//", "", "ftp://"]),
            st.text(st.sampled_from("ab.:@[]%0x17-_ üß。１/?#\\|\ud800\0\u00ad"), max_size=12),
            st.text(max_size=8),
        ),
    ),
)


@pytest.mark.parametrize(("text", "href"), READ.items())
def test_an_address_is_spelled_as_browsers_spell_it(text: str, href: str) -> None:
    assert read_url(text).href == href


@pytest.mark.parametrize(
    ("text", "why"), REFUSED.items(), ids=[text[:30].encode("utf-8", "replace") for text in REFUSED]
)
def test_what_is_no_address_of_a_page_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(BadUrl) as caught:
        read_url(text)
    assert why in str(caught.value)


@pytest.mark.parametrize("port", sorted(BLOCKED_PORTS))
def test_no_port_of_another_service_is_an_address(port: int) -> None:
    with pytest.raises(BadUrl):
        read_url(f"http://a.example:{port}/")


def test_an_address_knows_its_origin_and_where_the_rules_for_it_stand() -> None:
    url = read_url("https://[2606:4700::1111]/a?b")
    assert (url.scheme, url.host, url.port) == ("https", PUBLIC_SIX, 443)
    assert url.origin == "https://[2606:4700::1111]:443"
    assert url.robots_url == read_url("https://[2606:4700::1111]/robots.txt")
    assert read_url("http://a.example/").origin == "http://a.example:80"


@given(TEXTS)
@example("http://[%25]/")
@example("http://a%]/")
def test_any_text_is_an_address_or_refused_and_its_spelling_is_final(text: str) -> None:
    try:
        url = read_url(text)
    except BadUrl:
        return
    assert read_url(url.href) == url
    assert url.scheme in {"http", "https"} and url.host and "#" not in url.href


@given(TEXTS)
def test_any_text_in_a_redirect_is_an_address_or_refused(text: str) -> None:
    base = read_url("https://a.example/b/c?d")
    try:
        url = read_url(text, base=base)
    except BadUrl:
        return
    assert read_url(url.href, base=base) == url


@given(TEXTS)
@example("http://a.example/100%/%zz|^`{}?'\"<>%")
def test_who_writes_the_request_reads_the_same_out_of_an_address(text: str) -> None:
    try:
        url = read_url(text)
    except BadUrl:
        return
    other = httpx.URL(url.href)  # it writes the first line and the Host header
    path = url.href.split("/", 3)[3]
    port = other.port or {"http": 80, "https": 443}[other.scheme]
    told = WebUrl(url.href, other.scheme, other.raw_host.decode(), port)
    assert (told, other.raw_path.decode()) == (url, f"/{path}")


@pytest.mark.parametrize(("network", "kind"), _kinds(), ids=[str(network) for network, _ in _kinds()])
def test_a_network_is_refused_from_its_first_address_to_its_last(network: IPv4Network | IPv6Network, kind: str) -> None:
    for address in (network[0], network[-1]):
        inside = [kind for other, kind in _kinds() if address in other]
        assert kind in inside
        assert Reach().refusal(str(address)) == f"{address} is {inside[0]}"


@given(st.ip_addresses())
def test_what_python_knows_as_not_public_is_refused(address: IPv4Address | IPv6Address) -> None:
    assert address.is_global or Reach().refusal(str(address))


@given(st.ip_addresses(v=4))
@example(IPv4Address(PUBLIC_FOUR))
@example(IPv4Address("127.0.0.1"))
def test_no_ipv4_address_is_reached_in_the_disguise_of_ipv6(address: IPv4Address) -> None:
    number = int(address)
    disguises = {
        "mapped": 0xFFFF << 32 | number,
        "compatible": number,
        "translated": 0xFFFF << 48 | number,
        "NAT64": 0x64FF9B << 96 | number,
        "local NAT64": 0x64FF9B0001 << 80 | number,
        "6to4": 0x2002 << 112 | number << 80 | 1,
        "Teredo": 0x20010000 << 96 | number ^ 0xFFFFFFFF,
        "Teredo's server": 0x20010000 << 96 | number << 64,
    }
    assert {name: bool(Reach().refusal(str(IPv6Address(value)))) for name, value in disguises.items()} == dict.fromkeys(
        disguises, True
    )


@pytest.mark.parametrize("text", ["a.example", "", "10.0.0.0/33", "10.0.0", "::1/129", "127.0.0.1:80", "*"])
def test_what_is_no_network_cannot_be_allowed(text: str) -> None:
    with pytest.raises(ScrubberError, match="is no network"):
        Reach([text])


@pytest.mark.parametrize("address", ["fe80::1%lo", "::1%1", "127.0.0.1 ", "0127.0.0.1", "127.1", "a.example", "", "1"])
def test_what_a_look_up_gives_in_an_odd_form_is_refused(address: str) -> None:
    assert Reach().refusal(address)


def test_what_is_allowed_says_nothing_of_the_other_version_of_ip() -> None:
    assert Reach(["0.0.0.0/0"]).refusal("::ffff:10.0.0.1") and Reach(["::/0"]).refusal("10.0.0.1")
    assert not Reach(["::/0"]).refusal("::ffff:10.0.0.1") and ip_address("::ffff:10.0.0.1").version == 6
