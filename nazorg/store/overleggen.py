"""Tables overleg and overleg_versie: when people meet, for whom, and how that changed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from nazorg.kern.klok import day_of
from nazorg.overleggen.overleg import Moment, Overleg, Overlegsoort, Overlegstand
from nazorg.overleggen.ritme import Gepland
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie

# A name of an organisation has no line end in it.
_TUSSEN = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schrijver:
    """Who writes, and when."""

    id: str
    naam: str
    nu: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlegrij:
    """A meeting as kept, with how many people are on its agenda as far as who asks may see them."""

    overleg: Overleg
    op: datetime
    naam: str
    op_agenda: int = 0
    besproken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlegversie:
    """One version of when a meeting would be. reden: why it changed, '' for the first."""

    overleg: UUID
    versie: int
    moment: Moment
    stand: Overlegstand
    reden: str
    op: datetime
    naam: str


_KOLOMMEN = """o.id, o.soort, o.regio, o.gemeenten, o.datum, o.van, o.tot, o.plek, o.deelnemers,
  o.zaken, o.stand, o.versie, o.gewijzigd_op, o.door_naam"""
_OPEN = "o.stand in ('gepland', 'verzet')"
_MET_AANTAL = f"""select {_KOLOMMEN}, x.open, x.klaar from nazorg.overleg o
  cross join lateral (select count(*) filter (where p.stand <> 'eraf') as open,
    count(*) filter (where p.stand = 'besproken') as klaar
    from nazorg.overleg_punt p where p.overleg_id = o.id) x"""


async def find(tx: Transactie, id_: UUID, kluis: Kluis) -> Overlegrij | None:
    rij = await tx.fetchrow(f"{_MET_AANTAL} where o.id = $1", id_)
    return _to_rij(rij, kluis) if rij else None


async def lock(tx: Transactie, id_: UUID, kluis: Kluis) -> Overlegrij | None:
    """Return a meeting, locked until the transaction ends; before any dossier is locked."""
    rij = await tx.fetchrow(
        f"select {_KOLOMMEN} from nazorg.overleg o where o.id = $1 for update", id_
    )
    return _to_rij(rij, kluis) if rij else None


async def find_komend(
    tx: Transactie, kluis: Kluis, *, vandaag: date, aantal: int, gemeente: str | None = None
) -> Sequence[Overlegrij]:
    """Return what is still to come, first day first; gemeente: only what is about that one."""
    rijen = await tx.fetch(
        f"""{_MET_AANTAL} where {_OPEN} and o.datum >= $1
        and ($2::text is null or o.gemeenten && array[$2::text])
        order by o.datum, o.van, o.id limit $3""",
        vandaag,
        gemeente,
        aantal,
    )
    return [_to_rij(r, kluis) for r in rijen]


async def find_te_sluiten(
    tx: Transactie, kluis: Kluis, *, vandaag: date, aantal: int
) -> Sequence[Overlegrij]:
    """Return what was on a day before, and is not closed: the last ones, first day first."""
    rijen = await tx.fetch(
        f"""{_MET_AANTAL} where {_OPEN} and o.datum < $1
        order by o.datum desc, o.van desc, o.id desc limit $2""",
        vandaag,
        aantal,
    )
    return [_to_rij(r, kluis) for r in reversed(rijen)]


async def find_gesloten(
    tx: Transactie, kluis: Kluis, *, voor: tuple[date, UUID] | None, aantal: int
) -> Sequence[Overlegrij]:
    """Return what was held or cancelled, last day first. voor: the last row of the page before."""
    datum, id_ = voor or (date.max, UUID(int=(1 << 128) - 1))
    rijen = await tx.fetch(
        f"""{_MET_AANTAL} where not ({_OPEN}) and (o.datum, o.id) < ($1, $2)
        order by o.datum desc, o.id desc limit $3""",
        datum,
        id_,
        aantal,
    )
    return [_to_rij(r, kluis) for r in rijen]


async def find_dagen(
    tx: Transactie, gemeenten: Collection[str], soort: Overlegsoort = Overlegsoort.NAZORG
) -> Mapping[str, tuple[Gepland, ...]]:
    """Return per gemeente the days of its meetings in order, also of those that were cancelled."""
    rijen = await tx.fetch(
        """select g.code, o.datum, o.gepland_op, o.stand = 'vervallen' from nazorg.overleg o
        cross join unnest(o.gemeenten) g(code)
        where o.gemeenten && $1::text[] and o.soort = $2 and g.code = any($1::text[])""",
        list(gemeenten),
        soort,
    )
    per_gemeente: dict[str, list[Gepland]] = defaultdict(list)
    for code, op, gepland_op, vervallen in rijen:
        per_gemeente[code].append(Gepland(op, day_of(gepland_op), vervallen))
    return {code: tuple(sorted(dagen)) for code, dagen in per_gemeente.items()}


async def insert(tx: Transactie, o: Overleg, wie: Schrijver, kluis: Kluis) -> bool:
    """Keep a new meeting with its first version; False when the same one is planned already."""
    nieuw = await tx.fetchval(
        """insert into nazorg.overleg (id, soort, regio, gemeenten, datum, van, tot, plek,
          deelnemers, zaken, stand, versie, gepland_op, gewijzigd_op, door, door_naam)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15)
        on conflict do nothing returning id""",
        o.id,
        o.soort,
        o.regio,
        list(o.gemeenten),
        o.moment.datum,
        o.moment.van,
        o.moment.tot,
        _dicht(o.plek, "plek", o.id, kluis),
        _dicht(_TUSSEN.join(o.deelnemers), "deelnemers", o.id, kluis),
        o.zaken,
        o.stand,
        o.versie,
        wie.nu,
        wie.id,
        wie.naam,
    )
    if nieuw is None:
        return False
    await _insert_versie(tx, o, "", wie, kluis)
    return True


async def save(tx: Transactie, o: Overleg, reden: str, wie: Schrijver, kluis: Kluis) -> None:
    """Save the next version of a meeting that is locked.

    Raises asyncpg.UniqueViolationError when the same meeting is planned on that moment already.
    """
    await tx.execute(
        """update nazorg.overleg set datum = $2, van = $3, tot = $4, plek = $5, stand = $6,
          versie = $7, gewijzigd_op = $8, door = $9, door_naam = $10 where id = $1""",
        o.id,
        o.moment.datum,
        o.moment.van,
        o.moment.tot,
        _dicht(o.plek, "plek", o.id, kluis),
        o.stand,
        o.versie,
        wie.nu,
        wie.id,
        wie.naam,
    )
    await _insert_versie(tx, o, reden, wie, kluis)


async def _insert_versie(
    tx: Transactie, o: Overleg, reden: str, wie: Schrijver, kluis: Kluis
) -> None:
    await tx.execute(
        """insert into nazorg.overleg_versie (overleg_id, versie, datum, van, tot, stand, reden,
          gezet_op, door, door_naam) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        o.id,
        o.versie,
        o.moment.datum,
        o.moment.van,
        o.moment.tot,
        o.stand,
        _dicht(reden, f"reden {o.versie}", o.id, kluis),
        wie.nu,
        wie.id,
        wie.naam,
    )


