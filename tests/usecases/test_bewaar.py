"""What a message says: a place per month, and gone when its term is over. The message stays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest

from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.deps import Deps
from nazorg.jobs.tafel import TAFEL
from nazorg.store.ids import first_id
from nazorg.usecases.berichten.herhaal import Berichtbeheer
from tests.factories import event, ruw
from tests.klok import VasteKlok
from tests.maanden import BEHEERDER, LATER, OUD, onderhoud, open_alarmen, waar, zijn_er

pytestmark = pytest.mark.usefixtures("maanden")


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


async def test_what_a_correction_says_goes_with_its_month_and_who_made_it_stays(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for moment in (OUD, OUD + timedelta(days=1)):
        klok.zet(moment)
        await deps.ontvang([ruw(event(detentieId=f"D-{moment.day}"))])
    await eigenaar.execute(
        """insert into nazorg.correctie (id, bericht, gemeente, stand, velden, voorstel, inhoud,
          reden, door, naam, voorgesteld_op, besluit_door, besluit_op)
        select gen_random_uuid(), id, gemeente, 'goedgekeurd', '{data.persoon.bsn}', 'geheim',
          'geheim', 'r', 'een', 'Een', now(), 'ander', now() from nazorg.bericht"""
    )
    await onderhoud(deps)
    klok.zet(LATER)

    assert await onderhoud(deps) == 1

    rijen = await eigenaar.fetch(
        "select voorstel, inhoud, door, velden from nazorg.correctie order by bericht"
    )
    assert [tuple(r) for r in rijen] == [
        (b"", b"", "een", ["data.persoon.bsn"]),
        (b"geheim", b"geheim", "een", ["data.persoon.bsn"]),
    ]


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
