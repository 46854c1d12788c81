"""What a report of a mail server says, whatever it is; and settings that cannot work."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from nazorg.commands.bij import retourmap_of
from nazorg.commands.opbouw import Opstartfout
from nazorg.integrations.retour import lees_teruggekomen, to_retouradres
from nazorg.settings import Settings
from tests.bij import dsn
from tests.bij.berichten import NAAM
from tests.bij.test_retour import ONZE, SJABLOON

WORTEL = Path(__file__).resolve().parents[2]


@given(st.binary(max_size=300))
def test_whatever_comes_names_no_mail_that_failed(ruw: bytes) -> None:
    assert lees_teruggekomen(ruw, SJABLOON) == []


@given(st.uuids(), st.sampled_from(sorted(dsn.MISLUKT)))
def test_every_number_comes_back_as_it_went(id_: UUID, soort: str) -> None:
    mail = f"Message-ID: <{id_}@voorbeeld.nl>\nTo: anne@voorbeeld.nl\n\nx".encode()
    rapport = dsn.MISLUKT[soort](to_retouradres(SJABLOON, id_), mail)

    assert lees_teruggekomen(rapport, SJABLOON) == [id_]
    assert lees_teruggekomen(rapport.replace(b"terug+", b"TERUG+"), SJABLOON) == [id_]


@pytest.mark.parametrize(
    "adres",
    [
        "terug@voorbeeld.nl",
        "{kenmerk}",
        "terug@{kenmerk}.nl",
        "terug+{kenmerk}{kenmerk}@voorbeeld.nl",
        "terug+{id}@voorbeeld.nl",
        "een heel verhaal {kenmerk}@voorbeeld.nl",
        "x" * 33 + "{kenmerk}@voorbeeld.nl",
    ],
)
def test_a_return_address_that_cannot_carry_the_number_stops_the_start(adres: str) -> None:
    with pytest.raises(ValidationError):
        Settings(bij_retouradres=adres)


def test_the_longest_return_address_fits_in_what_mail_allows() -> None:
    sjabloon = Settings(bij_retouradres="x" * 32 + "{kenmerk}@voorbeeld.nl").bij_retouradres
    assert sjabloon is not None

    assert len(to_retouradres(sjabloon, ONZE).partition("@")[0]) == 64


def test_a_directory_that_is_no_maildir_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(Opstartfout, match="geen Maildir"):
        retourmap_of(Settings(bij_retourmap=tmp_path))


def test_by_the_pipe_of_a_mail_server_it_is_tried_again_when_we_are_away(tmp_path: Path) -> None:
    """75 is EX_TEMPFAIL of sysexits: at any other status a mail server throws the report away."""
    adres = to_retouradres(SJABLOON, ONZE)
    uit = subprocess.run(
        [sys.executable, "-m", "nazorg", "bij", "terug"],
        input=dsn.postfix(adres, f"To: {NAAM}@voorbeeld.nl\n\nx".encode()),
        env={
            "PYTHONPATH": str(WORTEL),
            "NAZORG_BIJ_RETOURADRES": SJABLOON,
            "NAZORG_DATABASE_URL": "postgresql://x@127.0.0.1:9/x",
            "NAZORG_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert uit.returncode == os.EX_TEMPFAIL
    assert b"Geen verbinding met de databank" in uit.stderr
    assert NAAM.encode() not in uit.stdout + uit.stderr
