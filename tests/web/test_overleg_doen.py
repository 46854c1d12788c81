"""What is done with a meeting: moved, cancelled, written down, closed; also by two at once."""

from datetime import UTC, datetime

import asyncpg
import pytest

from tests.klok import VasteKlok
from tests.web.conftest import (
    HANS,
    JOYCE,
    MARIEKE,
    Als,
    nummer_van,
    tekst_van,
)
from tests.web.leefgebieden import gekozen, veld
from tests.web.overleggen import OP_DE_DAG, plan, plan_vol, punt_van

pytestmark = pytest.mark.usefixtures("verhoeven_en_smit")


async def _op_de_dag(als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok) -> tuple[str, str]:
    """Let a full meeting come to its day; return its address, and where to write what is agreed."""
    pad = await plan_vol(await als(JOYCE))
    klok.zet(OP_DE_DAG)
    return pad, f"{pad}/agenda/{await punt_van(eigenaar)}/afspraak"


async def test_a_meeting_moves_and_the_dossier_says_so(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce, nummer = await als(JOYCE), await nummer_van(eigenaar, "Verhoeven")
    pad = await plan_vol(joyce)

    verzet = {"datum": "2026-12-03", "van": "09:00", "tot": "10:00", "plek": "digitaal"}
    uit = await joyce.post(f"{pad}/verzet", data=verzet | {"reden": "kamer bezet", "versie": "1"})

    assert uit.status_code == 303
    tekst = tekst_van((await joyce.get(pad)).text)
    assert "Donderdag 3 december 2026" in tekst
    assert "Verzet naar do 3 dec, 09:00: kamer bezet" in tekst
    dossier = tekst_van((await joyce.get(f"/dossiers/{nummer}")).text)
    assert "Nazorgoverleg Tiel do 3 dec, 09:00" in dossier
    assert "Nazorgoverleg Tiel verzet naar do 3 dec, 09:00" in dossier
    assert "Op de agenda van Nazorgoverleg Tiel" in dossier


async def test_two_at_once_the_second_gets_409_with_both_and_can_go_on(als: Als) -> None:
    joyce, marieke = await als(JOYCE), await als(MARIEKE)
    pad = await plan(joyce)
    eerst = {"datum": "2026-12-03", "van": "09:00", "tot": "10:00", "plek": "digitaal"}
    tweede = {"datum": "2026-12-04", "van": "13:00", "tot": "14:00", "plek": "Kamer 3"}
    await joyce.post(f"{pad}/verzet", data=eerst | {"reden": "", "versie": "1"})

    uit = await marieke.post(f"{pad}/verzet", data=tweede | {"reden": "vol", "versie": "1"})

    assert uit.status_code == 409
    assert "Een collega heeft dit overleg net gewijzigd." in tekst_van(uit.text)
    assert "Donderdag 3 december 2026" in tekst_van(uit.text), "what is so now"
    assert (veld(uit.text, "datum"), veld(uit.text, "plek")) == ("2026-12-04", "Kamer 3")
    nog_eens = tweede | {"reden": "vol", "versie": veld(uit.text, "versie")}
    assert (await marieke.post(f"{pad}/verzet", data=nog_eens)).status_code == 303


async def test_who_moves_what_was_just_cancelled_keeps_what_was_typed(als: Als) -> None:
    joyce, marieke = await als(JOYCE), await als(MARIEKE)
    pad = await plan(joyce)
    await joyce.post(f"{pad}/vervallen", data={"reden": "te weinig mensen", "versie": "1"})

    verzet = {"datum": "2026-12-04", "van": "13:00", "tot": "14:00", "plek": "Kamer 3"}
    uit = await marieke.post(f"{pad}/verzet", data=verzet | {"reden": "vol", "versie": "1"})

    assert uit.status_code == 409
    assert "U vulde in: 2026-12-04 · 13:00 · 14:00 · Kamer 3 · vol" in tekst_van(uit.text)
    assert "Vervallen: te weinig mensen" in tekst_van(uit.text)


async def test_what_is_agreed_becomes_a_task_and_stands_in_the_dossier(
    als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    nummer = await nummer_van(eigenaar, "Verhoeven")
    pad, afspraak = await _op_de_dag(als, eigenaar, klok)
    joyce = await als(JOYCE)
    velden = {
        "tekst": "IrisZorg belt over een plek",
        "versie": "0",
        "soort": "onderdak",
        "eigenaar": "partner",
        "naam": "IrisZorg",
        "uiterlijk": "2026-12-04",
    }

    fout = await joyce.post(afspraak, data=velden | {"tekst": "methadon"})
    assert fout.status_code == 422
    assert "Medische gegevens horen hier niet" in tekst_van(fout.text)
    assert gekozen(fout.text, "soort") == "onderdak"
    dag = await joyce.post(afspraak, data=velden | {"uiterlijk": "snel"})
    assert (dag.status_code, "Dit is geen dag." in tekst_van(dag.text)) == (422, True)
    wat = await joyce.post(afspraak, data=velden | {"soort": ""})
    assert wat.status_code == 422, "a name and a day without an action would be lost"
    assert "Kies wat er moet gebeuren." in tekst_van(wat.text)
    assert (veld(wat.text, "naam"), veld(wat.text, "uiterlijk")) == ("IrisZorg", "2026-12-04")
    assert (await joyce.post(afspraak, data=velden)).status_code == 303

    tekst = tekst_van((await joyce.get(pad)).text)
    assert "Afgesproken door Joyce van Veen IrisZorg belt over een plek" in tekst
    assert "Onderdak zoeken, uiterlijk vr 4 dec" in tekst
    dossier = tekst_van((await joyce.get(f"/dossiers/{nummer}")).text)
    assert "Afgesproken in Nazorgoverleg Tiel van di 1 dec IrisZorg belt over een plek" in dossier
    lijst = tekst_van((await joyce.get("/werkvoorraad?venster=alles")).text)
    assert "Onderdak zoeken" in lijst


async def test_two_who_write_down_at_once_see_both_texts(
    als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    _, afspraak = await _op_de_dag(als, eigenaar, klok)
    joyce, hans = await als(JOYCE), await als(HANS)
    await joyce.post(afspraak, data={"tekst": "Eerste tekst", "versie": "0"})

    uit = await hans.post(afspraak, data={"tekst": "Tweede tekst", "versie": "0"})

    assert uit.status_code == 409
    assert "Nu staat er Eerste tekst U schreef Tweede tekst" in tekst_van(uit.text)
    assert ">Tweede tekst</textarea>" in uit.text


async def test_a_meeting_is_closed_and_who_was_not_reached_is_said(
    als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    joyce, nummer = await als(JOYCE), await nummer_van(eigenaar, "Verhoeven")
    pad = await plan_vol(joyce)
    vroeg = await joyce.post(f"{pad}/geweest", data={"versie": "1"})
    assert (vroeg.status_code, "moet nog komen" in vroeg.text) == (422, True)
    klok.zet(datetime(2026, 12, 2, 9, tzinfo=UTC))
    joyce = await als(JOYCE)
    assert "nog afsluiten" in tekst_van((await joyce.get("/overleggen")).text)

    niet = await punt_van(eigenaar, "Smit")
    uit = await joyce.post(f"{pad}/geweest", data={"versie": "1", "niet": niet})

    assert uit.status_code == 303
    tekst = tekst_van((await joyce.get(pad)).text)
    assert "Daan Smit niet aan de beurt" in tekst
    assert "Daan Verhoeven besproken" in tekst
    assert "1 besproken" in tekst_van((await joyce.get("/overleggen")).text)
    dossier = tekst_van((await joyce.get(f"/dossiers/{nummer}")).text)
    assert "Besproken in Nazorgoverleg Tiel van di 1 dec" in dossier


async def test_a_look_back_shows_the_agenda_of_then_and_not_what_was_agreed_later(
    als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    nummer = await nummer_van(eigenaar, "Verhoeven")
    _, afspraak = await _op_de_dag(als, eigenaar, klok)
    joyce = await als(JOYCE)
    await joyce.post(afspraak, data={"tekst": "Later", "versie": "0"})

    toen = tekst_van((await joyce.get(f"/dossiers/{nummer}?op=2026-11-25")).text)

    assert "Op de agenda van Nazorgoverleg Tiel van di 1 dec" in toen
    assert "Afgesproken in" not in toen
    assert "Zet op een agenda" not in toen
