"""`nazorg bij` as an operator meets it: it starts, works, answers, and stops."""

import json

import pytest

from nazorg.commands.bij import mailserver_of
from nazorg.commands.opbouw import Opstartfout
from nazorg.settings import Settings
from tests.e2e.systeem import Systeem, tot, vrije_poort

_VELDEN = {
    "--gemeente": "0281",
    "--account": "anne",
    "--naam": "Anne",
    "--functie": "burgemeester",
    "--van": "2026-01-01",
    "--document": "KB-1",
    "--email": "anne@voorbeeld.nl",
    "--telefoon": "0344 00 00 00",
}


def test_in_production_mail_does_not_go_unencrypted() -> None:
    settings = Settings(omgeving="productie", smtp_host="mail", smtp_tls="uit")

    with pytest.raises(Opstartfout, match="versleuteld"):
        mailserver_of(settings)


def _woorden(**anders: str) -> list[str]:
    velden = _VELDEN | {f"--{naam}": waarde for naam, waarde in anders.items()}
    return [woord for paar in velden.items() for woord in paar]


async def test_the_process_works_answers_and_stops_and_designates_from_the_command_line(
    systeem: Systeem,
) -> None:
    await systeem.start_databank()
    assert systeem.draai("bij", "wijs-aan", *_woorden()).popen.returncode == 0
    fout = systeem.draai("bij", "wijs-aan", *_woorden(telefoon=""))
    assert fout.popen.returncode == 1
    assert "Vul alles in" in fout.tekst

    poort = vrije_poort()
    proces = systeem.start("bij", omgeving={"NAZORG_BIJ_PORT": str(poort)})
    await tot(lambda: "bij.no_mailserver" in proces.tekst, 60)
    assert proces.stop() == 0
    regels = [json.loads(r) for r in proces.fout.splitlines() if r.startswith("{")]
    assert {r["event"] for r in regels} >= {"bij.no_mailserver"}
