"""What others hear of a meeting: in the same transaction, in order per dossier, and never who."""

import asyncio
import json
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from jsonschema import Draft202012Validator

from nazorg.berichten.soort import Soort
from nazorg.contract.schemas import schemas_uitgaand
from nazorg.deps import Deps
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.weigering import Weigering
from nazorg.overleggen.overleg import Moment, NietMeerOpen
from nazorg.store import outbox
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.usecases.overleggen.agenda import AlOpAgenda, breng_in, haal_eraf
from nazorg.usecases.overleggen.slot import Overlegbotsing
from nazorg.usecases.overleggen.wijzig import (
    Verzetinvoer,
    laat_vervallen,
    sluit_af,
    verzet_overleg,
)
from tests.bezorging.conftest import Topic, bezorg, maak_bezorger
from tests.factories import BSN_NINA, BUREN, GRONINGEN, NIJMEGEN, event, persoon, ruw
from tests.klok import VasteKlok
from tests.overleggen.conftest import (
    MARIEKE,
    MOMENT,
    NIJMEEGS,
    Plan,
    daad,
    dossier_van,
    punten,
    zet,
)

LATER = Moment(datum=date(2026, 12, 3), van=time(9), tot=time(10))
NINA: dict[str, Any] = {"persoon": persoon(bsn=BSN_NINA, geslachtsnaam="Smit"), "detentieId": "N"}


@pytest.fixture(autouse=True)
async def mensen(deps: Deps) -> None:
    await deps.ontvang([ruw(event())])
    await deps.ontvang([ruw(event(**NINA))])


@pytest.fixture
async def daan(eigenaar: asyncpg.Connection) -> UUID:
    return await dossier_van(eigenaar)


async def verteld(eigenaar: asyncpg.Connection, dossier: UUID) -> list[dict[str, Any]]:
    """Return what was told of meetings about a dossier, in the order in which it goes out."""
    rijen = await eigenaar.fetch(
        "select inhoud from nazorg.outbox where type = $1 and subject = $2 order by volgnr",
        outbox.OVERLEG_GEPLAND,
        dossier,
    )
    return [json.loads(r[0]) for r in rijen]


async def standen(eigenaar: asyncpg.Connection, dossier: UUID) -> list[str]:
    return [v["stand"] for v in await verteld(eigenaar, dossier)]


def verzet(versie: int = 1, moment: Moment | None = LATER, **anders: str) -> Verzetinvoer:
    velden = {"plek": "Stadhuis, kamer 2.14", "reden": "kamer bezet"} | anders
    return Verzetinvoer(moment=moment, versie=versie, **velden)


