"""What in an address is for its owner's eyes: passwords, and parameters that open doors."""

from __future__ import annotations

import re

HIDDEN = "***"

_PARAMETER = re.compile(
    r"""((?:[?&;]|%26|%3F|&amp;)(?:
        access[_-]?token|api[_-]?key|auth|auth[_-]?token|authorization|client[_-]?secret|credential|id[_-]?token|jwt
        |key[_-]?pair[_-]?id|passwd|password|private[_-]?key|pwd|refresh[_-]?token|secret|sig|signature|token
        |jsessionid|phpsessid|session|session[_-]?id|sid|subscription[_-]?key|x-(?:amz|goog)-(?:credential|signature)
        |x-amz-security-token
    )(?:=|%3D))[^&;\#\s"'<>]+""",
    re.IGNORECASE | re.VERBOSE,
)
_USER = re.compile(r"(?<=://)[^/?#@\s]{0,2000}@(?=[^/?#\s])")


def without_secrets(text: str) -> str:
    """A text with the addresses in it, but for what is secret in them.

    >>> without_secrets("https://site.example/a?page=2&api_key=4711#top")
    'https://site.example/a?page=2&api_key=***#top'
    >>> without_secrets("it redirects to https://ann:pw@site.example/?token=x")
    'it redirects to https://***@site.example/?token=***'
    """
    return _USER.sub(f"{HIDDEN}@", _PARAMETER.sub(rf"\g<1>{HIDDEN}", text))
