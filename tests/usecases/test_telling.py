"""The count of the source beside ours: per day in the Netherlands and per kind."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.berichten.telling import Telling
from nazorg.deps import Deps
from nazorg.kern.klok import AMSTERDAM
from nazorg.store.ids import first_id
from nazorg.usecases.bewaking.bewaak import Bewaker
from nazorg.usecases.bewaking.meet import meet
from nazorg.usecases.bewaking.ruim_op import ruim_bewaking_op
from nazorg.usecases.bewaking.vergelijk_telling import (
    OngeldigeTelling,
    tel_na,
    vergelijk_telling,
)
from tests.factories import BRON, GRONINGEN, event, persoon, ruw
from tests.klok import VasteKlok

BEGIN, VERLOF = TYPE_VAN_SOORT[Soort.BEGONNEN], TYPE_VAN_SOORT[Soort.VERLOF_VERLEEND]
VRIJDAG = date(2026, 11, 20)


async def vergelijk(
    deps: Deps, dag: date = VRIJDAG, bron: str = BRON, **per_type: int
) -> dict[str, tuple[int, int]]:
    """Hand in a count; return per kind what the source says and what we have."""
    types = {{"begin": BEGIN, "verlof": VERLOF}.get(t, t): n for t, n in per_type.items()}
    telling = Telling(bron=bron, dag=dag, per_type=types)
    rijen = await vergelijk_telling([telling], store=deps.store, klok=deps.klok)
    return {r.soort: (r.aantal, r.bij_ons) for r in rijen}


async def stuur(deps: Deps, *events: dict[str, Any]) -> None:
    await deps.ontvang([ruw(e) for e in events])


async def test_every_message_counts_whatever_became_of_it(deps: Deps) -> None:
    await stuur(
        deps,
        event(detentieId="A"),
        event(detentieId="B", persoon=persoon(bsn="999993654")),
        event(detentieId="C", gemeenteBrp=GRONINGEN, ontvangerGemeente=GRONINGEN),
        event(id="dubbel", detentieId="E"),
        event(id="dubbel", detentieId="E"),
    )

    assert await vergelijk(deps, begin=4) == {"detentie_begonnen": (4, 4)}


async def test_a_day_is_a_day_in_the_netherlands(deps: Deps) -> None:
    await stuur(
        deps,
        event(id="nog-vrijdag", tijd="2026-11-20T22:59:59Z"),
        event(id="al-zaterdag", tijd="2026-11-20T23:00:00Z"),
        event(id="nog-donderdag", tijd="2026-11-19T22:59:59Z"),
    )

    assert await vergelijk(deps, begin=1) == {"detentie_begonnen": (1, 1)}


async def test_a_kind_that_the_source_did_not_name_is_too_many(deps: Deps) -> None:
    await stuur(deps, event(detentieId="A"), event(Soort.VERLOF_VERLEEND, detentieId="A"))

    assert await vergelijk(deps, begin=2) == {
        "detentie_begonnen": (2, 1),
        "verlof_verleend": (0, 1),
    }


async def test_a_later_count_of_a_day_takes_the_place_of_the_first(deps: Deps) -> None:
    await stuur(deps, event())
    await vergelijk(deps, begin=3, verlof=1)

    assert await vergelijk(deps, begin=1) == {"detentie_begonnen": (1, 1)}


async def test_what_comes_late_is_counted_again_and_ends_the_alarm(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    bewaker = Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen)
    await stuur(deps, event(detentieId="A"))
    assert await vergelijk(deps, begin=2) == {"detentie_begonnen": (2, 1)}
    assert await bewaker.bewaak() == 0, "not at once: it may be under way"
    klok.verder(minutes=10)
    assert await bewaker.bewaak() == 1
    tekst = await eigenaar.fetchval("select tekst from nazorg.alarm")
    assert tekst == (
        "Detentieregister: de telling klopt op 1 dag niet (20-11-2026). Wij hebben er 1 te weinig."
    )

    await stuur(deps, event(detentieId="B"))
    assert await tel_na(deps.store, klok) == 0

    assert await bewaker.bewaak() == 0


@pytest.mark.parametrize(
    "anders",
    [
        {"dag": date(2026, 11, 24)},
        {"dag": date(2025, 11, 1)},
        {"bron": "urn:x"},
        {"nl.onbekend.v1": 1},
        {"begin": -1},
        {"begin": 2**31},
        {"begin": 1, "detentie_begonnen": 1},
    ],
)
async def test_a_count_that_cannot_be_right_is_refused_and_not_kept(
    anders: dict[str, Any], deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    with pytest.raises(OngeldigeTelling):
        await vergelijk(deps, **({"verlof": 1} | anders))

    assert await eigenaar.fetchval("select count(*) from nazorg.telling") == 0


async def test_counts_are_kept_a_year(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await vergelijk(deps, begin=0)
    klok.verder(days=362)
    await ruim_bewaking_op(deps.store, klok)
    assert await eigenaar.fetchval("select count(*) from nazorg.telling") == 1

    klok.verder(days=1)
    await ruim_bewaking_op(deps.store, klok)
    assert await eigenaar.fetchval("select count(*) from nazorg.telling") == 0


async def test_no_counts_is_nothing_to_compare(deps: Deps) -> None:
    assert await vergelijk_telling([], store=deps.store, klok=deps.klok) == []


async def test_the_figure_keeps_what_differs_however_long_ago(deps: Deps, klok: VasteKlok) -> None:
    await vergelijk(deps, date(2026, 11, 16), begin=4)
    klok.verder(days=60)
    lang_geleden = (await meet(deps.store)).tellingverschil
    await vergelijk(deps, date(2026, 11, 16), begin=0)

    assert lang_geleden == {BRON: 4}
    assert (await meet(deps.store)).tellingverschil == {BRON: 0}


async def kijk(deps: Deps, eigenaar: asyncpg.Connection) -> list[str]:
    """Let the watch look; return the alarms that are open, in short."""
    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()
    rijen = await eigenaar.fetch(
        "select kort from nazorg.alarm where voorbij_op is null order by kort"
    )
    return [r[0] for r in rijen]


def om(dag: int, uur: int, minuut: int = 0) -> datetime:
    """Return a moment in November, as the clock is in the Netherlands."""
    return datetime(2026, 11, dag, uur, minuut, tzinfo=AMSTERDAM).astimezone(UTC)


async def test_a_count_that_does_not_come_is_an_alarm_from_noon_until_it_comes(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for dag in (17, 18, 19, 20, 21):
        await vergelijk(deps, date(2026, 11, dag), begin=0)
    klok.zet(om(23, 11, 59))
    voor_twaalf = await kijk(deps, eigenaar)
    klok.verder(minutes=1)
    om_twaalf = await kijk(deps, eigenaar)
    klok.zet(om(24, 3))
    s_nachts = await kijk(deps, eigenaar)
    await vergelijk(deps, date(2026, 11, 22), begin=0)

    assert voor_twaalf == []
    assert om_twaalf == ["Detentieregister: telling van gisteren ontbreekt."]
    assert s_nachts == ["Detentieregister: telling van 22-11-2026 ontbreekt."]
    assert await kijk(deps, eigenaar) == []


async def test_a_source_that_counts_no_more_stays_an_alarm_that_names_the_days(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for dag in range(1, 8):
        await vergelijk(deps, date(2026, 11, dag), begin=0)
    gezien = []
    for dagen in (1, 2, 3, 6, 30, 400):
        klok.zet(om(7, 23) + timedelta(days=dagen + 1))
        gezien += await kijk(deps, eigenaar)
        await ruim_bewaking_op(deps.store, klok)
    (rij,) = await eigenaar.fetch("select tekst, sinds from nazorg.alarm")

    assert gezien[0] == "Detentieregister: telling van gisteren ontbreekt."
    assert gezien[1:] == [
        f"Detentieregister: telling van {n} dagen ontbreekt." for n in (2, 3, 6, 30, 400)
    ]
    assert rij["sinds"] == om(9, 12)
    assert rij["tekst"] == (
        "Detentieregister stuurt bijna elke dag een telling, maar nog niet die van 08-11-2026,"
        " 09-11-2026, 10-11-2026 en nog 397 dagen. Vraag de bron om die tellingen."
    )


async def test_one_day_in_the_middle_that_was_not_counted_is_missed_too(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for dag in (12, 13, 14, 15, 16, 17, 18, 20, 21, 22):
        klok.zet(om(dag + 1, 9))
        await vergelijk(deps, date(2026, 11, dag), begin=0)

    assert await kijk(deps, eigenaar) == ["Detentieregister: telling van 19-11-2026 ontbreekt."]


async def test_a_difference_stays_an_alarm_until_the_messages_come_however_late(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event(detentieId="A"))
    await vergelijk(deps, begin=2)
    gezien = []
    for dagen in (1, 8, 15, 100, 400):
        klok.zet(om(20, 12) + timedelta(days=dagen + 3))
        await tel_na(deps.store, klok)
        gezien.append(await kijk(deps, eigenaar))
        await ruim_bewaking_op(deps.store, klok)
    await stuur(deps, event(detentieId="B"))
    klok.verder(minutes=10)
    await tel_na(deps.store, klok)

    assert gezien == [["Detentieregister: telling klopt niet (1 te weinig)."]] * 5
    assert await kijk(deps, eigenaar) == []


async def test_a_message_that_was_repaired_counts_for_its_day_however_long_ago(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(b'{"onleesbaar": true}')])
    await vergelijk(deps, begin=1)
    klok.verder(days=30)
    assert await tel_na(deps.store, klok) == 1
    # As a correction does it: the row keeps its id, and only now has a source, a kind and a day.
    await eigenaar.execute(
        "update nazorg.bericht set bron = $1, soort = 'detentie_begonnen', tijd = $2",
        BRON,
        om(20, 9),
    )
    await eigenaar.execute(
        """insert into nazorg.poging (id, bericht, tijd, door, naam, uitkomst, toelichting)
        select $1, id, $2, 'r', 'R', 'verwerkt', '' from nazorg.bericht""",
        first_id(klok.nu()),
        klok.nu(),
    )

    assert await tel_na(deps.store, klok) == 0


async def test_a_source_that_seldom_counts_is_not_missed(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for dag in (17, 18, 19, 20):
        await vergelijk(deps, date(2026, 11, dag), begin=0)
    klok.zet(datetime(2026, 11, 23, 15, 0, tzinfo=UTC))

    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()

    assert await eigenaar.fetchval("select count(*) from nazorg.alarm") == 0
