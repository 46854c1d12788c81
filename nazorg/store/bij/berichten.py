"""Table bij.bericht: every message for the mayor, once, its content encrypted with the BIJ key."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from nazorg.berichten.uitkomst import Deur
from nazorg.store.rijen import Bytea, kolommen, pak_in, recordset
from nazorg.store.transactie import Transactie


class BijRij(msgspec.Struct):
    """A message to keep, without its content. melding: number of the alert it is about."""

    id: UUID
    bron: str
    bericht_id: str
    soort: str
    tijd: datetime | None
    uitkomst: str
    reden: str | None
    inhoud_hash: Bytea
    gemeente: str
    melding: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bijzonder:
    """A message that is not shown to anybody: what may be said of it, never what it says."""

    id: UUID
    bron: str
    bericht_id: str
    soort: str
    ontvangen_op: datetime
    uitkomst: str
    reden: str


_INSERT = f"""
insert into bij.bericht ({kolommen(BijRij)}, inhoud, ontvangen_op, deur)
select k.*, $3::timestamptz, $4::text
from rows from ({recordset(BijRij, alias="as ")}, unnest($2::bytea[])) k
on conflict (bron, bericht_id) do nothing
returning id
"""


async def insert_nieuwe(
    tx: Transactie, rijen: Sequence[tuple[BijRij, bytes]], *, nu: datetime, deur: Deur
) -> set[UUID]:
    """Keep the messages (row, ciphertext) that were not here yet; return their ids."""
    op_volgorde = sorted(rijen, key=lambda r: (r[0].bron, r[0].bericht_id))
    ids = await tx.fetch(
        _INSERT, pak_in([r for r, _ in op_volgorde]), [i for _, i in op_volgorde], nu, deur
    )
    return {rij[0] for rij in ids}


async def find_van_melding(tx: Transactie, bron: str, nummer: str) -> list[tuple[UUID, bytes]]:
    """Return (id, ciphertext) of every message that counts for an alert and still has content."""
    rijen = await tx.fetch(
        """select id, inhoud from bij.bericht
        where bron = $1 and melding = $2 and inhoud <> '' and uitkomst in ('ontvangen', 'wacht')
        order by id""",
        bron,
        nummer,
    )
    return [(r[0], r[1]) for r in rijen]


async def find_apart(tx: Transactie, bron: str, nummer: str) -> tuple[int, datetime | None]:
    """Return how many messages about an alert are set aside, and of when the newest is."""
    rij = await tx.fetchrow(
        """select count(*), max(tijd) from bij.bericht
        where bron = $1 and melding = $2 and uitkomst = 'apart_gezet'""",
        bron,
        nummer,
    )
    return rij[0], rij[1]


async def find_bijzondere(tx: Transactie, *, limiet: int = 100) -> list[Bijzonder]:
    """Return what was set aside or waits, newest first, without content."""
    rijen = await tx.fetch(
        """select id, bron, bericht_id, soort, ontvangen_op, uitkomst, coalesce(reden, '')
        from bij.bericht where uitkomst <> 'ontvangen' order by id desc limit $1""",
        limiet,
    )
    namen = Bijzonder.__slots__
    return [Bijzonder(**dict(zip(namen, r, strict=True))) for r in rijen]


async def wis_van_melding(
    tx: Transactie, bron: str, nummer: str, *, gemeenten: Collection[str]
) -> int:
    """Empty content and hash of what was sent to these gemeenten; the row stays.

    So that nothing is taken in again. Another gemeente may have an alert with this number still.
    """
    status = await tx.execute(
        """update bij.bericht set inhoud = '', inhoud_hash = '', melding = null
        where bron = $1 and melding = $2 and gemeente = any($3::text[])""",
        bron,
        nummer,
        list(gemeenten),
    )
    return int(status.rpartition(" ")[2])


async def wis_oude_bijzondere(tx: Transactie, *, voor: datetime) -> int:
    """Empty what came before a moment and belongs to no alert: it may not outlive one."""
    status = await tx.execute(
        """update bij.bericht b set inhoud = '', inhoud_hash = ''
        where inhoud <> '' and ontvangen_op < $1 and (uitkomst = 'apart_gezet' or not exists (
          select from bij.melding m where m.bron = b.bron and m.nummer = b.melding))""",
        voor,
    )
    return int(status.rpartition(" ")[2])
