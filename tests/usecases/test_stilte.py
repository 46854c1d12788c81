"""Silence: against the rhythm that was learned, until something comes or somebody knows of it."""

from datetime import UTC, datetime, timedelta

import asyncpg

from nazorg.deps import Deps
from nazorg.usecases.bewaking.ruim_op import ruim_bewaking_op
from tests.factories import event, ruw
from tests.klok import VasteKlok
from tests.usecases.test_bewaak import WEG, bewaak


async def test_a_new_source_is_never_silent_and_a_known_one_is(deps: Deps, klok: VasteKlok) -> None:
    begin = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
    for dag in range(49):
        if (begin + timedelta(days=dag)).weekday() < 5:
            for kwartier in range(40):
                klok.zet(begin + timedelta(days=dag, minutes=15 * kwartier))
                await deps.ontvang([ruw(event(id=f"r-{dag}-{kwartier}", **WEG))])
        if dag == 3:
            klok.verder(hours=12)
            assert await bewaak(deps) == [], "four days is too short to know a rhythm"
    # Monday the 23rd at 8:00 in the Netherlands: not a word since Friday.
    klok.zet(datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    assert await bewaak(deps) == []

    klok.zet(datetime(2026, 11, 23, 11, 0, tzinfo=UTC))
    (tekst,) = await bewaak(deps)

    assert tekst == (
        "Detentieregister stuurt op maandagmiddag meestal elke 20 minuten iets;"
        " nu al 3 dagen niets."
    )


async def werk_acht_weken(deps: Deps, klok: VasteKlok) -> None:
    """Let the source send three times a day, on every day of eight weeks, until 9:00."""
    begin = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
    for dag in range(56):
        for uur in range(3):
            klok.zet(begin + timedelta(days=dag, hours=uur))
            await deps.ontvang([ruw(event(id=f"w-{dag}-{uur}", **WEG))])
    await bewaak(deps)


async def test_a_source_that_is_dead_stays_an_alarm_until_something_comes(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await werk_acht_weken(deps, klok)
    laatste = klok.nu()
    seen: list[tuple[int, list[str]]] = []
    for weken in (1, 3, 8, 20, 60):
        for uur in (0, 9, 14, 23):
            klok.zet(laatste + timedelta(weeks=weken, hours=uur - 8))
            seen.append((weken, await bewaak(deps)))
        await ruim_bewaking_op(deps.store, klok)
    sinds = await eigenaar.fetch("select sinds, voorbij_op from nazorg.alarm")
    await deps.ontvang([ruw(event(id="weer", **WEG))])

    assert [w for w, alarm in seen if len(alarm) != 1] == []
    assert seen[-1][1][0].endswith("nu al 421 dagen niets.")
    assert [r["voorbij_op"] for r in sinds] == [None], "it was one alarm all that time"
    assert sinds[0]["sinds"] < laatste + timedelta(days=2)
    assert await bewaak(deps) == []


async def test_a_silence_without_a_rhythm_to_tell_it_by_does_not_end(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await werk_acht_weken(deps, klok)
    klok.verder(days=3)
    assert len(await bewaak(deps)) == 1
    await eigenaar.execute("delete from nazorg.bron_uur")
    klok.verder(days=30)

    assert await bewaak(deps) == ["Detentieregister: al 33 dagen niets."]


async def test_a_source_that_was_away_for_two_weeks_is_heard_the_next_time(
    deps: Deps, klok: VasteKlok
) -> None:
    await werk_acht_weken(deps, klok)
    klok.verder(days=14)
    assert len(await bewaak(deps)) == 1
    weer = klok.nu()
    for dag in range(3):
        for uur in range(3):
            klok.zet(weer + timedelta(days=dag, hours=uur))
            await deps.ontvang([ruw(event(id=f"x-{dag}-{uur}", **WEG))])
    assert await bewaak(deps) == []

    klok.verder(days=2)

    (tekst,) = await bewaak(deps)
    assert "nu al 2 dagen niets" in tekst
