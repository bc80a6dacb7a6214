"""The pages of a job as they came, beside their articles: a file each, or one archive of them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scrubber.cli.inputs.url_lists import address_of
from scrubber.cli.jobs.job_files import JobFiles
from scrubber.cli.outputs.appended_file import AppendedFile
from scrubber.cli.outputs.files import GrowingFile, make_folder
from scrubber.cli.outputs.output_names import OutputNames
from scrubber.cli.outputs.url_names import home_of
from scrubber.cli.usage import UsageError
from scrubber.errors import OutputError
from scrubber.fetcher import FetchResult, FetchStatus
from scrubber.fetcher.secrets import without_secrets

COOKIES = frozenset({"set-cookie", "set-cookie2"})


class SavedPages:
    """Saves the bytes of each page, its Content-Encoding undone, where `scrubber clean` finds them again."""

    def __init__(self, arguments: argparse.Namespace, job: JobFiles | None) -> None:
        """Raises UsageError, and OutputError for what cannot be made."""
        self._folder = None if arguments.save_html is None else Path(arguments.save_html)
        self._names = {suffix: OutputNames(suffix) for suffix in (".html", ".txt")}
        if self._folder is not None:
            make_folder(self._folder)
        self._archive = None if arguments.save_warc is None else _archive(arguments.save_warc, job)
        self._keeps_secrets = bool(arguments.keep_secrets)

    def save(self, result: FetchResult) -> tuple[str | None, list[OutputError]]:
        """The name of its file below the folder, None if none was asked for or written; and what went wrong."""
        if result.content is None or result.fetch_status is FetchStatus.NOT_MODIFIED:
            return None, []
        name, problems = None, []
        try:
            self._archived(result)
        except OutputError as error:
            problems.append(error)
        if self._folder is not None:
            try:
                name = self._saved(result, self._folder)
            except OutputError as error:
                problems.append(error)
        return name, problems

    def _archived(self, result: FetchResult) -> None:
        if self._archive is None:
            return
        from scrubber.serializer.warc import response_record, warcinfo_record

        now = datetime.now(UTC)
        above = b"" if self._archive.length else warcinfo_record(date=now)
        told = result if self._keeps_secrets else _without_secrets(result)
        self._archive.write(above + response_record(told, date=now))

    def _saved(self, result: FetchResult, folder: Path) -> str:
        is_plain = (result.content_type or "").lower().startswith("text/plain")
        name = self._names[".txt" if is_plain else ".html"].name_for(home_of(address_of(result.url)))
        make_folder((folder / name).parent)
        file = GrowingFile(folder / name)
        file.write(result.content or b"")
        file.finish()
        return str(name)


def _without_secrets(result: FetchResult) -> FetchResult:
    """A result that can be handed on: no token in its address, no cookie among its headers."""
    headers = {name: value for name, value in result.headers.items() if name not in COOKIES}
    return replace(result, final_url=without_secrets(result.final_url or result.url), headers=headers)


def _archive(name: str, job: JobFiles | None) -> AppendedFile:
    if not name.lower().endswith(".warc.gz"):
        raise UsageError(f"--save-warc: {name}: its records are packed; name a file that ends in .warc.gz")
    return AppendedFile(Path(name), 0) if job is None else job.file(Path(name))
