"""Meetings through their use cases, on real PostgreSQL, as three colleagues do."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.medewerker import Medewerker
from nazorg.overleggen.overleg import Moment, Overlegsoort
from nazorg.usecases.overleggen.agenda import zet_op_agenda
from nazorg.usecases.overleggen.plan import Overleginvoer, plan_overleg
from nazorg.usecases.overleggen.slot import Overlegdaad
from tests.bezorging.conftest import Topic
from tests.factories import NIJMEGEN, TIEL
from tests.usecases.leefgebieden import JOYCE, met

RIVIERENLAND = ("0214", "0216", "0263", "0281", "0297", "1740", "1960")
MARIEKE = replace(JOYCE, id="marieke", naam="Marieke Bos", gemeenten=RIVIERENLAND)
TIELS = replace(JOYCE, gemeenten=(TIEL,))
NIJMEEGS = replace(JOYCE, id="samira", naam="Samira El Idrissi", gemeenten=(NIJMEGEN,))
DATUM = date(2026, 12, 1)
OP_DE_DAG = datetime(2026, 12, 1, 12, tzinfo=UTC)
MOMENT = Moment(datum=DATUM, van=time(10), tot=time(12))


@pytest.fixture
def topic() -> Topic:
    return Topic()


Plan = Callable[..., Awaitable[UUID]]


def daad(deps: Deps, wie: Medewerker = TIELS) -> Overlegdaad:
    return Overlegdaad(medewerker=wie, oorsprong="test", met=met(deps))


@pytest.fixture
def plan(deps: Deps) -> Plan:
    async def plan(wie: Medewerker = TIELS, **anders: Any) -> UUID:
        velden: dict[str, Any] = {
            "soort": Overlegsoort.NAZORG,
            "kring": wie.gemeenten[0],
            "moment": MOMENT,
            "plek": "Stadhuis, kamer 2.14",
            "deelnemers": ("PI, casemanager",),
            "zaken": 8,
        }
        return await plan_overleg(Overleginvoer(**velden | anders), daad=daad(deps, wie))

    return plan


async def zet(deps: Deps, id_: UUID, dossiers: Sequence[UUID], wie: Medewerker = TIELS) -> int:
    return await zet_op_agenda(id_, dossiers, daad=daad(deps, wie))


async def dossier_van(eigenaar: asyncpg.Connection, achternaam: str = "Verhoeven") -> UUID:
    id_: UUID = await eigenaar.fetchval(
        "select id from nazorg.dossier where geslachtsnaam = $1", achternaam
    )
    return id_


async def punten(eigenaar: asyncpg.Connection) -> list[tuple[Any, ...]]:
    rijen = await eigenaar.fetch(
        """select d.geslachtsnaam, p.stand, p.redenen from nazorg.overleg_punt p
        join nazorg.dossier d on d.id = p.dossier_id order by p.id"""
    )
    return [(r[0], r[1], list(r[2])) for r in rijen]
