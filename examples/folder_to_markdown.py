"""A folder of saved pages → a folder of Markdown, cleaned in workers that no page can hang or take along."""

import sys
from pathlib import Path

import scrubber


def main(source: Path, target: Path) -> None:
    """Write an article for each page, and say which pages gave none."""
    pages = sorted(path for path in source.rglob("*") if path.suffix in {".html", ".htm", ".txt"})
    target.mkdir(parents=True, exist_ok=True)
    for page, article in zip(pages, scrubber.scrub_many(pages), strict=True):
        if article.status.failed:
            print(f"{page}: {article.status}: {'; '.join(article.warnings)}", file=sys.stderr)
            continue
        name = "-".join(page.relative_to(source).with_suffix(".md").parts)
        (target / name).write_text(scrubber.to_markdown(article, front_matter=True), encoding="utf-8")
        print(name)


if __name__ == "__main__":  # the workers may import this script
    main(Path(sys.argv[1]), Path(sys.argv[2]))
