"""A folder of saved pages → a pandas frame, a row a page."""

import sys
from pathlib import Path

import pandas

import scrubber

COLUMNS = ["title", "authors", "date_published", "language", "word_count", "status", "confidence", "text"]


def frame_of(folder: Path) -> pandas.DataFrame:
    """The articles of the pages in a folder, by the names of their files."""
    pages = sorted(path for path in folder.rglob("page.*") if path.suffix in {".html", ".txt"})
    records = [article.to_dict() for article in scrubber.scrub_many(pages)]
    return pandas.DataFrame(records, index=[str(page) for page in pages], columns=COLUMNS)


if __name__ == "__main__":
    frame = frame_of(Path(sys.argv[1]))
    print(frame.drop(columns="text").to_string())
    print(frame.groupby("status")["word_count"].describe()[["count", "mean", "max"]].to_string())