async def test_who_comes_on_an_agenda_is_told_with_when_and_nothing_else(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan()

    assert await zet(deps, id_, [daan]) == 1

    (gezegd,) = await verteld(eigenaar, daan)
    assert gezegd == {
        "dossierId": str(daan),
        "overlegId": str(id_),
        "soort": "nazorgoverleg",
        "stand": "gepland",
        "begin": "2026-12-01T09:00:00Z",
        "einde": "2026-12-01T11:00:00Z",
    }
    schema = schemas_uitgaand()[outbox.OVERLEG_GEPLAND]
    Draft202012Validator(schema["$defs"]["Data"] | {"$defs": schema["$defs"]}).validate(gezegd)
    tekst = json.dumps(gezegd)
    for geheim in ("Verhoeven", "Daan", "Stadhuis", "kamer", "casemanager", "Tiel", "0281"):
        assert geheim not in tekst


async def test_a_meeting_without_anybody_tells_nobody(
    plan: Plan, eigenaar: asyncpg.Connection
) -> None:
    await plan()

    vraag = "select count(*) from nazorg.outbox where type = $1"
    assert await eigenaar.fetchval(vraag, outbox.OVERLEG_GEPLAND) == 0


async def test_planned_moved_and_cancelled_reach_a_topic_in_that_order(
    deps: Deps, plan: Plan, daan: UUID, topic: Topic
) -> None:
    id_ = await plan()
    await zet(deps, id_, [daan])
    await verzet_overleg(id_, verzet(), daad=daad(deps))
    await laat_vervallen(id_, reden="geen deelnemers", versie=2, daad=daad(deps))

    await bezorg(maak_bezorger(deps, kafka=topic))

    events = [json.loads(z.inhoud) for z in topic.gekregen if z.dossier == daan]
    gehoord = [e["data"] for e in events if e["type"] == outbox.OVERLEG_GEPLAND]
    assert [(g["stand"], g["begin"]) for g in gehoord] == [
        ("gepland", "2026-12-01T09:00:00Z"),
        ("verzet", "2026-12-03T08:00:00Z"),
        ("vervallen", "2026-12-03T08:00:00Z"),
    ]
    assert {g["overlegId"] for g in gehoord} == {str(id_)}
    for e in events:
        assert "subject" not in e or e["subject"] == str(daan)


async def test_another_place_or_a_meeting_that_was_held_is_no_news(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    id_ = await plan()
    await zet(deps, id_, [daan])
    await verzet_overleg(id_, verzet(moment=MOMENT, plek="digitaal"), daad=daad(deps))
    klok.zet(datetime(2026, 12, 1, 12, tzinfo=UTC))
    await sluit_af(id_, niet_besproken=(), versie=2, daad=daad(deps))

    assert await standen(eigenaar, daan) == ["gepland"]
    assert await punten(eigenaar) == [("Verhoeven", "besproken", ["vrijlating"])]


async def test_who_is_taken_off_is_told_and_who_stays_is_not(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    nina = await dossier_van(eigenaar, "Smit")
    id_ = await plan()
    await zet(deps, id_, [daan, nina])
    punt = await eigenaar.fetchval("select id from nazorg.overleg_punt where dossier_id = $1", daan)

    await haal_eraf(id_, punt, reden="al geregeld", daad=daad(deps))

    assert await standen(eigenaar, daan) == ["gepland", "vervallen"]
    assert await standen(eigenaar, nina) == ["gepland"]
    await zet(deps, id_, [daan])
    assert await standen(eigenaar, daan) == ["gepland", "vervallen", "gepland"]


async def test_what_is_refused_tells_nothing_and_keeps_nothing(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan()
    await zet(deps, id_, [daan])
    eerst = await eigenaar.fetchval("select count(*) from nazorg.outbox")

    with pytest.raises(Invoerfout):
        await verzet_overleg(id_, verzet(moment=None), daad=daad(deps))
    with pytest.raises(Invoerfout, match="goed ingevuld"):
        await verzet_overleg(id_, verzet(reden="heeft een depressie"), daad=daad(deps))
    with pytest.raises(Overlegbotsing):
        await verzet_overleg(id_, verzet(versie=7), daad=daad(deps))
    with pytest.raises(Invoerfout):
        await laat_vervallen(id_, reden=" ", versie=1, daad=daad(deps))
    with pytest.raises(Weigering, match="moet nog komen"):
        await sluit_af(id_, niet_besproken=(), versie=1, daad=daad(deps))
    with pytest.raises(AlOpAgenda):
        await breng_in(id_, "NZ-2026-0001", "nog eens", daad=daad(deps))

    assert await eigenaar.fetchval("select count(*) from nazorg.outbox") == eerst
    assert await eigenaar.fetchval("select max(versie) from nazorg.overleg_versie") == 1


async def test_a_cancelled_meeting_takes_nobody_any_more(
    deps: Deps, plan: Plan, daan: UUID
) -> None:
    id_ = await plan()
    await laat_vervallen(id_, reden="dubbel gepland", versie=1, daad=daad(deps))

    with pytest.raises(NietMeerOpen):
        await zet(deps, id_, [daan])
    with pytest.raises(NietMeerOpen):
        await breng_in(id_, "NZ-2026-0001", "toch", daad=daad(deps))


async def test_two_who_move_it_at_once_one_is_told_and_others_hear_it_once(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan()
    await zet(deps, id_, [daan])
    anders = Moment(datum=date(2026, 12, 4), van=time(9), tot=time(10))

    uit = await asyncio.gather(
        verzet_overleg(id_, verzet(), daad=daad(deps)),
        verzet_overleg(id_, verzet(moment=anders), daad=daad(deps, MARIEKE)),
        return_exceptions=True,
    )

    assert [type(u) for u in uit if u] == [Overlegbotsing]
    assert await standen(eigenaar, daan) == ["gepland", "verzet"]


async def test_who_moves_to_a_gemeente_outside_the_meeting_is_taken_off_and_told(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan()
    await zet(deps, id_, [daan])

    await deps.ontvang(
        [ruw(event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z", reden="adres", gemeenteBrp=BUREN))]
    )

    assert await standen(eigenaar, daan) == ["gepland", "vervallen"]
    assert await punten(eigenaar) == [("Verhoeven", "eraf", ["vrijlating"])]


async def test_who_moves_inside_the_region_stays_on_the_agenda_of_the_region(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan(MARIEKE, kring="regio:rivierenland")
    await zet(deps, id_, [daan], MARIEKE)

    await deps.ontvang(
        [ruw(event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z", reden="adres", gemeenteBrp=BUREN))]
    )

    assert await standen(eigenaar, daan) == ["gepland"]


async def test_two_dossiers_that_become_one_stand_once_and_the_one_that_stays_is_told(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    zonder = persoon(bsn=None, geslachtsnaam="Verhoeven-Jansen")
    await deps.ontvang([ruw(event(detentieId="D-9", persoon=zonder))])
    tweede = await dossier_van(eigenaar, "Verhoeven-Jansen")
    id_ = await plan()
    ander = await plan(moment=LATER)
    await zet(deps, id_, [daan])
    await zet(deps, ander, [tweede])
    await breng_in(id_, await _nummer(eigenaar, tweede), "hoort erbij", daad=daad(deps))

    await deps.ontvang([ruw(event(detentieId="D-9", tijd="2026-11-20T09:00:00Z"))])

    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 2
    (over,) = {r[0] for r in await eigenaar.fetch("select dossier_id from nazorg.overleg_punt")}
    actief = await eigenaar.fetch(
        "select overleg_id from nazorg.overleg_punt where stand = 'op_agenda'"
    )
    assert {r[0] for r in actief} == {id_, ander}
    assert len(actief) == 2
    gehoord = {v["overlegId"] for v in await verteld(eigenaar, over)}
    assert gehoord == {str(id_), str(ander)}


async def _nummer(eigenaar: asyncpg.Connection, dossier: UUID) -> str:
    return str(await eigenaar.fetchval("select nummer from nazorg.dossier where id = $1", dossier))


async def test_for_another_gemeente_the_meeting_and_its_people_do_not_exist(
    deps: Deps, plan: Plan, daan: UUID, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan()
    await zet(deps, id_, [daan])
    nijmegen = await plan(NIJMEEGS)
    eerst = await eigenaar.fetchval("select count(*) from nazorg.outbox")

    for poging in (
        verzet_overleg(id_, verzet(), daad=daad(deps, NIJMEEGS)),
        laat_vervallen(id_, reden="weg", versie=1, daad=daad(deps, NIJMEEGS)),
        zet(deps, id_, [daan], NIJMEEGS),
    ):
        with pytest.raises(NietGevonden):
            await poging
    assert await zet(deps, nijmegen, [daan], NIJMEEGS) == 0
    with pytest.raises(Invoerfout):
        await breng_in(nijmegen, "NZ-2026-0001", "van Tiel", daad=daad(deps, NIJMEEGS))

    assert await eigenaar.fetchval("select count(*) from nazorg.outbox") == eerst
    assert NIJMEGEN != GRONINGEN
