"""What the source of the demo counts: what it sent, also when a later start brings other noise."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg

from nazorg.berichten.uitkomst import Deur
from nazorg.commands.demotelling import meld_tellingen
from nazorg.deps import Deps
from nazorg.usecases.bewaking.vergelijk_telling import tel_na
from tests.factories import event, persoon, ruw
from tests.klok import VasteKlok


def _events(nu: datetime, dagen: range) -> list[dict[str, Any]]:
    """Return a message for each of these days before now, and one of them twice."""
    uit = [
        event(
            id=f"M-{d}",
            detentieId=f"D-{d}",
            persoon=persoon(bsn=None, skn=str(30_000_000 + d)),
            tijd=(nu - timedelta(days=d)).isoformat(),
        )
        for d in dagen
    ]
    return [*uit, uit[0]]


async def _komt(deps: Deps, events: list[dict[str, Any]]) -> None:
    await deps.ontvang([ruw(e, Deur.BESTAND) for e in events])


async def _verschillen(eigenaar: asyncpg.Connection) -> list[int]:
    rijen = await eigenaar.fetch(
        "select sum(bij_ons - aantal) from nazorg.telling group by dag order by dag"
    )
    return [r[0] for r in rijen]


async def test_only_the_day_of_which_a_message_was_lost_differs(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection, tmp_path: Path
) -> None:
    events = _events(klok.nu(), range(1, 12))
    await _komt(deps, events)

    await meld_tellingen(tmp_path, events, deps=deps, nu=klok.nu())

    assert await _verschillen(eigenaar) == [0, 0, 0, 0, 0, -1, 0, 0, 0]


async def test_what_went_out_at_an_earlier_start_still_counts_and_nothing_is_said_twice(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection, tmp_path: Path
) -> None:
    eerst = _events(klok.nu(), range(1, 8))
    await _komt(deps, eerst)
    await meld_tellingen(tmp_path, eerst, deps=deps, nu=klok.nu())
    klok.verder(days=1)
    ander = _events(klok.nu(), range(1, 3)) + [
        e | {"id": f"ruis-{e['id']}"} for e in _events(klok.nu(), range(3, 5))
    ]
    await _komt(deps, ander)

    for _ in range(2):
        await meld_tellingen(tmp_path, ander, deps=deps, nu=klok.nu())
        await tel_na(deps.store, deps.klok)

    assert await _verschillen(eigenaar) == [0, 0, 0, 0, 0, -1, 0, 0, 0, 0]
    dagen = await eigenaar.fetchval("select count(*) from nazorg.bericht where gemeente = '0000'")
    assert dagen <= 9 + 1 + 4


async def test_before_the_hour_of_the_count_yesterday_is_not_counted_yet(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection, tmp_path: Path
) -> None:
    vroeg = klok.nu().astimezone(UTC).replace(hour=5)
    events = _events(vroeg, range(1, 12))
    await _komt(deps, events)

    await meld_tellingen(tmp_path, events, deps=deps, nu=vroeg)

    laatste = await eigenaar.fetchval("select max(dag) from nazorg.telling")
    assert laatste == vroeg.date() - timedelta(days=2)
