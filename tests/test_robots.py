"""robots.txt: each row is what RFC 9309 says, or Google's parser where the RFC is silent, whatever our code says."""

from __future__ import annotations

import math
import pickle
import re
import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrubber.fetcher.robots import EVERYTHING_ALLOWED, MAX_SITEMAPS, Robots, product_of, read_robots

SITE = "https://a.example"
BOUND_BYTES = 500 * 1024
MAX_SECONDS_TO_READ, MAX_SECONDS_TO_ANSWER = 2.0, 0.3


@dataclass(frozen=True, slots=True)
class Case:
    why: str
    robots: str | bytes
    allowed: str = ""
    """Paths, with blanks between them: each is a row."""
    refused: str = ""
    product: str = "scrubber"


def to_all(*lines: str) -> str:
    return "\n".join(("User-agent: *", *lines))


LONGEST_MATCH = (
    Case("a rule matches the beginning of a path", to_all("Disallow: /tea"), "/ /te /green/tea /?tea", "/tea /teapot"),
    Case("what follows does not matter", to_all("Disallow: /tea"), refused="/tea/ /tea.html /tea?cup=1 /tea/green/"),
    Case("a path has capitals", to_all("Disallow: /Tea"), "/tea /TEA", "/Tea /Teapot"),
    Case("a folder is not the page of its name", to_all("Disallow: /tea/"), "/tea /tea.html", "/tea/ /tea/?x /tea/a"),
    Case("a slash is everything", to_all("Disallow: /"), refused="/ /a /?a /a/b.html"),
    Case("an empty rule is nothing", to_all("Disallow:"), "/ /a"),
    Case("an empty permission is nothing", to_all("Allow:", "Disallow: /"), refused="/ /a"),
    Case("no rule is no ban", to_all(), "/ /a"),
    Case("the longer permission wins", to_all("Disallow: /", "Allow: /tea"), "/tea /tea/a /teapot", "/ /te"),
    Case("whatever comes first", to_all("Allow: /tea", "Disallow: /"), "/tea /tea/a /teapot", "/ /te"),
    Case("the longer ban wins", to_all("Allow: /tea/", "Disallow: /tea/pot"), "/tea/ /tea/po /", "/tea/pot /tea/pots"),
    Case(
        "three deep", to_all("Disallow: /a", "Allow: /a/b", "Disallow: /a/b/c"), "/a/b /a/b/d", "/a /a/x /a/b/c /a/b/cd"
    ),
    Case("of equals the permission wins", to_all("Disallow: /tea", "Allow: /tea"), "/tea /tea/a"),
    Case("of equals in the other order, too", to_all("Allow: /tea", "Disallow: /tea"), "/tea /tea/a"),
    Case("an asterisk counts as an octet", to_all("Allow: /tea", "Disallow: /*.htm"), "/tea /teapot", "/tea.htm"),
    Case("and makes equals", to_all("Allow: /tea1", "Disallow: /*.ht"), "/tea1.ht", "/tea2.ht"),
    Case("with an asterisk, too", to_all("Allow: /t*a", "Disallow: /tea"), "/tea /teapot"),
    Case("an end counts as an octet", to_all("Allow: /ab$", "Disallow: /ab"), "/ab", "/abc /ab/ /ab?"),
    Case("the start page alone", to_all("Allow: /$", "Disallow: /"), "/", "/a /?a"),
    Case("a question mark counts once", to_all("Disallow: /a??", "Allow: /a*?x"), "/a??x", "/a??y"),
    Case("rules without a slash match nothing", to_all("Disallow: tea", "Disallow: a/tea"), "/tea /a/tea"),
    Case("nor do whole addresses", to_all(f"Disallow: {SITE}/tea"), "/tea /"),
    Case("/robots.txt may always be read", to_all("Disallow: /"), "/robots.txt /robots.txt#a"),
    Case("only that one", to_all("Disallow: /"), refused="/robots.txt.bak /a/robots.txt /ROBOTS.TXT /robots.txt/"),
)

