"""Pages as they came last time, in one SQLite file, with what somebody made of them."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from scrubber.errors import ScrubberError
from scrubber.fetcher.result import FetchResult
from scrubber.fetcher.validators import Validators, validators_of

if TYPE_CHECKING:
    import sqlite3

FORMAT = 1
"""Of the file; one with another number is not read."""
OURS = 0x53435242  # SQLite's application id, by which the file is told from those of other programs
MAGIC = b"SQLite format 3\0"
NO_CACHE = "it is no cache of pages; name another file"
LOCKED_SECONDS = 5.0  # to wait for another process, which holds the file for milliseconds
# The headers of one connection, which no cache keeps (RFC 9111, 3.1), and cookies, which are secrets.
_NOT_KEPT = frozenset({
    "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    "set-cookie", "set-cookie2",
})  # fmt: skip
_TABLES = (
    "CREATE TABLE page (address BLOB PRIMARY KEY, headers BLOB NOT NULL, sent BLOB NOT NULL, body BLOB NOT NULL,"
    " digest BLOB NOT NULL, kept_at REAL NOT NULL)",
    "CREATE TABLE made (address BLOB NOT NULL, key TEXT NOT NULL, made BLOB NOT NULL, PRIMARY KEY (address, key))",
    "CREATE TRIGGER gone AFTER DELETE ON page BEGIN DELETE FROM made WHERE address = old.address; END",
    "CREATE TRIGGER changed AFTER UPDATE ON page WHEN old.digest <> new.digest"
    " BEGIN DELETE FROM made WHERE address = old.address; END",
    f"PRAGMA application_id = {OURS}",
    f"PRAGMA user_version = {FORMAT}",
)


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it came."""

    headers: Mapping[str, str]
    """Of its answer, by name in lower case, without those of its connection and without cookies."""
    content: bytes
    sent: bytes
    """Stands for what was said to get it, in the headers that its Vary names."""
    kept_at: float
    """When it came, in seconds since 1970."""

    @property
    def validators(self) -> Validators:
        """By what its server knows it again."""
        return validators_of(self.headers)


