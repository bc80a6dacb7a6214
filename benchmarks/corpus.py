"""Sets of pages with truth: folders of `pages/ID.html.gz` and one `truth.jsonl`."""

import gzip
import json
import random
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.errors import BenchmarkError
from benchmarks.metadata.truth import UNKNOWN, TrueMetadata, true_metadata

FOLDER_VARIABLE = "SCRUBBER_BENCH"


@dataclass(frozen=True, slots=True)
class TruePage:
    """A saved page and what people said of it."""

    id: str
    path: Path
    """The gzip of the page's bytes."""
    text: str | None = None
    """The main content; None: the set does not know it, "": there is none."""
    required: tuple[str, ...] = ()
    """Snippets that must be in the answer (`with`)."""
    forbidden: tuple[str, ...] = ()
    """Snippets that must not be in the answer (`without`)."""
    type: str | None = None
    url: str | None = None
    """Where it was found; the split by site looks at it, and what reads metadata."""
    metadata: TrueMetadata = UNKNOWN

    def read(self) -> bytes:
        """The page's bytes; raises `BenchmarkError` if the file is missing or damaged."""
        try:
            return gzip.decompress(self.path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise BenchmarkError(f"{self.path}: not a readable gzip file ({error}); restore it") from error


@dataclass(frozen=True, slots=True)
class PageSet:
    """Pages of one origin, in the order of their truth file."""

    name: str
    pages: tuple[TruePage, ...]

    @property
    def has_text(self) -> bool:
        """Every page has its main content, so word F1 means something."""
        return bool(self.pages) and all(page.text is not None for page in self.pages)

    @property
    def has_snippets(self) -> bool:
        """Some page has a snippet."""
        return any(page.required or page.forbidden for page in self.pages)

    @property
    def has_metadata(self) -> bool:
        """Some page has a field of metadata."""
        return any(page.metadata != UNKNOWN for page in self.pages)

    @property
    def types(self) -> tuple[str, ...]:
        """The page types, the most frequent first."""
        names = [page.type for page in self.pages if page.type]
        return tuple(sorted(set(names), key=lambda name: (-names.count(name), name)))

    def sample(self, limit: int, *, seed: int) -> "PageSet":
        """At most `limit` pages, drawn by `seed`, in their old order."""
        if limit >= len(self.pages):
            return self
        chosen = sorted(random.Random(seed).sample(range(len(self.pages)), limit))
        return replace(self, pages=tuple(self.pages[index] for index in chosen))


def read_set(folder: Path) -> PageSet:
    """The set in a folder; raises `BenchmarkError` if the folder is not in the form of docs/benchmarks.md."""
    truth = folder / "truth.jsonl"
    try:
        lines = truth.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BenchmarkError(f"{truth}: cannot be read; a set is a folder with pages/ and truth.jsonl") from error
    pages = tuple(_page(line, f"{truth}:{number}", folder) for number, line in enumerate(lines, 1) if line.strip())
    if not pages:
        raise BenchmarkError(f"{truth}: has no page; write one JSON object a line")
    if len({page.text is None for page in pages}) > 1:
        raise BenchmarkError(f"{truth}: some pages have text and some have not; make two sets of them")
    missing = [page.path.name for page in pages if not page.path.is_file()]
    if missing:
        raise BenchmarkError(f"{folder / 'pages'}: {len(missing)} pages of truth.jsonl are missing, first {missing[0]}")
    return PageSet(folder.resolve().name, pages)


def _page(line: str, where: str, folder: Path) -> TruePage:
    try:
        row: dict[str, Any] = json.loads(line)
        return TruePage(
            id=row["id"],
            path=folder / "pages" / f"{row['id']}.html.gz",
            text=row.get("text"),
            required=tuple(row.get("with") or ()),
            forbidden=tuple(row.get("without") or ()),
            type=row.get("type"),
            url=row.get("url"),
            metadata=true_metadata(row),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BenchmarkError(f"{where}: not a JSON object in the form of docs/benchmarks.md ({error!r})") from error


def set_folders(named: Sequence[Path], environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The folders named by the caller, else every set in the folder that SCRUBBER_BENCH names."""
    if named:
        return tuple(named)
    home = environment.get(FOLDER_VARIABLE)
    if not home:
        raise BenchmarkError(f"no pages to run on: give --set DIR, or name a folder of sets in {FOLDER_VARIABLE}")
    folders = tuple(sorted(truth.parent for truth in Path(home).glob("*/truth.jsonl")))
    if not folders:
        raise BenchmarkError(f"{FOLDER_VARIABLE}={home}: no subfolder has a truth.jsonl; see docs/benchmarks.md")
    return folders


def read_sets(folders: Sequence[Path]) -> tuple[PageSet, ...]:
    """The sets in these folders."""
    return tuple(read_set(folder) for folder in folders)


@dataclass(frozen=True, slots=True)
class TruthKind:
    """What a measure judges by; not every set has it."""

    name: str
    fields: str
    """Of truth.jsonl, as a message names them."""
    is_in: Callable[[PageSet], bool]


MAIN_TEXT = TruthKind("main text", "text, with or without", lambda one: one.has_text or one.has_snippets)
METADATA = TruthKind("metadata", "title, authors, date or the like", lambda one: one.has_metadata)


def judged_by(kind: TruthKind, sets: Sequence[PageSet]) -> tuple[tuple[PageSet, ...], tuple[str, ...]]:
    """The sets with truth of this kind, and the names of the others; raises `BenchmarkError` if all are others."""
    judged = tuple(one for one in sets if kind.is_in(one))
    skipped = tuple(one.name for one in sets if one not in judged)
    if not judged:
        raise BenchmarkError(f"{', '.join(skipped)}: no page has {kind.fields}; nothing to judge {kind.name} by")
    return judged, skipped
