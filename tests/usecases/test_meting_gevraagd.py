"""After a release somebody is asked to measure; what is said in time is what is frozen."""

from datetime import UTC, date, datetime

import asyncpg

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


async def test_who_is_held_again_is_not_asked_and_a_withdrawn_end_takes_the_question_along(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    vrij = event(Soort.BEEINDIGD, id="b-einde", eindDatum="2026-11-21", tijd="2026-11-21T07:00:00Z")
    await deps.ontvang([ruw(event()), ruw(vrij)])
    assert {EEN, ZES} <= set(await open_taken(eigenaar))

    weg = event(Soort.INGETROKKEN, berichtId="b-einde", tijd="2026-11-22T07:00:00Z")
    await deps.ontvang([ruw(weg)])

    assert not {EEN, ZES} & set(await open_taken(eigenaar))
