"""What the tests of query plans share: a full queue, the lists by name, and how to read a plan."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from nazorg.deps import Deps
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import Filter
from nazorg.werkvoorraad.handelingen import Lijst
from nazorg.werkvoorraad.taken import Regel
from tests.factories import BUREN, TIEL

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

DOSSIERS = """
insert into nazorg.dossier (id, nummer, gemeente, status, koppeling, geslachtsnaam, voornamen,
  inrichting, vrij_op, route_redenen, laatste_op, geopend_op, gewijzigd_op, versie)
select ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'NZ-2026-' || i,
  (array[$1, $2, $3])[1 + i % 3], 'in_detentie', 'bsn', 'Naam' || i, 'Roep' || i % 50,
  (array['ARN', 'VUG'])[1 + i % 2], $4::date + i % 400, '{}', now(), now(), now(), 1
from generate_series(1, 4000) i"""
TAKEN = """
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
}
