"""Build the site of the docs, strictly, and see that its pages load nothing from other hosts.

Run as a script by `make test`: it needs mkdocs, which the tests do not.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOADED = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//[^>]*>")
IN_STYLES = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]*")
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # the theme's notice of its own future is no warning of ours


def main() -> None:
    """Exit with an error if the site does not build without a warning, or a page of it asks another host."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]  # --quiet counts nothing
        build = subprocess.run(command, cwd=ROOT, env=QUIET, stderr=subprocess.PIPE, text=True, check=False)
        if build.returncode:
            sys.exit(f"the site of the docs does not build:\n{build.stderr}")
        pages, foreign = sorted(Path(folder).rglob("*.html")), asked_of_others(Path(folder))
    if foreign:
        sys.exit("\n".join(["the site loads from other hosts:", *foreign]))
    print(f"the site of the docs builds: {len(pages)} pages, which load nothing from other hosts")


def asked_of_others(site: Path) -> list[str]:
    """What the pages and styles of a site load from other hosts, each with its file."""
    return [
        f"{path.relative_to(site)}: {found}"
        for suffix, foreign in ((".html", LOADED), (".css", IN_STYLES))
        for path in sorted(site.rglob(f"*{suffix}"))
        for found in foreign.findall(path.read_text(encoding="utf-8"))
    ]


if __name__ == "__main__":
    main()
