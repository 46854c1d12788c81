"""The lists read no row that they throw away, under row-level security, whatever is chosen."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from nazorg.deps import Deps
from nazorg.store import (
    omgeving,
    wachtrij,
    wachtrijpagina,
    wachtrijtelling,
    zoeken,
)
from nazorg.store.rijgeheugen import Rijgeheugen
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import Filter
from nazorg.store.wachtrijpagina import Paginavraag
from nazorg.store.wachtrijtelling import Daken
from nazorg.werkvoorraad.taken import Regel, Taakstatus
from tests.store.plannen import DAG, MARIEKE, MIJN, OPEN, knopen, plannen, weggegooid


@pytest.mark.parametrize("naam", OPEN)
async def test_a_page_of_open_tasks_reads_only_what_it_shows(naam: str, vol: Deps) -> None:
    async def vraag(tx: Transactie) -> object:
        return await wachtrij.find_open(tx, OPEN[naam], aantal=51, medewerker="marieke")

    (plan,) = await plannen(vol, vraag)

    assert weggegooid(plan) == []
    assert not [k for k in knopen(plan) if k["Node Type"] == "Seq Scan" and "taak" in str(k)]


@pytest.mark.parametrize("naam", OPEN)
async def test_a_count_walks_only_what_it_counts(naam: str, vol: Deps) -> None:
    async def vraag(tx: Transactie) -> object:
        return await wachtrijtelling.tel(
            tx, [OPEN[naam]], groepen_van=OPEN[naam], vandaag=DAG, zondag=DAG + timedelta(days=6)
        )

    (plan,) = await plannen(vol, vraag)

    assert weggegooid(plan) == []


@pytest.mark.parametrize(
    "anders",
    [
        {},
        {"eigenaars": ("hans",)},
        {"regel": Regel.NIEUWE_MELDING},
        {"leefgebied": "zorg", "vrij_van": DAG, "vrij_tot": DAG + timedelta(days=30)},
    ],
    ids=str,
)
async def test_a_page_of_finished_tasks_reads_only_what_it_shows(
    anders: dict[str, Any], vol: Deps
) -> None:
    f = Filter(gemeenten=MIJN.gemeenten, status=Taakstatus.AFGEHANDELD, **anders)
    grens = (datetime.now(UTC) - timedelta(days=30), UUID(int=0))  # noqa: TID251 - rows say now()

    async def vraag(tx: Transactie) -> object:
        return await wachtrij.find_afgehandeld(tx, f, voor=grens, aantal=51)

    (plan,) = await plannen(vol, vraag)

    assert weggegooid(plan) == []


PAGINA = Paginavraag(
    filter_=OPEN["venster"],
    voor=None,
    aantal=51,
    wie="marieke",
    lijsten=[*OPEN.values(), Filter(gemeenten=MIJN.gemeenten, status=Taakstatus.AFGEHANDELD)],
    vandaag=DAG,
    maandag=DAG,
    zondag=DAG + timedelta(days=6),
    vrij_voor=MIJN.gemeenten,
    nu=datetime(2026, 11, 23, tzinfo=UTC),
)


@pytest.mark.parametrize("tab", ["open", "afgehandeld"])
async def test_a_whole_page_with_its_counts_reads_only_what_it_shows(tab: str, vol: Deps) -> None:
    af = Filter(gemeenten=MIJN.gemeenten, status=Taakstatus.AFGEHANDELD)
    pagina = PAGINA if tab == "open" else replace(PAGINA, filter_=af)

    async def vraag(tx: Transactie) -> object:
        return await wachtrijpagina.find(tx, pagina, Daken(), Rijgeheugen())

    pagina_en_rijen = await plannen(vol, vraag)

    assert len(pagina_en_rijen) == 2
    for plan in pagina_en_rijen:
        assert weggegooid(plan) == []
        assert not [k for k in knopen(plan) if k["Node Type"] == "Seq Scan" and "taak" in str(k)]


async def test_the_plan_that_is_kept_for_all_values_reads_only_what_it_shows(vol: Deps) -> None:
    gesteld: list[Any] = []
    async with vol.store.open_lijst(MARIEKE) as tx:
        tx.add_query_logger(gesteld.append)  # type: ignore[attr-defined]
        await wachtrijpagina.find(tx, PAGINA, Daken(), Rijgeheugen())
        await asyncio.sleep(0)  # the logger is told a turn later
        tx.remove_query_logger(gesteld.append)  # type: ignore[attr-defined]
        s, _ = gesteld
        await tx.execute(f"prepare pagina as {s.query}")
        waarden = ", ".join(letterlijk(w) for w in s.args)
        uit = await tx.fetchval(f"explain (analyze, format json) execute pagina({waarden})")
        await tx.execute("deallocate pagina")

    plan = (json.loads(uit) if isinstance(uit, str) else uit)[0]["Plan"]
    assert "$1" in str(plan), "a plan for these values only, so this proved nothing"
    assert weggegooid(plan) == []
    assert not [k for k in knopen(plan) if k["Node Type"] == "Seq Scan" and "taak" in str(k)]


def letterlijk(waarde: object) -> str:
    """Return a value as it stands in SQL: explaining takes no parameters."""
    if isinstance(waarde, list):
        return "'{" + ",".join(letterlijk(w).strip("'") or '""' for w in waarde) + "}'"
    uiterst = {date.min: "-infinity", date.max: "infinity"}
    return f"'{uiterst.get(waarde, waarde) if isinstance(waarde, date) else waarde}'"


async def test_what_stands_around_the_queue_wakes_only_what_is_due(vol: Deps) -> None:
    async def vraag(tx: Transactie) -> object:
        return await omgeving.wek_en_find(
            tx, gemeenten=MIJN.gemeenten, vandaag=DAG, nu=PAGINA.nu, wie="marieke", filters=12
        )

    (plan,) = await plannen(vol, vraag)

    assert weggegooid(plan) == []
    assert "taak_wekker" in str(plan)


async def test_waking_up_looks_only_at_what_is_due(vol: Deps) -> None:
    async def vraag(tx: Transactie) -> object:
        return await wachtrij.wek(
            tx, gemeenten=MIJN.gemeenten, vandaag=DAG, nu=datetime(2026, 11, 23, tzinfo=UTC)
        )

    (plan,) = await plannen(vol, vraag)

    assert weggegooid(plan) == []
    assert "taak_wekker" in str(plan)


@pytest.mark.parametrize("tekst", ["naam39", "roep7 naam", "naam1 roep1", "onbekend"])
async def test_a_search_walks_the_index_of_names(tekst: str, vol: Deps) -> None:
    async def vraag(tx: Transactie) -> object:
        return await zoeken.find_by_naam(tx, tekst, gemeenten=MIJN.gemeenten, aantal=51)

    plan = (await plannen(vol, vraag))[-1]

    assert weggegooid(plan) == []
    assert "zoekterm_gemeente" in str(plan)


async def test_who_is_in_a_prison_comes_from_the_index(vol: Deps) -> None:
    async def vraag(tx: Transactie) -> object:
        return await zoeken.find_by_inrichting(tx, ["VUG"], gemeenten=MIJN.gemeenten, aantal=50)

    (plan,) = await plannen(vol, vraag)

    assert weggegooid(plan) == []