WILDCARDS = (
    Case("a last asterisk changes nothing", to_all("Disallow: /tea*"), "/te /a/tea", "/tea /teapot /tea/a"),
    Case(
        "an asterisk is any text",
        to_all("Disallow: /*.gif"),
        "/ /a.GIF /gif",
        "/.gif /a.gif /a/b.gif?c /a.gif/b /a.gifs",
    ),
    Case(
        "an end is the end",
        to_all("Disallow: /*.gif$"),
        "/a.gif?b /a.gif/ /a.gifs /a.GIF",
        "/a.gif /a/b.gif /a.gif.gif",
    ),
    Case("an asterisk within", to_all("Disallow: /tea*.php"), "/Tea.php /tea.ph", "/tea.php /teapot/a.php?b /tea/.php"),
    Case("an asterisk is also no text", to_all("Disallow: /a*b*c"), "/acb /ab", "/abc /a-b-c /abcd /a/b/c"),
    Case("texts in order, and an end", to_all("Disallow: /a*b*c$"), "/abcd /acb /abc?", "/abc /abcc /abcbc"),
    Case("no octet serves twice", to_all("Disallow: /*aa*aa$"), "/aa /aaa", "/aaaa /a/aa-aa"),
    Case("two asterisks are one", to_all("Disallow: /a**b"), "/a /b", "/ab /a/b"),
    Case("folders by their depth", to_all("Disallow: /*/*/c$"), "/c /a/c /a/b/cd", "/a/b/c /a/b/b/c"),
    Case("an asterisk first", to_all("Disallow: *tea"), "/ /te", "/tea /green/tea /a?tea"),
    Case("an asterisk alone", to_all("Disallow: *"), refused="/ /a /?"),
    Case("an asterisk and an end", to_all("Disallow: *$"), refused="/ /a /?"),
    Case("an end alone", to_all("Disallow: $"), "/ /a"),
    Case("any query", to_all("Disallow: /*?"), "/ /a", "/? /a? /a?b /a/b?c=d"),
    Case("an empty query", to_all("Disallow: /*?$"), "/ /a /a?b", "/? /a?"),
    Case("an end is no dollar", to_all("Disallow: /a$"), "/a$ /a$b /a%24 /ab /a? /a/", "/a"),
    Case("a dollar within is a dollar", to_all("Disallow: /a$b"), "/a /ab /a$", "/a$b /a$bc /a%24b"),
    Case("a dollar before an asterisk, too", to_all("Disallow: /a$*"), "/a /ab", "/a$ /a$b"),
    Case("a dollar at the end of a path", to_all("Disallow: /a$$"), "/a /a$b", "/a$ /a%24"),
    Case("an escaped dollar", to_all("Disallow: /a%24"), "/a /ab", "/a$ /a$b /a%24"),
    Case("an escaped asterisk", to_all("Disallow: /a%2Ab"), "/ab /a-b /a**b", "/a*b /a%2Ab /a%2ab"),
)

OCTETS = (
    Case(
        "a query belongs to it", to_all("Disallow: /tea?cup=1"), "/tea /tea?cup=2 /tea/?cup=1", "/tea?cup=1 /tea?cup=12"
    ),
    Case(
        "an address in a query",
        to_all("Disallow: /go?to=http://b.example/"),
        "/go?to=http:/",
        "/go?to=http://b.example/c",
    ),
    Case("parameters belong to it", to_all("Disallow: /a;b"), "/a /ab", "/a;b /a;b=c"),
    Case("letters beyond ASCII", to_all("Disallow: /茶/"), "/%E8%8C%B6 /%E8%8C%B7/", "/%E8%8C%B6/ /%e8%8c%b6/a"),
    Case("the same escaped", to_all("Disallow: /%E8%8C%B6/"), "/%E8%8C%B7/", "/%E8%8C%B6/ /%e8%8c%b6/a /茶/"),
    Case("in both spellings of one length", to_all("Disallow: /%e8%8c%b6", "Allow: /茶"), "/%E8%8C%B6"),
    Case("letters escaped without need", to_all("Disallow: /%63%75%70"), "/cu", "/cup /%63up /%63%75%70s"),
    Case("are as short as unescaped", to_all("Disallow: /%63%75", "Allow: /cup"), "/cup", "/cub"),
    Case("a tilde", to_all("Disallow: /%7Eann", "Disallow: /~bob"), "/ann", "/~ann /%7eann /%7Ebob /~bob"),
    Case(
        "the case of an escape", to_all("Disallow: /a%3cb", "Disallow: /c%3Cd"), "/acb", "/a%3Cb /a%3cb /c%3cd /c%3Cd"
    ),
    Case("an escaped slash is no slash", to_all("Disallow: /a%2fb"), "/a/b", "/a%2Fb /a%2fb"),
    Case("a slash is no escaped slash", to_all("Disallow: /a/b"), "/a%2Fb /a%2fb", "/a/b"),
    Case("an escaped question mark is none", to_all("Disallow: /a%3Fb"), "/a?b", "/a%3Fb /a%3fb"),
    Case("a question mark is no escaped one", to_all("Disallow: /a?b"), "/a%3Fb", "/a?b"),
    Case("an escaped per cent", to_all("Disallow: /100%25"), "/100 /100%", "/100%25 /100%25a"),
    Case("an escaped escape", to_all("Disallow: /%2541"), "/A /%41", "/%2541"),
    Case(
        "octets that are no UTF-8",
        b"User-agent: *\nDisallow: /th\xe9",
        "/th%C3%A9 /th%EF%BF%BD /th%E8",
        "/th%E9 /th%e9",
    ),
    Case("a fragment is a comment", to_all("Disallow: /a#b"), "/", "/a /ab"),
    Case("a fragment of a URL is not asked", to_all("Disallow: /*a"), "/b#a", "/b?a#c"),
)

