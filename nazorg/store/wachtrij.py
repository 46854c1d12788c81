"""The queue as a list: keyset pages from an index, whatever the number of tasks.

Per gemeente, and where it is asked for per owner, the index gives the next rows in order; together
they are merged. So a page costs the same on page 1 and on page 1000, and neither row-level security
nor a filter throws a row away that was read (migration 0010).
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from nazorg.kern.leefgebied import BASIS, Stand
from nazorg.store.transactie import Transactie
from nazorg.werkvoorraad.handelingen import Lijst
from nazorg.werkvoorraad.taken import Regel, Taakstatus

EERSTE = UUID(int=0)
ONBEKENDE_STANDEN = (Stand.ONBEKEND,) * len(BASIS)
_NOOIT = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to show. gemeenten: at least one; na: the last row of the page before, to go on from.

    lijst: None for every list. eigenaars: ids of who does it, '' for nobody; None for whoever.
    vrij_van and vrij_tot: the window of the release, both included. sinds: only tasks made after
    this id (keys are in order of time).
    """

    gemeenten: tuple[str, ...]
    status: Taakstatus = Taakstatus.OPEN
    lijst: Lijst | None = None
    eigenaars: tuple[str, ...] | None = None
    regel: Regel | None = None
    leefgebied: str | None = None
    uiterlijk_tot: date | None = None
    vrij_van: date | None = None
    vrij_tot: date | None = None
    sinds: UUID | None = None
    na: tuple[date, UUID] = (date.min, EERSTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wachtrijrij:
    """A task with what its row shows of the dossier. standen: in the order of the leefgebieden.

    gewekt: why it came back by itself ('op', 'reden', 'van'). gelezen: by who asks.
    """

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
    leefgebied: str | None = None
    eigenaar: str = ""
    lijst: Lijst = Lijst.DOEN
    tot: date | None = None
    bij_wijziging: bool = False
    wacht_op: str = ""
    wacht_sinds: date | None = None
    gewekt: dict[str, str] | None = None
    versie: int = 0
    dossier_id: UUID
    nummer: str
    gemeente: str
    inrichting: str | None
    geslachtsnaam: str
    voorvoegsel: str | None
    voornamen: str | None
    standen: tuple[Stand, ...] = ONBEKENDE_STANDEN
    gelezen: bool = True


KOLOMMEN = """t.id, t.regel, t.status, t.uiterlijk, t.vrij_op, t.gegevens, t.aanleiding,
  t.onderwerp, t.ontstaan_op, t.afgehandeld_op, t.leefgebied, t.eigenaar, t.lijst, t.tot,
  t.bij_wijziging, t.wacht_op, t.wacht_sinds, t.gewekt, t.versie, d.id, d.nummer, d.gemeente,
  d.inrichting, d.geslachtsnaam, d.voorvoegsel, d.voornamen, d.standen"""
# Read is read until it comes back by itself.
_GELEZEN = """coalesce(g.gelezen_op >= greatest(t.ontstaan_op, (t.gewekt->>'op')::timestamptz),
  false)"""
_VELDEN = tuple(Wachtrijrij.__slots__)
# Looking a value up is quicker than making an enum of it, for every row of every page.
_REGEL, _STATUS, _LIJST = ({w.value: w for w in soort} for soort in (Regel, Taakstatus, Lijst))


def to_standen(standen: list[str] | None) -> tuple[Stand, ...]:
    """Return how the leefgebieden stand, in their order. Null in the table: all unknown."""
    return tuple(map(Stand, standen)) if standen else ONBEKENDE_STANDEN


def to_rij(r: Any) -> Wachtrijrij:
    """Return a row of KOLOMMEN, with or without 'gelezen' behind it."""
    waarden = dict(zip(_VELDEN, r, strict=False))
    waarden["regel"] = _REGEL[waarden["regel"]]
    waarden["status"] = _STATUS[waarden["status"]]
    waarden["lijst"] = _LIJST[waarden["lijst"]]
    waarden["standen"] = to_standen(waarden["standen"])
    return Wachtrijrij(**waarden)


def voorwaarden(f: Filter, waarden: list[object]) -> str:
    """Return the conditions beyond gemeente, status and owner; values go into waarden."""
    delen = []
    for sql, waarde in (
        ("t.lijst = ${}", f.lijst),
        ("t.regel = ${}", f.regel),
        ("t.leefgebied = ${}", f.leefgebied),
        ("t.uiterlijk <= ${}", f.uiterlijk_tot),
        ("t.vrij_op >= ${}", f.vrij_van),
        ("t.vrij_op <= ${}", f.vrij_tot),
        ("t.id > ${}", f.sinds),
    ):
        if waarde is not None:
            waarden.append(waarde)
            delen.append(" and " + sql.format(len(waarden)))
    return "".join(delen)


def _takken(f: Filter, waarden: list[object]) -> tuple[str, str]:
    """Return what to walk the index for: each gemeente, or each gemeente and owner."""
    if f.eigenaars is None:
        return "unnest($1::text[]) g(code)", ""
    waarden.append(list(f.eigenaars))
    wie = f"unnest(${len(waarden)}::text[]) e(wie)"
    return f"unnest($1::text[]) g(code) cross join {wie}", " and t.eigenaar = e.wie"


async def find_open(
    tx: Transactie, f: Filter, *, aantal: int, medewerker: str = ""
) -> list[Wachtrijrij]:
    """Return the next open tasks by due date, at most aantal; medewerker: who reads them."""
    waarden: list[object] = [list(f.gemeenten), f.na[0], f.na[1], aantal, medewerker]
    takken, eigenaar = _takken(f, waarden)
    extra = voorwaarden(f, waarden)
    rijen = await tx.fetch(
        f"""
        select {KOLOMMEN}, {_GELEZEN} from (
          select k.id from {takken} cross join lateral (
            select t.id, t.uiterlijk from nazorg.taak t
            where t.gemeente = g.code and t.status = 'open'{eigenaar}
              and (t.uiterlijk, t.id) > ($2::date, $3::uuid){extra}
            order by t.uiterlijk, t.id limit $4) k
          order by k.uiterlijk, k.id limit $4) k
        join nazorg.taak t on t.id = k.id join nazorg.dossier d on d.id = t.dossier_id
        left join nazorg.gelezen g on g.medewerker = $5 and g.taak_id = t.id
        order by t.uiterlijk, t.id""",
        *waarden,
    )
    return [to_rij(r) for r in rijen]


async def find_afgehandeld(
    tx: Transactie, f: Filter, *, voor: tuple[datetime, UUID] | None, aantal: int
) -> list[Wachtrijrij]:
    """Return tasks that were done, last done first; voor: the last row of the page before."""
    waarden: list[object] = [list(f.gemeenten), *(voor or (_NOOIT, EERSTE)), aantal]
    takken, eigenaar = _takken(f, waarden)
    extra = voorwaarden(f, waarden)
    rijen = await tx.fetch(
        f"""
        select {KOLOMMEN} from (
          select k.id from {takken} cross join lateral (
            select t.id, t.afgehandeld_op from nazorg.taak t
            where t.gemeente = g.code and t.status = 'afgehandeld'{eigenaar}
              and (t.afgehandeld_op, t.id) < ($2::timestamptz, $3::uuid){extra}
            order by t.afgehandeld_op desc, t.id desc limit $4) k
          order by k.afgehandeld_op desc, k.id desc limit $4) k
        join nazorg.taak t on t.id = k.id join nazorg.dossier d on d.id = t.dossier_id
        order by t.afgehandeld_op desc, t.id desc""",
        *waarden,
    )
    return [to_rij(r) for r in rijen]


async def find(tx: Transactie, id_: UUID) -> Wachtrijrij | None:
    gevonden = await find_by_ids(tx, [id_])
    return gevonden[0] if gevonden else None


async def find_by_ids(tx: Transactie, ids: list[UUID]) -> list[Wachtrijrij]:
    """Return these tasks by due date; what fell away or is of others is not among them."""
    rijen = await tx.fetch(
        f"""select {KOLOMMEN} from nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id
        where t.id = any($1::uuid[]) and t.status <> 'vervallen' order by t.uiterlijk, t.id""",
        ids,
    )
    return [to_rij(r) for r in rijen]


async def find_by_dossier(tx: Transactie, dossier_id: UUID) -> list[Wachtrijrij]:
    rijen = await tx.fetch(
        f"""select {KOLOMMEN} from nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id
        where t.dossier_id = $1 and t.status = 'open' order by t.uiterlijk, t.id""",
        dossier_id,
    )
    return [to_rij(r) for r in rijen]


async def wek(tx: Transactie, *, gemeenten: tuple[str, ...], vandaag: date, nu: datetime) -> int:
    """Put back on the list what slept until today, or asked to be reminded today.

    Waits for nobody: what somebody else holds just now wakes the next time.
    """
    status = await tx.execute(
        """
        update nazorg.taak t set lijst = 'doen', versie = t.versie + 1,
          gewekt = jsonb_build_object('op', $3::timestamptz, 'van', t.tot,
            'reden', case t.lijst when 'wacht' then 'herinnering' else 'datum' end)
        where t.id in (select id from nazorg.taak
          where gemeente = any($1::text[]) and status = 'open' and lijst <> 'doen' and tot <= $2
          for update skip locked)""",
        list(gemeenten),
        vandaag,
        nu,
    )
    return int(status.rpartition(" ")[2])
