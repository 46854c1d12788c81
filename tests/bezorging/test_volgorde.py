"""Why the order per dossier can be trusted: the number of an event is taken under its lock."""

import asyncio
import json
import random
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.bezorging import KAFKA, Antwoord, Bezorgreden
from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.store import bezorglijst, outbox
from nazorg.store.ids import Ids
from nazorg.store.outbox import Gebeurtenis
from nazorg.usecases.bezorging.bezorg import Bezorger
from tests.bezorging.conftest import Topic, bezorg, maak_bezorger, schrijf, standen
from tests.factories import BSN_NINA, event, persoon, ruw
from tests.klok import VasteKlok

_LATER = "2026-11-21T08:00:00Z"
_STORING, _NEE, _FOUT = Bezorgreden.STORING, Bezorgreden.GEWEIGERD, Bezorgreden.EIGEN_FOUT


async def _volgorde(eigenaar: asyncpg.Connection, sleutel: str) -> list[str]:
    return [
        r[0]
        for r in await eigenaar.fetch(
            f"select type from nazorg.outbox where type <> $1 order by {sleutel}",
            outbox.TAKEN_GEWIJZIGD,
        )
    ]


async def test_the_order_is_that_of_the_commits_and_not_that_of_the_clocks(
    deps: Deps, topic: Topic, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.verder(seconds=10)
    await deps.ontvang([ruw(event())])
    klok.verder(seconds=-10)  # another process, that read its clock and then waited for the lock
    await deps.ontvang([ruw(event(Soort.OVERGEPLAATST, tijd=_LATER))])

    await bezorg(maak_bezorger(deps, kafka=topic))

    geopend, gewijzigd = outbox.DOSSIER_GEOPEND, outbox.DOSSIER_GEWIJZIGD
    assert await _volgorde(eigenaar, "id") == [gewijzigd, geopend], "so the id cannot tell"
    assert await _volgorde(eigenaar, "volgnr") == [geopend, gewijzigd]
    soorten = [json.loads(z.inhoud)["type"] for z in topic.gekregen]
    assert [s for s in soorten if s != outbox.TAKEN_GEWIJZIGD] == [geopend, gewijzigd]


async def test_who_waits_for_the_dossier_gets_a_later_number(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await deps.ontvang([ruw(event())])
    dossier = await eigenaar.fetchval("select id from nazorg.dossier")

    async with deps.store.open_unscoped_ontvangst() as tx:
        await tx.execute("select from nazorg.dossier where id = $1 for update", dossier)
        ander = asyncio.create_task(deps.ontvang([ruw(event(Soort.OVERGEPLAATST, tijd=_LATER))]))
        async with asyncio.timeout(20):
            while not await eigenaar.fetchval(  # noqa: ASYNC110 - what we wait for has no event
                "select exists (select from pg_locks where not granted)"
            ):
                await asyncio.sleep(0.01)
        eerst = Gebeurtenis(Ids(klok.nu())(), outbox.DOSSIER_GEWIJZIGD, dossier)
        await outbox.put(tx, [eerst], nu=klok.nu())
    await ander

    ids = [r[0] for r in await eigenaar.fetch("select id from nazorg.outbox order by volgnr")]
    # First the dossier that opened and its tasks, then this one, then who waited.
    assert ids.index(eerst.id) == 2
    assert len(ids) >= 4


async def _bezorg_eens(bezorger: Bezorger, *, sterf: bool) -> None:
    """Do one round; sterf: die after the calls and before the record."""
    if await bezorger.ronde():
        await asyncio.wait(bezorger.onderweg)
    if not sterf:
        await bezorger.boek()


async def _vraag_opnieuw(deps: Deps) -> None:
    async with deps.store.open_unscoped_ontvangst() as tx:
        for regel in await bezorglijst.find_mislukt(tx, aantal=2):
            await bezorglijst.opnieuw(tx, KAFKA, regel.outbox_id, nu=deps.klok.nu())


@pytest.mark.parametrize("zaad", range(4))
async def test_whatever_goes_wrong_in_whatever_order_nothing_is_left_behind(
    zaad: int, deps: Deps, topic: Topic, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    toeval = random.Random(zaad)
    antwoorden = [Antwoord(), Antwoord(), *(Antwoord(r) for r in (_STORING, _NEE, _FOUT))]
    for _ in range(60):
        match toeval.choice(("schrijf", "bezorg", "sterf", "opnieuw", "wacht")):
            case "schrijf":
                await schrijf(deps, UUID(int=toeval.randint(1, 4)), toeval.randint(1, 3))
            case "bezorg" | "sterf" as wat:
                topic.antwoord = toeval.choice(antwoorden)
                await _bezorg_eens(maak_bezorger(deps, kafka=topic), sterf=wat == "sterf")
            case "opnieuw":
                await _vraag_opnieuw(deps)
            case _:
                klok.verder(seconds=toeval.choice((1, 30, 70)))
    topic.antwoord = Antwoord()
    bezorger = maak_bezorger(deps, kafka=topic)
    for _ in range(3):
        klok.verder(hours=2)
        await bezorg(bezorger)

    assert set(await standen(eigenaar)) <= {"verzonden", "dood"}
    geschreven = await eigenaar.fetch("select id from nazorg.outbox")
    assert {r[0] for r in geschreven} == {z.id for z in topic.gekregen}


async def test_what_commits_late_is_not_passed_over(
    deps: Deps, topic: Topic, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await deps.ontvang([ruw(event())])
    dossier = await eigenaar.fetchval("select id from nazorg.dossier")
    bezorger = maak_bezorger(deps, kafka=topic)
    laat = Gebeurtenis(Ids(klok.nu())(), outbox.DOSSIER_GEWIJZIGD, dossier)

    async with deps.store.open_unscoped_ontvangst() as tx:
        await outbox.put(tx, [laat], nu=klok.nu())
        await deps.ontvang([ruw(event(persoon=persoon(bsn=BSN_NINA), detentieId="N"))])
        await bezorg(bezorger)
        assert laat.id not in [z.id for z in topic.gekregen]
        assert len(topic.gekregen) == 4, "those with the higher number did not wait"
    await bezorg(bezorger)

    assert topic.gekregen[-1].id == laat.id
    nummers = await eigenaar.fetch("select id from nazorg.outbox order by volgnr")
    assert nummers[2][0] == laat.id