TOKENS = (
    Case("a token has no capitals", "User-agent: SCRUBBER\nDisallow: /", refused="/a"),
    Case("nor has the name asked about", "User-agent: scrubber\nDisallow: /", refused="/a", product="Scrubber"),
    Case("a version is no part of it", "User-agent: Scrubber/2.1\nDisallow: /", refused="/a"),
    Case("nor is what follows", "User-agent: scrubber beta (new)\nDisallow: /", refused="/a"),
    Case("nor are digits", "User-agent: scrubber2\nDisallow: /", refused="/a"),
    Case("nor an asterisk", "User-agent: scrubber*\nDisallow: /", refused="/a"),
    Case("nor a letter beyond ASCII", "User-agent: scrubberé\nDisallow: /", refused="/a"),
    Case("a shorter token is another", "User-agent: scrub\nDisallow: /", "/a"),
    Case("a longer token is another", "User-agent: scrubbers\nDisallow: /", "/a"),
    Case("with a hyphen, too", "User-agent: scrubber-news\nDisallow: /", "/a"),
    Case("with an underscore, too", "User-agent: scrubber_news\nDisallow: /", "/a"),
    Case("and the other way", "User-agent: scrubber\nDisallow: /", "/a", product="scrubber-news"),
    Case("with a hyphen itself", "User-agent: Scrubber-News/1\nDisallow: /", refused="/a", product="scrubber-news"),
    Case("a name within is no token", "User-agent: Mozilla/5.0 (compatible; scrubber)\nDisallow: /", "/a"),
    Case("a token comes first", "User-agent: (scrubber)\nDisallow: /", "/a"),
    Case("all, with words behind", "User-agent: * all of you\nDisallow: /", refused="/a"),
    Case("an asterisk before a name is nobody", "User-agent: *scrubber\nDisallow: /", "/a"),
    Case("an empty token is nobody", "User-agent:\nDisallow: /", "/a"),
    Case("whoever asks", "User-agent:\nDisallow: /", "/a", product=""),
    Case("a crawler without a name is one of all", to_all("Disallow: /a"), "/b", "/a", product=""),
)

OWN_AND_ALL = "User-agent: scrubber\nDisallow: /own\n\nUser-agent: *\nDisallow: /all"
ALL_AND_OWN = "User-agent: *\nDisallow: /all\n\nUser-agent: scrubber\nDisallow: /own"
MERGED = """\
User-agent: scrubber
Disallow: /a

User-agent: other
Disallow: /b

User-agent: Scrubber/3
Disallow: /c
Allow: /a/open
"""
HOUSE_RULES = """\
# the rules of the tea house
User-agent: *
Disallow: *.gif$
Disallow: /kitchen/
Allow: /menu/

User-agent: waiter
Disallow:/
Allow:/kitchen/door.html
Allow:/kitchen/cup.gif

User-agent: cook
User-agent: guest
Disallow: /kitchen/door.html

User-agent: owner
"""
SEVERAL = "User-agent: other\nUser-agent: scrubber\nUser-agent: third\nDisallow: /a"

