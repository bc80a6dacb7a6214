"""`scrubber clean` and `scrubber explain` do what docs/cli.md says."""

import gzip
import json
import os
import pty
import re
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

import scrubber

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "The council met on Monday and voted for the new bridge.\n\nPhoto: Ann Lee / Reuters\n"
TEXT_CLEANED = "The council met on Monday and voted for the new bridge."
PARAGRAPHS = (
    "The old bridge over the river reopened on Monday after two years of repairs, the town council said.",
    "It had been closed since a flood in the spring of last year damaged two of its seven arches.",
    "Engineers rebuilt both arches with stone from the same quarry that had supplied the first builders.",
)
HTML = (
    "<!doctype html><html><head><title>A bridge reopens</title><script>var hidden = 1</script></head><body>"
    "<nav><a href=/>Home</a> <a href=/news>News</a></nav><article><h1>A bridge reopens</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article><footer><p>Imprint</p></footer></body></html>"
)
HTML_CLEANED = "\n\n".join(PARAGRAPHS)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "scrubber", *arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment} | more
        return subprocess.run(command, cwd=tmp_path, text=True, timeout=60, **streams)

    return run


def write(folder: Path, **contents: str) -> None:
    """`write(folder, a__b_html="…")` makes a/b.html."""
    for name, content in contents.items():
        path = folder / re.sub("_(?=[a-z]+$)", ".", name).replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def records(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def on_a_terminal(run: Run, stream: str, *arguments: str, **more: object) -> str:
    """What a command writes to a stream that is a terminal."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 60))
    try:
        run(*arguments, **{stream: theirs}, **more)
    finally:
        os.close(theirs)
    written = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says EIO for the end
            piece = b""
        if not piece:
            os.close(ours)
            return written.decode()
        written += piece


# clean: inputs


def test_the_article_of_a_file_goes_to_standard_output(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=HTML)
    done = run("clean", "page.html")
    assert (done.stdout, done.stderr, done.returncode) == (HTML_CLEANED + "\n", "", 0)


def test_a_dash_is_standard_input(run: Run) -> None:
    assert run("clean", "-", input=TEXT).stdout == TEXT_CLEANED + "\n"


def test_a_folder_is_read_at_any_depth_plain_and_gz_without_hidden_files(tmp_path: Path, run: Run) -> None:
    write(tmp_path, site__one_html=HTML, site__deep__er__two_txt=TEXT, site__notes_css="x", site__deep__three_md=TEXT)
    (tmp_path / "site/deep/four.htm.gz").write_bytes(gzip.compress(HTML.encode()))
    write(tmp_path / "site/.cache", five_html=HTML)
    (tmp_path / "site/.six.html").write_text(HTML)
    done = run("clean", "site", "-o", "out")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    assert tree(tmp_path / "out") == ["deep/er/two.txt", "deep/four.txt", "deep/three.txt", "one.txt", "records.jsonl"]
    assert (tmp_path / "out/deep/four.txt").read_text() == HTML_CLEANED + "\n"
    assert [(record["input"], record["output"], record["status"]) for record in records(tmp_path / "out")] == [
        ("site/one.html", "one.txt", "ok"),
        ("site/deep/four.htm.gz", "deep/four.txt", "ok"),
        ("site/deep/three.md", "deep/three.txt", "ok"),
        ("site/deep/er/two.txt", "deep/er/two.txt", "ok"),
    ]


def test_a_quoted_glob_is_expanded_and_mirrored_below_its_fixed_part(tmp_path: Path, run: Run) -> None:
    write(tmp_path, site__a__x_txt=TEXT, site__b__x_txt=TEXT, site__b__y_css="no")
    assert run("clean", "site/**/*.txt", "-o", "out").returncode == 0
    assert tree(tmp_path / "out") == ["a/x.txt", "b/x.txt", "records.jsonl"]


def test_a_line_of_jsonl_is_an_input_with_its_url(tmp_path: Path, run: Run) -> None:
    lines = [{"url": "http://x.example/1", "html": HTML}, {"text": TEXT}]
    content = "\n\n".join(json.dumps(line) for line in lines) + "\nno json\n" + '{"url": "http://x.example/4"}\n[]\n'
    write(tmp_path, pages_jsonl=content)
    done = run("clean", "pages.jsonl", "--format", "jsonl")
    given = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["input"], line["status"], line["url"]) for line in given] == [
        ("pages.jsonl:1", "ok", "http://x.example/1"),
        ("pages.jsonl:3", "ok", None),
        ("pages.jsonl:4", "unreadable", None),
        ("pages.jsonl:5", "unreadable", None),
        ("pages.jsonl:6", "unreadable", None),
    ]
    assert [line["text"] for line in given[:2]] == [HTML_CLEANED, TEXT_CLEANED]
    assert done.returncode == 1
    assert [line.split(": ")[1:3] for line in done.stderr.splitlines()] == [
        ["pages.jsonl:4", "unreadable"],
        ["pages.jsonl:5", "unreadable"],
        ["pages.jsonl:6", "unreadable"],
    ]


def test_the_lines_of_jsonl_become_a_folder_of_files(tmp_path: Path, run: Run) -> None:
    (tmp_path / "pages.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    assert run("clean", "pages.jsonl.gz", "-o", "out").returncode == 0
    assert tree(tmp_path / "out") == ["pages/1.txt", "records.jsonl"]


# clean: outputs


def test_the_format_is_that_of_the_option_or_of_the_suffix_of_the_output(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=HTML)
    run("clean", "page.html", "-o", "page.md")
    run("clean", "page.html", "-o", "page.out", "--format", "json")
    assert (tmp_path / "page.md").read_text() == HTML_CLEANED + "\n"
    record = json.loads((tmp_path / "page.out").read_text())
    assert (record["title"], record["text"]) == ("A bridge reopens", HTML_CLEANED)


def test_several_inputs_to_standard_output_are_refused_but_as_jsonl(tmp_path: Path, run: Run) -> None:
    write(tmp_path, a_txt=TEXT, b_txt=TEXT)
    done = run("clean", "a.txt", "b.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--format jsonl" in done.stderr and "-o DIR" in done.stderr
    assert len(run("clean", "a.txt", "b.txt", "--format", "jsonl").stdout.splitlines()) == 2


def test_jsonl_in_a_folder_is_one_file_of_full_records(tmp_path: Path, run: Run) -> None:
    write(tmp_path, a_txt=TEXT, b_txt=TEXT)
    (tmp_path / "out").mkdir()
    assert run("clean", "a.txt", "b.txt", "-o", "out", "--format", "jsonl").returncode == 0
    assert tree(tmp_path / "out") == ["records.jsonl"]
    assert [record["text"] for record in records(tmp_path / "out")] == [TEXT_CLEANED] * 2


def test_inputs_that_would_share_an_output_get_one_each(tmp_path: Path, run: Run) -> None:
    write(tmp_path, a__x_html=HTML, a__x_txt=TEXT, b__x_txt="Another text stood in the other folder.\n")
    assert run("clean", "a/x.html", "a/x.txt", "b/x.txt", "-o", "out").returncode == 0
    outputs = [record["output"] for record in records(tmp_path / "out")]
    assert outputs == ["x.txt", "x-2.txt", "x-3.txt"]
    assert (tmp_path / "out/x-3.txt").read_text() == "Another text stood in the other folder.\n"


def test_no_input_is_overwritten(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_txt=TEXT, page_html=HTML, site__a_txt=TEXT)
    assert run("clean", "page.html", "page.txt", "-o", ".").returncode == 0
    assert (tmp_path / "page.txt").read_text() == TEXT
    assert [record["output"] for record in records(tmp_path)] == ["page-2.txt", "page-3.txt"]
    for arguments in (("page.txt", "-o", "page.txt"), ("site", "-o", "site"), ("records.jsonl", "-o", ".")):
        done = run("clean", *arguments)
        assert (done.returncode, "choose another" in done.stderr) == (2, True)


def test_an_output_folder_inside_the_input_is_not_read_again(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=HTML)
    for _ in range(2):
        assert run("clean", ".", "-o", "out/").returncode == 0
    assert tree(tmp_path) == ["out/page.txt", "out/records.jsonl", "page.html"]


def test_a_failed_input_writes_no_article_and_leaves_the_names_of_others(tmp_path: Path, run: Run) -> None:
    write(tmp_path, a_html="%PDF-1.7", a_txt=TEXT)
    done = run("clean", "a.html", "a.txt", "-o", "out")
    assert (done.returncode, done.stderr.startswith("scrubber: a.html: not_text: ")) == (1, True)
    assert tree(tmp_path / "out") == ["a-2.txt", "records.jsonl"]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_the_output_does_not_depend_on_the_number_of_workers(tmp_path: Path, run: Run, jobs: str) -> None:
    lines = [{"text": f"Line {n} of the report.\n\n" + "Read more\n\n" * (60 * (n % 7 == 0))} for n in range(40)]
    write(tmp_path, pages_jsonl="\n".join(map(json.dumps, lines)))
    given = run("clean", "pages.jsonl", "--format", "jsonl", "--jobs", jobs).stdout.splitlines()
    assert [json.loads(line)["text"].split("\n")[0] for line in given] == [
        f"Line {n} of the report." for n in range(40)
    ]


# options


def test_a_rule_can_be_disabled_and_an_unknown_one_is_named(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_txt=TEXT)
    assert run("clean", "page.txt", "--disable", "credit", "--disable", "caption").stdout == TEXT
    done = run("clean", "page.txt", "--disable", "cerdit")
    assert (done.returncode, "cerdit" in done.stderr, "credit" in done.stderr) == (2, True, True)


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"scrubber {scrubber.__version__}\n"


def test_a_progress_bar_shows_only_on_a_terminal_and_for_several_inputs(tmp_path: Path, run: Run) -> None:
    write(tmp_path, a_txt=TEXT, b_txt=TEXT, c_txt="")
    assert "/2 [" in on_a_terminal(run, "stderr", "clean", "a.txt", "b.txt", "-o", "out")
    assert on_a_terminal(run, "stderr", "clean", "a.txt") == ""
    done = run("clean", "a.txt", "c.txt", "-o", "out")
    assert done.stderr == "scrubber: c.txt: empty: nothing visible is in it\n"


# explain


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("page", [HTML, TEXT])
def test_explain_shows_every_block_and_keeps_what_clean_keeps(tmp_path: Path, run: Run, page: str, form: str) -> None:
    write(tmp_path, page=page)
    done = run("explain", "page", "--format", form)
    article = scrubber.scrub(page)
    kept = [block.text for block in article.blocks]
    dropped = [(removal.rule, removal.text) for removal in article.removals]
    if form == "json":
        blocks = json.loads(done.stdout)["blocks"]
        assert [block["text"] for block in blocks if block["kept"]] == kept
        assert [(block["rule"], block["text"]) for block in blocks if not block["kept"]] == dropped
    else:
        pairs = re.findall(r"^([+-]) (.*)\n    (.*)$", done.stdout, re.M)
        assert [text for mark, _, text in pairs if mark == "+"] == kept
        assert [(says.partition(":")[0], text) for mark, says, text in pairs if mark == "-"] == dropped
    assert done.returncode == 0


def test_explain_shows_each_field_with_its_source_and_what_else_is_said(tmp_path: Path, run: Run) -> None:
    head = "<meta property=og:title content='Bridge open again'><meta name=author content='Ann Lee and Bo Ek'>"
    write(tmp_path, page_html=HTML.replace("<title>", f"{head}<title>"))
    lines = run("explain", "page.html", "--metadata").stdout.splitlines()
    assert lines[:3] == [
        "title  A bridge reopens  [h1]",
        "    or Bridge open again  [meta og:title]",
        "authors  Ann Lee; Bo Ek  [meta author]",
    ]
    told = json.loads(run("explain", "page.html", "--metadata", "--format", "json").stdout)
    assert told["title"]["alternatives"] == [{"value": "Bridge open again", "source": "meta og:title"}]
    assert run("explain", "page.html", "--metadata", "--why", "council").returncode == 2


def test_explain_counts_the_words_that_each_rule_took(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=HTML)
    summary = run("explain", "page.html").stdout.split("\n\n")[-1].split("\n")
    kept = sum(len(paragraph.split()) for paragraph in PARAGRAPHS)
    assert summary[1].split() == [str(kept), "3", "kept"]
    assert "3 2 dropped by main-text" in " ".join(summary[2].split())


def test_why_traces_a_block_through_every_rule(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_txt=TEXT)
    lines = run("explain", "page.txt", "--why", "PHOTO:  ann").stdout.splitlines()
    names = [rule.name for rule in scrubber.RULES]
    assert [line.split()[0] for line in lines[2 : 2 + len(names)]] == names
    said = {line.split()[0]: " ".join(line.split()[1:]) for line in lines[2 : 2 + len(names)]}
    taker = scrubber.scrub(TEXT).removals[0].rule
    assert said[names[0]] == "nothing"
    assert said[taker].startswith("drop: ")
    assert said[names[-1]] == "nothing: already dropped"


def test_why_says_that_a_rule_was_overruled_and_of_which_blocks(tmp_path: Path, run: Run) -> None:
    captions = "".join(f"Number {n} walks over the old bridge on a Monday. Photo: Ann Lee.\n\n" for n in range(20))
    write(tmp_path, **{"page.txt": captions + "Nobody answered."})
    traced = run("explain", "page.txt", "--why", "Number 7").stdout
    untouched = run("explain", "page.txt", "--why", "Nobody answered").stdout
    assert "overruled: caption would take 100% of the prose" in traced
    assert "overruled" not in untouched


def test_why_finds_a_phrase_that_goes_over_several_blocks(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=HTML)
    traced = json.loads(run("explain", "page.html", "--why", "council said. IT had", "--format", "json").stdout)
    assert [block["text"] for block in traced["blocks"]] == list(PARAGRAPHS[:2])


def test_why_says_whether_the_source_holds_what_no_block_does(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=HTML)
    hidden, absent = run("explain", "page.html", "--why", "hidden = 1"), run("explain", "page.html", "--why", "zebra")
    assert (hidden.returncode, "the source holds it" in hidden.stderr) == (1, True)
    assert (absent.returncode, "nor does the source" in absent.stderr) == (1, True)


def test_explain_is_coloured_and_cut_to_the_width_only_on_a_terminal(tmp_path: Path, run: Run) -> None:
    long = "word " * 100 + "end."
    write(tmp_path, page_txt=long)
    environment = {"PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "TERM": "xterm"}
    shown = on_a_terminal(run, "stdout", "explain", "page.txt", env=environment)
    assert "\x1b[32m+" in shown
    assert re.search(r"word … \d+ more", shown) and long not in shown
    assert "\x1b" not in on_a_terminal(run, "stdout", "explain", "page.txt", env={**environment, "NO_COLOR": "1"})
    piped = run("explain", "page.txt").stdout
    assert "\x1b" not in piped and long in piped
