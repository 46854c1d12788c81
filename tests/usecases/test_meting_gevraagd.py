"""After a release somebody is asked to measure; what is said in time is what is frozen."""

from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.leefgebied import BASIS, Leefgebied
from nazorg.usecases.leefgebieden.meet import meet_leefgebieden
from tests.factories import event, ruw
from tests.klok import VasteKlok
from tests.usecases.leefgebieden import open_taken, zeg

EEN, ZES = "meting-een-maand", "meting-zes-maanden"
GOED = {
    Leefgebied.IDENTITEITSBEWIJS: {"document": "geldig"},
    Leefgebied.HUISVESTING: {"verblijf": "familie_of_vrienden"},
    Leefgebied.INKOMEN: {"inkomensbron": "werk"},
    Leefgebied.SCHULDEN: {"schuldsituatie": "geen"},
    Leefgebied.ZORG: {"zorgbehoefte": "nee", "verzekering": "loopt"},
}


async def test_the_question_falls_away_when_all_is_said_and_that_is_what_is_measured(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    vrij = event(Soort.BEEINDIGD, eindDatum="2026-11-23", tijd="2026-11-23T07:00:00Z")
    await deps.ontvang([ruw(event()), ruw(vrij)])
    assert (await open_taken(eigenaar))[EEN] == date(2026, 12, 22)
    klok.zet(datetime(2026, 12, 21, 9, tzinfo=UTC))

    for gebied, waarden in GOED.items():
        assert EEN in await open_taken(eigenaar), gebied
        await zeg(deps, gebied, waarden, gemeten_op=date(2026, 12, 21))

    assert EEN not in await open_taken(eigenaar)
    assert (await open_taken(eigenaar))[ZES] == date(2027, 5, 21)
    klok.zet(datetime(2026, 12, 23, 9, tzinfo=UTC))
    await meet_leefgebieden(deps.store, deps.klok)
    standen = await eigenaar.fetchval(
        "select standen from nazorg.meetmoment where punt = 'een_maand'"
    )
    assert standen == ["in_orde"] * len(BASIS)


async def test_the_question_sleeps_until_two_weeks_before_the_moment(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    """Everybody who walked out has one for half a year: that is no work of today."""
    vrij = event(Soort.BEEINDIGD, eindDatum="2026-11-23", tijd="2026-11-23T07:00:00Z")
    await deps.ontvang([ruw(event()), ruw(vrij)])

    rijen = await eigenaar.fetch(
        "select gegevens->>'regel', lijst, tot from nazorg.taak where gegevens ? 'sluimert_tot'"
    )
    assert {tuple(r) for r in rijen} == {
        (EEN, "sluimert", date(2026, 12, 8)),
        (ZES, "sluimert", date(2027, 5, 4)),
    }


async def test_a_question_that_is_near_at_once_does_not_sleep(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    vrij = event(Soort.BEEINDIGD, eindDatum="2026-10-26", tijd="2026-11-23T07:00:00Z")
    begin = event(beginDatum="2026-10-05", tijd="2026-10-05T08:00:00Z", verwachtEinde=None)
    await deps.ontvang([ruw(begin), ruw(vrij)])

    lijsten = dict(
        await eigenaar.fetch(
            "select gegevens->>'regel', lijst from nazorg.taak where gegevens ? 'sluimert_tot'"
        )
    )
    assert lijsten == {EEN: "doen", ZES: "sluimert"}


async def lijsten(eigenaar: asyncpg.Connection) -> set[tuple[str, str, date]]:
    rijen = await eigenaar.fetch(
        """select gegevens->>'regel', lijst, tot from nazorg.taak
        where gegevens ? 'sluimert_tot' and status = 'open'"""
    )
    return {tuple(r) for r in rijen}


@pytest.mark.parametrize(
    ("einde", "een", "zes"),
    [
        ("2026-11-20", date(2026, 12, 4), date(2027, 4, 30)),
        ("2026-11-26", date(2026, 12, 10), date(2027, 5, 10)),
    ],
)
async def test_an_end_that_is_corrected_moves_the_sleep_along_and_wakes_nobody(
    einde: str, een: date, zes: date, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    klok.zet(datetime(2026, 11, 27, 9, tzinfo=UTC))
    vrij = event(Soort.BEEINDIGD, id="e-1", eindDatum="2026-11-23", tijd="2026-11-23T07:00:00Z")
    await deps.ontvang([ruw(event()), ruw(vrij)])

    anders: dict[str, Any] = {"vervangt": "e-1", "eindDatum": einde}
    await deps.ontvang([ruw(event(Soort.BEEINDIGD, tijd="2026-11-27T07:00:00Z", **anders))])

    assert await lijsten(eigenaar) == {(EEN, "sluimert", een), (ZES, "sluimert", zes)}


async def test_a_question_that_is_asked_again_sleeps_again(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    def vrij(nr: int, dag: str) -> dict[str, Any]:
        return event(Soort.BEEINDIGD, id=f"e-{nr}", eindDatum=dag, tijd=f"{dag}T07:00:00Z")

    weg = event(Soort.INGETROKKEN, berichtId="e-1", tijd="2026-11-20T08:00:00Z")
    for bericht in (event(), vrij(1, "2026-11-20"), weg, vrij(2, "2026-11-21")):
        await deps.ontvang([ruw(bericht)])

    assert {(regel, lijst) for regel, lijst, _ in await lijsten(eigenaar)} == {
        (EEN, "sluimert"),
        (ZES, "sluimert"),
    }


async def test_what_a_person_chose_is_kept_and_a_day_that_is_here_wakes(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    vrij = event(Soort.BEEINDIGD, id="e-1", eindDatum="2026-11-23", tijd="2026-11-23T07:00:00Z")
    await deps.ontvang([ruw(event()), ruw(vrij)])
    await eigenaar.execute(
        "update nazorg.taak set tot = '2027-05-10' where gegevens->>'regel' = $1", ZES
    )
    klok.zet(datetime(2026, 12, 6, 23, 30, tzinfo=UTC))  # in the Netherlands it is the seventh

    anders: dict[str, Any] = {"vervangt": "e-1", "eindDatum": "2026-11-22"}
    await deps.ontvang([ruw(event(Soort.BEEINDIGD, tijd="2026-11-24T07:00:00Z", **anders))])

    na = {regel: (lijst, tot) for regel, lijst, tot in await lijsten(eigenaar)}
    assert na[EEN][0] == "doen"
    assert na[ZES] == ("sluimert", date(2027, 5, 10))


async def test_who_is_held_again_is_not_asked_and_a_withdrawn_end_takes_the_question_along(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    vrij = event(Soort.BEEINDIGD, id="b-einde", eindDatum="2026-11-21", tijd="2026-11-21T07:00:00Z")
    await deps.ontvang([ruw(event()), ruw(vrij)])
    assert {EEN, ZES} <= set(await open_taken(eigenaar))

    weg = event(Soort.INGETROKKEN, berichtId="b-einde", tijd="2026-11-22T07:00:00Z")
    await deps.ontvang([ruw(weg)])

    assert not {EEN, ZES} & set(await open_taken(eigenaar))