GROUPS = (
    Case("another's group", "User-agent: other\nDisallow: /", "/ /a"),
    Case("the own group hides that of all", OWN_AND_ALL, "/all /", "/own"),
    Case("whichever comes first", ALL_AND_OWN, "/all /", "/own"),
    Case("others have that of all", OWN_AND_ALL, "/own /", "/all", product="other"),
    Case("in both orders", ALL_AND_OWN, "/own /", "/all", product="other"),
    Case("an own group without rules hides, too", to_all("Disallow: /", "User-agent: scrubber"), "/ /a"),
    Case("or with an empty one", to_all("Disallow: /", "User-agent: scrubber", "Disallow:"), "/ /a"),
    Case("or with a line unheard of", to_all("Disallow: /", "User-agent: scrubber", "Noindex: /"), "/ /a"),
    Case("groups of one token are one", MERGED, "/b /a/open /", "/a /a/b /c"),
    Case("all and another together", "User-agent: *\nUser-agent: other\nDisallow: /a", "/b", "/a"),
    Case("and leave the others alone", MERGED, "/a /c", "/b", product="other"),
    Case("groups of all are one", to_all("Disallow: /a", to_all("Disallow: /b")), "/c", "/a /b"),
    Case("several agents, one group", SEVERAL, "/b", "/a"),
    Case("for the first of them", SEVERAL, "/b", "/a", product="other"),
    Case("for the last of them", SEVERAL, "/b", "/a", product="third"),
    Case(
        "blank lines and comments end no list", "User-agent: scrubber\n\n# x\n\nUser-agent: b\nDisallow: /a", "/b", "/a"
    ),
    Case("a rule ends it", "User-agent: other\nDisallow: /a\nUser-agent: scrubber\nDisallow: /b", "/a", "/b"),
    Case(
        "for good", "User-agent: other\nDisallow: /a\nUser-agent: scrubber\nDisallow: /b", "/b", "/a", product="other"
    ),
    Case("a permission ends it", "User-agent: other\nAllow: /a\nUser-agent: b\nDisallow: /", "/b", product="other"),
    Case("an empty rule ends it", "User-agent: other\nDisallow:\nUser-agent: b\nDisallow: /", "/b", product="other"),
    Case("blank lines end no group", "User-agent: scrubber\n\nDisallow: /a\n\n\nDisallow: /b", "/c", "/a /b"),
    Case("an empty agent ends one", "User-agent: scrubber\nDisallow: /a\nUser-agent:\nDisallow: /b", "/b", "/a"),
    Case("an empty agent in a list", "User-agent: scrubber\nUser-agent:\nDisallow: /a", "/b", "/a"),
    Case("a sitemap in a list", f"User-agent: scrubber\nSitemap: {SITE}/s\nUser-agent: b\nDisallow: /a", "/b", "/a"),
    Case("a delay in a list", "User-agent: scrubber\nCrawl-delay: 5\nUser-agent: b\nDisallow: /a", "/b", "/a"),
    Case("for the agent behind it", "User-agent: b\nCrawl-delay: 5\nUser-agent: scrubber\nDisallow: /a", "/b", "/a"),
    Case("an unknown line in a list", "User-agent: scrubber\nNoindex: /\nUser-agent: b\nDisallow: /a", "/b", "/a"),
    Case("rubbish in a list", "User-agent: scrubber\n!?: :\nrubbish\nUser-agent: b\nDisallow: /a", "/b", "/a"),
    Case(
        "a sitemap among rules", f"User-agent: scrubber\nDisallow: /a\nSitemap: {SITE}/s\nDisallow: /b", "/c", "/a /b"
    ),
    Case("a host among rules", "User-agent: scrubber\nDisallow: /a\nHost: a.example\nDisallow: /b", "/c", "/a /b"),
    Case(
        "a sitemap joins no groups", "User-agent: scrubber\nAllow:\nSitemap: /s\nUser-agent: c\nDisallow: /a", "/a /b"
    ),
    Case("rules before all groups", "Disallow: /a\nUser-agent: scrubber\nDisallow: /b", "/a", "/b"),
    Case("rules without a group", "Disallow: /\nDisallow: /a", "/ /a"),
    Case("all and one together", f"User-agent: scrubber\n{to_all('Disallow: /a', to_all('Disallow: /b'))}", "/b", "/a"),
    Case("are a group of all, too", f"User-agent: b\n{to_all('Disallow: /a', to_all('Disallow: /b'))}", "/c", "/a /b"),
    Case("the house, for strangers", HOUSE_RULES, "/menu/a /menu/a.gif5 /", "/kitchen/ /a.gif /kitchen/menu/"),
    Case("a longer rule for strangers", HOUSE_RULES, "/menu/cup.gif /a.gif?b", "/kitchen/door.html /cup.gif"),
    Case("the house, for waiters", HOUSE_RULES, "/kitchen/door.html /kitchen/cup.gif", "/ /menu/ /kitchen/", "waiter"),
    Case("the house, for cooks", HOUSE_RULES, "/kitchen/ /a.gif /", "/kitchen/door.html", product="cook"),
    Case("the house, for guests", HOUSE_RULES, "/kitchen/ /a.gif /", "/kitchen/door.html", product="guest"),
    Case("the house, for its owner", HOUSE_RULES, "/ /kitchen/ /a.gif /kitchen/door.html", product="owner"),
)

BOTH = ("User-agent: *", "Disallow: /a", "Disallow: /b")
TYPOS = (
    "dissallow",
    "dissalow",
    "disalow",
    "diasllow",
    "disallaw",
    "DISALOW",
    "Disallowed",
    "Disallow all",
    "Disallow this ",
)
NO_NAMES = ("dis-allow", "dsallow", "no", "dis allow", "x-disallow", "", "disal low", "forbid")

