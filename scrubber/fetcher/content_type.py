"""What a Content-Type header says."""

from __future__ import annotations

import re

_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?\s*([\w.:+-]{1,40})""", re.I)


def charset_of(content_type: str | None) -> str | None:
    """The charset that a server says its page is in; evidence, which the bytes may contradict.

    >>> charset_of('text/html; Charset="windows-1251"'), charset_of("text/html"), charset_of(None)
    ('windows-1251', None, None)
    """
    match = _CHARSET.search(content_type or "")
    return match[1] if match else None