class PageCache:
    """The pages of earlier runs, by their addresses, of which the file has only digests.

    >>> async def fetch_again(urls):
    ...     with PageCache(Path("pages.sqlite")) as cache:
    ...         async with Fetcher(cache=cache) as fetcher:
    ...             return [result.fetch_status async for result in fetcher.fetch_all(urls)]

    Several processes may use the file at a time, and a process that is killed leaves it whole. The `Fetcher` that it is
    given to keeps pages in it; who opened it closes it.
    """

    def __init__(self, path: Path) -> None:
        """Raises ScrubberError for a file that cannot be opened or written, or is none of these."""
        self._path = path
        with self._told():
            self._file = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def page(self, href: str) -> KeptPage | None:
        """The page of an address; None if there is none, or if what there is was damaged. Raises ScrubberError."""
        query = "SELECT headers, sent, body, digest, kept_at FROM page WHERE address = ?"
        row = self._first(query, _address(href))
        if row is None:
            return None
        headers, sent, body, digest, kept_at = row
        try:
            page = KeptPage(_read_headers(headers), zlib.decompress(body), sent, kept_at)
        except (ValueError, TypeError, zlib.error):  # JSON and UTF-8 that cannot be read are ValueErrors
            return None
        return page if digest == _digest(page.headers, page.content) else None

    def keep(self, href: str, page: KeptPage) -> None:
        """Keep a page in place of the one before, of which all is dropped that was made. Raises ScrubberError."""
        headers = {name: value for name, value in page.headers.items() if name not in _NOT_KEPT}
        self._do(
            "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET headers = excluded.headers,"
            " sent = excluded.sent, body = excluded.body, digest = excluded.digest, kept_at = excluded.kept_at",
            _address(href),
            json.dumps(headers).encode(),
            page.sent,
            zlib.compress(page.content),
            _digest(headers, page.content),
            page.kept_at,
        )

    def forget(self, href: str) -> None:
        """Keep the page of an address no longer, nor what was made of it. Raises ScrubberError."""
        self._do("DELETE FROM page WHERE address = ?", _address(href))

    def made(self, result: FetchResult, key: str) -> bytes | None:
        """What was made, under this key, of the very page of a result; None if nothing was. Raises ScrubberError."""
        if result.content is None or result.final_url is None:
            return None
        query = "SELECT made FROM made JOIN page USING (address) WHERE address = ? AND digest = ? AND key = ?"
        row = self._first(query, _address(result.final_url), _digest(result.headers, result.content), key)
        try:
            return None if row is None else zlib.decompress(row[0])
        except (TypeError, zlib.error):
            return None

    def keep_made(self, result: FetchResult, key: str, *, made: bytes) -> None:
        """Keep what was made of the page of a result for as long as that page is kept; not at all if it is not.

        `key` stands for all that it depends on besides the page and its address: options, rules, the version.
        Raises ScrubberError.
        """
        if result.content is None or result.final_url is None:
            return
        self._do(
            "INSERT OR REPLACE INTO made SELECT address, ?, ? FROM page WHERE address = ? AND digest = ?",
            key,
            zlib.compress(made),
            _address(result.final_url),
            _digest(result.headers, result.content),
        )

    def _first(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with self._told():
            row: tuple[Any, ...] | None = self._file.execute(query, values).fetchone()
            return row

    def _do(self, statement: str, *values: object) -> None:
        with self._told():
            self._file.execute(statement, values)

    @contextmanager
    def _told(self) -> Generator[None, None, None]:
        """What SQLite and the system say, told as an error of this package."""
        import sqlite3

        try:
            yield
        except sqlite3.Error as error:
            raise ScrubberError(f"{self._path}: {_said(error)}") from error
        except OSError as error:
            raise ScrubberError(
                f"{self._path}: no cache of pages can be made there: {error.strerror}; name a file that can be written"
            ) from error


def _opened(path: Path) -> sqlite3.Connection:
    import sqlite3

    if not path.exists():
        path.touch(mode=0o600)  # for its owner: pages may be meant for nobody else
    with path.open("rb") as there:
        if there.read(len(MAGIC)) not in {b"", MAGIC}:  # SQLite takes a text of a few words for an empty database
            raise ScrubberError(f"{path}: {NO_CACHE}")
    file = sqlite3.connect(path, timeout=LOCKED_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        file.execute("BEGIN IMMEDIATE")  # whoever comes at the same time waits until there are tables
        if file.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
            for statement in _TABLES:
                file.execute(statement)
        _check(path, file)
        file.execute("COMMIT")
        with suppress(sqlite3.OperationalError):  # while others use the file; whoever comes alone has it changed
            file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")  # after a power cut the last pages may be missing, none is broken
    except BaseException:
        file.close()
        raise
    return file


def _check(path: Path, file: sqlite3.Connection) -> None:
    """Raises ScrubberError for a file of another program, or of another version of this one."""
    (owner,), (version,) = (file.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
    if owner != OURS:
        raise ScrubberError(f"{path}: it is a database, but no cache of pages; name another file")
    if version != FORMAT:
        raise ScrubberError(f"{path}: it was made by another version of scrubber; delete it, or name another file")


def _said(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_NOTADB"):
        return NO_CACHE
    if not name:
        return "the cache of pages is closed; close it when nobody fetches any more"
    if name.startswith("SQLITE_CORRUPT"):
        return f"the cache of pages is damaged ({error}); delete it, and all pages are fetched anew"
    if name.startswith("SQLITE_BUSY"):
        return f"another process keeps the cache of pages to itself for {LOCKED_SECONDS:g} seconds; try again later"
    return f"the cache of pages cannot be used: {error}; see to the file and its folder, or name another file"


def _address(href: str) -> bytes:
    return hashlib.blake2b(href.encode(), digest_size=16).digest()


def _digest(headers: Mapping[str, str], content: bytes) -> bytes:
    """Stands for what an article depends on: the body, and the type, which may name its charset."""
    return hashlib.blake2b(content, digest_size=16, key=_address(headers.get("content-type", ""))).digest()


def _read_headers(text: bytes) -> dict[str, str]:
    headers = json.loads(text)
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise ValueError("no headers")
    return headers