LINES = (
    Case("lines end at LF", "\n".join(BOTH), "/c", "/a /b"),
    Case("lines end at CR", "\r".join(BOTH), "/c", "/a /b"),
    Case("lines end at CRLF", "\r\n".join(BOTH), "/c", "/a /b"),
    Case("lines end at any of them", "{}\r\n\r{}\n\n{}\r".format(*BOTH), "/c", "/a /b"),
    *(
        Case(
            f"lines do not end at U+{ord(end):04X}",
            to_all(f"# a{end}Disallow: /a", f"Disallow: /b{end}Allow: /b"),
            "/a /b",
        )
        for end in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
    ),
    Case("names have no capitals", "USER-AGENT: *\ndIsAlLoW: /a\naLLOW: /a/b", "/a/b", "/a"),
    Case("blanks and tabs around", "  User-agent :  *  \n\tDisallow\t:\t/a\t\n", "/ /b", "/a /ab"),
    Case("no blanks", "User-agent:*\nDisallow:/a", "/b", "/a"),
    Case("comments behind", "User-agent: * # all\nDisallow: /a# why\nDisallow: # nothing", "/b", "/a"),
    Case("comments alone", to_all("# Disallow: /a", " #Disallow: /b"), "/a /b"),
    Case("a colon in a path", to_all("Disallow: /a:b"), "/a", "/a:b"),
    Case("a colon forgotten", "User-agent *\nDisallow /a\nAllow\t/a/b", "/b /a/b", "/a"),
    Case("a colon forgotten before a path that has one", to_all("Disallow /a:b"), "/a /b", "/a:b"),
    Case("a colon forgotten among many words", to_all("Disallow /a /b", "disallow my tea"), "/a /b /"),
    Case("and nothing is made of them", to_all("Disallow /a /b"), "/a%20/b"),
    Case("a colon is the end of a name", to_all("Disallow:a /b"), "/b /a"),
    Case("a colon and a blank forgotten", to_all("Disallow/a"), "/a /"),
    Case("a name without a value", to_all("Disallow", "Allow", "User-agent", "Disallow: /a"), "/b", "/a"),
    *(Case(f"a slip: {name}", to_all(f"{name}: /a"), "/b", "/a") for name in TYPOS),
    *(Case(f"no name: {name}", to_all(f"{name}: /a"), "/a") for name in NO_NAMES),
    Case("a slip: useragent", "Useragent: scrubber\nDisallow: /a", "/b", "/a"),
    Case("a slip: user agent", "User agent: scrubber\nDisallow: /a", "/b", "/a"),
    Case("a slip: user agent, and no blank", "user agent:scrubber\nDisallow: /a", "/b", "/a"),
    Case("no name: agent", "Agent: scrubber\nDisallow: /a", "/a"),
    Case("a slip: allowed", to_all("Disallow: /", "Allowed: /a"), "/a", "/b"),
    Case("no name: alow", to_all("Disallow: /", "Alow: /a"), refused="/a"),
)

