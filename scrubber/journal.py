"""What a long job has done, kept through any end of its process.

A record is committed once what it tells of is written, together with how far the files of the job were written then.
What is behind that in a file is of a record that was never committed, and is cut when the job goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scrubber.errors import JournalError, OutputError

APPLICATION_ID = 0x5C2B_0001  # in the header of the file, which tells it from other databases
_TABLES = """
CREATE TABLE option (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    status TEXT NOT NULL,
    output TEXT
);
CREATE TABLE file (record INTEGER, name TEXT, bytes INTEGER NOT NULL, PRIMARY KEY (record, name)) WITHOUT ROWID;
"""


class Journal:
    """The records of a job. An input has one at most, whatever happens; one process works with it at a time."""

    def __init__(self, path: Path, options: Mapping[str, str]) -> None:
        """`options`: by name, what all records of the job depend on.

        Raises JournalError for a file that is something else, is in use, or was begun with other options; OutputError.
        """
        import sqlite3

        self.path, self._options = path, options
        self._errors: type[sqlite3.Error] = sqlite3.Error
        with self._told():
            self._database = sqlite3.connect(path, isolation_level=None, timeout=0.0)
        try:
            with self._told():
                self._open()
            self._compare()
        except BaseException:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def __len__(self) -> int:
        """The number of records."""
        return int(self._one("SELECT count(*) FROM record") or 0)

    def __contains__(self, name: str) -> bool:
        """Whether an input has its record."""
        return self._one("SELECT 1 FROM record WHERE key = ?", key_of(name)) is not None

    @property
    def outputs(self) -> Iterator[str]:
        """The names of the files that hold an article."""
        with self._told():
            for (name,) in self._database.execute("SELECT output FROM record WHERE output IS NOT NULL"):
                yield name

    @property
    def statuses(self) -> dict[str, int]:
        """How many records have which status."""
        with self._told():
            return dict(self._database.execute("SELECT status, count(*) FROM record GROUP BY status"))

    def has_begun(self, file: str) -> bool:
        """Whether the job has written to a file, or was about to."""
        return self._one("SELECT 1 FROM file WHERE name = ? LIMIT 1", file) is not None

    def begin(self, file: str) -> None:
        """The job is about to write to an empty file; from now on its options are settled. Raises OutputError."""
        with self._told():
            self._database.executemany("INSERT OR IGNORE INTO option VALUES (?, ?)", self._options.items())
            self._database.execute("INSERT INTO file VALUES (0, ?, 0)", (file,))

    def committed_bytes(self, file: str) -> int:
        """How far a file of the job was written when the last record was committed."""
        return int(self._one("SELECT bytes FROM file WHERE name = ? ORDER BY record DESC LIMIT 1", file) or 0)

    def commit(self, name: str, status: str, *, output: str | None, files: Mapping[str, int]) -> None:
        """The record of an input. `files`: by name, how far each was written with it. Raises OutputError."""
        with self._told():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                cursor = self._database.execute(
                    "INSERT INTO record (key, status, output) VALUES (?, ?, ?)", (key_of(name), status, output)
                )
                self._database.executemany(
                    "INSERT INTO file VALUES (?, ?, ?)", [(cursor.lastrowid, *written) for written in files.items()]
                )
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def forget_after(self, file: str, size: int) -> int:
        """Take back the records behind `size` bytes of a file; their number. Raises OutputError.

        A machine that loses its power may lose the end of a file, though its records were committed.
        """
        with self._told():
            lost = "FROM record WHERE number IN (SELECT record FROM file WHERE name = ? AND bytes > ?)"
            count = int(self._one(f"SELECT count(*) {lost}", file, size) or 0)
            if count:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.execute(f"DELETE {lost}", (file, size))
                self._database.execute(
                    "DELETE FROM file WHERE record > 0 AND record NOT IN (SELECT number FROM record)"
                )
                self._database.execute("COMMIT")
            return count

    def _open(self) -> None:
        # One process at a time: its lock goes with it, however it ends.
        self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute("BEGIN EXCLUSIVE")
        is_new = not self._one("SELECT count(*) FROM sqlite_master")
        if not is_new and self._one("PRAGMA application_id") != APPLICATION_ID:
            raise JournalError(f"{self.path}: is no journal of a job; name another file")
        if is_new:
            for statement in _TABLES.split(";"):
                self._database.execute(statement)
            self._database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self._database.execute("COMMIT")

    def _compare(self) -> None:
        """The options of a job that goes on must be the same."""
        options = self._options
        with self._told():
            begun = dict(self._database.execute("SELECT name, value FROM option"))
        names = sorted(set(begun) | set(options)) if begun else []
        changes = [
            f"{name} was {begun.get(name, 'not given')} and is {options.get(name, 'not given')}"
            for name in names
            if begun.get(name) != options.get(name)
        ]
        if changes:
            raise JournalError(
                f"{self.path}: the job was begun with other options ({'; '.join(changes)}); give the same ones, or "
                "begin another job with another file"
            )

    def _one(self, statement: str, *values: object) -> Any:
        with self._told():
            row = self._database.execute(statement, values).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the database in words."""
        try:
            yield
        except self._errors as error:
            code = getattr(error, "sqlite_errorname", "")
            if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                told = "another process works on this job; wait for it, or end it"
                raise JournalError(f"{self.path}: {told}") from error
            if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
                raise JournalError(f"{self.path}: is no journal of a job, or is damaged; name another file") from error
            if code.startswith("SQLITE_CANTOPEN"):
                raise OutputError(self.path, "cannot be made or opened; name a file in a folder of yours") from error
            told = f"cannot be written: {error}; free some space, or name another file"
            raise OutputError(self.path, told) from error


def key_of(name: str) -> bytes:
    """What stands for an input in the journal: no address in it can be read there, nor what is secret in one."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
