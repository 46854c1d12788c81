"""The number of a message, and the messages beside it in the sequence of its source."""

import re
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.volgnummers import HOOGSTE
from nazorg.deps import Deps
from nazorg.usecases.bewaking.accepteer_gat import accepteer_gat
from tests.factories import BRON, NIJMEGEN, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import ANDERE_BRON, JOYCE, RUBEN, Als, tekst_van
from tests.web.test_bewaking import bewaak
from tests.web.test_gat_apart import stuur_kapot

MIS_BSN = "999993654"


async def _stuur(deps: Deps, nummer: int, bron: str = BRON, **anders: Any) -> None:
    velden: dict[str, Any] = {"id": f"m-{nummer}", "detentieId": f"D-{bron}-{nummer}"} | anders
    await deps.ontvang([ruw(event(**velden, envelop={"sequence": str(nummer), "source": bron}))])


async def _pagina(als: Als, eigenaar: asyncpg.Connection, waar: str, wie: str = RUBEN) -> str:
    id_ = await eigenaar.fetchval(f"select id from nazorg.bericht where {waar}")
    antwoord = await (await als(wie)).get(f"/berichten/{id_}")
    assert antwoord.status_code == 200
    return antwoord.text


def _reeks(html: str) -> str:
    gevonden = re.search(r'(?s)<nav class="buren".*?</nav>', html)
    return gevonden[0] if gevonden else ""


async def _is_link(html: str, tekst: str, eigenaar: asyncpg.Connection) -> str:
    """Return the number of the message that a link with these words leads to."""
    gevonden = re.search(rf'href="/berichten/([0-9a-f-]+)"[^>]*>[^<]*{tekst}', _reeks(html))
    assert gevonden, _reeks(html)
    return str(
        await eigenaar.fetchval("select bericht_id from nazorg.bericht where id = $1", gevonden[1])
    )


async def test_a_message_leads_to_its_neighbours_in_the_sequence_of_its_source(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    for nummer in (1, 2, 3):
        await _stuur(deps, nummer)
        await _stuur(deps, nummer, ANDERE_BRON, id=f"x-{nummer}")
    await bewaak(deps)

    html = await _pagina(als, eigenaar, "bericht_id = 'm-2'")

    assert "Volgnummer 2" in tekst_van(html)
    assert await _is_link(html, "Nummer 1", eigenaar) == "m-1"
    assert await _is_link(html, "Nummer 3", eigenaar) == "m-3"


async def test_what_is_missing_or_not_there_yet_is_said_in_words(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for nummer in (4, 6, 9):
        await _stuur(deps, nummer)
    klok.verder(minutes=11)
    await bewaak(deps)
    await accepteer_gat(BRON, 7, 7, store=deps.store, klok=klok)

    eerste, midden, laatste = [
        tekst_van(_reeks(await _pagina(als, eigenaar, f"bericht_id = 'm-{n}'"))) for n in (4, 6, 9)
    ]

    assert "Nummer 3: van voor het eerste dat wij van deze bron kregen" in eerste
    assert "Nummer 5 ontbreekt" in eerste
    assert "Nummer 5 ontbreekt" in midden
    assert "Nummer 7 komt niet meer" in midden
    assert "Nummer 8 ontbreekt" in laatste
    assert "Nummer 10 kwam nog niet" in laatste


async def test_a_message_that_is_set_aside_has_its_number_and_is_found_as_a_neighbour(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await _stuur(deps, 1)
    await _stuur(deps, 2, persoon=persoon(bsn=MIS_BSN))
    await _stuur(deps, 3)
    await bewaak(deps)

    apart = await _pagina(als, eigenaar, "bericht_id = 'm-2'")
    goed = await _pagina(als, eigenaar, "bericht_id = 'm-3'")

    assert "Volgnummer 2" in tekst_van(apart)
    assert await _is_link(apart, "Nummer 1", eigenaar) == "m-1"
    assert await _is_link(goed, "Nummer 2", eigenaar) == "m-2"
    assert "apart gezet" in tekst_van(_reeks(goed))


async def test_what_cannot_be_read_shows_the_number_that_it_seems_to_have(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await _stuur(deps, 1)
    await _stuur(deps, 3)
    await stuur_kapot(deps, 2)
    klok.verder(minutes=11)
    await bewaak(deps)

    kapot = await _pagina(als, eigenaar, "bron = 'onbekend'")
    buur = await _pagina(als, eigenaar, "bericht_id = 'm-3'")

    assert "Volgnummer 2, zo te lezen, van Detentieregister" in tekst_van(kapot)
    assert await _is_link(kapot, "Nummer 1", eigenaar) == "m-1"
    assert "Nummer 2 ontbreekt" in tekst_van(_reeks(buur))
    assert "Dit bericht dat apart staat, noemt dat nummer" in tekst_van(_reeks(buur))


async def test_a_neighbour_of_another_gemeente_is_named_and_not_linked(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    weg = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN, "gemeenteVestiging": NIJMEGEN}
    await _stuur(deps, 1, **weg)
    await _stuur(deps, 2)
    await bewaak(deps)

    html = await _pagina(als, eigenaar, "bericht_id = 'm-2'", wie=JOYCE)

    assert "Nummer 1 is er, maar niet voor uw gemeente" in tekst_van(_reeks(html))
    assert "<a " not in _reeks(html)


@pytest.mark.parametrize(("nummer", "buur"), [(HOOGSTE, 1), (1, HOOGSTE)])
async def test_the_sequence_goes_on_where_the_numbers_of_the_source_begin_anew(
    nummer: int, buur: int, deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await _stuur(deps, HOOGSTE)
    await _stuur(deps, 1)
    await bewaak(deps)

    html = await _pagina(als, eigenaar, f"bericht_id = 'm-{nummer}'")

    assert await _is_link(html, f"Nummer {buur}", eigenaar) == f"m-{buur}"


async def test_a_message_without_a_number_says_nothing_about_it(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(id="zonder"))])

    html = await _pagina(als, eigenaar, "bericht_id = 'zonder'")

    assert "Volgnummer" not in tekst_van(html)
    assert _reeks(html) == ""
