"""The pytest plugin: an item a fixture and output, a failure that names the line and the rule."""

from __future__ import annotations

import pytest

from scrubber.cli import main

pytest_plugins = ["pytester"]

TEXT = """\
The council met on Monday and voted for the new bridge.

The mayor thanked the builders for their patience and their good work.

Photo: Ann Lee / Reuters
"""
NAME = "gazette.example/bridge"
ITEMS = [f"sites/{NAME}/page.toml::{output}" for output in ("article.md", "article.json", "removals.tsv")]
GREEDY = '[[rule]]\nname = "no-mayor"\nopens = ["the mayor"]\nbudget = 1.0\n'
INI = "[pytest]\nscrubber_fixtures = sites\n"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with one fixture and one test of its own."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    add(pytester, "bridge")
    pytester.path.joinpath("pytest.ini").write_text(INI)
    pytester.makepyfile("def test_of_its_own(): pass")
    return pytester


def add(pytester: pytest.Pytester, case: str) -> None:
    page = pytester.path / "page.txt"
    page.write_text(TEXT)
    assert (
        main(["fixture", "add", str(pytester.path / "sites"), str(page), "--url", f"https://gazette.example/{case}"])
        == 0
    )


def run(project: pytest.Pytester, *arguments: str) -> tuple[int, str]:
    done = project.runpytest_inprocess("-p", "no:cacheprovider", *arguments)
    return int(done.ret), done.stdout.str() + done.stderr.str()


def collected(project: pytest.Pytester, *arguments: str) -> list[str]:
    _, out = run(project, "--collect-only", "-q", *arguments)
    return [line for line in out.splitlines() if "::" in line]


# collection


def test_a_fixture_is_an_item_for_each_of_its_outputs(project: pytest.Pytester) -> None:
    own, *found = sorted(collected(project), key=lambda name: name.startswith("sites"))
    assert found == ITEMS
    assert own.endswith("::test_of_its_own")
    assert run(project)[0] == 0


def test_the_folder_is_collected_though_testpaths_do_not_name_it(project: pytest.Pytester) -> None:
    project.path.joinpath("tests").mkdir()
    project.path.joinpath("tests/test_two.py").write_text("def test_two(): pass")
    project.path.joinpath("pytest.ini").write_text(INI + "testpaths = tests\n")
    assert collected(project) == ["tests/test_two.py::test_two", *ITEMS]


def test_a_folder_outside_of_the_root_is_collected_too(project: pytest.Pytester) -> None:
    inner = project.mkdir("inner")
    inner.joinpath("pytest.ini").write_text("[pytest]\nscrubber_fixtures = ../sites\n")
    project.chdir()
    done = project.runpytest_inprocess("-p", "no:cacheprovider", "--rootdir", str(inner), "-c", "inner/pytest.ini")
    assert done.ret == 0
    done.assert_outcomes(passed=4)


def test_what_is_asked_for_on_the_command_line_is_all_that_runs(project: pytest.Pytester) -> None:
    add(project, "other")
    assert collected(project, f"sites/{NAME}/page.toml") == ITEMS
    assert collected(project, f"sites/{NAME}") == ITEMS
    assert collected(project, ITEMS[0]) == ITEMS[:1]
    assert collected(project, "-k", NAME) == ITEMS
    assert len(collected(project, "sites", f"sites/{NAME}")) == 2 * len(ITEMS)
    (own,) = project.path.glob("test_*.py")
    assert len(collected(project, own.name)) == 1


def test_a_fixture_is_found_whatever_its_host_and_case_are_called(project: pytest.Pytester) -> None:
    for folder in ("build", "venv"):
        project.path.joinpath("sites", NAME).rename(project.path / f"sites/gazette.example/{folder}")
        assert len(collected(project, "sites")) == 3
        project.path.joinpath(f"sites/gazette.example/{folder}").rename(project.path / "sites" / NAME)


def test_no_other_plugin_takes_the_files_of_a_fixture_for_tests(project: pytest.Pytester) -> None:
    article = project.path / "sites" / NAME / "article.md"
    article.write_text(">>> 1 / 0\n")
    assert collected(project, "--doctest-glob=*.md", "--doctest-glob=*.txt", "sites") == ITEMS


def test_a_folder_without_fixtures_is_wrong_usage(project: pytest.Pytester) -> None:
    project.path.joinpath("pytest.ini").write_text("[pytest]\nscrubber_fixtures = nowhere\n")
    code, out = run(project)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "nowhere holds no fixture" in out


