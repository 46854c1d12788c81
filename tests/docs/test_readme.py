"""What README says about settings and files is what the product has."""

import re
import subprocess
import sys
from pathlib import Path

from nazorg.settings import Settings

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
SCRIPT = ROOT / "deploy" / "settings_table.py"
BEGIN, END = "<!-- settings:begin -->", "<!-- settings:end -->"


def test_the_table_of_settings_is_what_the_code_says() -> None:
    made = subprocess.run(
        [sys.executable, SCRIPT], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )

    written = README.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]

    assert written.strip() == made.stdout.strip(), "run: python deploy/settings_table.py --write"


def test_every_setting_is_explained() -> None:
    assert [naam for naam, veld in Settings.model_fields.items() if not veld.description] == []


def test_every_link_to_a_file_of_ours_leads_somewhere() -> None:
    documents = [
        README,
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *ROOT.glob("deploy/*.md"),
    ]
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]

    assert broken == []
