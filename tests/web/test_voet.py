"""The foot of the menu tells what is so, also when it is our own part that stands still."""

import asyncio
import contextlib
import time
from datetime import timedelta
from uuid import UUID

import asyncpg

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import Deur
from nazorg.commands.hartslag import klop
from nazorg.consumers.voortgang import Voortgang
from nazorg.deps import Deps
from nazorg.usecases.bewaking.meld_hartslag import meld_hartslag
from nazorg.usecases.bewaking.ruim_op import ruim_bewaking_op
from tests.factories import BRON, event, ruw
from tests.klok import VasteKlok
from tests.web.conftest import ANDERE_BRON, MARIEKE, Als
from tests.web.test_bewaking import bewaak, lees, voet

BIJ = "Berichten lopen bij."


async def consumer(deps: Deps, nr: int = 1, *, oud: timedelta | None = None) -> None:
    """Let a consumer say that it reads."""
    await meld_hartslag(
        UUID(int=nr), achterstand=1 if oud else 0, oudste=oud, store=deps.store, klok=deps.klok
    )


async def voet_nu(deps: Deps, als: Als) -> str:
    await bewaak(deps)
    return voet(await lees(als, MARIEKE))


async def test_a_consumer_that_is_dead_for_twenty_minutes_is_told(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await deps.ontvang([ruw(event())])
    await consumer(deps)
    eerst = await voet_nu(deps, als)

    klok.verder(minutes=20)
    dood = await voet_nu(deps, als)
    await consumer(deps, 2)
    weer = await voet_nu(deps, als)

    assert BIJ in eerst
    assert dood.startswith("Wij lezen al 20 min geen berichten.")
    assert BIJ in weer


async def test_a_consumer_that_lives_and_does_not_get_ahead_is_told(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await deps.ontvang([ruw(event())])
    await consumer(deps, 1)
    await consumer(deps, 2, oud=timedelta(minutes=16))
    achter = await voet_nu(deps, als)

    # The other one is gone: the first has its partitions now, and is not behind.
    klok.verder(minutes=6)
    await consumer(deps, 1)

    assert achter.startswith("Wij lopen 16 min achter met lezen.")
    assert BIJ in await voet_nu(deps, als)


async def test_who_never_had_a_consumer_hears_nothing_of_one(deps: Deps, als: Als) -> None:
    await deps.ontvang([ruw(event())])

    assert BIJ in await voet_nu(deps, als)


async def test_a_stream_that_is_late_is_named_with_how_late(deps: Deps, als: Als) -> None:
    verlof = event(Soort.VERLOF_VERLEEND, tijd="2026-11-23T07:08:00Z")
    await deps.ontvang([ruw(verlof, Deur.KAFKA)])

    assert (await voet_nu(deps, als)).startswith("Verlof loopt 52 min achter.")


async def test_a_stream_that_was_late_stays_named_until_one_comes_in_time(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    verlof = event(Soort.VERLOF_VERLEEND, tijd="2026-11-23T07:08:00Z")
    await deps.ontvang([ruw(verlof, Deur.KAFKA)])
    await voet_nu(deps, als)
    klok.verder(minutes=16)
    na = await voet_nu(deps, als)
    klok.verder(minutes=16)
    op_tijd = event(Soort.VERLOF_VERLEEND, tijd=klok.nu().isoformat(), verlofId="V-2")
    await deps.ontvang([ruw(op_tijd, Deur.KAFKA)])

    assert na.startswith("Verlof: laatste bericht kwam 52 min te laat (09:00). Doel")
    assert BIJ in await voet_nu(deps, als)


async def test_other_alarms_do_not_push_late_streams_out(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    for n, bron in enumerate((BRON, ANDERE_BRON)):
        berichten = [
            event(
                detentieId=f"D-{n}-{s}", tijd="2026-11-23T07:08:00Z", envelop={"sequence": str(s)}
            )
            | {"source": bron}
            for s in (1, 5)
        ]
        await deps.ontvang([ruw(b, Deur.KAFKA) for b in berichten])
    verlof = event(Soort.VERLOF_VERLEEND, tijd="2026-11-23T07:08:00Z")
    await deps.ontvang([ruw(verlof, Deur.KAFKA)])
    klok.verder(minutes=11)

    assert (await voet_nu(deps, als)).startswith(
        "Detentieregister: 3 berichten missen. Te laat: Begin, wijziging en einde; Verlof."
        " En nog 1 alarm."
    )


async def test_a_source_in_time_does_not_hide_another_that_is_late(deps: Deps, als: Als) -> None:
    laat = event(Soort.VERLOF_VERLEEND, tijd="2026-11-23T07:08:00Z")
    op_tijd = event(Soort.VERLOF_VERLEEND, tijd="2026-11-23T07:59:00Z", verlofId="V-2")
    await deps.ontvang([ruw(laat, Deur.KAFKA), ruw(op_tijd | {"source": ANDERE_BRON}, Deur.KAFKA)])

    voet_ = await voet_nu(deps, als)

    assert voet_.startswith("Verlof (Detentieregister) loopt 52 min achter.")


async def test_before_the_watch_ever_looked_nobody_says_that_all_is_well(
    deps: Deps, als: Als
) -> None:
    await deps.ontvang([ruw(event())])

    assert voet(await lees(als, MARIEKE)).startswith("Nog niet gecontroleerd. Laatste bericht:")


async def test_a_watch_that_stands_still_says_when_it_last_looked(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await deps.ontvang([ruw(event())])
    await bewaak(deps)
    klok.verder(hours=2)

    voet_ = voet(await lees(als, MARIEKE))

    assert "staat stil. Laatste controle: vandaag 09:00." in voet_
    assert BIJ not in voet_


async def test_consumers_that_are_gone_are_forgotten_but_not_the_last_one(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for nr in (1, 2, 3):
        await consumer(deps, nr)
        klok.verder(minutes=1)
    klok.verder(days=2)

    await ruim_bewaking_op(deps.store, klok)

    assert [r[0].int for r in await eigenaar.fetch("select consumer from nazorg.hartslag")] == [3]


async def test_only_who_reads_kafka_is_heard(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    voortgang = Voortgang()

    async def wacht() -> int:
        taak = asyncio.create_task(klop(deps, voortgang, elke_s=0.01))
        await asyncio.sleep(0.3)
        taak.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await taak
        return int(await eigenaar.fetchval("select count(*) from nazorg.hartslag"))

    nu = time.monotonic()
    voortgang.begin(nu)
    voortgang.klop(nu, "kafka_onbereikbaar")
    zonder = await wacht()
    voortgang.peil(nu, nu, {"t[0]": 7})
    voortgang.wacht_op({"t[0]": nu - 60})

    assert (zonder, await wacht()) == (0, 1)
    rij = await eigenaar.fetchrow("select achterstand, gelezen_op - oudste_op from nazorg.hartslag")
    assert rij[0] == 7
    assert rij[1] >= timedelta(seconds=60)
