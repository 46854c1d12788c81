"""Which fields the form to correct a message offers: those with which it can succeed, no others."""

import json
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from httpx2 import AsyncClient

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import event, persoon, ruw
from tests.web.conftest import RUBEN, Als, tekst_van
from tests.web.correcties import FATMA, MIS_BSN, besluit, stel_voor, zet_apart


async def open_(browser: AsyncClient, id_: UUID) -> str:
    antwoord = await browser.post(f"/berichten/{id_}/inhoud", data={"reden": "Vraag van de PI"})
    assert antwoord.status_code == 200
    return antwoord.text


async def test_an_end_before_its_begin_offers_both_days(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    bericht = event(Soort.BEEINDIGD, eindDatum="2026-11-10", beginDatum="2026-11-19")
    id_ = await zet_apart(deps, eigenaar, bericht)
    ruben = await als(RUBEN)

    html = await open_(ruben, id_)

    assert 'name="waarde:data.beginDatum"' in html
    assert 'name="waarde:data.eindDatum"' in html
    assert "zoals 31-12-2026" in html
    antwoord = await stel_voor(ruben, id_, **{"data.beginDatum": "1-11-2026"})
    assert antwoord.status_code == 303, tekst_van(antwoord.text)
    await besluit(await als(FATMA), eigenaar, id_)
    assert await eigenaar.fetchval("select uitkomst from nazorg.bericht") == "verwerkt"


async def test_a_leave_that_ends_before_it_begins_offers_both_days(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    bericht = event(Soort.VERLOF_VERLEEND, vanDatum="2026-11-26", totDatum="2026-11-20")
    id_ = await zet_apart(deps, eigenaar, bericht)

    html = await open_(await als(RUBEN), id_)

    assert 'name="waarde:data.vanDatum"' in html
    assert 'name="waarde:data.totDatum"' in html


async def test_a_field_with_a_list_of_values_is_a_list_to_choose_from(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, event(titel="celstraf"))

    html = await open_(await als(RUBEN), id_)

    assert '<select class="utrecht-select utrecht-select--html-select" id="v-1"' in html
    assert '<option value="voorlopige_hechtenis">Voorlopige hechtenis</option>' in html


async def test_a_day_may_be_typed_as_people_write_it(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, event(beginDatum="gisteren", verwachtEinde=None))

    antwoord = await stel_voor(await als(RUBEN), id_, **{"data.beginDatum": "19-11-2026"})

    assert antwoord.status_code == 303, tekst_van(antwoord.text)
    await besluit(await als(FATMA), eigenaar, id_)
    assert str(await eigenaar.fetchval("select begin from nazorg.detentie")) == "2026-11-19"


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"detentieId": None, "inrichting": "QQQ"}, "detentieId ontbreekt"),
        ({"persoon": None, "inrichting": "QQQ"}, "persoon ontbreekt"),
        ({"grondslag": "iets"}, "grondslag klopt niet"),
        ({"verwachtEinde": "ooit"}, "verwachtEinde klopt niet"),
    ],
    ids=str,
)
async def test_where_no_correction_can_succeed_there_is_no_form(
    anders: dict[str, Any], zin: str, deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, event(id="b-x", **anders))

    html = await open_(await als(RUBEN), id_)

    waarom = f"Dit bericht kunt u niet zelf verbeteren: {zin}. Vraag de bron."
    assert waarom in tekst_van(html)
    assert 'name="waarde:' not in html


async def test_only_what_may_lead_to_a_correction_says_so(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    kapot = ruw(event(id="b-kapot"))
    onbekend = event(id="b-soort", envelop={"type": "nl.gedetineerden.iets-nieuws.v1"})
    zonder = event(id="b-zonder", detentieId=None)
    await deps.ontvang(
        [kapot._replace(inhoud=kapot.inhoud[:-2]), *(ruw(e) for e in (onbekend, zonder))]
    )
    goed = await zet_apart(deps, eigenaar, event(id="b-mis", persoon=persoon(bsn=MIS_BSN)))
    ruben = await als(RUBEN)

    for id_ in await eigenaar.fetch("select id from nazorg.bericht"):
        html = (await ruben.get(f"/berichten/{id_[0]}")).text
        assert ("Toon de inhoud en verbeter" in html) == (id_[0] == goed)
        assert "Toon de inhoud" in html
    stuk = await eigenaar.fetchval("select id from nazorg.bericht where reden = 'geen_json'")
    zin = "Dit bericht kunt u niet zelf verbeteren. Vraag de bron."
    assert zin in tekst_van(await open_(ruben, stuk))
    assert json.dumps("b-kapot")[1:-1] in await open_(ruben, stuk)
