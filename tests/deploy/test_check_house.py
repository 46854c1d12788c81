"""The house rules that no linter knows, each with a file that keeps it and one that breaks it."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "deploy" / "check_house.py"
# Written in two parts, because this file is checked too.
POSSIBLE_BSN = "11122" + "2333"
# Inside a commit hook git tells its children, by environment, to work on the project itself.
NO_GIT_HOOK = {"PATH": "/usr/local/bin:/usr/bin:/bin"}


def findings(root: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, SCRIPT, root],
        env=NO_GIT_HOOK,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == (1 if done.stdout else 0), done.stderr
    return done.stdout.splitlines()


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def function(lines: int, name: str = "lang") -> str:
    return f"def {name}():\n" + "    pass\n" * (lines - 1)


def test_an_empty_directory_has_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


def test_a_function_of_forty_lines_is_fine_and_one_of_forty_one_is_not(tmp_path: Path) -> None:
    small = "".join(function(2, f"kort_{number}") for number in range(20))
    write(tmp_path, "a.py", small + function(40))
    assert findings(tmp_path) == []
    write(tmp_path, "a.py", small + function(41))
    assert findings(tmp_path) == ["a.py:41: lang has 41 lines, at most 40"]


def test_more_than_one_in_ten_functions_above_twenty_lines_is_a_finding(tmp_path: Path) -> None:
    short = "".join(function(2, f"kort_{number}") for number in range(18))
    write(tmp_path, "a.py", short + function(30, "een") + function(30, "twee"))
    assert findings(tmp_path) == []
    write(tmp_path, "b.py", function(30, "drie"))
    assert findings(tmp_path) == ["functions: one in ten has 30 lines or more, at most 20"]


def test_tests_and_migrations_do_not_count_for_the_usual_length(tmp_path: Path) -> None:
    write(tmp_path, "tests/a.py", function(30))
    write(tmp_path, "nazorg/store/migrations/a.py", function(30))
    assert findings(tmp_path) == []


def test_a_file_above_three_hundred_lines_is_a_finding_also_in_tests(tmp_path: Path) -> None:
    write(tmp_path, "tests/a.py", "x = 1\n" * 300)
    write(tmp_path, "tests/b.py", "x = 1\n" * 301)
    assert findings(tmp_path) == ["tests/b.py: 301 lines, at most 300"]


@pytest.mark.parametrize("name", ["utils.py", "kern/_helpers.py", "common/__init__.py"])
def test_a_name_that_says_nothing_is_a_finding(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, "")
    assert findings(tmp_path) == [f"{name}: name it after what is in it"]


def test_a_possible_bsn_is_a_finding_that_does_not_repeat_the_number(tmp_path: Path) -> None:
    write(tmp_path, "docs/a.md", f"eerste regel\nbsn {POSSIBLE_BSN}.\n")
    assert findings(tmp_path) == ["docs/a.md:2: a number that could be somebody's BSN"]


@pytest.mark.parametrize(
    "text",
    [
        "999993653",
        "999912343",
        "11122" + "2334",  # fails the elfproef
        f"x{POSSIBLE_BSN}",
        f"{POSSIBLE_BSN}0",
        "0" * 9,
    ],
)
def test_a_number_that_nobody_has_is_fine(tmp_path: Path, text: str) -> None:
    write(tmp_path, "a.json", f'"{text}"')
    assert findings(tmp_path) == []


@pytest.mark.parametrize("name", ["a.lock", "a.svg", "web/vendor/a.js"])
def test_files_that_others_made_are_not_searched_for_numbers(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, POSSIBLE_BSN)
    assert findings(tmp_path) == []


def test_a_lock_file_that_names_a_server_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, "goed.lock", "httpx2==2.16.2 \\\n")
    write(tmp_path, "fout.lock", "--index-url https://example.org/simple\n")
    assert findings(tmp_path) == ["fout.lock:1: a lock file names no server"]


def test_in_a_git_tree_ignored_files_are_left_out(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], env=NO_GIT_HOOK, check=True)
    write(tmp_path, ".gitignore", "prive/\n")
    write(tmp_path, "prive/a.txt", POSSIBLE_BSN)
    assert findings(tmp_path) == []
    write(tmp_path, "openbaar/a.txt", POSSIBLE_BSN)
    assert len(findings(tmp_path)) == 1
