"""The lists read no row that they throw away, under row-level security, whatever is chosen."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store import omgeving, wachtrij, wachtrijpagina, wachtrijtelling, zoeken
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import Filter
from nazorg.store.wachtrijpagina import Paginavraag
from nazorg.store.wachtrijtelling import Daken
from nazorg.werkvoorraad.handelingen import Lijst
from nazorg.werkvoorraad.taken import Regel, Taakstatus
from tests.factories import BUREN, NIJMEGEN, TIEL

DAG = date(2026, 11, 23)
MARIEKE = Medewerker(
    id="marieke",
    naam="Marieke Bos",
    functie="Nazorgcoördinator",
    rollen=frozenset({Rol.NAZORGCOORDINATOR}),
    gemeenten=(TIEL, BUREN),
    regio="Rivierenland",
    doel=Doel.RE_INTEGRATIE,
)
MIJN = Filter(gemeenten=MARIEKE.gemeenten)

_DOSSIERS = """
insert into nazorg.dossier (id, nummer, gemeente, status, koppeling, geslachtsnaam, voornamen,
  inrichting, vrij_op, route_redenen, laatste_op, geopend_op, gewijzigd_op, versie)
select ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'NZ-2026-' || i,
  (array[$1, $2, $3])[1 + i % 3], 'in_detentie', 'bsn', 'Naam' || i, 'Roep' || i % 50,
  (array['ARN', 'VUG'])[1 + i % 2], $4::date + i % 400, '{}', now(), now(), now(), 1
from generate_series(1, 4000) i"""
_TAKEN = """
insert into nazorg.taak (id, dossier_id, gemeente, regel, onderwerp, status, uiterlijk, vrij_op,
  aanleiding, gegevens, ontstaan_op, afgehandeld_op, lijst, eigenaar, leefgebied, tot)
select gen_random_uuid(), d.id, d.gemeente,
  (array['nieuwe_melding', 'vrijlating_nabij', 'route_beoordelen'])[n], '',
  case when random() < 0.5 then 'open' else 'afgehandeld' end,
  $1::date - 30 + (random() * 300)::int, d.vrij_op, 'b', '{}', now(),
  now() - random() * interval '90 days',
  (array['doen', 'doen', 'wacht', 'sluimert'])[1 + floor(random() * 4)::int],
  (array['', '', 'marieke', 'hans'])[1 + floor(random() * 4)::int],
  (array['zorg', 'inkomen', null])[1 + floor(random() * 3)::int], $1::date + 3
from nazorg.dossier d, generate_series(1, 3) n"""


@pytest.fixture
async def vol(deps: Deps, eigenaar: asyncpg.Connection) -> Deps:
    await eigenaar.execute(_DOSSIERS, TIEL, BUREN, NIJMEGEN, DAG)
    await eigenaar.execute(_TAKEN, DAG)
    for tabel in ("dossier", "taak", "zoekterm", "gelezen"):
        await eigenaar.execute(f"vacuum (analyze) nazorg.{tabel}")
    return deps


Vraag = Callable[[Transactie], Awaitable[object]]


async def plannen(deps: Deps, vraag: Vraag) -> list[dict[str, Any]]:
    """Run a question and return the plan of each of its statements, as this person sees them."""
    gesteld: list[Any] = []
    uit = []
    async with deps.store.open_voor(MARIEKE) as tx:
        tx.add_query_logger(gesteld.append)  # type: ignore[attr-defined]
        await vraag(tx)
        await asyncio.sleep(0)  # the logger is told a turn later
        tx.remove_query_logger(gesteld.append)  # type: ignore[attr-defined]
        for s in gesteld:
            tekst = f"explain (analyze, buffers, format json) {s.query}"
            plan = await tx.fetchval(tekst, *s.args)
            uit.append((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    assert uit
    return uit


def knopen(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(k for deel in plan.get("Plans", []) for k in knopen(deel))]


def weggegooid(plan: dict[str, Any]) -> list[str]:
    """Return each step that reads rows of ours and throws some away."""
    return [
        f"{k['Node Type']} {k.get('Index Name', k['Relation Name'])}: {k[veld]} ({k.get('Filter')})"
        for k in knopen(plan)
        for veld in ("Rows Removed by Filter", "Rows Removed by Index Recheck")
        if k.get(veld) and k.get("Relation Name") in ("taak", "dossier", "zoekterm")
    ]


DRIE = ("", "marieke", "hans")
OPEN = {
    "nu doen": Filter(gemeenten=MIJN.gemeenten, lijst=Lijst.DOEN, eigenaars=DRIE[:2]),
    "nu doen met waarneming": Filter(gemeenten=MIJN.gemeenten, lijst=Lijst.DOEN, eigenaars=DRIE),
    "wacht": Filter(gemeenten=MIJN.gemeenten, lijst=Lijst.WACHT, eigenaars=DRIE[:2]),
    "sluimert": Filter(gemeenten=MIJN.gemeenten, lijst=Lijst.SLUIMERT, eigenaars=DRIE[:2]),
    "team": MIJN,
    "van een collega": Filter(gemeenten=MIJN.gemeenten, eigenaars=("hans",)),
    "reden": Filter(gemeenten=MIJN.gemeenten, regel=Regel.ROUTE_BEOORDELEN),
    "leefgebied": Filter(
        gemeenten=MIJN.gemeenten, lijst=Lijst.DOEN, eigenaars=DRIE[:2], leefgebied="zorg"
    ),
    "venster": Filter(
        gemeenten=MIJN.gemeenten,
        lijst=Lijst.DOEN,
        eigenaars=DRIE[:2],
        uiterlijk_tot=DAG + timedelta(weeks=8),
    ),
    "vrijlating": Filter(
        gemeenten=MIJN.gemeenten,
        lijst=Lijst.DOEN,
        eigenaars=DRIE[:2],
        vrij_van=DAG,
        vrij_tot=DAG + timedelta(days=6),
    ),
    "alles tegelijk": Filter(
        gemeenten=(TIEL,),
        lijst=Lijst.DOEN,
        eigenaars=("marieke",),
        regel=Regel.VRIJLATING_NABIJ,
        leefgebied="inkomen",
        uiterlijk_tot=DAG + timedelta(weeks=8),
        vrij_van=DAG,
        vrij_tot=DAG + timedelta(days=90),
    ),
    "een volgende pagina": Filter(
        gemeenten=MIJN.gemeenten,
        lijst=Lijst.DOEN,
        eigenaars=DRIE[:2],
        na=(DAG + timedelta(days=100), UUID(int=0)),
    ),
    "nieuws": Filter(gemeenten=MIJN.gemeenten, lijst=Lijst.DOEN, eigenaars=DRIE, sinds=UUID(int=1)),
}


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
        return await wachtrijpagina.find(tx, pagina, Daken())

    (plan,) = await plannen(vol, vraag)

    assert weggegooid(plan) == []
    assert not [k for k in knopen(plan) if k["Node Type"] == "Seq Scan" and "taak" in str(k)]


async def test_the_plan_that_is_kept_for_all_values_reads_only_what_it_shows(vol: Deps) -> None:
    gesteld: list[Any] = []
    async with vol.store.open_lijst(MARIEKE) as tx:
        tx.add_query_logger(gesteld.append)  # type: ignore[attr-defined]
        await wachtrijpagina.find(tx, PAGINA, Daken())
        await asyncio.sleep(0)  # the logger is told a turn later
        tx.remove_query_logger(gesteld.append)  # type: ignore[attr-defined]
        (s,) = gesteld
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
