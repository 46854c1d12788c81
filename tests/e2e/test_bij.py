"""`nazorg bij` as an operator meets it: it starts, works, answers, and stops."""

import asyncio
import json

import httpx2
import pytest

from nazorg.commands.bij import mailserver_of
from nazorg.commands.opbouw import Opstartfout
from nazorg.settings import Settings
from tests.e2e.systeem import Systeem, tot, vrije_poort
from tests.kafka.mock_kafka import MockKafka

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


async def test_the_reader_for_the_mayor_is_heard_and_has_figures_of_its_own(
    systeem: Systeem,
) -> None:
    kafka, poort = MockKafka(), vrije_poort()
    kafka.create_topic("justid.bij.v1")
    await systeem.start_databank()
    assert systeem.draai("migrate").popen.returncode == 0
    eigen = {"NAZORG_KAFKA_BOOTSTRAP": kafka.bootstrap, "NAZORG_CONSUMER_PORT": str(poort)}
    proces = systeem.start("consume", "--bij", omgeving=eigen)
    async with systeem.kijk() as db, asyncio.timeout(120):
        while not await db.fetchval("select count(*) from bij.hartslag"):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    async with httpx2.AsyncClient(timeout=30) as client:
        cijfers = (await client.get(f"http://127.0.0.1:{poort}/metrics")).text
    assert proces.stop() == 0
    kafka.close()

    assert 'nazorg_consumer_live{ingang="bij"} 1.0' in cijfers
    assert "nazorg_database_up" not in cijfers


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

    namens = _woorden(account="karin", functie="aandachtsfunctionaris")
    assert systeem.draai("bij", "wijs-aan", *namens, "--leest-namens").popen.returncode == 0
    async with systeem.kijk() as db:
        lezers = await db.fetch("select persoon from bij.aanwijzing where leest_namens")
    assert [r[0] for r in lezers] == ["karin"]

    mail = systeem.map_ / "mail"
    mail.write_bytes(b"Subject: Afwezig\n\nIk ben er maandag weer.\n")
    terug = systeem.draai("bij", "terug", invoer=mail)
    assert (terug.popen.returncode, terug.tekst.strip()) == (0, "Dit is geen mail van ons.")

    opnieuw = systeem.draai("bij", "opnieuw")
    assert (opnieuw.popen.returncode, opnieuw.tekst.strip()) == (0, "Verwerkt: 0. Nog apart: 0.")

    geen = systeem.draai("bij", "gat", "urn:nld:oin:1:systeem:x", "1", "2")
    assert (geen.popen.returncode, "missen deze nummers niet" in geen.tekst) == (1, True)

    poort = vrije_poort()
    proces = systeem.start("bij", omgeving={"NAZORG_BIJ_PORT": str(poort)})
    await tot(lambda: "bij.no_mailserver" in proces.tekst, 60)
    assert proces.stop() == 0
    regels = [json.loads(r) for r in proces.fout.splitlines() if r.startswith("{")]
    assert {r["event"] for r in regels} >= {"bij.no_mailserver"}