def test_where_nothing_is_configured_nothing_is_collected(project: pytest.Pytester) -> None:
    project.path.joinpath("pytest.ini").write_text("[pytest]\n")
    assert collected(project, "sites") == []
    assert len(collected(project)) == 1


# failures


def test_a_failure_names_the_line_and_the_rule_without_a_traceback(project: pytest.Pytester) -> None:
    project.path.joinpath("rules.toml").write_text(GREEDY)
    project.path.joinpath("pytest.ini").write_text(INI + "scrubber_rules = rules.toml\n")
    code, out = run(project)
    assert code == 1
    shown = out[out.index("article.md differs") : out.index("article.json differs")]
    assert [line.strip() for line in shown.splitlines()][:6] == [
        "article.md differs",
        "prose lost: 1",
        "line 3: The mayor thanked the builders for their patience and their good work.",
        "dropped by no-mayor: opens with “the mayor” (line 3)",
        "",
        f"If the change is right: scrubber fixture accept sites {NAME} --rules rules.toml",
    ]
    assert "it follows from what else differs in this fixture (prose lost: 1, metadata changed: 1)" in out
    assert "Traceback" not in out and "pytest_plugin.py" not in out


def test_only_the_item_of_the_file_that_differs_fails(project: pytest.Pytester) -> None:
    path = project.path / "sites" / NAME / "removals.tsv"
    path.write_text(path.read_text().replace("credit", "ticker"))
    done = project.runpytest_inprocess("-p", "no:cacheprovider")
    done.assert_outcomes(passed=3, failed=1)
    assert "fell under ticker, and falls under credit" in done.stdout.str()


@pytest.mark.parametrize("file", ["article.md", "article.json", "removals.tsv"])
def test_a_missing_expectation_fails(project: pytest.Pytester, file: str) -> None:
    project.path.joinpath("sites", NAME, file).unlink()
    done = project.runpytest_inprocess("-p", "no:cacheprovider")
    done.assert_outcomes(passed=3, failed=1)
    assert f"{file} differs" in done.stdout.str()
    assert "is missing" in done.stdout.str()


@pytest.mark.parametrize("content", [None, "url = ", 'url = "https://x.example/"'])
def test_a_fixture_that_is_broken_fails_without_a_traceback(project: pytest.Pytester, content: str | None) -> None:
    says = project.path / "sites" / NAME / "page.toml"
    says.unlink()
    if content is not None:
        says.write_text(content)
    done = project.runpytest_inprocess("-p", "no:cacheprovider")
    done.assert_outcomes(passed=1, failed=3)
    assert "page.toml" in done.stdout.str()
    assert "Traceback" not in done.stdout.str()


# rules


@pytest.mark.parametrize("workers", [(), ("-n", "2", "--dist", "loadfile")])
def test_a_rule_that_matches_nothing_is_warned_of_over_all_workers(
    project: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    add(project, "other")
    page = project.path / "sites" / NAME / "page.txt"
    page.write_text(page.read_text().replace("The mayor", "A mayor"))
    silent = '[[rule]]\nname = "spelt-wrong"\nopens = ["teh mayor"]\n'
    project.path.joinpath("rules.toml").write_text(GREEDY + silent)
    project.path.joinpath("pytest.ini").write_text(INI + "scrubber_rules = rules.toml\n")
    _, out = run(project, *workers)
    assert "scrubber: warning: rule spelt-wrong matched nothing on 2 fixtures" in out
    assert "rule no-mayor matched nothing" not in out


def test_a_file_of_rules_that_is_wrong_is_wrong_usage(project: pytest.Pytester) -> None:
    project.path.joinpath("rules.toml").write_text("[[rule]]\n")
    project.path.joinpath("pytest.ini").write_text(INI + "scrubber_rules = rules.toml\n")
    code, out = run(project)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "scrubber_rules: " in out
    assert "Traceback" not in out


def test_a_page_is_cleaned_once_however_many_items_it_has(project: pytest.Pytester) -> None:
    project.makeconftest("""
        def pytest_runtest_teardown(item):
            item.path.with_name("page.txt").unlink(missing_ok=True)
        """)
    assert run(project, "sites")[0] == 0
    assert not project.path.joinpath("sites", NAME, "page.txt").exists()
