"""What is agreed about one person: short, checked, in versions, and a task when it must be done."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.weigering import Weigering
from nazorg.leefgebieden.behoefte import Behoeftestatus, Eigenaar
from nazorg.overleggen.overleg import Overlegstand
from nazorg.usecases.leefgebieden.behoefte import Behoefteinvoer
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.usecases.overleggen.toon import toon_overleg, toon_overleggen
from nazorg.usecases.overleggen.verslag import (
    Afspraakbotsing,
    Afspraakinvoer,
    leg_afspraak_vast,
)
from nazorg.usecases.overleggen.wijzig import laat_vervallen, sluit_af
from tests.factories import event, ruw
from tests.klok import VasteKlok
from tests.overleggen.conftest import DATUM, MARIEKE, OP_DE_DAG, Plan, daad, dossier_van, zet

NUMMER = "NZ-2026-0001"


@pytest.fixture(autouse=True)
async def daan(deps: Deps, eigenaar: asyncpg.Connection) -> UUID:
    await deps.ontvang([ruw(event())])
    return await dossier_van(eigenaar)


def afspraak(tekst: str = "IrisZorg belt over een plek", **anders: Any) -> Afspraakinvoer:
    velden: dict[str, Any] = {"versie": 0} | anders
    return Afspraakinvoer(tekst=tekst, **velden)


ACTIE = Behoefteinvoer(
    id=None,
    leefgebied=Leefgebied.HUISVESTING,
    soort="onderdak",
    status=Behoeftestatus.OPEN,
    eigenaar=Eigenaar.PARTNER,
    naam="IrisZorg",
    uiterlijk=date(2026, 12, 4),
    stap="",
)


@pytest.fixture
async def op_agenda(
    deps: Deps, plan: Plan, daan: UUID, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> tuple[UUID, UUID]:
    """A meeting on its day, with Daan on the agenda."""
    id_ = await plan()
    await zet(deps, id_, [daan])
    klok.zet(OP_DE_DAG)
    return id_, await eigenaar.fetchval("select id from nazorg.overleg_punt")


async def test_what_is_agreed_is_kept_encrypted_and_becomes_a_task_with_owner_and_day(
    deps: Deps, op_agenda: tuple[UUID, UUID], eigenaar: asyncpg.Connection
) -> None:
    id_, punt = op_agenda

    await leg_afspraak_vast(id_, punt, afspraak(actie=ACTIE), daad=daad(deps))

    (gezien,) = (await toon_overleg(id_, daad=daad(deps))).punten
    assert gezien.afspraak == "IrisZorg belt over een plek"
    assert [(a.soort, a.uiterlijk, a.klaar) for a in gezien.acties] == [
        ("onderdak", date(2026, 12, 4), False)
    ]
    taak = await eigenaar.fetchrow(
        "select uiterlijk, status from nazorg.taak where regel = 'behoefte'"
    )
    assert tuple(taak) == (date(2026, 12, 4), "open")
    assert b"IrisZorg" not in await eigenaar.fetchval("select tekst from nazorg.overleg_afspraak")
    gedaan = await eigenaar.fetch(
        "select actie from nazorg.audit where object = $1 order by volgnr", f"dossier:{NUMMER}"
    )
    assert [r[0] for r in gedaan] == [
        "overleg_op_agenda",
        "behoefte_toegevoegd",
        "overleg_afspraak",
        "overleg_ingezien",
    ]


async def test_a_task_that_cannot_be_keeps_no_agreement_either(
    deps: Deps, op_agenda: tuple[UUID, UUID], eigenaar: asyncpg.Connection
) -> None:
    id_, punt = op_agenda
    zaterdag = replace(ACTIE, uiterlijk=date(2026, 12, 5))

    with pytest.raises(Invoerfout):
        await leg_afspraak_vast(id_, punt, afspraak(actie=zaterdag), daad=daad(deps))

    for tabel in ("overleg_afspraak", "behoefte"):
        assert await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}") == 0


@pytest.mark.parametrize(
    "tekst", ["", " ", "gebruikt methadon", "BSN 999993653", "t" * 501], ids=range(5)
)
async def test_what_may_not_be_written_is_refused_and_not_repeated(
    tekst: str, deps: Deps, op_agenda: tuple[UUID, UUID], eigenaar: asyncpg.Connection
) -> None:
    id_, punt = op_agenda

    with pytest.raises(Invoerfout) as fout:
        await leg_afspraak_vast(id_, punt, afspraak(tekst), daad=daad(deps))

    assert list(fout.value.per_veld) == ["tekst"]
    assert not tekst.strip() or tekst not in fout.value.per_veld["tekst"]
    assert await eigenaar.fetchval("select count(*) from nazorg.overleg_afspraak") == 0


async def test_two_who_write_at_once_the_second_sees_the_first_and_every_version_stays(
    deps: Deps, op_agenda: tuple[UUID, UUID], eigenaar: asyncpg.Connection
) -> None:
    id_, punt = op_agenda
    await leg_afspraak_vast(id_, punt, afspraak("Eerst"), daad=daad(deps, MARIEKE))

    with pytest.raises(Afspraakbotsing) as botsing:
        await leg_afspraak_vast(id_, punt, afspraak("Tweede"), daad=daad(deps))
    assert botsing.value.nu == "Eerst"
    await leg_afspraak_vast(id_, punt, afspraak("Samen", versie=1), daad=daad(deps))

    assert await eigenaar.fetchval("select count(*) from nazorg.overleg_afspraak") == 2
    (gezien,) = (await toon_overleg(id_, daad=daad(deps))).punten
    assert (gezien.afspraak, gezien.versie) == ("Samen", 2)


async def test_nothing_is_agreed_before_the_day_or_in_a_meeting_that_is_not_held(
    deps: Deps, op_agenda: tuple[UUID, UUID], klok: VasteKlok
) -> None:
    id_, punt = op_agenda
    klok.zet(datetime(2026, 11, 30, 12, tzinfo=UTC))
    with pytest.raises(Weigering, match="moet nog komen"):
        await leg_afspraak_vast(id_, punt, afspraak(), daad=daad(deps))
    await laat_vervallen(id_, reden="ziek", versie=1, daad=daad(deps))

    klok.zet(OP_DE_DAG)
    with pytest.raises(Weigering, match="niet gesproken"):
        await leg_afspraak_vast(id_, punt, afspraak(), daad=daad(deps))


async def test_a_meeting_that_was_held_stays_to_read_and_its_minutes_can_be_mended(
    deps: Deps, op_agenda: tuple[UUID, UUID]
) -> None:
    id_, punt = op_agenda
    await sluit_af(id_, niet_besproken=(), versie=1, daad=daad(deps))
    await leg_afspraak_vast(id_, punt, afspraak("Achteraf"), daad=daad(deps))

    lijst = await toon_overleggen(voor=None, daad=daad(deps))

    assert lijst.open == []
    (rij,) = lijst.gesloten
    assert (rij.overleg.stand, rij.besproken) == (Overlegstand.GEWEEST, 1)
    volgende = await toon_overleggen(voor=(DATUM, id_), daad=daad(deps))
    assert volgende.gesloten == []
