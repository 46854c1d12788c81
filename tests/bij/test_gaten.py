"""A source numbers what it sends: a number that never came is a message that a mayor may miss."""

import asyncpg
import pytest
from starlette.applications import Starlette

from nazorg.commands.opdrachtgever import OPDRACHT
from nazorg.deps import BijDeps
from nazorg.usecases.bij.gat import GeenGat, accepteer_gat
from nazorg.usecases.bij.vernietig import vernietig
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import BRON, bij_event, gemeld, ruw
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import WIM
from tests.bij.test_bewaren import WEG
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van

ALARM = "Er missen berichten van een bron"


async def _genummerd(bij: BijDeps, *nummers: int) -> None:
    for nummer in nummers:
        await stuur(bij, gemeld(meldingId=f"BIJ-{nummer}"), sequence=str(nummer))


async def _beheer(als: Als, werker: Werker) -> str:
    await werker.doe_ronde()
    return tekst_van((await (await als(WIM)).get("/bij/beheer")).text)


async def test_a_number_that_is_missing_is_an_alarm_until_it_comes(
    als: Als, site: Starlette, bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await _genummerd(bij, 11, 15, 12)
    klok.verder(minutes=9)
    assert ALARM not in await _beheer(als, werker)

    klok.verder(minutes=2)
    tekst = await _beheer(als, werker)
    assert ALARM in tekst
    assert "Bij register: 2 berichten, nummer 13 t/m 14" in tekst

    await _genummerd(bij, 14)
    assert "Bij register: 1 bericht, nummer 13" in await _beheer(als, werker)
    await _genummerd(bij, 13)
    assert ALARM not in await _beheer(als, werker)


async def test_what_was_set_aside_did_come_and_who_gives_no_number_misses_none(
    als: Als, site: Starlette, bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await _genummerd(bij, 1, 3)
    await stuur(bij, gemeld() | {"iets": 1}, sequence="2")
    await stuur(bij, gemeld(), source="urn:nld:oin:00000099000000001000:systeem:zonder")
    klok.verder(hours=1)

    assert ALARM not in await _beheer(als, werker)


async def test_what_was_destroyed_did_come(
    als: Als, site: Starlette, bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await _genummerd(bij, 1, 2)
    klok.zet(WEG)
    await vernietig(bij.kamer)
    await _genummerd(bij, 3)
    klok.verder(hours=1)

    assert ALARM not in await _beheer(als, werker)


async def test_a_number_of_one_who_may_not_speak_for_the_source_says_nothing(
    als: Als, site: Starlette, bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await _genummerd(bij, 1)
    vals = ruw(bij_event(gemeld(), sequence="900"))._replace(bronnen=frozenset())
    await bij.ontvang([vals])
    klok.verder(hours=1)

    assert ALARM not in await _beheer(als, werker)


async def test_numbers_that_will_never_come_can_be_accepted_and_that_is_written_down(
    als: Als,
    site: Starlette,
    bij: BijDeps,
    werker: Werker,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
) -> None:
    await _genummerd(bij, 1, 900_001)
    klok.verder(hours=1)
    assert ALARM in await _beheer(als, werker)
    for van, tot in ((1, 1), (5, 900_002), (9, 3)):
        with pytest.raises(GeenGat):
            await accepteer_gat(BRON, van, tot, medewerker=OPDRACHT, kamer=bij.kamer)
    aantal = await accepteer_gat(BRON, 2, 900_000, medewerker=OPDRACHT, kamer=bij.kamer)

    assert aantal == 899_999
    assert ALARM not in await _beheer(als, werker)
    laatste = await eigenaar.fetchrow(
        "select actie, object, resultaat from bij.audit where actie like '%gat%'"
    )
    assert tuple(laatste) == ("bij_gat_geaccepteerd", f"{BRON} 2-900000", "nummers 899999")
