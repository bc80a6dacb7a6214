"""Which of jusText's stoplists fits a page: it needs one language, and knows no page's."""

import re
from collections.abc import Mapping
from types import MappingProxyType

STOPLISTS: Mapping[str, str] = MappingProxyType(
    {
        "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
        "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
        "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic",
        "it": "Italian", "ko": "Korean", "lb": "Luxembourgish", "lt": "Lithuanian", "lv": "Latvian",
        "nb": "Norwegian_Bokmal", "nl": "Dutch", "nn": "Norwegian_Nynorsk", "no": "Norwegian_Bokmal", "pl": "Polish",
        "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
        "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "tr": "Turkish", "uk": "Ukrainian",
        "ur": "Urdu", "vi": "Vietnamese",
    }
)  # fmt: skip
HTML_LANGUAGE = re.compile(rb"<html\b[^>]*?\blang\s*=\s*[\"']?([a-z]{2})\b", re.IGNORECASE)


def stoplist_name(page: bytes) -> str:
    """The stoplist for the language that the html element declares, English for any other.

    >>> stoplist_name(b'<!doctype html><html class="no-js" lang="de-AT">'), stoplist_name(b"<html lang=xx><p>de")
    ('German', 'English')
    """
    declared = HTML_LANGUAGE.search(page)
    return STOPLISTS.get(declared[1].decode("ascii").lower(), "English") if declared else "English"
