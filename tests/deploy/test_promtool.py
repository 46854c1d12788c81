"""The alert rules as Prometheus itself reads and runs them; where its tool is there."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROMTOOL = shutil.which("promtool")
pytestmark = pytest.mark.skipif(
    PROMTOOL is None, reason="no promtool: it is in Debian's package prometheus"
)


@pytest.mark.parametrize(
    "woorden",
    [("check", "rules", "alerts.yaml"), ("test", "rules", "alerts.test.yaml")],
    ids=" ".join,
)
def test_the_rules_are_right_and_do_what_their_tests_say(
    woorden: tuple[str, ...], wortel: Path
) -> None:
    assert PROMTOOL
    proces = subprocess.run(
        [PROMTOOL, *woorden],
        cwd=wortel / "deploy/prometheus",
        capture_output=True,
        text=True,
        check=False,
    )

    assert proces.returncode == 0, proces.stdout + proces.stderr
