"""The cases of html5lib's tests of parsing, a file each: `python -m fuzzing.browser_cases FOLDER`.

They are downloaded with pip into that folder, which `--seed-corpus` takes, and are no part of this project.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "html5lib==1.1"
OLD_SETUPTOOLS = "setuptools<70"  # html5lib's setup.py imports pkg_resources
_CASE = re.compile(rb"^#data\n(.*?)\n#errors\n", re.S | re.M)


def cases_in(content: bytes) -> Iterator[bytes]:
    """The inputs in a file of cases; what a browser makes of them is left out.

    >>> list(cases_in(b"#data\\n<p>One<p>Two\\n#errors\\n(1,3): ...\\n#document\\n| <html>\\n"))
    [b'<p>One<p>Two']
    """
    return (match[1] for match in _CASE.finditer(content))


def main(folder: Path) -> None:
    """Download them and write them, with a word on how many there are."""
    with tempfile.TemporaryDirectory() as download:
        cases = [case for file in _files(Path(download)) for case in cases_in(file)]
    folder.mkdir(parents=True, exist_ok=True)
    for number, case in enumerate(cases, 1):
        (folder / f"{number:05}").write_bytes(case)
    print(f"{len(cases)} cases in {folder}")


def _files(download: Path) -> Iterator[bytes]:
    constraint = download / "constraint"
    constraint.write_text(OLD_SETUPTOOLS)
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--no-binary",
        "html5lib",
        "-d",
        str(download),
    ]
    subprocess.run([*command, PACKAGE], env=os.environ | {"PIP_CONSTRAINT": str(constraint)}, check=True)
    with tarfile.open(next(download.glob("*.tar.gz"))) as archive:
        for member in archive:
            if "/tree-construction/" in member.name and member.name.endswith(".dat"):
                file = archive.extractfile(member)
                yield file.read() if file else b""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
