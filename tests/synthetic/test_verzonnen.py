"""L32: only invented people, and only numbers that are never given to anybody."""

import json
import re
import runpy
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nazorg.contract.bijvoorbeelden import BIJ_INHOUD
from nazorg.kern.bsn import is_bsn
from nazorg.kern.partner import Partner
from nazorg.referentie.laden import load_profielen
from nazorg.simulatie.feiten import Wereld
from nazorg.synthetic.bij import generate_bij
from nazorg.synthetic.generate import generate

_NEGEN = re.compile(r"(?<![0-9A-Za-z])[0-9]{9}(?![0-9A-Za-z])")
TESTBEREIK = "9999"  # RvIG: numbers that start like this are for testing
WORTEL = Path(__file__).parents[2]


def _bsns(tekst: str) -> set[str]:
    return {getal for getal in _NEGEN.findall(tekst) if is_bsn(getal)}


def _bronnen() -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything that stands for a person in demo, example or test."""
    for naam, profiel in load_profielen().items():
        opbrengst = generate(profiel, jaar=2020, seed=1, noise=True)
        yield f"generate {naam}", "\n".join(opbrengst.regels)
    yield "demo BIJ", json.dumps(list(generate_bij(date(2026, 11, 23))))
    yield "voorbeelden BIJ", json.dumps(list(BIJ_INHOUD.values()))
    for pad in sorted((WORTEL / "docs" / "contract" / "examples").glob("*.json")):
        yield pad.name, pad.read_text(encoding="utf-8")


def test_l32_every_number_of_a_person_is_from_the_test_range() -> None:
    gezien: set[str] = set()
    for waar, tekst in _bronnen():
        bsns = _bsns(tekst)
        gezien |= bsns
        assert {b for b in bsns if not b.startswith(TESTBEREIK)} == set(), waar
    assert len(gezien) > 300


@pytest.mark.parametrize("partner", Partner)
def test_l32_the_partners_of_the_demo_know_no_number_but_the_one_that_was_asked(
    partner: Partner,
) -> None:
    wereld = Wereld(lambda: date(2026, 11, 23))
    for bsn in ("999990408", "999990342", "999993653"):
        feiten: Any = wereld.van(partner, bsn)
        assert _bsns(json.dumps(feiten)) <= {bsn}


def test_l32_no_file_of_the_project_holds_a_number_that_could_be_of_somebody() -> None:
    """What `make check` looks at in CI, so that nobody can leave it out."""
    huis = runpy.run_path(str(WORTEL / "deploy" / "check_house.py"))

    assert list(huis["check_numbers"](WORTEL, huis["project_files"](WORTEL))) == []
