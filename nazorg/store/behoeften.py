"""Tables behoefte and behoefte_versie: what must be arranged, now and before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from nazorg.kern.klok import day_of
from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.behoefte import Behoefte, Behoeftestatus, Eigenaar
from nazorg.store.kluis import Kluis
from nazorg.store.outbox import Taakwijziging
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Vastgelegd:
    """A need as kept: who changed it last, and when."""

    behoefte: Behoefte
    op: datetime
    naam: str


_KOLOMMEN = """id, leefgebied, soort, status, eigenaar, naam, uiterlijk, stap, versie,
  gewijzigd_op, gewijzigd_naam"""
# Done on the queue is done: the task tells, so that undo there is undo here.
_NU = """select b.id, b.leefgebied, b.soort,
    case when b.status in ('open', 'loopt') and t.status = 'afgehandeld' then 'gereed'
      else b.status end,
    b.eigenaar, b.naam, b.uiterlijk, b.stap, b.versie,
    coalesce(t.afgehandeld_op, b.gewijzigd_op), b.gewijzigd_naam
  from nazorg.behoefte b left join nazorg.taak t on t.dossier_id = b.dossier_id
    and t.regel = 'behoefte' and t.onderwerp = b.id::text"""


async def find_by_dossier(tx: Transactie, dossier: UUID, kluis: Kluis) -> list[Vastgelegd]:
    """Return the needs of a dossier as they are now, oldest first."""
    rijen = await tx.fetch(f"{_NU} where b.dossier_id = $1 order by b.id", dossier)
    return [_to_vastgelegd(r, kluis) for r in rijen]


async def find(tx: Transactie, dossier: UUID, id_: UUID, kluis: Kluis) -> Vastgelegd | None:
    rijen = await tx.fetch(f"{_NU} where b.dossier_id = $1 and b.id = $2", dossier, id_)
    return _to_vastgelegd(rijen[0], kluis) if rijen else None


async def find_versies(tx: Transactie, dossier: UUID, kluis: Kluis) -> Sequence[Vastgelegd]:
    """Return every version of every need of a dossier, newest first."""
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from nazorg.behoefte_versie where dossier_id = $1
        order by gewijzigd_op desc, id, versie desc""",
        dossier,
    )
    return [_to_vastgelegd(r, kluis) for r in rijen]


def _to_vastgelegd(r: Any, kluis: Kluis) -> Vastgelegd:
    return Vastgelegd(
        Behoefte(
            id=r[0],
            leefgebied=Leefgebied(r[1]),
            soort=r[2],
            status=Behoeftestatus(r[3]),
            eigenaar=Eigenaar(r[4]),
            naam=kluis.ontsleutel(r[5], voor=b"behoefte|naam|" + r[0].bytes).decode(),
            uiterlijk=r[6],
            stap=kluis.ontsleutel(r[7], voor=b"behoefte|stap|" + r[0].bytes).decode(),
            versie=r[8],
        ),
        r[9],
        r[10],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wie:
    """Who writes, for which dossier, and when."""

    dossier: UUID
    gemeente: str
    medewerker: str
    naam: str
    nu: datetime


_SAVE = """
with nieuw as (
  insert into nazorg.behoefte as b (id, dossier_id, gemeente, leefgebied, soort, status, eigenaar,
    naam, uiterlijk, stap, versie, gewijzigd_op, gewijzigd_door, gewijzigd_naam)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  on conflict (id) do update set soort = excluded.soort, status = excluded.status,
    eigenaar = excluded.eigenaar, naam = excluded.naam, uiterlijk = excluded.uiterlijk,
    stap = excluded.stap, versie = excluded.versie, gewijzigd_op = excluded.gewijzigd_op,
    gewijzigd_door = excluded.gewijzigd_door, gewijzigd_naam = excluded.gewijzigd_naam
  where b.versie = excluded.versie - 1 and b.dossier_id = excluded.dossier_id
  returning b.*)
insert into nazorg.behoefte_versie select * from nieuw returning versie
"""


async def save(tx: Transactie, b: Behoefte, wie: Wie, kluis: Kluis) -> bool:
    """Save a need with its version; False when somebody else saved a newer one by now."""
    versie = await tx.fetchval(
        _SAVE,
        b.id,
        wie.dossier,
        wie.gemeente,
        b.leefgebied,
        b.soort,
        b.status,
        b.eigenaar,
        kluis.versleutel(b.naam.encode(), voor=b"behoefte|naam|" + b.id.bytes),
        b.uiterlijk,
        kluis.versleutel(b.stap.encode(), voor=b"behoefte|stap|" + b.id.bytes),
        b.versie,
        wie.nu,
        wie.medewerker,
        wie.naam,
    )
    return versie is not None


_TAAK = """
insert into nazorg.taak as t (id, dossier_id, gemeente, regel, onderwerp, uiterlijk, vrij_op,
  leefgebied, aanleiding, gegevens, status, ontstaan_op, afgehandeld_op, afgehandeld_door)
select $1, d.id, d.gemeente, 'behoefte', $3, coalesce($4::date, $9::date), d.vrij_op, $10, '',
  $5::jsonb, $6::text, $7::timestamptz, case when $6 = 'afgehandeld' then $7::timestamptz end,
  case when $6 = 'afgehandeld' then $8::text end
from nazorg.dossier d where d.id = $2
on conflict (dossier_id, regel, onderwerp) do update set uiterlijk = excluded.uiterlijk,
  vrij_op = excluded.vrij_op, leefgebied = excluded.leefgebied,
  -- Who saw the task before this change did not see this one.
  versie = t.versie + ((t.uiterlijk, t.gegevens, t.status)
    is distinct from (excluded.uiterlijk, excluded.gegevens, excluded.status))::int,
  gewekt = case when t.status = 'vervallen' and excluded.status = 'open' then jsonb_build_object(
    'op', $7::timestamptz, 'reden', 'weer_nodig', 'van', t.uiterlijk) else t.gewekt end,
  vervallen_op = case when excluded.status = 'vervallen' then $7::timestamptz end,
  gegevens = excluded.gegevens, status = excluded.status,
  afgehandeld_op = excluded.afgehandeld_op, afgehandeld_door = excluded.afgehandeld_door
returning dossier_id, id, status
"""
_TAAKSTATUS = {
    Behoeftestatus.OPEN: "open",
    Behoeftestatus.LOOPT: "open",
    Behoeftestatus.GEREED: "afgehandeld",
    Behoeftestatus.VERVALLEN: "vervallen",
}


async def set_taak(tx: Transactie, b: Behoefte, wie: Wie, *, taak_id: UUID) -> Taakwijziging:
    """Give a need its place on the queue: with a date only, and in step with its status.

    It knows the release, and moves with it (`taken.replace`), but presses by its own date.
    """
    status = _TAAKSTATUS[b.status] if b.uiterlijk or b.status.is_klaar else "vervallen"
    gegevens = f'{{"soort": "{b.soort}", "leefgebied": "{b.leefgebied}"}}'
    rij = await tx.fetchrow(
        _TAAK,
        taak_id,
        wie.dossier,
        str(b.id),
        b.uiterlijk,
        gegevens,
        status,
        wie.nu,
        wie.medewerker,
        day_of(wie.nu),
        b.leefgebied,
    )
    return Taakwijziging(*rij)