INDEX = to_all("Disallow: /", "Allow: /tea/index.html")
FILES = (
    Case(
        "an index page and its folder", INDEX, "/tea/index.html /tea/ /tea/index.html?a", "/tea /tea/a /tea/?a / /tea/$"
    ),
    Case("an index page has its whole name", INDEX, refused="/tea/index.htm /index.html"),
    Case("the first index page", to_all("Disallow: /", "Allow: /index.htm"), "/ /index.htm /index.html", "/a /tea/"),
    Case("other pages are none", to_all("Disallow: /", "Allow: /tea/indices.html"), "/tea/indices.html", "/tea/ /"),
    Case("in a banned folder", to_all("Disallow: /tea/", "Disallow: /tea/index.html"), "/tea", "/tea/ /tea/index.html"),
    Case("a banned index page", to_all("Disallow: /tea/index.html"), "/tea/ /tea/a", "/tea/index.html"),
    Case("an empty file", "", "/ /a"),
    Case("blank lines", "\n \r\n\t\n", "/ /a"),
    Case("a page in its place", "<!doctype html>\n<p>User-agent: *</p>\n<p>Disallow: /</p>\n<a href='x:y'>", "/ /a"),
    Case("JSON in its place", '{"User-agent": "*",\n"Disallow": "/"}', "/ /a"),
    Case("an image in its place", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe\xef\xbb\xbf", "/ /a"),
    Case("a mark of UTF-8", b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", "/b", "/a"),
    Case("two octets of it", b"\xef\xbbUser-agent: *\nDisallow: /a", "/b", "/a"),
    Case("one octet of it", b"\xefUser-agent: *\nDisallow: /a", "/b", "/a"),
    Case("a broken one spoils its line", b"\xef\x11\xbfUser-agent: *\nDisallow: /a", "/a"),
    Case(
        "a mark elsewhere is none",
        b"User-agent: *\n\xef\xbb\xbfDisallow: /a\nDisallow: /\xef\xbb\xbf",
        "/a /",
        "/%EF%BB%BF",
    ),
    Case("UTF-16", to_all("Disallow: /茶").encode("utf-16"), "/", "/%E8%8C%B6"),
    Case("UTF-16, the other end first", b"\xfe\xff" + to_all("Disallow: /茶").encode("utf-16-be"), "/", "/%E8%8C%B6"),
    Case("UTF-16 with half a letter", to_all("Disallow: /a\n").encode("utf-16") + b"\xd8\xd8\xd8", "/", "/a"),
    Case("zero octets are not there", b"User-agent: *\0\nDis\0allow: /\0a\0", "/b", "/a"),
)


def of_size(octets: int, before: str = "") -> str:
    """Lines of that many octets in all, most of them comments."""
    return before + ("#" * 99 + "\n") * ((octets - len(before)) // 100) + "\n" * ((octets - len(before)) % 100)


BOUND = (
    Case("500 KiB are read", of_size(BOUND_BYTES - 13, "User-agent: *\n") + "Disallow: /a\nDisallow: /b", "/b", "/a"),
    Case("half a line is not read", of_size(BOUND_BYTES - 11, "User-agent: *\n") + "Disallow: /a/b\n", "/a /a/b /"),
    Case("nor a line whose end is beyond", of_size(BOUND_BYTES - 12, "User-agent: *\n") + "Disallow: /a\n", "/a"),
    Case("the last line needs no end", of_size(BOUND_BYTES - 12, "User-agent: *\n") + "Disallow: /a", "/b", "/a"),
    Case("a line that is too long ends all", to_all("Disallow: /a", "Disallow: /b" + "b" * BOUND_BYTES), "/b", "/a"),
    Case("CR ends the last line, too", to_all("Disallow: /a", "#" * BOUND_BYTES).replace("\n", "\r"), "/b", "/a"),
)

CASES = (*LONGEST_MATCH, *WILDCARDS, *OCTETS, *TOKENS, *GROUPS, *LINES, *FILES, *BOUND)
ROWS = [
    pytest.param(case, path, is_allowed, id=f"{case.why}: {path} {'allowed' if is_allowed else 'refused'}")
    for case in CASES
    for paths, is_allowed in ((case.allowed, True), (case.refused, False))
    for path in paths.split()
]


def robots_of(text: str | bytes, product: str = "scrubber") -> Robots:
    return read_robots(text.encode() if isinstance(text, str) else text, product)


@pytest.mark.parametrize(("case", "path", "is_allowed"), ROWS)
def test_a_path_is_allowed_or_refused_as_the_standard_says(case: Case, path: str, is_allowed: bool) -> None:
    assert robots_of(case.robots, case.product).allows(SITE + path) is is_allowed


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        ("https://a.example", False),
        ("https://a.example/", False),
        ("https://a.example?q", True),
        ("HTTP://A.EXAMPLE:8080/tea", False),
        ("http://[2001:db8::1]:80/tea", False),
        ("http://ann:secret@a.example/tea", False),
        ("http://tea.example/cup", True),
        ("http://a.example/cup/http://b.example/tea", True),
        ("http://a.example//tea", True),
        ("http://a.example/cup?u=http://b.example/tea", True),
        ("http://a.example/go/http://b.example/c", False),
        ("/tea", False),
    ],
)
def test_only_the_path_and_the_query_of_a_url_are_asked_about(url: str, is_allowed: bool) -> None:
    robots = robots_of(to_all("Disallow: /$", "Disallow: /tea", "Disallow: /go/http://b.example/"))
    assert robots.allows(url) is is_allowed


@pytest.mark.parametrize(
    ("rule", "path"),
    [("/a b", "/a%20b"), ('/"a"', "/%22a%22"), ("/a|b", "/a|b"), ("/?q='", "/?q=%27"), ("/{a}", "/%7Ba%7D")],
)
def test_a_rule_may_leave_unescaped_what_a_browser_escapes(rule: str, path: str) -> None:
    robots = robots_of(to_all(f"Disallow: {rule}"))
    assert not robots.allows(SITE + path)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("2", 2.0),
        ("0.5", 0.5),
        (".5", 0.5),
        ("10.", 10.0),
        ("0", 0.0),
        ("1e9", 1e9),
        ("1E-3", 0.001),
        ("5 # seconds", 5.0),
        *((text, None) for text in ("nan", "-1", "-0", "+1", "inf", "Infinity", "", "2s", "5 seconds", "1_0", "2,5")),
        *((text, None) for text in ("1e999", "9" * 400, "1 2", "٣", "0x10", ".", "e5", "1:30")),
    ],
)
def test_a_crawl_delay_is_a_finite_number_of_seconds_or_none(value: str, seconds: float | None) -> None:
    assert robots_of(to_all(f"Crawl-delay: {value}")).crawl_delay == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (to_all("Disallow: /"), None),
        (to_all("crawl delay: 3"), 3.0),
        (to_all("CRAWL-DELAY 3"), 3.0),
        (to_all("Crawldelay: 3"), 3.0),
        (to_all("Crawl-delay: 3", "Crawl-delay: 7", "Crawl-delay: 5"), 7.0),
        (to_all("Crawl-delay: 3", "Crawl-delay: inf", "Crawl-delay: soon"), 3.0),
        ("Crawl-delay: 3", None),
        ("User-agent: other\nCrawl-delay: 3", None),
        ("User-agent: scrub\nCrawl-delay: 3", None),
        ("User-agent: scrubber\nDisallow: /a\nCrawl-delay: 3", 3.0),
        ("User-agent: scrubber\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 7", 3.0),
        ("User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\nCrawl-delay: 7\n\nUser-agent: b\nCrawl-delay: 8", 7.0),
        ("User-agent: scrubber\nDisallow:\n\nUser-agent: *\nCrawl-delay: 7", None),
        ("User-agent: *\nCrawl-delay: 7\n\nUser-agent: scrubber\nCrawl-delay: none", None),
        ("User-agent: scrubber\nCrawl-delay: 3\nDisallow: /\nUser-agent: scrubber\nCrawl-delay: 4", 4.0),
        ("User-agent: other\nUser-agent: scrubber\nCrawl-delay: 3", 3.0),
        ("User-agent: scrubber\nCrawl-delay: 3\nUser-agent: other\nDisallow: /a", 3.0),
        ("User-agent: other\nCrawl-delay: 3\nUser-agent: scrubber\nDisallow: /a", None),
    ],
)
def test_the_longest_crawl_delay_that_the_own_name_has_counts(text: str, seconds: float | None) -> None:
    assert robots_of(text).crawl_delay == seconds


