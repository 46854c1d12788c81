"""Check the house rules that no linter knows; print one line per finding and exit 1 if any.

Sizes of functions and files, file names that say nothing, numbers that could be somebody's BSN,
and lock files that name a server. Standard library only; run from anywhere:
``python deploy/check_house.py [DIRECTORY]``.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

LONGEST_FUNCTION = 40  # lines
USUAL_FUNCTION = 20  # lines, for nine out of ten functions
LONGEST_FILE = 300  # lines
EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "common"})

# Invented people have numbers from the range that is never given out.
TEST_PREFIX = "9999"
TEST_NUMBERS = frozenset({"999993653", "999990342", "999990408", "999994086"})
_NINE_DIGITS = re.compile(r"(?<![0-9A-Za-z])\d{9}(?![0-9A-Za-z])")
_NOT_SEARCHED = frozenset({".lock", ".svg", ".woff", ".woff2", ".ttf", ".otf"})
_SKIPPED_DIRECTORIES = frozenset({"node_modules", "dist", "__pycache__"})
_URL = re.compile(r"https?://")


def project_files(root: Path) -> list[Path]:
    """Return the files under ``root`` that git tracks or would track, else all visible ones."""
    command = ["git", "-C", str(root), "ls-files", "-z", "-co", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return sorted(_walk(root))
    names = sorted({name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name})
    return [root / name for name in names if (root / name).is_file()]


def _walk(directory: Path) -> Iterator[Path]:
    for path in directory.iterdir():
        if path.is_symlink() or path.name in _SKIPPED_DIRECTORIES:
            continue
        if path.is_dir():
            if not path.name.startswith(".") and not path.name.endswith(".egg-info"):
                yield from _walk(path)
        else:
            yield path


def passes_elfproef(digits: str) -> bool:
    """Tell whether nine ``digits`` are a possible BSN."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) != 0


def is_test_number(digits: str) -> bool:
    """Tell whether ``digits`` may stand in a file: nobody has this number."""
    return digits.startswith(TEST_PREFIX) or digits in TEST_NUMBERS


def function_lengths(source: str) -> list[tuple[str, int, int]]:
    """Return (name, first line, number of lines) of each function in ``source``."""
    return [
        (node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def check_sizes(root: Path, files: Iterable[Path]) -> Iterator[str]:
    """Yield a finding per python file or function that is too long."""
    usual: list[int] = []
    for path in (path for path in files if path.suffix == ".py"):
        name = path.relative_to(root)
        source = path.read_text(encoding="utf-8")
        if (count := len(source.splitlines())) > LONGEST_FILE:
            yield f"{name}: {count} lines, at most {LONGEST_FILE}"
        try:
            lengths = function_lengths(source)
        except SyntaxError as error:
            yield f"{name}:{error.lineno}: not python"
            continue
        for function, line, length in lengths:
            if length > LONGEST_FUNCTION:
                yield f"{name}:{line}: {function} has {length} lines, at most {LONGEST_FUNCTION}"
        if name.parts[0] != "tests" and "migrations" not in name.parts:
            usual.extend(length for _, _, length in lengths)
    yield from check_usual(usual)


def check_usual(lengths: Sequence[int]) -> Iterator[str]:
    """Yield a finding when more than one in ten functions is longer than usual."""
    if lengths:
        ninth = sorted(lengths)[(9 * len(lengths) + 9) // 10 - 1]
        if ninth > USUAL_FUNCTION:
            yield f"functions: one in ten has {ninth} lines or more, at most {USUAL_FUNCTION}"


def check_names(root: Path, files: Iterable[Path]) -> Iterator[str]:
    """Yield a finding per python file or package whose name does not say what is in it."""
    for path in (path for path in files if path.suffix == ".py"):
        name = path.relative_to(root)
        if EMPTY_NAMES & {part.strip("_") for part in name.with_suffix("").parts}:
            yield f"{name}: name it after what is in it"


def check_numbers(root: Path, files: Iterable[Path]) -> Iterator[str]:
    """Yield a finding per line with a possible BSN, without repeating the number."""
    for path in files:
        name = path.relative_to(root)
        if path.suffix in _NOT_SEARCHED or "vendor" in name.parts[:-1]:
            continue
        content = path.read_bytes()
        if b"\0" in content:  # not text
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
            found = (digits for digits in _NINE_DIGITS.findall(line) if digits.isascii())
            if any(passes_elfproef(digits) and not is_test_number(digits) for digits in found):
                yield f"{name}:{number}: a number that could be somebody's BSN"


def check_locks(root: Path, files: Iterable[Path]) -> Iterator[str]:
    """Yield a finding per lock file line that names a server to download from."""
    for path in files:
        is_npm = path.name == "package-lock.json"  # this one also lists home pages, which is fine
        if path.suffix != ".lock" and not is_npm:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if _URL.search(line) and (not is_npm or '"resolved"' in line):
                yield f"{path.relative_to(root)}:{number}: a lock file names no server"


def findings(root: Path) -> list[str]:
    """Return every finding under ``root``, in a stable order."""
    files = project_files(root)
    checks = (check_sizes, check_names, check_numbers, check_locks)
    return [finding for check in checks for finding in check(root, files)]


def main(words: Sequence[str]) -> int:
    """Print the findings for the directory in ``words`` (else this project); 1 when there are."""
    root = Path(words[0]) if words else Path(__file__).parent.parent
    found = findings(root.resolve())
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