async def find_versies(
    tx: Transactie, ids: Collection[UUID], kluis: Kluis
) -> Sequence[Overlegversie]:
    """Return every version of these meetings, newest first."""
    rijen = await tx.fetch(
        """select overleg_id, versie, datum, van, tot, stand, reden, gezet_op, door_naam
        from nazorg.overleg_versie where overleg_id = any($1::uuid[])
        order by gezet_op desc, overleg_id, versie desc""",
        list(ids),
    )
    return [
        Overlegversie(
            overleg=r[0],
            versie=r[1],
            moment=Moment(datum=r[2], van=r[3], tot=r[4]),
            stand=Overlegstand(r[5]),
            reden=_open(r[6], f"reden {r[1]}", r[0], kluis),
            op=r[7],
            naam=r[8],
        )
        for r in rijen
    ]


def _to_rij(r: Any, kluis: Kluis) -> Overlegrij:
    deelnemers = _open(r[8], "deelnemers", r[0], kluis)
    return Overlegrij(
        overleg=Overleg(
            id=r[0],
            soort=Overlegsoort(r[1]),
            regio=r[2],
            gemeenten=tuple(r[3]),
            moment=Moment(datum=r[4], van=r[5], tot=r[6]),
            plek=_open(r[7], "plek", r[0], kluis),
            deelnemers=tuple(deelnemers.split(_TUSSEN)) if deelnemers else (),
            zaken=r[9],
            stand=Overlegstand(r[10]),
            versie=r[11],
        ),
        op=r[12],
        naam=r[13],
        op_agenda=r[14] if len(r) > 14 else 0,
        besproken=r[15] if len(r) > 14 else 0,
    )


def _dicht(tekst: str, veld: str, id_: UUID, kluis: Kluis) -> bytes:
    return kluis.versleutel(tekst.encode(), voor=_plek(veld, id_))


def _open(inhoud: bytes, veld: str, id_: UUID, kluis: Kluis) -> str:
    return kluis.ontsleutel(inhoud, voor=_plek(veld, id_)).decode()


def _plek(veld: str, id_: UUID) -> bytes:
    return b"overleg|" + veld.encode() + b"|" + id_.bytes
