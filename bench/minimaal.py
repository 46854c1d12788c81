"""The least that could do the job: what we compare ourselves with.

Check a message, keep it once, one row per person, one per detention with an event-time guard, one
audit row. No encryption, fold of history, tasks, events for others or isolation of gemeenten.
"""

import gc
import hmac
import json
import os
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import asyncpg
import uvloop
from pydantic import BaseModel, ConfigDict

SLEUTEL = b"m" * 32
TABELLEN = """
drop schema if exists minimaal cascade;
create schema minimaal;
set search_path = minimaal;
create table inbox (id text primary key, type text not null, tijd timestamptz not null,
  ontvangen_op timestamptz not null default now(), inhoud bytea);
create table person (id bigint generated always as identity primary key, bsn bytea not null unique,
  naam text not null, voornamen text not null, gemeente text not null);
create table detention (person_id bigint primary key, nummer text not null,
  inrichting text, inrichting_op timestamptz, inrichting_nr int,
  verwacht date, verwacht_op timestamptz, verwacht_nr int,
  einde date, einde_op timestamptz, einde_nr int);
create table audit (id bigint generated always as identity primary key,
  tijd timestamptz not null default now(), type text not null, bericht text not null,
  person_id bigint not null);
create index on audit (person_id);
"""


class _Persoon(BaseModel):
    bsn: str
    geslachtsnaam: str
    voornamen: str
    geboorte: dict[str, int]


class _Periode(BaseModel):
    vroegst: date
    laatst: date


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid")
    detentieId: str  # noqa: N815
    gemeenteBrp: str  # noqa: N815
    ontvangerGemeente: str  # noqa: N815
    grondslag: str
    persoon: _Persoon
    inrichting: str | None = None
    beginDatum: date | None = None  # noqa: N815
    titel: str | None = None
    reden: str | None = None
    datum: date | None = None
    verwachtEinde: _Periode | None = None  # noqa: N815
    eindDatum: date | None = None  # noqa: N815
    wijze: str | None = None


class Bericht(BaseModel):
    id: str
    source: str
    type: str
    time: datetime
    sequence: str
    data: _Data


_INBOX = """insert into minimaal.inbox (id, type, tijd, inhoud)
select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bytea[])
on conflict do nothing returning id"""
_PERSON = """with i as (select * from unnest($1::bytea[], $2::text[], $3::text[], $4::text[])
  t(bsn, naam, voornamen, gemeente)),
nieuw as (insert into minimaal.person (bsn, naam, voornamen, gemeente)
  select * from i where not exists (select from minimaal.person p where p.bsn = i.bsn)
  on conflict (bsn) do update set gemeente = excluded.gemeente returning id, bsn)
select id, bsn from nieuw
union all select p.id, p.bsn from minimaal.person p join i on p.bsn = i.bsn"""
_VELDEN = ("inrichting", "verwacht", "einde")


def _upsert() -> str:
    zet = ", ".join(
        f"{v}{s} = case when d.{v}_op is null or (d.{v}_op, d.{v}_nr) <"
        f" (excluded.{v}_op, excluded.{v}_nr) then excluded.{v}{s} else d.{v}{s} end"
        for v in _VELDEN
        for s in ("", "_op", "_nr")
    )
    return f"""insert into minimaal.detention as d (person_id, nummer, inrichting, inrichting_op,
      inrichting_nr, verwacht, verwacht_op, verwacht_nr, einde, einde_op, einde_nr)
    select * from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::int[],
      $6::date[], $7::timestamptz[], $8::int[], $9::date[], $10::timestamptz[], $11::int[])
    on conflict (person_id) do update set {zet}"""


_DETENTION = _upsert()
_AUDIT = """insert into minimaal.audit (type, bericht, person_id)
select * from unnest($1::text[], $2::text[], $3::bigint[])"""


def _index(bsn: str) -> bytes:
    return hmac.digest(SLEUTEL, bsn.encode(), "sha256")


