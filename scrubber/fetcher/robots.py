"""A robots.txt → what it says to one crawler (RFC 9309): whether a URL may be asked for, how slowly, and the sitemaps.

Who a line speaks to is settled here, as by Google's parser where the RFC is silent. Which rule is the longest match is
left to Protego. It reads `$`, `?` and escapes in its own way, so rules and URLs are spelled to it in hexadecimal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES = 512_000  # the 500 KiB that RFC 9309, 2.5 has every crawler read
MAX_SITEMAPS = 1000  # large archives list hundreds

Field = Literal["user-agent", "allow", "disallow", "sitemap", "crawl-delay"]

# What closes the list of user agents that a group begins with: only a rule, be it empty. For delays, another one does:
# many files have an agent and its delay, the next agent and its delay, and mean each for its own.
_RULES: tuple[Field, ...] = ("allow", "disallow")
_RULES_AND_DELAYS: tuple[Field, ...] = ("allow", "disallow", "crawl-delay")

# How a name may begin; what follows up to the colon is overlooked, as Google does. The misspellings are frequent ones.
_SPELLINGS: tuple[tuple[Field, tuple[bytes, ...]], ...] = (
    ("disallow", (b"disallow", b"dissallow", b"dissalow", b"disalow", b"diasllow", b"disallaw")),
    ("allow", (b"allow",)),
    ("user-agent", (b"user-agent", b"useragent", b"user agent")),
    ("sitemap", (b"sitemap", b"site-map")),
    ("crawl-delay", (b"crawl-delay", b"crawldelay", b"crawl delay")),
)
_PRODUCT = re.compile(r"[A-Za-z_-]+")
_EVERYONE = re.compile(rb"\*(?!\S)")
_SECONDS = re.compile(rb"(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:e[+-]?\d{1,2})?", re.I)
_MARK = re.compile(rb"\A\xef(?:\xbb\xbf?)?")  # Google takes the first octets of a mark that was cut for one, too
_PATHS = (b"/", b"*", b"http")  # values that begin so may hold a colon; the one before them is missing then
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ORIGIN = re.compile(r"\A[^:/?#]+://[^/?#]*")
_LITERAL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~*$'"
# Escapes, and what has no place in a URL. The reserved characters of RFC 3986 differ from their escapes and stay.
_RESPELLED = re.compile(rb"%([0-9A-Fa-f]{2})|[^\w.~*$'%:/?#\[\]@!&()+,;=-]")
_URL_END = "-zz"  # no octet in hexadecimal


@dataclass(frozen=True, slots=True)
class Robots:
    """What a robots.txt says to one crawler."""

    crawl_delay: float | None = None
    """Seconds, finite, but as many as the site pleases; None if there is none or it is malformed."""
    sitemaps: tuple[str, ...] = ()
    """As they stand there, whoever they are meant for; the first thousand."""
    _rules: Protego | None = field(default=None, repr=False)

    def allows(self, url: str) -> bool:
        """Whether the crawler may ask for a URL, which is absolute and percent-encoded as browsers do it.

        >>> robots = read_robots(b"User-agent: *\\nDisallow: /news$\\nAllow: /", "scrubber")
        >>> robots.allows("https://a.example/news/"), robots.allows("https://a.example/news")
        (True, False)
        """
        target = _target(url)
        if self._rules is None or target == b"/robots.txt":
            return True
        return self._rules.can_fetch(f"/{_spelled(target)}{_URL_END}", "*")


EVERYTHING_ALLOWED = Robots()


@dataclass(frozen=True, slots=True)
class _Record:
    field: Field
    value: bytes


@dataclass(frozen=True, slots=True)
class _Addressed:
    """A record, and whom the group around it speaks to."""

    record: _Record
    is_ours: bool
    is_for_all: bool


def read_robots(content: bytes, product: str) -> Robots:
    """What a robots.txt says to the crawler of that product token; any octets are read, and 500 KiB of them at most.

    All groups of the product count together. Those of `*` count only if it has none, not even one without rules. Of
    several crawl delays the longest counts, so that their order, and how groups are merged, do not matter.

    >>> text = b"User-agent: scrubber\\nCrawl-delay: 2\\nDisallow:\\n\\nUser-agent: *\\nDisallow: /"
    >>> robots = read_robots(text, "scrubber")
    >>> robots.crawl_delay, robots.allows("https://a.example/")
    (2.0, True)
    >>> read_robots(b"<!doctype html><title>Not found</title>", "scrubber") == EVERYTHING_ALLOWED
    True
    """
    from protego import Protego

    records = [record for line in _lines(content) if (record := _record(line))]
    delays = (_delay(record) for record in _ours(records, product, closing=_RULES_AND_DELAYS))
    sitemaps = (record.value.decode("utf-8", "replace") for record in records if record.field == "sitemap")
    # A rule that is there twice would be matched twice: a hostile file has tens of thousands.
    rules = "\n".join(dict.fromkeys(_rule_lines(_ours(records, product, closing=_RULES))))
    return Robots(
        max((seconds for seconds in delays if seconds is not None), default=None),
        tuple(dict.fromkeys(filter(None, sitemaps)))[:MAX_SITEMAPS],
        Protego.parse(f"User-agent: *\n{rules}") if rules else None,
    )


def product_of(user_agent: str) -> str:
    """The product token of a user agent: the name that robots.txt is asked about. Empty where it begins with none.

    >>> product_of("Scrubber/1.0 (+https://a.example/bot)"), product_of("my-bot_x 2"), product_of("bot2.1")
    ('scrubber', 'my-bot_x', 'bot')
    >>> product_of("(compatible; bot)"), product_of("")
    ('', '')
    """
    token = _PRODUCT.match(user_agent)
    return token[0].lower() if token else ""


def _lines(content: bytes) -> list[bytes]:
    """The lines that are read: they end at CR, LF or both and nowhere else, and one that the bound cuts is dropped.

    >>> _lines(b"\\xef\\xbb\\xbfa\\rb\\r\\n\\0c\\x0c\\xe2\\x80\\xa8d")
    [b'a', b'b', b'c\\x0c\\xe2\\x80\\xa8d']
    """
    octets = content[:MAX_BYTES]
    if octets.startswith(_UTF_16_MARKS):
        octets = octets.decode("utf-16", "replace").encode()
    if len(content) > MAX_BYTES:  # half a path would forbid more than the whole one
        octets = octets[: max(octets.rfind(b"\n"), octets.rfind(b"\r")) + 1]
    return re.split(rb"[\r\n]+", _MARK.sub(b"", octets).replace(b"\0", b""))


def _record(line: bytes) -> _Record | None:
    """The record of a line, if it is one that means something here; its colon may be missing between two words.

    >>> _record(b" Disalow : /a  # why"), _record(b"Sitemap https://a.example/s.xml")
    (_Record(field='disallow', value=b'/a'), _Record(field='sitemap', value=b'https://a.example/s.xml'))
    >>> _record(b"Host: a.example"), _record(b"Disallow /a /b"), _record(b"# Disallow: /a")
    (None, None, None)
    """
    text = line.partition(b"#")[0].strip()
    words = text.split(maxsplit=2)
    key, colon, value = text.partition(b":")
    if len(words) == 2 and b":" not in words[0] and (not colon or words[1].startswith(_PATHS)):
        key, value = words
    elif not colon:
        return None
    name = _field(key)
    return _Record(name, value.strip()) if name else None


def _field(key: bytes) -> Field | None:
    folded = key.lower()
    return next((name for name, spellings in _SPELLINGS if folded.startswith(spellings)), None)


def _ours(records: Iterable[_Record], product: str, *, closing: tuple[Field, ...]) -> list[_Record]:
    """The records in the groups of a product; or in those of all, if it has none."""
    addressed = list(_by_addressee(records, product.lower(), closing=closing))
    has_own_group = any(each.is_ours for each in addressed)
    return [each.record for each in addressed if (each.is_ours if has_own_group else each.is_for_all)]


def _by_addressee(records: Iterable[_Record], product: str, *, closing: tuple[Field, ...]) -> Iterator[_Addressed]:
    """The records in their order. A user agent behind a record that closes the list begins the next group."""
    is_ours = is_for_all = is_closed = False
    for record in records:
        if record.field == "user-agent":
            if is_closed:
                is_ours = is_for_all = is_closed = False
            token = product_of(record.value.decode("latin-1"))
            is_ours |= bool(token) and token == product
            is_for_all |= bool(_EVERYONE.match(record.value))
        is_closed |= record.field in closing
        yield _Addressed(record, is_ours, is_for_all)


def _delay(record: _Record) -> float | None:
    """The seconds of a crawl delay; None of another record or a malformed one.

    >>> _delay(_Record("crawl-delay", b"0.5")), _delay(_Record("crawl-delay", b"1e9"))
    (0.5, 1000000000.0)
    >>> _delay(_Record("crawl-delay", b"inf")), _delay(_Record("crawl-delay", b"2s")), _delay(_Record("allow", b"2"))
    (None, None, None)
    """
    return float(record.value) if record.field == "crawl-delay" and _SECONDS.fullmatch(record.value) else None


def _rule_lines(records: Iterable[_Record]) -> Iterator[str]:
    """The rules as Protego is given them; an empty one says nothing."""
    for record in records:
        if record.field not in _RULES or not record.value:
            continue
        yield f"{record.field}: {_pattern(record.value)}"
        slash = record.value.rfind(b"/")
        if record.field == "allow" and record.value.startswith(b"/index.htm", slash):
            # Google: whoever allows the index page of a folder allows the folder.
            yield f"allow: {_pattern(record.value[: slash + 1] + b'$')}"


def _pattern(value: bytes) -> str:
    """A rule's path in hexadecimal. Octets, `*` and `$` are three characters each, so that lengths compare as before.

    >>> _pattern(b"/*a$"), _pattern(b"/$%61"), _pattern(b"/%2a")
    ('/-2f***-61-zz', '/-2f-24-61', '/-2f-2a')
    """
    path = value.removesuffix(b"$")
    end = _URL_END if path != value else ""
    return f"/{'***'.join(_spelled(_normal(part)) for part in path.split(b'*'))}{end}"


def _target(url: str) -> bytes:
    """What rules are matched against: path and query in normal form.

    >>> _target("https://a.example/%7eb?c=%c3%a9#d"), _target("https://a.example?x")
    (b'/~b?c=%C3%A9', b'/?x')
    """
    path = _ORIGIN.sub("", url.partition("#")[0]).encode("utf-8", "surrogatepass")
    return _normal(path if path.startswith(b"/") else b"/" + path)


def _normal(path: bytes) -> bytes:
    """A path with one spelling for each octet that means the same escaped or not (RFC 9309, 2.2.2 and 2.2.3).

    >>> _normal(b"/%7e%41%2f%24"), _normal("/ö|'".encode()), _normal(b"/100%")
    (b'/~A%2F$', b"/%C3%B6%7C'", b'/100%')
    """
    return _RESPELLED.sub(_respelled, path)


def _respelled(escape: re.Match[bytes]) -> bytes:
    octet = bytes.fromhex(escape[1].decode()) if escape[1] else escape[0]
    return octet if octet in _LITERAL else b"%%%02X" % ord(octet)


def _spelled(octets: bytes) -> str:
    """Octets in hexadecimal, each with a hyphen before it, so that none is found halfway in two others."""
    return f"-{octets.hex('-')}" if octets else ""
