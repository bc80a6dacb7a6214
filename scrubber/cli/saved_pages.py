"""The pages of a job as they came, beside their articles."""

from __future__ import annotations

from pathlib import Path

from scrubber.cli.files import GrowingFile, make_folder
from scrubber.cli.output_names import OutputNames
from scrubber.cli.url_names import home_of
from scrubber.errors import OutputError
from scrubber.fetcher import FetchResult


class SavedPages:
    """Saves the bytes of each page, its Content-Encoding undone, where `scrubber clean` finds them again."""

    def __init__(self, folder: str | None) -> None:
        """Raises OutputError for a folder that cannot be made."""
        self._folder = None if folder is None else Path(folder)
        self._names = {suffix: OutputNames(suffix) for suffix in (".html", ".txt")}
        if self._folder is not None:
            make_folder(self._folder)

    def save(self, result: FetchResult) -> tuple[str | None, OutputError | None]:
        """The name of its file below the folder, None if none was asked for or written; and why not."""
        if self._folder is None or result.content is None:
            return None, None
        is_plain = (result.content_type or "").lower().startswith("text/plain")
        name = self._names[".txt" if is_plain else ".html"].name_for(home_of(result.url))
        try:
            make_folder((self._folder / name).parent)
            file = GrowingFile(self._folder / name)
            file.write(result.content)
            file.finish()
        except OutputError as error:
            return None, error
        return str(name), None
