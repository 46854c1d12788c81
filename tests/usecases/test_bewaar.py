"""What a message says: a place per month, and gone when its term is over. The message stays."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.deps import Deps
from nazorg.jobs.tafel import TAFEL
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store import alarmen, berichtinhoud, rollen
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.store.ids import first_id
from nazorg.usecases.berichten.bewaar import bewaar_inhoud
from nazorg.usecases.berichten.herhaal import Berichtbeheer
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.usecases.bewaking.bewaak import Bewaker
from tests.factories import NIJMEGEN, TIEL, event, persoon, ruw
from tests.klok import VasteKlok

_DELEN = """select relname from pg_inherits join pg_class on pg_class.oid = inhrelid
where inhparent = 'nazorg.bericht_inhoud'::regclass"""
OUD, LATER = datetime(2020, 3, 31, 23, 59, tzinfo=UTC), datetime(2021, 5, 1, tzinfo=UTC)
BEHEERDER = Medewerker(
    id="m-1",
    naam="Beheerder",
    functie="Functioneel beheerder",
    rollen=frozenset({Rol.FUNCTIONEEL_BEHEERDER}),
    gemeenten=(TIEL,),
    regio="Tiel",
    doel=Doel.BERICHTENBEHEER,
)


@pytest.fixture(autouse=True)
async def maanden(eigenaar: asyncpg.Connection) -> AsyncIterator[None]:
    """Leave the months as they were: other tests compare the shape of the database."""
    waren = {r[0] for r in await eigenaar.fetch(_DELEN)}
    yield
    for (naam,) in await eigenaar.fetch(_DELEN):
        if naam not in waren:
            await eigenaar.execute(f"drop table nazorg.{naam}")


async def waar(eigenaar: asyncpg.Connection) -> list[str]:
    """Return in which part each content lies."""
    rijen = await eigenaar.fetch("select tableoid::regclass::text from nazorg.bericht_inhoud")
    return sorted(r[0].removeprefix("nazorg.bericht_inhoud_") for r in rijen)


async def onderhoud(deps: Deps, maanden: int = 13) -> int:
    return await bewaar_inhoud(deps.store, deps.klok, maanden=maanden)


async def zijn_er(deps: Deps) -> list[date]:
    async with deps.store.open_unscoped_ontvangst() as tx:
        return await berichtinhoud.find_maanden(tx)


async def open_alarmen(deps: Deps) -> list[str]:
    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()
    async with deps.store.open_unscoped_ontvangst() as tx:
        return [a.tekst for a in await alarmen.find_open(tx)]


async def test_the_database_cuts_time_where_the_keys_do(eigenaar: asyncpg.Connection) -> None:
    for jaar, maand in ((1970, 1), (2020, 2), (2024, 3), (2026, 11), (2100, 12)):
        eerste = first_id(datetime(jaar, maand, 1, tzinfo=UTC))
        grens, van, ervoor = await eigenaar.fetchrow(
            "select nazorg.inhoud_grens($1), nazorg.inhoud_maand($2), nazorg.inhoud_maand($3)",
            date(jaar, maand, 1),
            eerste,
            type(eerste)(int=max(0, eerste.int - 1)),
        )
        assert grens == eerste
        assert van == date(jaar, maand, 1)
        assert ervoor < van or jaar == 1970


async def test_a_clock_that_is_wrong_never_stops_a_message(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for moment in (OUD, datetime(2099, 1, 1, tzinfo=UTC)):
        klok.zet(moment)
        (uit,) = await deps.ontvang([ruw(event(detentieId=str(moment.year)))])
        assert uit.uitkomst is Uitkomst.VERWERKT

    assert await waar(eigenaar) == ["rest", "rest"]


async def test_the_months_that_come_are_made_and_what_waited_goes_to_its_month(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(OUD)
    await deps.ontvang([ruw(event())])
    klok.verder(minutes=1)
    await deps.ontvang([ruw(event(detentieId="D-2"))])

    await onderhoud(deps)
    await deps.ontvang([ruw(event(detentieId="D-3"))])

    assert await waar(eigenaar) == ["2020_03", "2020_04", "2020_04"]
    nieuw = [date(2020, m, 1) for m in (3, 4, 5, 6)]
    assert (await zijn_er(deps))[:4] == nieuw
    assert await onderhoud(deps) == 0, "again changes nothing"
    assert await waar(eigenaar) == ["2020_03", "2020_04", "2020_04"]


async def test_a_month_goes_when_its_term_is_over_and_its_messages_stay(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(OUD)
    bericht = ruw(event(id="b-1"))
    await deps.ontvang([bericht])
    await onderhoud(deps)
    klok.zet(datetime(2021, 4, 30, tzinfo=UTC))
    assert await onderhoud(deps) == 0
    assert await waar(eigenaar) == ["2020_03"]

    klok.zet(LATER)
    assert await onderhoud(deps) == 1

    assert await waar(eigenaar) == []
    assert date(2020, 3, 1) not in await zijn_er(deps)
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht") == 1
    assert await eigenaar.fetchval("select count(*) from nazorg.melding") == 1, "the dossier lives"
    weg = await eigenaar.fetchrow("select * from nazorg.inhoud_verwijderd")
    assert tuple(weg) == (date(2020, 3, 1), 1, LATER)
    regel = await eigenaar.fetchrow(
        "select actie, object, resultaat from nazorg.audit order by volgnr desc limit 1"
    )
    assert tuple(regel) == ("inhoud_verwijderd", "maand:2020-03", "1 berichten")


async def test_after_its_content_is_gone_a_message_is_still_a_duplicate(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(OUD)
    bericht = event(id="b-1")
    await deps.ontvang([ruw(bericht)])
    await onderhoud(deps)
    klok.zet(LATER)
    await onderhoud(deps)
    stand = await eigenaar.fetch("select xmin, * from nazorg.dossier")

    (zelfde,) = await deps.ontvang([ruw(bericht)])
    (anders,) = await deps.ontvang([ruw(event(id="b-1", inrichting="VUG"))])

    assert zelfde.uitkomst is Uitkomst.DUBBEL
    assert (anders.uitkomst, anders.reden) == (Uitkomst.APART_GEZET, Reden.TEGENSTRIJDIG)
    assert await eigenaar.fetch("select xmin, * from nazorg.dossier") == stand


async def test_a_month_with_a_message_that_waits_for_a_person_stays_and_alarms(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(OUD)
    await deps.ontvang([ruw(event()), ruw(event(detentieId="D-2", inrichting="ONB1"))])
    await onderhoud(deps)
    klok.zet(LATER)

    assert await onderhoud(deps) == 0
    assert await waar(eigenaar) == ["2020_03", "2020_03"]
    (alarm,) = [t for t in await open_alarmen(deps) if "apart" in t]
    assert alarm.startswith("1 bericht staat al meer dan 13 maanden apart.")

    id_ = await eigenaar.fetchval("select id from nazorg.bericht where uitkomst = 'apart_gezet'")
    await Berichtbeheer(deps.ontvanger).geef_op(
        id_, "Bron stuurt dit opnieuw.", medewerker=BEHEERDER, oorsprong="test"
    )

    assert [t for t in await open_alarmen(deps) if "apart" in t] == []
    assert await onderhoud(deps) == 1
    assert await waar(eigenaar) == []


async def test_what_was_set_aside_without_content_keeps_no_month(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(OUD)
    await deps.ontvang([ruw(event()), ruw(b"x" * 70_000)])
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht") == 2
    await onderhoud(deps)
    klok.zet(LATER)

    assert [t for t in await open_alarmen(deps) if "apart" in t] == []
    assert await onderhoud(deps) == 1


async def test_the_term_is_a_setting_of_the_job(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(OUD)
    await deps.ontvang([ruw(event())])
    klok.zet(datetime(2020, 8, 1, tzinfo=UTC))
    (job,) = [j for j in TAFEL if j.naam == "inhoud_bewaren"]
    kort = replace(deps, grenzen=replace(deps.grenzen, inhoud_maanden=4))

    assert await job.doe(deps) == 0
    assert await job.doe(kort) == 1
    assert await waar(eigenaar) == []


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
    async with deps.store.open_unscoped_ontvangst() as tx:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
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
