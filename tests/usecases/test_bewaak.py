"""The watch: gaps that open and close by themselves, silence, streams that are late."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.alarm import AlarmSoort
from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import Deur
from nazorg.deps import Deps
from nazorg.store import alarmen
from nazorg.usecases.bewaking.bewaak import Bewaker
from nazorg.usecases.bewaking.ruim_op import ruim_bewaking_op
from nazorg.usecases.bewaking.volg import lees_volgnummer
from tests.factories import GRONINGEN, event, persoon, ruw
from tests.klok import VasteKlok

WEG: dict[str, Any] = {"gemeenteBrp": GRONINGEN, "ontvangerGemeente": GRONINGEN}


def nummer(n: int, **velden: Any) -> dict[str, Any]:
    envelop = {"sequence": str(n), "sequencetype": "Integer"}
    return event(id=f"n-{n}", detentieId=f"D-{n}", envelop=envelop, **velden)


async def stuur(deps: Deps, *nummers: int) -> None:
    await deps.ontvang([ruw(nummer(n)) for n in nummers])


async def bewaak(deps: Deps) -> list[str]:
    """Let the watch look; return the alarms that are open."""
    aantal = await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()
    async with deps.store.open_unscoped_ontvangst() as tx:
        open_ = await alarmen.find_open(tx)
    assert len(open_) == aantal
    return [a.tekst for a in open_]


def _tel(naam: str, geteld: list[str]) -> Any:
    echt = getattr(asyncpg.Connection, naam)

    async def doe(self: Any, sql: str, *rest: Any, **opties: Any) -> Any:
        geteld.append(sql)
        return await echt(self, sql, *rest, **opties)

    return doe


async def gaten(eigenaar: asyncpg.Connection) -> list[tuple[int, int]]:
    rijen = await eigenaar.fetch(
        "select van, tot from nazorg.gat where gevuld_op is null order by van"
    )
    return [(r[0], r[1]) for r in rijen]


async def test_a_gap_is_an_alarm_after_ten_minutes_and_ends_by_itself(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, 5, 6, 10)

    assert await bewaak(deps) == []
    assert await gaten(eigenaar) == [(7, 9)]
    klok.verder(minutes=10)
    (tekst,) = await bewaak(deps)
    assert tekst.startswith("Detentieregister: 3 berichten missen, nummer 7 t/m 9.")
    await stuur(deps, 8)
    (tekst,) = await bewaak(deps)
    assert tekst.startswith("Detentieregister: 2 berichten missen, op 2 plekken.")
    await stuur(deps, 9, 7)
    assert await bewaak(deps) == []

    assert await gaten(eigenaar) == []
    gevuld = await eigenaar.fetchval("select count(*) from nazorg.gat where gevuld_op is not null")
    assert gevuld == 3, "what was an alarm is remembered"


async def test_messages_that_cross_leave_no_trace(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, 1, 3)
    await bewaak(deps)
    klok.verder(minutes=5)
    await stuur(deps, 2)
    await bewaak(deps)

    assert await eigenaar.fetchval("select count(*) from nazorg.gat") == 0


async def test_what_was_set_aside_or_ignored_did_arrive(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    fout = nummer(2, persoon=persoon(bsn="999993654"))
    uit = await deps.ontvang([ruw(nummer(1)), ruw(fout), ruw(nummer(3, **WEG)), ruw(nummer(4))])
    assert [u.uitkomst for u in uit] == ["verwerkt", "apart_gezet", "genegeerd", "verwerkt"]
    klok.verder(hours=1)

    assert await bewaak(deps) == []
    assert await gaten(eigenaar) == []


async def test_a_message_that_commits_late_is_still_seen(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, 1)
    klok.verder(minutes=8)
    await stuur(deps, 3)
    await bewaak(deps)

    # Its transaction began before that of number 3, and ended after the watch had looked.
    klok.verder(minutes=-4)
    await stuur(deps, 2)
    klok.verder(minutes=5)
    await bewaak(deps)

    assert await gaten(eigenaar) == []


async def test_the_watch_does_not_read_everything_again(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, *range(1, 40))
    klok.verder(hours=3)
    await stuur(deps, 40)
    await bewaak(deps)
    # Gone from the table, and yet no gap: they were seen, and are not looked for again.
    await eigenaar.execute("delete from nazorg.bericht where volgorde < 40")
    klok.verder(minutes=1)

    assert await bewaak(deps) == []
    assert await gaten(eigenaar) == []


async def test_the_watch_asks_the_same_whatever_came_in(
    deps: Deps, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    geteld: list[str] = []

    async def tel() -> int:
        geteld.clear()
        await bewaak(deps)
        return len(geteld)

    for naam in ("fetch", "fetchrow", "fetchval", "execute"):
        monkeypatch.setattr(asyncpg.Connection, naam, _tel(naam, geteld))
    await stuur(deps, 1, 3)
    eerst = await tel()
    await stuur(deps, *range(5, 200, 2))
    assert await tel() == eerst


async def test_a_stream_that_is_behind_says_how_far(deps: Deps, klok: VasteKlok) -> None:
    begin = event(id="vers", tijd="2026-11-23T07:59:00Z")
    verlof = event(Soort.VERLOF_VERLEEND, id="oud", tijd="2026-11-23T07:08:00Z")
    await deps.ontvang([ruw(begin, Deur.KAFKA), ruw(verlof, Deur.KAFKA)])

    (tekst,) = await bewaak(deps)
    assert tekst.startswith("Verlof loopt 52 min achter")

    klok.verder(minutes=16)
    (tekst,) = await bewaak(deps)
    assert tekst == (
        "Verlof: laatste bericht kwam 52 min te laat (09:00). Daarna kwam er geen bericht meer."
    )
    klok.verder(days=40)
    (tekst,) = await bewaak(deps)
    assert "te laat (23-11-2026 09:00)" in tekst

    op_tijd = event(Soort.VERLOF_VERLEEND, id="vers-2", verlofId="V-2", tijd=klok.nu().isoformat())
    await deps.ontvang([ruw(op_tijd, Deur.KAFKA)])
    assert await bewaak(deps) == []


async def test_what_came_late_while_nobody_watched_is_seen_afterwards(
    deps: Deps, klok: VasteKlok
) -> None:
    await bewaak(deps)
    klok.verder(hours=2)
    for nr, tijd in enumerate(("2026-11-23T09:59:00Z", "2026-11-23T08:40:00Z")):
        laat = event(Soort.VERLOF_VERLEEND, id=f"v-{nr}", verlofId=f"V-{nr}", tijd=tijd)
        await deps.ontvang([ruw(laat, Deur.KAFKA)])
        klok.verder(hours=1)

    (tekst,) = await bewaak(deps)

    assert tekst.startswith("Verlof: laatste bericht kwam 2 uur te laat (12:00)")


async def test_what_is_more_than_one_thing_is_behind_in_the_plural(deps: Deps) -> None:
    await deps.ontvang([ruw(event(id="oud", tijd="2026-11-23T07:40:00Z"), Deur.KAFKA)])

    (tekst,) = await bewaak(deps)

    assert tekst.startswith("Begin, wijziging en einde lopen 20 min achter: ")


async def test_an_alarm_that_stays_keeps_its_moment_and_one_that_ends_is_kept(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, 1, 3)
    klok.verder(minutes=11)
    await bewaak(deps)
    klok.verder(minutes=5)
    await bewaak(deps)
    await stuur(deps, 2)
    await bewaak(deps)

    (rij,) = await eigenaar.fetch("select soort, sinds, voorbij_op from nazorg.alarm")
    assert rij["soort"] == AlarmSoort.GAT
    assert rij["voorbij_op"] - rij["sinds"] == timedelta(minutes=16)


async def test_what_is_over_for_a_year_is_forgotten_and_an_open_gap_is_not(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, 1, 3, 5)
    klok.verder(minutes=11)
    await bewaak(deps)
    await stuur(deps, 2)
    await bewaak(deps)
    klok.verder(days=366)

    await ruim_bewaking_op(deps.store, klok)

    assert await gaten(eigenaar) == [(4, 4)]
    # The hours of a source that is silent stay: from those it shows that it is.
    for tabel, over in (("gat", 1), ("bron_uur", 1), ("alarm", 1)):
        assert await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}") == over, tabel
    await stuur(deps, 6)
    await bewaak(deps)
    await ruim_bewaking_op(deps.store, klok)
    uren = [r[0] for r in await eigenaar.fetch("select uur from nazorg.bron_uur")]
    assert uren == [klok.nu().replace(minute=0)]


@pytest.mark.parametrize(
    ("ruwe", "verwacht"),
    [
        (b'{"sequence":"12"}', 12),
        (b'{"sequence":12}', 0),
        (b'{"sequence":"2147483648"}', 0),
        (b'{"sequence":"0"}', 0),
        (b"{}", 0),
        (b"{half", 0),
        (b"\xff", 0),
        (b"[" * 10_000, 0),
    ],
)
def test_a_number_is_read_or_it_is_not(ruwe: bytes, verwacht: int) -> None:
    assert lees_volgnummer(ruwe) == verwacht
