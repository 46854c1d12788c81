"""The queue as a list: keyset pages from an index, whatever the number of tasks.

Per gemeente the index gives the next rows in order; together they are merged. So a page costs
the same on page 1 and on page 1000, and row-level security filters nothing away afterwards.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.store.transactie import Transactie
from nazorg.werkvoorraad.taken import Regel, Taakstatus

EERSTE = UUID(int=0)
ONBEKENDE_STANDEN = (Stand.ONBEKEND,) * len(Leefgebied)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to show. gemeenten: at least one; na: the last row of the page before, to go on from."""

    gemeenten: tuple[str, ...]
    status: Taakstatus = Taakstatus.OPEN
    regel: Regel | None = None
    uiterlijk_tot: date | None = None
    vrij_op: date | None = None
    na: tuple[date, UUID] = (date.min, EERSTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wachtrijrij:
    """A task with what its row shows of the dossier. standen: in the order of the leefgebieden."""

    id: UUID
    regel: Regel
    status: Taakstatus
    uiterlijk: date
    vrij_op: date | None
    gegevens: dict[str, str] = field(default_factory=dict)
    aanleiding: str
    onderwerp: str
    ontstaan_op: datetime
    afgehandeld_op: datetime | None
    dossier_id: UUID
    nummer: str
    gemeente: str
    inrichting: str | None
    geslachtsnaam: str
    voorvoegsel: str | None
    voornamen: str | None
    standen: tuple[Stand, ...] = ONBEKENDE_STANDEN


_KOLOMMEN = """t.id, t.regel, t.status, t.uiterlijk, t.vrij_op, t.gegevens, t.aanleiding,
  t.onderwerp, t.ontstaan_op, t.afgehandeld_op, d.id, d.nummer, d.gemeente, d.inrichting,
  d.geslachtsnaam, d.voorvoegsel, d.voornamen, d.standen"""
_VELDEN = tuple(Wachtrijrij.__slots__)


def to_standen(standen: list[str] | None) -> tuple[Stand, ...]:
    """Return how the leefgebieden stand, in their order. Null in the table: all unknown."""
    return tuple(map(Stand, standen)) if standen else ONBEKENDE_STANDEN


def _to_rij(r: Any) -> Wachtrijrij:
    waarden = dict(zip(_VELDEN, r, strict=True))
    waarden["regel"] = Regel(waarden["regel"])
    waarden["status"] = Taakstatus(waarden["status"])
    waarden["standen"] = to_standen(waarden["standen"])
    return Wachtrijrij(**waarden)


def _voorwaarden(f: Filter, waarden: list[object]) -> str:
    """Add the conditions beyond gemeente and status; values go into waarden."""
    delen = []
    for sql, waarde in (
        ("t.regel = ${}", f.regel),
        ("t.uiterlijk <= ${}", f.uiterlijk_tot),
        ("t.vrij_op = ${}", f.vrij_op),
    ):
        if waarde is not None:
            waarden.append(waarde)
            delen.append(" and " + sql.format(len(waarden)))
    return "".join(delen)


async def find_open(tx: Transactie, f: Filter, *, aantal: int) -> list[Wachtrijrij]:
    """Return the next open tasks by due date, at most aantal."""
    waarden: list[object] = [list(f.gemeenten), f.na[0], f.na[1], aantal]
    extra = _voorwaarden(f, waarden)
    rijen = await tx.fetch(
        f"""
        select {_KOLOMMEN} from unnest($1::text[]) g(code)
        cross join lateral (
          select * from nazorg.taak t
          where t.gemeente = g.code and t.status = 'open'
            and (t.uiterlijk, t.id) > ($2::date, $3::uuid){extra}
          order by t.uiterlijk, t.id limit $4) t
        join nazorg.dossier d on d.id = t.dossier_id
        order by t.uiterlijk, t.id limit $4""",
        *waarden,
    )
    return [_to_rij(r) for r in rijen]


async def find_afgehandeld(
    tx: Transactie, f: Filter, *, voor: tuple[datetime, UUID] | None, aantal: int
) -> list[Wachtrijrij]:
    """Return tasks that were done, last done first; voor: the last row of the page before."""
    moment, id_ = voor or (None, None)
    waarden: list[object] = [list(f.gemeenten), moment, aantal, id_]
    extra = _voorwaarden(f, waarden)
    rijen = await tx.fetch(
        f"""
        select {_KOLOMMEN} from nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id
        where t.gemeente = any($1::text[]) and t.status = 'afgehandeld'
          and ($2::timestamptz is null
            or t.afgehandeld_op <= $2 and (t.afgehandeld_op < $2 or t.id > $4::uuid)){extra}
        order by t.afgehandeld_op desc, t.id limit $3""",
        *waarden,
    )
    return [_to_rij(r) for r in rijen]


async def find(tx: Transactie, id_: UUID) -> Wachtrijrij | None:
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id
        where t.id = $1 and t.status <> 'vervallen'""",
        id_,
    )
    return _to_rij(rijen[0]) if rijen else None


async def find_by_dossier(tx: Transactie, dossier_id: UUID) -> list[Wachtrijrij]:
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id
        where t.dossier_id = $1 and t.status = 'open' order by t.uiterlijk, t.id""",
        dossier_id,
    )
    return [_to_rij(r) for r in rijen]


