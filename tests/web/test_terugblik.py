"""'Wat wisten wij op': everything that people wrote too, as it was on that day."""

from datetime import UTC, datetime

import asyncpg
import httpx2
import pytest

from nazorg.deps import Deps
from tests.factories import event
from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, Als, stuur, taak_van, tekst_van
from tests.web.doen import doe, sleutel
from tests.web.leefgebieden import ACTIES, DOSSIER, NOTITIES, bewaar
from tests.web.test_betrokkenen import BETROKKENEN, PLAN, SMIT, STUKKEN

TOEN = f"{DOSSIER}?op=2026-11-23"


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    await stuur(deps, event(id="b-begin"))


async def morgen(als: Als, klok: VasteKlok, wie: str = JOYCE) -> httpx2.AsyncClient:
    """Go to the next day, on which everybody logs in anew."""
    klok.zet(datetime(2026, 11, 24, 8, tzinfo=UTC))
    return await als(wie)


async def test_a_note_reads_as_it_did_then_and_cannot_be_changed_there(
    als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(NOTITIES, data={"tekst": "Moeder gebeld over de sleutel"})
    noot = await eigenaar.fetchval("select id from nazorg.notitie")
    joyce = await morgen(als, klok)
    await joyce.post(f"{NOTITIES}/{noot}", data={"tekst": "Vader gebeld", "versie": "1"})
    await joyce.post(NOTITIES, data={"tekst": "Pas later geschreven"})

    html = (await joyce.get(TOEN)).text

    tekst = tekst_van(html)
    assert "Moeder gebeld over de sleutel" in tekst
    assert "Vader gebeld" not in tekst
    assert "gewijzigd" not in tekst
    assert "Pas later geschreven" not in tekst
    assert "/notities/" not in html


async def test_a_private_note_stays_private_when_looking_back(als: Als, klok: VasteKlok) -> None:
    await (await als(JOYCE)).post(NOTITIES, data={"tekst": "Alleen voor mijzelf", "zicht": "eigen"})
    joyce, hans = await morgen(als, klok), await als(HANS)

    van_mij, van_hem = [tekst_van((await b.get(TOEN)).text) for b in (joyce, hans)]

    assert "Alleen voor mijzelf" in van_mij
    assert "Notitie, alleen voor u" in van_mij
    assert "Alleen voor mijzelf" not in van_hem


async def test_an_action_stands_as_it_was_agreed_then(
    als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(ACTIES, data={"soort": "onderdak", "uiterlijk": "2026-11-26"})
    actie = await eigenaar.fetchval("select id from nazorg.behoefte")
    joyce = await morgen(als, klok)
    await joyce.post(
        f"{ACTIES}/{actie}",
        data={
            "soort": "onderdak",
            "versie": "1",
            "status": "loopt",
            "eigenaar": "partner",
            "naam": "IrisZorg",
            "uiterlijk": "2026-11-30",
            "stap": "IrisZorg belt terug",
        },
    )
    await joyce.post(ACTIES, data={"soort": "onderdak", "uiterlijk": "2026-12-01"})

    tekst = tekst_van((await joyce.get(TOEN)).text)

    assert "Nieuwe actie: Onderdak zoeken" in tekst
    assert "Nu: Onderdak zoeken, uiterlijk 26 nov" in tekst
    assert "Onderdak zoeken Huisvesting · gemeente · uiterlijk 26 nov" in tekst
    assert "IrisZorg" not in tekst
    assert "30 nov" not in tekst
    assert tekst.count("Onderdak zoeken Huisvesting") == 1
    assert "staat niets open" not in tekst


async def test_an_action_that_was_done_by_then_is_done_and_one_done_later_is_not(
    als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(ACTIES, data={"soort": "onderdak", "uiterlijk": "2026-11-26"})
    taak = await taak_van(eigenaar, "Verhoeven", "behoefte")
    joyce = await morgen(als, klok)
    await doe(joyce, "afgehandeld", await sleutel(eigenaar, taak))
    klok.verder(days=1)
    joyce = await als(JOYCE)

    eerst = tekst_van((await joyce.get(TOEN)).text)
    daarna = tekst_van((await joyce.get(f"{DOSSIER}?op=2026-11-24")).text)

    assert "Onderdak zoeken Huisvesting · gemeente · uiterlijk 26 nov" in eerst
    assert "afgehandeld" not in eerst
    assert (
        "Onderdak zoeken Huisvesting · gemeente · afgehandeld 24 nov 09:00 door Joyce van Veen"
    ) in daarna


async def test_what_was_done_with_tasks_by_then_is_on_the_timeline(
    als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    nadert = await taak_van(eigenaar, "Verhoeven", "vrijlating_nabij")
    nieuw = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")
    await doe(joyce, "afgehandeld", await sleutel(eigenaar, nadert))
    joyce = await morgen(als, klok)
    await doe(joyce, "afgehandeld", await sleutel(eigenaar, nieuw))

    html = (await joyce.get(TOEN)).text

    assert "‘Vrijlating nadert’ is afgehandeld" in tekst_van(html)
    assert "Nieuwe melding’ is afgehandeld" not in tekst_van(html)
    assert "/taken/" not in html


async def test_who_was_involved_and_which_documents_there_were(
    als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(BETROKKENEN, data=SMIT)
    await joyce.post(STUKKEN, data=PLAN)
    id_ = await eigenaar.fetchval("select id from nazorg.betrokkene")
    joyce = await morgen(als, klok)
    await joyce.post(f"{BETROKKENEN}/{id_}/gestopt", data={})
    await joyce.post(BETROKKENEN, data=SMIT | {"naam": "T. Later"})
    weg = await eigenaar.fetchval(
        "select einde_op is not null from nazorg.betrokkene where id=$1", id_
    )
    html = (await joyce.get(TOEN)).text

    tekst = tekst_van(html)
    assert weg
    assert "R. Smit Casemanager PI · PI Arnhem" in tekst
    assert "Betrokkene gestopt" not in tekst
    assert "Plan van aanpak" in tekst
    assert "T. Later" not in tekst
    assert "Wijzig betrokkenen" not in tekst
    assert "Wijzig stukken" not in tekst


async def test_the_page_says_what_a_look_back_cannot_show(als: Als, klok: VasteKlok) -> None:
    await bewaar(await als(JOYCE), verblijf="bank")
    joyce = await morgen(als, klok)

    tekst = tekst_van((await joyce.get(TOEN)).text)

    assert (
        "Niet te zien: welke taken toen open stonden, wat partners vertelden, vragenlijsten"
        " en het vertrekblad."
    ) in tekst
    assert "Voor dit dossier staat niets open" not in tekst
    assert "Welke taken toen open stonden, bewaren wij niet." in tekst
