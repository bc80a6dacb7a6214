"""A Parquet file of a job: its rows grow as JSON Lines beside it, for Parquet itself cannot grow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scrubber.cli.outputs.appended_file import AppendedFile
from scrubber.cli.outputs.files import GrowingFile, unwritable
from scrubber.cli.outputs.forms import Form
from scrubber.cli.outputs.rows import rows_for

SPOOL_SUFFIX = ".rows.jsonl"


class ParquetOfRows:
    """The file into which rows go; once no more come, they are written as Parquet. They stay, for the job may go on."""

    def __init__(self, path: Path, rows: AppendedFile, lead_fields: Sequence[str]) -> None:
        self._path, self._rows, self._lead_fields = path, rows, lead_fields

    def write(self, content: bytes) -> None:
        """Append a row. Raises OutputError."""
        self._rows.write(content)

    def finish(self) -> None:
        """Write the Parquet file, whole or not at all. Raises OutputError."""
        self._rows.finish()
        file = GrowingFile(self._path)
        try:
            parquet = rows_for(Form("parquet"), file, self._lead_fields)
            with self._rows.path.open("rb") as lines:
                for line in lines:
                    parquet.add({}, line)
            parquet.end()
        except OSError as error:
            raise unwritable(self._rows.path, error) from error
        else:
            file.finish()
        finally:
            file.discard()

    def discard(self) -> None:
        """Leave the rows for the next run."""
        self._rows.discard()