@pytest.mark.parametrize(
    ("text", "sitemaps"),
    [
        ("", ()),
        ("Sitemap: https://a.example/s.xml", ("https://a.example/s.xml",)),
        (
            "SITEMAP:https://a.example/s.xml # new\nSite-map: /s.xml\nsitemaps: x y",
            ("https://a.example/s.xml", "/s.xml", "x y"),
        ),
        ("Sitemap https://a.example/s.xml", ("https://a.example/s.xml",)),
        ("User-agent: other\nDisallow: /\nSitemap: b\n\nUser-agent: scrubber\nSitemap: a", ("b", "a")),
        ("Sitemap: a\nSitemap:\nSitemap: b\nSitemap: a", ("a", "b")),
        ("Sitemap: /茶", ("/茶",)),
        (b"Sitemap: /\xe9", ("/\N{REPLACEMENT CHARACTER}",)),
        ("Map: a\nMy-sitemap: b\n# Sitemap: c", ()),
    ],
)
def test_sitemaps_are_given_as_they_stand_whoever_they_are_for(text: str | bytes, sitemaps: tuple[str, ...]) -> None:
    assert robots_of(text).sitemaps == sitemaps


def test_no_more_than_a_thousand_sitemaps_are_given() -> None:
    sitemaps = robots_of("\n".join(f"Sitemap: /{number}" for number in range(2000))).sitemaps
    assert sitemaps == tuple(f"/{number}" for number in range(MAX_SITEMAPS))


def test_where_everything_is_allowed_there_is_neither_a_delay_nor_a_sitemap() -> None:
    assert EVERYTHING_ALLOWED.allows(f"{SITE}/a")
    assert (EVERYTHING_ALLOWED.crawl_delay, EVERYTHING_ALLOWED.sitemaps) == (None, ())


def test_the_product_of_a_user_agent_is_found_in_its_own_group() -> None:
    assert not robots_of("User-agent: My-Bot/2.0 (+x)\nDisallow: /", product_of("my-BOT/3.1 (+y)")).allows(SITE)


def test_nothing_of_the_groups_of_others_is_kept() -> None:
    others = "".join(f"User-agent: other{'x' * (n % 50)}\nDisallow: /{n}\nCrawl-delay: 9\n" for n in range(5000))
    robots = robots_of(f"{others}User-agent: scrubber\nDisallow: /a\n")
    assert len(pickle.dumps(robots)) < 2000


def test_a_rule_that_is_repeated_is_kept_once() -> None:
    assert len(pickle.dumps(robots_of(to_all(*["Disallow: /a", "Allow: /b"] * 5000)))) < 2000


def test_half_a_letter_in_a_url_is_no_error_and_not_nothing() -> None:
    robots = robots_of(to_all("Disallow: /a$"))
    assert robots.allows(f"{SITE}/a\ud800")


