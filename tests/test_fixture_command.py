"""`scrubber fixture add`, `check` and `accept` do what docs/cli.md says."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scrubber
from scrubber import read
from scrubber.cli import main
from scrubber.fixtures.cleaning import cleaned
from scrubber.fixtures.comparison import compare
from scrubber.fixtures.difference import Kind
from scrubber.fixtures.outputs import Output, content_of

Done = tuple[int, str, str]
Command = Callable[..., Done]

TEXT = """\
The council met on Monday and voted for the new bridge.

It will open in the spring, two years later than was promised.

Photo: Ann Lee / Reuters

The mayor thanked the builders for their patience and their good work.

Twelve people spoke against it; nine of them live on the other bank.
"""
HTML = """\
<!doctype html><html lang="en"><head><title>A bridge reopens</title>
<link rel="canonical" href="https://gazette.example/news/A_Bridge%20Reopens.html?from=home"></head><body>
<nav><a href="/">Home</a></nav><article><h1>A bridge reopens</h1>
<p>The old bridge over the river reopened on Monday after two years of repairs, the town council said.</p>
<p>It had been closed since a flood in the spring of last year damaged two of its seven arches.</p>
<p>Engineers rebuilt both arches with stone from the same quarry that had supplied the first builders.</p>
</article><footer><p>Imprint</p></footer></body></html>
"""
GREEDY = '[[rule]]\nname = "no-mayor"\nopens = ["the mayor"]\nbudget = 1.0\n'
CASE = "sites/gazette.example/bridge"


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `scrubber fixture` in a folder of its own, as a user would."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Done:
        code = main(["fixture", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def case(tmp_path: Path, command: Command) -> Path:
    """A fixture of a text, fresh and green."""
    (tmp_path / "page.txt").write_text(TEXT)
    url = "https://gazette.example/news/bridge"
    assert command("add", "sites", "page.txt", "--url", url)[0] == 0
    assert command("check", "sites")[:2] == (0, "")
    return tmp_path / CASE


def edit(path: Path, old: str, new: str) -> None:
    content = path.read_text()
    assert content.count(old) == 1, content
    path.write_text(content.replace(old, new))


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


# check: differences are told apart


def test_prose_that_is_lost_is_told_by_line_with_the_rule_to_blame(
    tmp_path: Path, case: Path, command: Command
) -> None:
    (tmp_path / "rules.toml").write_text(GREEDY)
    code, out, err = command("check", "sites", "--rules", "rules.toml")
    assert code == 5
    assert lines(out)[:4] == [
        "gazette.example/bridge",
        "prose lost: 1",
        "line 5: The mayor thanked the builders for their patience and their good work.",
        "dropped by no-mayor: opens with “the mayor” (line 7)",
    ]
    assert "1 fixture checked, 1 differs from what is expected" in err


def test_prose_that_no_rule_drops_was_not_read(case: Path, command: Command) -> None:
    edit(case / "page.txt", "The mayor thanked the builders for their patience and their good work.\n\n", "")
    assert "no rule drops it: it is not read from the page" in command("check", "sites")[1]


def test_an_edited_line_is_lost_and_leaked_and_each_names_the_other(case: Path, command: Command) -> None:
    edit(case / "article.md", "thanked the builders", "thanked all builders")
    out = lines(command("check", "sites")[1])
    assert out[2:4] == [
        "line 5: The mayor thanked all builders for their patience and their good work.",
        "reads otherwise now: line 5",
    ]
    assert out[5:7] == [
        "line 5: The mayor thanked the builders for their patience and their good work.",
        "read otherwise before: line 5",
    ]


def test_noise_that_leaks_is_told_by_line_with_the_rule_that_let_go(case: Path, command: Command) -> None:
    code, out, _ = command("check", "sites", "--disable", "credit")
    assert code == 5
    assert lines(out)[1:4] == [
        "noise leaked: 1",
        "line 5: Photo: Ann Lee / Reuters",
        "no longer dropped by credit (line 5)",
    ]


def test_noise_that_a_rule_keeps_names_that_rule(tmp_path: Path, case: Path, command: Command) -> None:
    (tmp_path / "rules.toml").write_text('[[rule]]\nname = "photos"\nopens = ["photo"]\nkeep = true\n')
    out = command("check", "sites", "--rules", "rules.toml")[1]
    assert "no longer dropped by credit (line 5); kept by photos: opens with “photo”" in out


def test_lines_in_another_order_have_moved(case: Path, command: Command) -> None:
    first, second, *others = (case / "article.md").read_text().split("\n\n")
    (case / "article.md").write_text("\n\n".join([second, first, *others]))
    code, out, _ = command("check", "sites")
    assert (code, lines(out)[1]) == (5, "moved: 1")
    assert "lost" not in out and "leaked" not in out
    assert "is line 1 of article.md now" in out or "is line 3 of article.md now" in out


def test_white_space_alone_is_told_of_as_such(case: Path, command: Command) -> None:
    edit(case / "article.md", "bridge.\n\nIt", "bridge.\n\n\nIt")
    code, out, _ = command("check", "sites")
    assert code == 5
    assert lines(out)[1:] == ["moved: 1", "article.md", "only blank lines, line breaks or other white space differ"]


def test_metadata_are_told_field_by_field_with_their_sources(tmp_path: Path, command: Command) -> None:
    (tmp_path / "page.html").write_text(HTML)
    command("add", "sites", "page.html", "--case", "bridge")
    edit(tmp_path / CASE / "article.json", '"title": "A bridge reopens"', '"title": "A bridge"')
    edit(tmp_path / CASE / "article.json", '"language": "html lang"', '"language": "meta language"')
    code, out, _ = command("check", "sites")
    assert code == 5
    assert lines(out)[1:] == [
        "metadata changed: 2",
        "title",
        '"A bridge" → "A bridge reopens" (source: h1)',
        "language",
        "the value is the same (source: meta language → html lang)",
    ]


def test_images_status_and_warnings_are_metadata(case: Path, command: Command) -> None:
    edit(case / "article.json", '"credit": "Ann Lee / Reuters"', '"credit": "Reuters"')
    edit(case / "article.json", '"status": "ok"', '"status": "partial"')
    edit(case / "article.json", '"warnings": []', '"warnings": ["cut"]')
    assert lines(command("check", "sites")[1])[1:] == [
        "metadata changed: 3",
        "images[0].credit",
        '"Reuters" → "Ann Lee / Reuters"',
        "status",
        '"partial" → "ok"',
        "warnings",
        '["cut"] → []',
    ]


def test_a_text_that_differs_in_both_files_is_told_of_once(case: Path, command: Command) -> None:
    edit(case / "article.md", "Twelve people", "Two people")
    record = json.loads((case / "article.json").read_text())
    record["text"] = record["text"].replace("Twelve people", "Two people")
    (case / "article.json").write_text(json.dumps(record, ensure_ascii=False, indent=2))
    out = command("check", "sites")[1]
    assert (out.count("Two people"), out.count("Twelve people")) == (1, 1)
    assert "metadata changed" not in out


def test_a_text_that_differs_in_the_record_alone_is_told_of(case: Path, command: Command) -> None:
    edit(case / "article.json", "Twelve people", "Two people")
    assert lines(command("check", "sites")[1])[1:3] == ["metadata changed: 2", "text"]


def test_a_line_that_falls_under_another_rule_or_place_says_so(case: Path, command: Command) -> None:
    edit(case / "removals.tsv", "credit\tline 5", "ticker\tline 5")
    assert lines(command("check", "sites")[1])[1:3] == ["rule changed: 1", "Photo: Ann Lee / Reuters"]
    edit(case / "removals.tsv", "ticker\tline 5", "credit\tline 9")
    assert "falls under credit as before; its place was line 9, and is line 5" in command("check", "sites")[1]


def test_the_line_of_a_picture_is_metadata_too(tmp_path: Path, command: Command) -> None:
    figure = '<figure><img src="/arch.jpg" width="800" height="600"><figcaption>The sixth arch.</figcaption></figure>'
    (tmp_path / "page.html").write_text(HTML.replace("<p>It had", f"{figure}<p>It had"))
    command("add", "sites", "page.html", "--case", "bridge")
    edit(tmp_path / CASE / "article.md", "*The sixth arch.*", "*The arch.*")
    assert lines(command("check", "sites")[1])[1:] == [
        "metadata changed: 2",
        "line 8: *The arch.*",
        "the line of a picture is gone",
        "line 8: *The sixth arch.*",
        "the line of a picture is new",
    ]
    edit(tmp_path / CASE / "article.json", '"The sixth arch."', '"The arch."')
    assert lines(command("check", "sites")[1])[1:] == [
        "metadata changed: 1",
        "images[0].caption",
        '"The arch." → "The sixth arch."',
    ]


def test_differences_come_by_kind(case: Path, command: Command) -> None:
    edit(case / "removals.tsv", "credit\tline 5", "ticker\tline 5")
    edit(case / "article.json", '"status": "ok"', '"status": "partial"')
    edit(case / "article.md", "Twelve people", "On the day, people")
    edit(case / "article.md", "The mayor thanked the builders for their patience and their good work.\n\n", "")
    headings = [line for line in lines(command("check", "sites")[1]) if line.endswith((": 1", ": 2"))]
    assert headings == ["prose lost: 1", "noise leaked: 2", "metadata changed: 1", "rule changed: 1"]


def test_a_record_that_is_laid_out_otherwise_is_told_of(case: Path, command: Command) -> None:
    record = json.loads((case / "article.json").read_text())
    (case / "article.json").write_text(json.dumps(record))
    assert "it says the same, laid out in another way" in command("check", "sites")[1]


@pytest.mark.parametrize("change", [lambda text: text.replace(b"\n", b"\r\n"), lambda text: text.removesuffix(b"\n")])
def test_line_ends_of_windows_and_a_missing_final_newline_are_no_difference(
    case: Path, command: Command, change: Callable[[bytes], bytes]
) -> None:
    for output in Output:
        path = case / output
        path.write_bytes(change(path.read_bytes()))
    assert command("check", "sites")[:2] == (0, "")


LINES = st.lists(st.sampled_from(["", "It rained.", "Photo: Ann Lee / Reuters", "- one", "*two*", "![a](b)", "x\t y"]))


@settings(deadline=None)
@given(LINES, LINES, LINES)
def test_whatever_differs_is_told_of(page: list[str], article: list[str], removals: list[str]) -> None:
    outcome = cleaned(read("\n".join(page), kind="text"), scrubber.rules())
    is_told = {Output.ARTICLE: "\n".join(article), Output.REMOVALS: "\n".join(["rule\tplace\ttext", *removals])}
    for output, expected in is_told.items():
        told = compare({output: expected}, {output: expected}, outcome)
        assert bool(told) or expected.rstrip("\n") == content_of(outcome.article, output).rstrip("\n")
        assert list(told) == sorted(told, key=lambda difference: list(Kind).index(difference.kind))


# check: what is missing or broken fails


@pytest.mark.parametrize("output", list(Output))
def test_a_missing_expectation_fails(case: Path, command: Command, output: Output) -> None:
    (case / output).unlink()
    code, out, _ = command("check", "sites")
    assert code == 5
    assert lines(out)[1:3] == ["not compared: 1", output]
    assert "is missing" in out


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("article.md", b"\xff", "is not UTF-8"),
        ("article.json", b"{", "cannot be understood"),
        ("article.json", b"[]", "must be a JSON object"),
        ("article.json", b"[" * 100_000, "nested too deeply"),
        ("removals.tsv", b"", "its first line must be"),
        ("removals.tsv", b"rule\tplace\ttext\ncredit: line 5\n", "line 2 has 1 cells"),
        ("page.toml", b"url = ", "page.toml"),
        ("page.toml", b"\xff", "no TOML in UTF-8"),
        ("page.toml", b'kind = "text"', "does not say the url"),
        ("page.toml", b'url = "https://x.example"', 'kind must be "html" or "text"'),
        ("page.toml", b'url = 1\nkind = "text"', "url is no string"),
        ("page.toml", b'url = "https://x.example"\nkind = "html"', "but the page is page.txt"),
        ("page.html", b"<p>It rained.</p>", "holds both"),
    ],
)
def test_what_cannot_be_read_is_a_failure_of_that_fixture_alone(
    tmp_path: Path, case: Path, command: Command, file: str, content: bytes, says: str
) -> None:
    command("add", "sites", "page.txt", "--url", "https://gazette.example/other")
    (case / file).write_bytes(content)
    code, out, err = command("check", "sites")
    assert code == 5
    assert says in out
    assert "2 fixtures checked, 1 differs" in err
    assert "gazette.example/other" not in out


@pytest.mark.parametrize("file", ["page.toml", "page.txt"])
def test_a_fixture_without_its_page_or_what_it_says_fails(case: Path, command: Command, file: str) -> None:
    (case / file).unlink()
    code, out, _ = command("check", "sites")
    assert code == 5
    assert "not compared" in out


@pytest.mark.parametrize("arguments", [("nowhere",), ("empty",), ("page.txt",), ("sites", "no-such-case")])
def test_a_folder_or_case_that_holds_no_fixture_is_wrong_usage(
    tmp_path: Path, case: Path, command: Command, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "empty").mkdir()
    for action in ("check", "accept"):
        code, out, err = command(action, *arguments)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert arguments[-1] in err


@pytest.mark.parametrize(
    "asked",
    [["sites", "bridge"], ["sites", "gazette.example/bridge"], ["sites", "gazette.example"], ["sites", CASE], [CASE]],
)
def test_a_case_is_asked_for_by_its_name_its_host_or_its_folder(case: Path, command: Command, asked: list[str]) -> None:
    command("add", "sites", "page.txt", "--url", "https://other.example/other")
    assert "1 fixture checked" in command("check", *asked)[2]


def test_json_tells_the_same(case: Path, command: Command) -> None:
    code, out, _ = command("check", "sites", "--disable", "credit", "--format", "json")
    assert code == 5
    (found,) = json.loads(out)["fixtures"]
    assert found["fixture"] == "gazette.example/bridge"
    assert found["differences"][0] == {
        "kind": "noise leaked",
        "file": "article.md",
        "line": 5,
        "what": "Photo: Ann Lee / Reuters",
        "rule": "credit",
        "detail": "no longer dropped by credit (line 5)",
    }


def test_nothing_in_a_page_steers_the_terminal(case: Path, command: Command) -> None:
    edit(case / "article.md", "Twelve people", "Two \x1b[31mpeople")
    out = command("check", "sites")[1]
    assert "\x1b" not in out
    assert "\\x1b[31mpeople" in out


def test_a_rule_of_the_users_own_that_matches_nothing_is_warned_of(
    tmp_path: Path, case: Path, command: Command
) -> None:
    (tmp_path / "rules.toml").write_text('[[rule]]\nname = "spelt-wrong"\nopens = ["teh mayor"]\n')
    code, _, err = command("check", "sites", "--rules", "rules.toml")
    assert code == 0
    assert "warning: rule spelt-wrong matched nothing on 1 fixture" in err
    (tmp_path / "rules.toml").write_text(GREEDY)
    assert "matched nothing" not in command("check", "sites", "--rules", "rules.toml")[2]


# accept


def test_accept_writes_what_comes_out_and_shows_what_that_changes(case: Path, command: Command) -> None:
    edit(case / "removals.tsv", "credit\tline 5", "ticker\tline 5")
    untouched = (case / "article.md").stat().st_mtime_ns
    code, out, err = command("accept", "sites")
    assert (code, lines(out)[0]) == (0, "gazette.example/bridge")
    assert "fell under ticker" in out
    assert "1 of 1 fixture rewritten" in err
    assert (case / "article.md").stat().st_mtime_ns == untouched
    assert command("check", "sites")[0] == 0


def test_accept_twice_changes_nothing(case: Path, command: Command) -> None:
    edit(case / "article.md", "Twelve people", "Two people")
    (case / "removals.tsv").unlink()
    command("accept", "sites")
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in case.iterdir()}
    code, out, err = command("accept", "sites")
    assert (code, out) == (0, "")
    assert "none of 1 fixture rewritten" in err
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in case.iterdir()} == before


def test_accept_of_a_case_leaves_the_others(tmp_path: Path, case: Path, command: Command) -> None:
    command("add", "sites", "page.txt", "--url", "https://gazette.example/other")
    other = tmp_path / "sites/gazette.example/other"
    for folder in (case, other):
        (folder / "article.md").unlink()
    assert command("accept", "sites", "other")[0] == 0
    assert ((case / "article.md").exists(), (other / "article.md").exists()) == (False, True)


def test_accept_cannot_accept_what_is_broken(case: Path, command: Command) -> None:
    (case / "page.toml").write_text("url = ")
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    code, out, err = command("accept", "sites")
    assert (code, out) == (3, "")
    assert "page.toml" in err
    command("add", "sites", "page.txt", "--url", "https://gazette.example/other")
    assert command("accept", "sites")[0] == 1
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before


def test_what_cannot_be_written_is_code_4(tmp_path: Path, case: Path, command: Command) -> None:
    (case / "article.md").unlink()
    (case / "article.md").mkdir()
    code, _, err = command("accept", "sites")
    assert code == 4
    assert "cannot be written" in err
    assert not list(case.glob(".scrubber*"))
    (tmp_path / "taken").write_text("a file")
    code, _, err = command("add", "taken", "page.txt", "--url", "https://gazette.example/bridge")
    assert code == 4
    assert "cannot be written" in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_code_4(case: Path, command: Command) -> None:
    (case / "article.md").unlink()
    case.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert command("accept", "sites")[0] == 4
    finally:
        case.chmod(stat.S_IRWXU)


# add


def test_an_added_page_is_copied_byte_for_byte_with_what_comes_out_of_it(tmp_path: Path, command: Command) -> None:
    (tmp_path / "saved.htm.gz").write_bytes(gzip.compress(HTML.encode()))
    code, out, err = command("add", "sites", "saved.htm.gz")
    folder = Path("sites/gazette.example/a-bridge-reopens")
    assert (code, out) == (0, f"{folder}: ok, 53 words kept, 3 lines removed\n")
    assert "article.md and removals.tsv" in err
    assert sorted(path.name for path in (tmp_path / folder).iterdir()) == [
        "article.json",
        "article.md",
        "page.html",
        "page.toml",
        "removals.tsv",
    ]
    assert (tmp_path / folder / "page.html").read_text() == HTML
    assert (
        'url = "https://gazette.example/news/A_Bridge%20Reopens.html?from=home"'
        in (tmp_path / folder / "page.toml").read_text()
    )


def test_a_page_comes_from_standard_input_too(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert command("add", "sites", "-", "--url", "https://gazette.example/", "--guards", 'It "guards".')[0] == 0
    assert 'guards = "It \\"guards\\"."' in Path("sites/gazette.example/page/page.toml").read_text()


def test_og_url_stands_in_for_a_canonical_url_that_names_no_host(tmp_path: Path, command: Command) -> None:
    og = '<meta property="og:url" content="https://other.example/x">'
    (tmp_path / "page.html").write_text(HTML.replace("https://gazette.example", "").replace("<link", f"{og}<link"))
    assert command("add", "sites", "page.html")[1].startswith("sites/other.example/x: ok")


def test_several_pages_are_added_at_once_or_not_at_all(tmp_path: Path, command: Command) -> None:
    (tmp_path / "a.html").write_text(HTML)
    (tmp_path / "b.html").write_text(HTML.replace("A_Bridge", "Another"))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    for pages in (["a.html", "a.html"], ["a.html", "c.pdf"], ["a.html", "b.html", "--case", "x"]):
        code, out, err = command("add", "sites", *pages)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert not (tmp_path / "sites").exists()
    assert command("add", "sites", "a.html", "missing.html")[0] == 3
    assert not (tmp_path / "sites").exists()
    assert len(command("add", "sites", "a.html", "b.html")[1].splitlines()) == 2


def test_a_text_needs_its_url(tmp_path: Path, command: Command) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    code, _, err = command("add", "sites", "page.txt")
    assert code == 2
    assert "give it with --url" in err


def test_add_never_overwrites(case: Path, command: Command) -> None:
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    code, _, err = command("add", "sites", "page.txt", "--url", "https://gazette.example/bridge")
    assert code == 2
    assert "is there already" in err
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before


@pytest.mark.parametrize(
    ("url", "case"),
    [
        ("https://../x", None),
        ("https://..%2f..%2fetc/x", None),
        ("https://[::1]/x", None),
        ("http://[::1", None),
        ("file:///etc/passwd", None),
        ("bridge", None),
        ("https://.hidden/x", None),
        ("https://gazette.example/\udcff", None),
        ("https://gazette.example./x", None),
        ("https://gazette.example/x", "../../escaped"),
        ("https://gazette.example/x", "/escaped"),
        ("https://gazette.example/x", ".."),
        ("https://gazette.example/x", ".hidden"),
        ("https://gazette.example/x", "a\\b"),
        ("https://gazette.example/x", "a\nb"),
        ("https://gazette.example/x", "a\0b"),
        ("https://gazette.example/x", ""),
        ("https://gazette.example/x", "x" * 300),
    ],
)
def test_no_url_and_no_name_leads_out_of_the_folder(
    tmp_path: Path, command: Command, url: str, case: str | None
) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    code, out, err = command("add", "a/b/sites", "page.txt", "--url", url, *([] if case is None else ["--case", case]))
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["page.txt"]


@pytest.mark.parametrize("path", ["/%2e%2e/%2e%2e", "/..", "/%00", "/%2Fetc%2Fpasswd", "/" + "ü" * 400, "/-/", "/CON."])
def test_the_path_of_a_url_becomes_a_name_that_is_safe(tmp_path: Path, command: Command, path: str) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    assert command("add", "sites", "page.txt", "--url", f"https://gazette.example{path}")[0] == 0
    (folder,) = (tmp_path / "sites/gazette.example").iterdir()
    assert len(folder.name) <= 60
    assert folder.name.replace("-", "").isalnum()
    assert command("check", "sites")[0] == 0


def test_the_command_works_from_a_shell(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1])}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scrubber", "fixture", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)

    assert run("add", "sites", "page.txt", "--url", "https://gazette.example/bridge").returncode == 0
    assert run("check", "sites").returncode == 0
    assert run("check", "sites", "--disable", "credit").returncode == 5
    assert run().returncode == 2