async def ontvang(verbinding: asyncpg.Connection, ruwe: list[bytes]) -> None:
    """Take one batch in, in one transaction of five statements."""
    berichten: dict[str, tuple[Bericht, bytes]] = {}
    for ruw in ruwe:
        bericht = Bericht.model_validate_json(ruw)
        berichten.setdefault(bericht.id, (bericht, ruw))
    async with verbinding.transaction():
        alle = list(berichten.values())
        nieuw = await verbinding.fetch(
            _INBOX,
            list(berichten),
            [b.type for b, _ in alle],
            [b.time for b, _ in alle],
            [r for _, r in alle],
        )
        vers = [berichten[r[0]][0] for r in nieuw]
        if not vers:
            return
        ids = await _personen(verbinding, vers)
        van = [(ids[_index(b.data.persoon.bsn)], b) for b in vers]
        await verbinding.execute(_DETENTION, *_vouw(van))
        await verbinding.execute(
            _AUDIT, [b.type for _, b in van], [b.id for _, b in van], [p for p, _ in van]
        )


async def _personen(verbinding: asyncpg.Connection, vers: list[Bericht]) -> dict[bytes, int]:
    per_bsn = {_index(b.data.persoon.bsn): b.data for b in vers}
    sleutels = sorted(per_bsn)
    rijen = await verbinding.fetch(
        _PERSON,
        sleutels,
        [per_bsn[s].persoon.geslachtsnaam for s in sleutels],
        [per_bsn[s].persoon.voornamen for s in sleutels],
        [per_bsn[s].gemeenteBrp for s in sleutels],
    )
    return {r[1]: r[0] for r in rijen}


def _vouw(van: list[tuple[int, Bericht]]) -> list[list[Any]]:
    """Fold a batch to one row per person: the newest of each field."""
    stand: dict[int, dict[str, tuple[Any, datetime, int]]] = {}
    nummer: dict[int, str] = {}
    for persoon, b in van:
        rij = stand.setdefault(persoon, {})
        nummer[persoon] = b.data.detentieId
        verwacht = b.data.verwachtEinde.vroegst if b.data.verwachtEinde else None
        for veld, waarde in zip(
            _VELDEN, (b.data.inrichting, verwacht, b.data.eindDatum), strict=True
        ):
            orde = (b.time, int(b.sequence))
            if waarde is not None and (veld not in rij or rij[veld][1:] < orde):
                rij[veld] = (waarde, *orde)
    personen = sorted(stand)
    kolommen: list[list[Any]] = [personen, [nummer[p] for p in personen]]
    for veld in _VELDEN:
        kolommen += [
            [stand[p].get(veld, (None, None, None))[i] for p in personen] for i in range(3)
        ]
    return kolommen


STAND = """select d.nummer, d.inrichting, d.verwacht, d.einde
from minimaal.detention d order by 1"""


def cpu_van(pid: int) -> float:
    """Return the seconds of processor time that a process has used."""
    velden = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(velden[11]) + int(velden[12])) / os.sysconf("SC_CLK_TCK")


async def meet(socket: str, stroom: list[bytes], *, partij: int) -> dict[str, float]:
    """Take a stream in; return seconds, and those of the processor here and in PostgreSQL."""
    verbinding = await asyncpg.connect(host=socket, user="nz_super", database="nazorg")
    pid = verbinding.get_server_pid()
    pg, begin, cpu = cpu_van(pid), time.perf_counter(), time.process_time()
    for i in range(0, len(stroom), partij):
        await ontvang(verbinding, stroom[i : i + partij])
    seconden, cpu = time.perf_counter() - begin, time.process_time() - cpu
    uit = {"seconden": seconden, "cpu": cpu, "cpu_pg": cpu_van(pid) - pg}
    await verbinding.close()
    return uit


def main() -> None:
    """Measure in a process of its own: here the collector of Python walks through nothing of ours.

    Arguments: socket, file with a message per line, messages per batch, and 'stil' for the
    collector as our commands set it.
    """
    socket, bestand, partij, opruimer = sys.argv[1:]
    stroom = Path(bestand).read_bytes().splitlines()
    if opruimer == "stil":
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
    print(json.dumps(uvloop.run(meet(socket, stroom, partij=int(partij)))))


if __name__ == "__main__":
    main()
