"""A file of rules that is wrong says where, and the command line takes files that are right."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import scrubber
from scrubber import RuleError, check_examples, read_rules

Run = Callable[..., subprocess.CompletedProcess[str]]

MUG = '[[rule]]\nname = "mug-banner"\nlines = ["Buy our mug"]\n'
SENTENCES = (
    "The council met on Monday and voted for the new bridge, its mayor said.",
    "The vote ends a long quarrel about the river, and work begins next year.",
)


@pytest.fixture
def rules_file(tmp_path: Path) -> Callable[[str], Path]:
    def written(content: str) -> Path:
        path = tmp_path / "my-rules.toml"
        path.write_text(content, encoding="utf-8")
        return path

    return written


def rule_with(*lines: str) -> str:
    return "\n".join(["[[rule]]", 'name = "mine"', *lines])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "holds no rule; begin each with a line [[rule]]"),
        ("[rule]\nname = 'a'", "holds no rule; begin each with a line [[rule]]"),
        ("[[rules]]\nname = 'a'", "“rules” is not known; a file of rules holds nothing but [[rule]] tables"),
        ("[[rule]]\nname =", "is not TOML: Invalid value (at end of document); docs/your-rules.md shows the form"),
        ('[[rule]]\nlines = ["a"]', "rule 1: name: each rule needs one, in small letters, digits and hyphens, such as"),
        (MUG + '[[rule]]\nname = "Two Mugs"\nlines = ["a"]', "rule 2 (Two Mugs): name: each rule needs one, in small"),
        (MUG + MUG, "rule 2 (mug-banner): name: is that of rule 1; choose another"),
        ('[[rule]]\nname = "credit"\nlines = ["a"]', "rule 1 (credit): name: is that of a built-in rule; choose"),
        ('[[rule]]\nname = 5\nlines = ["a"]', "rule 1: name: must be a text in quotes"),
        (rule_with(), "rule 1 (mine): lines: the rule picks nothing; give it at least one of lines, opens, hints"),
        (rule_with('opns = ["a"]'), "rule 1 (mine): opns: is no key of a rule; did you mean “opens”?"),
        (rule_with('host = "a.example"'), "rule 1 (mine): host: is no key of a rule; did you mean “hosts”?"),
        (rule_with("zzz = 1"), "rule 1 (mine): zzz: is no key of a rule; the keys are name, reason, hosts, lines"),
        (rule_with('lines = "Buy"'), 'rule 1 (mine): lines: must be a list of texts, such as ["Buy our mug"]; leave'),
        (rule_with("lines = []"), "rule 1 (mine): lines: must be a list of texts"),
        (rule_with('lines = ["a", " "]'), "rule 1 (mine): lines: must be a list of texts"),
        (rule_with('lines = ["24/7"]'), "rule 1 (mine): lines: “24/7” holds no word, and numbers and punctuation do"),
        (rule_with('hints = ["*"]'), "rule 1 (mine): hints: “*” has a * that is neither before nor after a single"),
        (rule_with('hints = ["50 % off"]'), "rule 1 (mine): hints: “50 % off” holds a number, and numbers do not"),
        (rule_with('hints = ["*a b"]'), "rule 1 (mine): hints: “*a b” has a * that is neither before nor after"),
        (rule_with('opens = ["—"]'), "rule 1 (mine): opens: “—” holds no word"),
        (rule_with('places = ["div > p"]'), "rule 1 (mine): places: “div > p” is no tag, .class or #id, nor some"),
        (rule_with('places = ["p:first-child"]'), "rule 1 (mine): places: “p:first-child” is no tag, .class or #id"),
        (
            rule_with('lines = ["a"]', 'hosts = ["https://gazette.example/news"]'),
            "rule 1 (mine): hosts: “https://gazette.example/news” is no host name; write one like “gazette.example”",
        ),
        (rule_with('lines = ["a"]', 'hosts = ["*.gazette.example"]'), "is no host name; write one like “gazette.exam"),
        (rule_with('lines = ["a"]', "max_words = 0"), "rule 1 (mine): max_words: must be a whole number from 1 up"),
        (rule_with('lines = ["a"]', "max_words = true"), "rule 1 (mine): max_words: must be a whole number from 1"),
        (rule_with('lines = ["a"]', "budget = 10"), "rule 1 (mine): budget: must be a share of the prose above 0, up"),
        (rule_with('lines = ["a"]', "budget = 0"), "rule 1 (mine): budget: must be a share of the prose above 0, up"),
        (rule_with('lines = ["a"]', "budget = nan"), "rule 1 (mine): budget: must be a share of the prose above 0"),
        (rule_with('lines = ["a"]', "keep = 1"), "rule 1 (mine): keep: must be true or false"),
        (
            rule_with('lines = ["a"]', "keep = true", "budget = 0.5"),
            "rule 1 (mine): budget: has no meaning with keep = true, which drops nothing; leave it out",
        ),
        (rule_with('lines = ["a"]', 'drops = ["<p>a"]'), "rule 1 (mine): drops: a page of HTML needs the texts that"),
        (rule_with('lines = ["a"]', 'drops = [{ page = "a" }]'), "rule 1 (mine): drops: must be a list of texts or of"),
    ],
)
def test_a_file_that_is_wrong_says_where_and_what_to_do(
    rules_file: Callable[[str], Path], content: str, says: str
) -> None:
    path = rules_file(content)
    with pytest.raises(RuleError) as caught:
        read_rules(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert says in str(caught.value)


def test_the_rules_that_the_guide_shows_are_those_that_it_reads_and_their_examples_hold() -> None:
    docs = Path(__file__).parent.parent / "docs"
    shown = re.search("```toml\n(.*?)```", (docs / "your-rules.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown and shown[1] == (docs / "your-rules.toml").read_text(encoding="utf-8")
    assert [check_examples(rule) for rule in read_rules(docs / "your-rules.toml")] == [(), (), ()]


def test_a_file_that_is_missing_or_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes("# für alle".encode("latin-1"))
    for name, says in {
        "none.toml": "cannot be read: No such file or directory; name a TOML file of rules",
        ".": "cannot be read: Is a directory; name a TOML file of rules",
        "latin.toml": "is not TOML: 'utf-8' codec can't decode byte",
    }.items():
        with pytest.raises(RuleError, match=f"^{tmp_path / name}: {says}"):
            read_rules(str(tmp_path / name))


def test_a_byte_order_mark_does_no_harm(rules_file: Callable[[str], Path]) -> None:
    assert read_rules(rules_file("\ufeff" + MUG))[0].name == "mug-banner"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    (tmp_path / "mug.toml").write_text(MUG + 'reason = "sells our mug"\n')
    (tmp_path / "more.toml").write_text(rule_with('opens = ["as seen in"]'))
    (tmp_path / "page.txt").write_text("\n\n".join([SENTENCES[0], "Buy our mug", "As seen in print", SENTENCES[1]]))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "scrubber", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=environment)

    return run


def test_clean_takes_several_files_of_rules(run: Run) -> None:
    done = run("clean", "page.txt", "--rules", "mug.toml", "--rules", "more.toml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n\n".join(SENTENCES) + "\n", "")
    assert "Buy our mug" in run("clean", "page.txt", "--rules", "mug.toml", "--disable", "mug-banner").stdout


def test_explain_names_the_rule_and_its_reason(run: Run) -> None:
    done = run("explain", "page.txt", "--rules", "mug.toml", "--format", "json")
    blocks = {block["text"]: block for block in json.loads(done.stdout)["blocks"]}
    assert blocks["Buy our mug"]["rule"] == "mug-banner"
    assert blocks["Buy our mug"]["reason"] == "sells our mug: the whole line is a phrase"
    assert "mug-banner" in run("explain", "page.txt", "--rules", "mug.toml", "--why", "our mug").stdout


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_a_wrong_file_of_rules_is_wrong_usage(run: Run, command: str) -> None:
    for name, says in {"page.txt": "page.txt: is not TOML: ", "none.toml": "none.toml: cannot be read: "}.items():
        done = run(command, "page.txt", "--rules", name)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"scrubber: {says}")
    assert run(command, "page.txt", "--rules", "mug.toml", "--rules", "mug.toml").returncode == 2


def test_help_reads_no_rules() -> None:
    code = (
        "import contextlib, io, sys\nfrom scrubber.cli import main\nwith contextlib.redirect_stdout(io.StringIO()):\n"
        "    main(['clean', '--help'])\nassert 'tomllib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
