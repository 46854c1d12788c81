"""The list of guards fits the code of today; what it proves is proved by hand (bewijs.py)."""

import ast
import re

import pytest

from tests.eisen.lijst import VERPLICHT, WORTEL, Mutatie, lees_mutaties, maak_tabel

MUTATIES = lees_mutaties()


def test_every_requirement_of_the_issue_has_a_guard_and_a_test() -> None:
    assert set(VERPLICHT) <= {m.eis for m in MUTATIES}


@pytest.mark.parametrize("m", MUTATIES, ids=lambda m: f"{m.eis} {m.wat}")
def test_a_guard_stands_once_where_the_list_says(m: Mutatie) -> None:
    echt = (WORTEL / m.bestand).read_text(encoding="utf-8")

    zonder = m.muteer(echt)

    assert zonder != echt
    if m.bestand.endswith(".py"):
        ast.parse(zonder)


@pytest.mark.parametrize("m", MUTATIES, ids=lambda m: f"{m.eis} {m.wat}")
def test_the_test_that_holds_it_is_there(m: Mutatie) -> None:
    pad, _, deel = re.split(r"(::| -k |$)", m.test, maxsplit=1)
    namen = re.findall(r"def (test_\w+)", (WORTEL / pad).read_text(encoding="utf-8"))

    assert any(deel in naam for naam in namen), m.test


def test_the_page_of_requirements_is_this_list() -> None:
    pagina = (WORTEL / "docs" / "eisen.md").read_text(encoding="utf-8")

    assert maak_tabel() in pagina, "put in docs/eisen.md: python -m tests.eisen.bewijs --tabel"
