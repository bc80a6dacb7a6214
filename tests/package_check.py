"""Build the wheel and the sdist, install each into a clean environment, and clean a page there.

Run as a script by `make test`: it needs the package registries, and minutes rather than seconds.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
TRY = "import scrubber; print(scrubber.scrub('The council met.\\n\\nPhoto: Ann Lee / Reuters').text)"
NEEDED = ("scrubber/py.typed", "scrubber/cleaner/wording/en.toml")


def main() -> None:
    """Exit with an error if either archive does not build, install or run."""
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "build", "--outdir", folder, str(ROOT))
        for archive in sorted(Path(folder).iterdir()):
            check(archive, Path(folder) / f"env-{archive.suffix.strip('.')}")
    print("the wheel and the sdist build, install and run")


def check(archive: Path, environment: Path) -> None:
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(archive))
    # Outside of the checkout, so that the installed package is the one that is imported.
    said = run(str(python), "-c", TRY, cwd=environment)
    assert said.endswith("The council met.\n"), said
    listed = run(str(python), "-m", "pip", "show", "--files", "--disable-pip-version-check", "scrubber")
    missing = [name for name in NEEDED if name not in listed]
    assert not missing, f"{archive.name} lacks {missing}"
    run(str(environment / "bin" / "scrubber"), "--version", cwd=environment)


def run(*command: str, cwd: Path = ROOT) -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(command)}\n{result.stdout}{result.stderr}")
    return result.stdout


if __name__ == "__main__":
    main()
