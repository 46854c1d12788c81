"""What can stand on the sheet is data, and a wrong row is refused."""

import pytest

from nazorg.referentie.laden import load_gemeenten
from nazorg.referentie.vertrekdag import load_vertrekdata, parse_vertrekdata
from tests.factories import TIEL

GOED = '[[meenemen]]\nsleutel = "id"\ntekst = "ID"\nbron = "eigen"\n'
SLAPEN = '[[slapen]]\ngemeente = "{}"\ntekst = "t"\nbron = "b"\n'


def test_the_shelter_of_tiel_cannot_be_reserved() -> None:
    # Source: yearly report 2020 of Zorg- en Veiligheidshuis Gelderland-Zuid (domain note 6).
    assert "niet vooraf reserveren" in load_vertrekdata().slapen[TIEL]


def test_every_key_is_there_once() -> None:
    data = load_vertrekdata()

    assert len(data.sleutels) == len(data.meenemen) > 0


@pytest.mark.parametrize(
    ("tekst", "klacht"),
    [
        ("[[meenemen]]\n[[slapen]]\n", "sleutel is missing"),
        (GOED, "slapen is missing"),
        (GOED + GOED + SLAPEN.format(TIEL), "listed twice"),
        (GOED + SLAPEN.format("9999"), "gemeente 9999 is unknown"),
        (GOED.replace("eigen", " ") + SLAPEN.format(TIEL), "no bron"),
        ("sleutel = ", "Invalid value"),
        ("meenemen = 3\nslapen = []", "proef.toml: "),
    ],
)
def test_a_wrong_table_is_refused_with_the_file_and_the_reason(tekst: str, klacht: str) -> None:
    with pytest.raises(ValueError, match=r"^proef\.toml") as fout:
        parse_vertrekdata("proef.toml", tekst, load_gemeenten())

    assert klacht in str(fout.value)
