"""The rules of the API are looked at in CI: there they cannot be skipped."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("extra", "ci", "verwacht"), [([], "", 0), ([], "true", 1), (["--moet"], "", 1)]
)
def test_without_the_rules_it_is_skipped_by_hand_and_fails_in_ci(
    extra: list[str], ci: str, verwacht: int, wortel: Path, tmp_path: Path
) -> None:
    (tmp_path / "project" / "deploy").mkdir(parents=True)
    script = tmp_path / "project" / "deploy" / "spectral.sh"
    shutil.copy(wortel / "deploy" / "spectral.sh", script)

    uit = subprocess.run(
        [script, *extra],
        env={"PATH": os.environ["PATH"], "CI": ci},  # noqa: TID251 - a test may ask
        capture_output=True,
        text=True,
        check=False,
    )

    assert uit.returncode == verwacht
    assert "adr-ruleset.yaml is er niet" in uit.stdout + uit.stderr


def test_ci_asks_for_the_rules(wortel: Path) -> None:
    assert "deploy/spectral.sh --moet" in (wortel / ".ci" / "run").read_text(encoding="utf-8")