async def tel_groepen(
    tx: Transactie, f: Filter, *, vandaag: date, zondag: date
) -> tuple[int, int, int, int]:
    """Count the open tasks that are late, due today, later this week, and after that."""
    waarden: list[object] = [list(f.gemeenten), vandaag, zondag]
    extra = _voorwaarden(f, waarden)
    rij = await tx.fetchrow(
        f"""
        select count(*) filter (where t.uiterlijk < $2),
          count(*) filter (where t.uiterlijk = $2),
          count(*) filter (where t.uiterlijk > $2 and t.uiterlijk <= $3),
          count(*) filter (where t.uiterlijk > $3)
        from nazorg.taak t where t.gemeente = any($1::text[]) and t.status = 'open'{extra}""",
        *waarden,
    )
    return (rij[0], rij[1], rij[2], rij[3])


async def tel_status(tx: Transactie, gemeenten: tuple[str, ...]) -> dict[str, int]:
    """Count tasks per status, without any filter."""
    rijen = await tx.fetch(
        # One count for each partial index.
        """select 'open', count(*) from nazorg.taak
        where gemeente = any($1::text[]) and status = 'open'
        union all select 'afgehandeld', count(*) from nazorg.taak
        where gemeente = any($1::text[]) and status = 'afgehandeld'""",
        list(gemeenten),
    )
    return {r[0]: r[1] for r in rijen}


async def tel_vrijlatingen(
    tx: Transactie, gemeenten: tuple[str, ...], *, van: date, tot: date
) -> dict[date, int]:
    """Count the people who are expected to walk out, per day from van up to and including tot.

    From the dossiers and not from the tasks: who did the work still has somebody walking out.
    """
    rijen = await tx.fetch(
        """select vrij_op, count(*) from nazorg.dossier
        where gemeente = any($1::text[]) and status = 'in_detentie' and vrij_op between $2 and $3
        group by 1""",
        list(gemeenten),
        van,
        tot,
    )
    return {r[0]: r[1] for r in rijen}


async def set_status(
    tx: Transactie, id_: UUID, *, van: Taakstatus, naar: Taakstatus, door: str, nu: datetime
) -> tuple[str, str] | None:
    """Change the status of one task; return its dossier number and gemeente, or None."""
    klaar = naar is Taakstatus.AFGEHANDELD
    rij = await tx.fetchrow(
        """update nazorg.taak t set status = $3, afgehandeld_op = $4, afgehandeld_door = $5
        from nazorg.dossier d where t.id = $1 and t.status = $2 and d.id = t.dossier_id
        returning d.nummer, t.gemeente""",
        id_,
        van,
        naar,
        nu if klaar else None,
        door if klaar else None,
    )
    return (rij[0], rij[1]) if rij else None