HOSTILE_LINES = 15_000  # about a quarter of what 500 KiB hold, in a quarter of the time; so are the others
HOSTILE = {
    "rules with asterisks": to_all(*(f"Disallow: /*b{number}*c" for number in range(HOSTILE_LINES))),
    "rules of asterisks": to_all(*(f"Disallow: /{'*a' * 12}{number}$" for number in range(HOSTILE_LINES // 3))),
    "one rule of asterisks": to_all(f"Disallow: /{'*a' * 60_000}*b$"),
    "one long line": "a" * 120_000,
    "one long rule": to_all(f"Disallow: /{'a' * 120_000}"),
    "one long blank": to_all(f"Disallow{' ' * 60_000}/a{' ' * 60_000}b"),
    "escapes": to_all(f"Disallow: /{'%41' * 40_000}"),
    "equal rules": to_all(*["Disallow: /*a*a*a*b"] * 6000),
    "user agents": "\n".join(f"User-agent: {'x' * (n % 30)}" for n in range(25_000)) + "\nDisallow: /\n",
    "own user agents": "User-agent: scrubber\n" * 6000 + "Disallow: /x\n",
    "groups": "User-agent: scrubber\nDisallow: /x\n" * 4000,
    "sitemaps": "\n".join(f"Sitemap: {number}" for number in range(HOSTILE_LINES)),
    "delays": to_all(*[f"Crawl-delay: {'9' * 15}"] * 5000),
    "one long delay": to_all(f"Crawl-delay: {'9' * 120_000}"),
    "colons": to_all(":" * 120_000),
    "empty lines": "\n\r" * 60_000,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_a_hostile_file_costs_little_time(text: str) -> None:
    seconds = [seconds_to_read_and_answer(text) for _ in range(2)]  # the machine may be busy with other things
    assert min(read for read, _ in seconds) < MAX_SECONDS_TO_READ / 4
    assert min(answered for _, answered in seconds) < MAX_SECONDS_TO_ANSWER / 2


def seconds_to_read_and_answer(text: str) -> tuple[float, float]:
    started = time.process_time()
    robots = robots_of(text)
    read = time.process_time()
    assert robots.allows(f"{SITE}/{'a' * 2000}")
    return read - started, time.process_time() - read


LETTERS = st.characters(exclude_categories=[])  # half letters, too
NAMES = st.sampled_from(["User-agent", "Disallow", "Allow", "Sitemap", "Crawl-delay", "Noindex", "disalow", ""])
VALUES = st.text("/ab*$%2Ae?#: \té\0") | st.sampled_from(["scrubber", "*", "other", "1e9", "nan", "/index.html"])
RECORDS = st.builds("{}{}{}".format, NAMES, st.sampled_from([":", ": ", " ", ""]), VALUES)
TEXTS = st.lists(RECORDS).map("\n".join)
ENDS = st.sampled_from(["\n", "\r", "\r\n"])


@given(
    content=st.binary() | TEXTS.map(str.encode) | TEXTS.map(lambda text: text.encode("utf-16")), url=st.text(LETTERS)
)
def test_no_file_and_no_url_is_an_error(content: bytes, url: str) -> None:
    robots = read_robots(content, "scrubber")
    assert robots.allows(url) in (True, False)
    assert robots.allows(f"{SITE}/{url}") in (True, False)
    assert robots.crawl_delay is None or (math.isfinite(robots.crawl_delay) and robots.crawl_delay >= 0)
    assert all(sitemap.encode() for sitemap in robots.sitemaps)


@given(text=TEXTS, path=st.text("/abe*$%2A?"))
def test_a_pickled_robots_says_the_same(text: str, path: str) -> None:
    robots = robots_of(text)
    again = pickle.loads(pickle.dumps(robots))
    assert again.allows(f"{SITE}/{path}") is robots.allows(f"{SITE}/{path}")
    assert (again.crawl_delay, again.sitemaps) == (robots.crawl_delay, robots.sitemaps)


@given(lines=st.lists(RECORDS), end=ENDS, path=st.text("/abe*$%2A?"), at=st.integers(0, 9), extra=st.text("abc:/* "))
def test_unknown_lines_and_the_way_lines_end_change_nothing(
    lines: list[str], end: str, path: str, at: int, extra: str
) -> None:
    robots = robots_of("\n".join(lines))
    with_more = robots_of(end.join([*lines[:at], f"Noindex: {extra}", f"Sitemap: {extra}", *lines[at:]]))
    assert with_more.allows(f"{SITE}/{path}") is robots.allows(f"{SITE}/{path}")
    assert with_more.crawl_delay == robots.crawl_delay


def longest_match(rules: list[tuple[str, str]], path: str) -> bool:
    """The standard in its plainest words: the octets of the pattern count, and a permission wins."""
    matching = [(0, True)]
    for name, pattern in rules:
        body = ".*".join(map(re.escape, pattern.removesuffix("$").split("*")))
        if pattern and re.match(body + (r"\Z" if pattern.endswith("$") else ""), path, re.S):
            matching.append((len(pattern), name == "Allow"))
    return max(matching)[1]


@given(
    rules=st.lists(st.tuples(st.sampled_from(["Allow", "Disallow"]), st.text("/ab*$?", max_size=8)), max_size=6),
    path=st.text("/ab*$?", max_size=8).map("/{}".format),
)
def test_the_longest_rule_that_matches_decides(rules: list[tuple[str, str]], path: str) -> None:
    robots = robots_of(to_all(*(f"{name}: {pattern}" for name, pattern in rules)))
    assert robots.allows(SITE + path) is longest_match(rules, path)
