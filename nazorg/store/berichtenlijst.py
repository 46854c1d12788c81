"""Table bericht as lists and counts for the screen; the content is never read here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.store.ids import first_id
from nazorg.store.transactie import Transactie

LAATSTE = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtregel:
    """A message as a row on the screen. velden: paths of what was wrong, never a value."""

    id: UUID
    bron: str
    bericht_id: str
    soort: str
    uitkomst: Uitkomst
    reden: Reden | None
    velden: tuple[str, ...]
    ontvangen_op: datetime


async def find(
    tx: Transactie,
    gemeenten: tuple[str, ...],
    *,
    uitkomst: Uitkomst | None,
    soort: str | None,
    voor: UUID = LAATSTE,
    aantal: int,
) -> list[Berichtregel]:
    """Return messages, last received first, before the message `voor`. Keyset on the UUIDv7."""
    waarden: list[object] = [list(gemeenten), voor, aantal]
    extra = ""
    for kolom, waarde in (("uitkomst", uitkomst), ("soort", soort)):
        if waarde is not None:
            waarden.append(waarde)
            extra += f" and b.{kolom} = ${len(waarden)}"
    rijen = await tx.fetch(
        f"""
        select b.id, b.bron, b.bericht_id, b.soort, b.uitkomst, b.reden, b.fouten, b.ontvangen_op
        from unnest($1::text[]) g(code) cross join lateral (
          select * from nazorg.bericht b where b.gemeente = g.code and b.id < $2::uuid{extra}
          order by b.id desc limit $3) b
        order by b.id desc limit $3""",
        *waarden,
    )
    return [
        Berichtregel(
            id=r[0],
            bron=r[1],
            bericht_id=r[2],
            soort=r[3],
            uitkomst=Uitkomst(r[4]),
            reden=Reden(r[5]) if r[5] else None,
            velden=tuple(f["pad"] for f in r[6]) if r[6] else (),
            ontvangen_op=r[7],
        )
        for r in rijen
    ]


async def tel_sinds(
    tx: Transactie, gemeenten: tuple[str, ...], sinds: datetime
) -> list[tuple[str, str, int, datetime]]:
    """Count messages received since a moment per kind and outcome, with the last moment."""
    rijen = await tx.fetch(
        """select soort, uitkomst, count(*), max(ontvangen_op) from nazorg.bericht
        where gemeente = any($1::text[]) and id >= $2::uuid group by 1, 2""",
        list(gemeenten),
        first_id(sinds),
    )
    return [(r[0], r[1], r[2], r[3]) for r in rijen]


async def tel_apart(tx: Transactie, gemeenten: tuple[str, ...]) -> int:
    aantal = await tx.fetchval(
        """select count(*) from nazorg.bericht
        where gemeente = any($1::text[]) and uitkomst = 'apart_gezet'""",
        list(gemeenten),
    )
    return int(aantal)


async def find_laatste(tx: Transactie, gemeenten: tuple[str, ...]) -> dict[str, datetime]:
    """Return when each kind of message was last received."""
    rijen = await tx.fetch(
        """select soort, max(ontvangen_op) from nazorg.bericht
        where gemeente = any($1::text[]) and uitkomst = 'verwerkt' group by 1""",
        list(gemeenten),
    )
    return {r[0]: r[1] for r in rijen}


async def find_laatste_ontvangst(tx: Transactie, gemeenten: tuple[str, ...]) -> datetime | None:
    """Return when the last message came in, from the index alone."""
    rij = await tx.fetchrow(
        """select b.ontvangen_op from unnest($1::text[]) g(code) cross join lateral (
          select id, ontvangen_op from nazorg.bericht where gemeente = g.code
          order by id desc limit 1) b order by b.id desc limit 1""",
        list(gemeenten),
    )
    return rij[0] if rij else None
