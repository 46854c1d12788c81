"""Tables medewerker and waarneming: colleagues who share a gemeente, and who stands in for whom."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.store.transactie import Transactie


class Collega(msgspec.Struct, frozen=True, array_like=True):
    """Somebody to whom a task can be given, with the gemeenten that this person works for."""

    id: str
    naam: str
    functie: str
    gemeenten: tuple[str, ...]


class Waarneming(msgspec.Struct, frozen=True, array_like=True):
    """door does the work of voor, from van up to and including tot. gestopt: ended before that."""

    id: UUID
    voor: str
    voor_naam: str
    door: str
    door_naam: str
    van: date
    tot: date
    gestopt: bool = False


async def find_werkgebied(tx: Transactie, id_: str) -> frozenset[str]:
    """Return for which gemeenten somebody had a queue the last time; none for who is new."""
    rij = await tx.fetchval(
        "select gemeenten from nazorg.medewerker where id = $1 and coordinator", id_
    )
    return frozenset(rij or ())


async def upsert(tx: Transactie, m: Medewerker, *, nu: datetime) -> None:
    """Remember an employee as he is now: name, gemeenten, and whether he has a queue."""
    await tx.execute(
        """
        insert into nazorg.medewerker (id, naam, functie, gemeenten, coordinator, gezien_op)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do update set naam = excluded.naam, functie = excluded.functie,
          gemeenten = excluded.gemeenten, coordinator = excluded.coordinator,
          gezien_op = excluded.gezien_op""",
        m.id,
        m.naam,
        m.functie,
        list(m.gemeenten),
        m.has_rol(Rol.NAZORGCOORDINATOR),
        nu,
    )


async def find_collegas(tx: Transactie, *, op: date | None = None) -> list[Collega]:
    """Return everybody with a queue who shares a gemeente with who asks, that person included.

    op: leave out who may not log in any more on this day; None for whoever worked here.
    """
    rijen = await tx.fetch(
        """select m.id, m.naam, m.functie, m.gemeenten from nazorg.medewerker m
        where m.coordinator and ($1::date is null
          or not exists (select from nazorg.account a where a.account = m.id)
          or exists (select from nazorg.account a where a.account = m.id
            and a.van <= $1 and (a.tot is null or a.tot > $1)))
        order by m.naam, m.id""",
        op,
    )
    return [Collega(r[0], r[1], r[2], tuple(r[3])) for r in rijen]


_WAARNEMING = """select id, voor, voor_naam, door, door_naam, van, tot, gestopt
  from nazorg.waarneming"""


async def find_waarnemingen(tx: Transactie, *, vandaag: date) -> list[Waarneming]:
    """Return what holds today or will hold, of the colleagues of who asks."""
    rijen = await tx.fetch(
        f"{_WAARNEMING} where tot >= $1 and not gestopt order by van, id", vandaag
    )
    return [Waarneming(*r) for r in rijen]


async def find_gestopt(tx: Transactie, *, vandaag: date, wie: str) -> list[Waarneming]:
    """Return what one of the two ended, and would still hold or begin."""
    rijen = await tx.fetch(
        f"""{_WAARNEMING} where tot >= $1 and gestopt and (voor = $2 or door = $2)
        order by van, id""",
        vandaag,
        wie,
    )
    return [Waarneming(*r) for r in rijen]


async def resume_waarneming(
    tx: Transactie, id_: UUID, *, wie: str, vandaag: date
) -> Waarneming | None:
    """Let it hold again; only one of the two can, and only while it would still hold."""
    rij = await tx.fetchrow(
        """update nazorg.waarneming set gestopt = false
        where id = $1 and (voor = $2 or door = $2) and gestopt and tot >= $3
        returning id, voor, voor_naam, door, door_naam, van, tot""",
        id_,
        wie,
        vandaag,
    )
    return Waarneming(*rij) if rij else None


async def insert_waarneming(
    tx: Transactie, w: Waarneming, *, gemeenten: Sequence[str], nu: datetime
) -> None:
    await tx.execute(
        """
        insert into nazorg.waarneming
          (id, voor, voor_naam, door, door_naam, van, tot, gemeenten, gemaakt_op)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        w.id,
        w.voor,
        w.voor_naam,
        w.door,
        w.door_naam,
        w.van,
        w.tot,
        list(gemeenten),
        nu,
    )


async def stop_waarneming(tx: Transactie, id_: UUID, *, wie: str) -> Waarneming | None:
    """End it at once; only one of the two can. None when there is no such thing for them."""
    rij = await tx.fetchrow(
        """update nazorg.waarneming set gestopt = true
        where id = $1 and (voor = $2 or door = $2) and not gestopt
        returning id, voor, voor_naam, door, door_naam, van, tot""",
        id_,
        wie,
    )
    return Waarneming(*rij) if rij else None
