"""Who may read, move and remove what messages say, and what stands in the way."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.deps import Deps
from nazorg.store import berichtinhoud, rollen
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.store.ids import first_id
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from tests.factories import NIJMEGEN, TIEL, event, persoon, ruw
from tests.klok import VasteKlok
from tests.maanden import BEHEERDER, LATER, OUD, onderhoud, waar

pytestmark = pytest.mark.usefixtures("maanden")


async def test_the_content_follows_its_message_to_another_gemeente(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    """Set aside unread it lies nowhere; once it can be read it belongs to a gemeente."""
    await deps.ontvanger.zet_apart(ruw(event(id="b-1")))
    async with deps.store.open_voor(BEHEERDER) as tx:
        assert await tx.fetchval("select count(*) from nazorg.bericht_inhoud") == 0
    onbekend = await eigenaar.fetchval("select gemeente from nazorg.bericht_inhoud")
    alles = replace(BEHEERDER, gemeenten=(TIEL, onbekend))
    id_ = await eigenaar.fetchval("select id from nazorg.bericht")

    await Herhaler(deps.ontvanger).start(
        Zoekvraag(), [id_], gekozen={}, medewerker=alles, oorsprong="test"
    )

    async with deps.store.open_voor(BEHEERDER) as tx:
        assert await tx.fetchval("select gemeente from nazorg.bericht_inhoud") == TIEL


async def test_what_a_message_says_is_hidden_from_another_gemeente_in_every_month(
    deps: Deps, klok: VasteKlok
) -> None:
    klok.zet(OUD)
    daar: dict[str, Any] = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
    await deps.ontvang([ruw(event()), ruw(event(detentieId="N", persoon=persoon(None), **daar))])
    await onderhoud(deps)
    klok.verder(days=60)
    await deps.ontvang([ruw(event(detentieId="D-9"))])

    for code, aantal in ((TIEL, 2), (NIJMEGEN, 1)):
        async with deps.store.open_voor(replace(BEHEERDER, gemeenten=(code,))) as tx:
            rijen = await tx.fetch("select gemeente from nazorg.bericht_inhoud")
            assert [r[0] for r in rijen] == [code] * aantal


async def test_the_roles_for_daily_work_cannot_remove_content_by_themselves(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(OUD)
    await deps.ontvang([ruw(event())])
    await onderhoud(deps)
    verboden = (
        "drop table nazorg.bericht_inhoud_2020_03",
        "alter table nazorg.bericht_inhoud detach partition nazorg.bericht_inhoud_2020_03",
        "select from nazorg.bericht_inhoud_2020_03",
        "delete from nazorg.bericht_inhoud",
        "update nazorg.bericht_inhoud set inhoud = ''",
        "truncate nazorg.bericht_inhoud",
        "delete from nazorg.inhoud_verwijderd",
    )
    alleen_jobs = (
        "select nazorg.inhoud_verwijder('2020-03-01', now())",
        "select nazorg.inhoud_maak('2020-03-01')",
        "select nazorg.inhoud_rest()",
    )

    for rol, opdrachten in ((rollen.ONTVANGST, verboden), (rollen.APP, verboden + alleen_jobs)):
        verbinding = await deps.store.databank.connect(rol)
        for opdracht in opdrachten:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.execute(opdracht)
        await verbinding.close()

    assert await waar(eigenaar) == ["2020_03"]


async def test_a_recent_month_stays_whoever_asks(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    """By the clock of the database: a clock of ours that runs ahead removes nothing either."""
    vandaag = await eigenaar.fetchval("select (now() at time zone 'UTC')::date")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with deps.store.open_unscoped_ontvangst() as tx:
            await berichtinhoud.drop_maand(tx, vandaag, nu=deps.klok.nu())


async def test_a_reader_in_the_way_only_postpones_the_work(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(OUD)
    await deps.ontvang([ruw(event())])
    await onderhoud(deps)
    klok.zet(LATER)
    lezer = await deps.store.databank.connect(rollen.ONTVANGST)
    lezing = lezer.transaction()
    await lezing.start()
    await lezer.fetch("select id from nazorg.bericht_inhoud")

    with pytest.raises(asyncpg.LockNotAvailableError):
        await onderhoud(deps)
    await lezing.rollback()
    await lezer.close()

    assert await onderhoud(deps) == 1


async def test_a_month_is_made_while_messages_come_in(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    """Whoever is first, the other waits; nothing fails and nothing lies in the wrong place."""
    klok.zet(OUD)
    async with deps.store.open_unscoped_ontvangst() as tx:
        await tx.execute(
            "insert into nazorg.bericht_inhoud values ($1, $2, $3)", first_id(OUD), TIEL, b"x"
        )
        werk = asyncio.create_task(onderhoud(deps))
        await asyncio.sleep(0.2)
        assert not werk.done()
    await werk
    assert await waar(eigenaar) == ["2020_03"]

    klok.zet(datetime(2019, 1, 1, tzinfo=UTC))
    async with deps.store.open_unscoped_ontvangst() as tx:
        assert await berichtinhoud.maak_maand(tx, date(2019, 1, 1))
        bericht = asyncio.create_task(deps.ontvang([ruw(event())]))
        await asyncio.sleep(0.2)
        assert not bericht.done()
    (uit,) = await bericht

    assert uit.uitkomst is Uitkomst.VERWERKT
    assert await waar(eigenaar) == ["2019_01", "2020_03"]
