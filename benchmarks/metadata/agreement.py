"""When two values of a field say the same, however they are spelt."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from urllib.parse import unquote, urlsplit

OWN_FILE_NAME = 8  # characters from which on the name of a file is its own; "1.jpg" is everybody's

_ONE_SPELLING = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": None, "\u200b": None}
)
_IDEOGRAPH = r"\u3040-\u30ff\u3400-\u9fff"  # kana and Chinese characters, which no space parts into words
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\W{_IDEOGRAPH}]+")
_NOT_IN_NAMES = re.compile(r"[^\w\s'@-]")
_ARTICLES = re.compile(r"^(?:(?:the|die|der|das|le|la|les|el|los)\s+)+")
_DOMAIN_ENDING = re.compile(r"\.(?:com|org|net|de|co\.uk|fr|it|no|dk|se|at|ch|pl|jp|in)$")
_NOT_IN_SITES = re.compile(r"[\W_]")


def folded(text: str | None) -> str:
    """The text in one spelling: case, white space, kinds of quotes and dashes, and invisible marks aside.

    >>> folded("  The “Old”\u00a0Ferry – lost"), folded(None)
    ('the "old" ferry - lost', '')
    """
    return " ".join(unicodedata.normalize("NFKC", text or "").translate(_ONE_SPELLING).split()).casefold()


def words_f1(answer: str | None, truth: str | None) -> float:
    """F1 of the two bags of words, a Chinese character or a kana being a word; 1 where both are empty.

    >>> words_f1("The ferry", "Ferry lost"), words_f1("渡口", "渡船"), words_f1("", "lost"), words_f1("–", None)
    (0.5, 0.5, 0.0, 1.0)
    """
    answered, wanted = (Counter(_WORD.findall(folded(text))) for text in (answer, truth))
    total = answered.total() + wanted.total()
    return 2 * (answered & wanted).total() / total if total else 1.0


def set_f1(answered: AbstractSet[str], wanted: AbstractSet[str]) -> float:
    """F1 of two sets; 1 where both are empty.

    >>> set_f1({"a", "b"}, {"b"}), set_f1({"a"}, {"b"}), set_f1(set(), set())
    (0.6666666666666666, 0.0, 1.0)
    """
    total = len(answered) + len(wanted)
    return 2 * len(answered & wanted) / total if total else 1.0


def name_set(names: Iterable[str]) -> frozenset[str]:
    """The names of people and agencies in one spelling, in no order.

    >>> sorted(name_set(["Jane  Doe", "JANE DOE", "J. O’Neil", "…"]))
    ["j o'neil", 'jane doe']
    """
    return frozenset(" ".join(_NOT_IN_NAMES.sub(" ", folded(name)).split()) for name in names) - {""}


def tag_set(tags: Iterable[str]) -> frozenset[str]:
    """The tags in one spelling, in no order."""
    return frozenset(map(folded, tags)) - {""}


def site_key(name: str | None) -> str:
    """What is left of a site's name without article, ending of its domain, and all but letters and digits.

    >>> [site_key(name) for name in ("The Daily Ferry", "daily-ferry.co.uk", "Die Fähre")]
    ['dailyferry', 'dailyferry', 'fähre']
    """
    return _NOT_IN_SITES.sub("", _DOMAIN_ENDING.sub("", _ARTICLES.sub("", folded(name))))


def language_key(tag: str | None) -> str:
    """The language of a tag without its region; Norwegian is one language.

    >>> language_key("de-AT"), language_key("pt_BR"), language_key("nb-NO"), language_key(None)
    ('de', 'pt', 'no', '')
    """
    language = re.split("[-_]", folded(tag))[0]
    return "no" if language in {"nb", "nn"} else language


def image_key(url: str | None) -> str:
    """The name of an image's file without its ending, which the same image has in all sizes and on all hosts.

    Host and path where the name is short, and may be that of another image.

    >>> image_key("https://img.example/640/Ferry_lost.JPG?w=2"), image_key("//cdn.example/x/ferry_lost.webp")
    ('ferry_lost', 'ferry_lost')
    >>> image_key("https://img.example/640/1.jpg"), image_key(None)
    ('img.example/640/1.jpg', '')
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:  # half an IPv6 address; it is the same as itself, no more
        return (url or "").lower()
    path = unquote(parts.path)
    *_, file_name = ["", *filter(None, path.split("/"))]
    is_own = len(file_name) >= OWN_FILE_NAME
    return (file_name.rpartition(".")[0] or file_name if is_own else parts.netloc + path).lower()
