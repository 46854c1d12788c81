"""From what a sender tells (a number, a type, a day) to why a notice is no dossier, by screens."""

import json
import re

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import BSN_DAAN, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import RUBEN, Als, stuur, tekst_van


async def _zoek(als: Als, nummer: str) -> str:
    return (await (await als(RUBEN)).get("/berichten", params={"nummer": nummer})).text


async def _pagina(als: Als, eigenaar: asyncpg.Connection, nummer: str) -> str:
    id_ = await eigenaar.fetchval("select id from nazorg.bericht where bericht_id = $1", nummer)
    return (await (await als(RUBEN)).get(f"/berichten/{id_}")).text


async def test_a_notice_that_was_withdrawn_says_so_and_by_which_message(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event(id="m-1"), event(id="m-2", detentieId="D-ander"))
    weg = event(Soort.INGETROKKEN, id="m-weg", berichtId="m-1", tijd="2026-11-21T08:00:00Z")
    await stuur(deps, weg)

    ingetrokken = await _pagina(als, eigenaar, "m-1")
    ander = await _pagina(als, eigenaar, "m-2")

    tekst = tekst_van(ingetrokken)
    assert "Later ingetrokken door de bron. Dit bericht telt niet meer mee." in tekst
    assert "aanleiding van" not in tekst, "its tasks fell away"
    assert "Later ingetrokken" not in tekst_van(ander)
    naar = re.search(r'href="/berichten/([0-9a-f-]+)">Bekijk de intrekking', ingetrokken)
    assert naar
    assert "m-weg" in (await (await als(RUBEN)).get(f"/berichten/{naar[1]}")).text


@pytest.mark.parametrize("eind", [-2, -40])
async def test_a_number_that_a_broken_message_names_leads_to_it(
    eind: int, deps: Deps, als: Als, klok: VasteKlok
) -> None:
    heel = json.dumps(event(id="proef-1") | {"zomaar": "x" * 60})
    await deps.ontvang([ruw(heel.encode()[:eind]), ruw(b'{"id": "proef-2", ')])

    html = await _zoek(als, "proef-1")

    leeg = html.split('class="empty"')[1]
    (naar,) = re.findall(r'href="/berichten/([0-9a-f-]{36})"', leeg)
    assert "Een bericht dat wij niet konden lezen, noemt dit nummer" in tekst_van(html)
    pagina = (await (await als(RUBEN)).get(f"/berichten/{naar}")).text
    assert "geen geldige JSON" in tekst_van(pagina)


async def test_a_number_in_the_data_of_a_broken_message_leads_nowhere(deps: Deps, als: Als) -> None:
    """Only the number of the message itself: what is in it cannot be guessed at."""
    slecht = event(id="proef-1", persoon=persoon(BSN_DAAN, geslachtsnaam="Verhoeven"))
    await deps.ontvang([ruw(json.dumps(slecht).encode()[:-2])])

    for waarde in ("Verhoeven", "Daan", "proef", "proef-10", slecht["data"]["detentieId"]):
        assert "konden lezen" not in tekst_van(await _zoek(als, waarde)), waarde


async def test_the_first_number_of_a_source_has_nothing_before_it(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event(id="m-1", envelop={"sequence": "1"}))

    assert "Hier begint de telling van de bron." in tekst_van(await _pagina(als, eigenaar, "m-1"))
