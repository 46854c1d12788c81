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
    """A message to keep, without its content. melding: number of the alert it is about.

    tegen: for who contradicts the first with this number, the hash of it; so it is kept once too.
    """

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
    volgorde: int
    tegen: Bytea = "\\x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Eerste:
    """The message that had a number first. hash: empty when what it said was destroyed."""

    id: UUID
    hash: bytes
    soort: str
    tijd: datetime | None
    uitkomst: str
    reden: str | None


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
    heeft_inhoud: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Liggend:
    """A message that is set aside, locked, with its ciphertext."""

    bron: str
    bericht_id: str
    deur: str
    reden: str
    inhoud: bytes


_INSERT = f"""
insert into bij.bericht ({kolommen(BijRij)}, inhoud, ontvangen_op, deur)
select k.*, $3::timestamptz, $4::text
from rows from ({recordset(BijRij, alias="as ")}, unnest($2::bytea[])) k
on conflict (bron, bericht_id, tegen) do nothing
returning id
"""


# What contradicts the first keeps a place of its own beside it, but no hash of what it said.
_ZONDER_HASH = "tegen = case when tegen = '' then tegen else uuid_send(id) end"


async def insert_nieuwe(
    tx: Transactie, rijen: Sequence[tuple[BijRij, bytes]], *, nu: datetime, deur: Deur
) -> set[UUID]:
    """Keep the messages (row, ciphertext) that were not here yet; return their ids.

    Of more with one number the first in this order is kept.
    """
    op_volgorde = sorted(rijen, key=lambda r: (r[0].bron, r[0].bericht_id))
    ids = await tx.fetch(
        _INSERT, pak_in([r for r, _ in op_volgorde]), [i for _, i in op_volgorde], nu, deur
    )
    return {rij[0] for rij in ids}


async def find_eersten(
    tx: Transactie, nummers: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Eerste]:
    """Return what is known of messages by (bron, bericht_id)."""
    rijen = await tx.fetch(
        """select b.bron, b.bericht_id, b.id, b.inhoud_hash, b.soort, b.tijd, b.uitkomst, b.reden
        from unnest($1::text[], $2::text[]) k(bron, bericht_id)
        join bij.bericht b using (bron, bericht_id) where b.tegen = ''""",
        [bron for bron, _ in nummers],
        [id_ for _, id_ in nummers],
    )
    namen = Eerste.__slots__
    return {(r[0], r[1]): Eerste(**dict(zip(namen, r[2:], strict=True))) for r in rijen}


async def find_inhoud(tx: Transactie, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """Return the ciphertext of messages that still have content."""
    rijen = await tx.fetch(
        "select id, inhoud from bij.bericht where id = any($1::uuid[]) and inhoud <> ''", list(ids)
    )
    return {r[0]: r[1] for r in rijen}


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


async def find_bijzondere(
    tx: Transactie, *, limiet: int, voor: UUID | None = None
) -> list[Bijzonder]:
    """Return what was set aside or waits, newest first, without content. voor: older than this."""
    rijen = await tx.fetch(
        """select id, bron, bericht_id, soort, ontvangen_op, uitkomst, coalesce(reden, ''),
          heeft_inhoud
        from bij.bericht
        where uitkomst in ('wacht', 'apart_gezet') and ($2::uuid is null or id < $2)
        order by id desc limit $1""",
        limiet,
        voor,
    )
    namen = Bijzonder.__slots__
    return [Bijzonder(**dict(zip(namen, r, strict=True))) for r in rijen]


async def heeft_eigen_fout(tx: Transactie) -> bool:
    """Tell whether a message is set aside on which our own code failed."""
    return bool(
        await tx.fetchval(
            """select exists (select from bij.bericht
            where uitkomst = 'apart_gezet' and reden = 'eigen_fout' and heeft_inhoud)"""
        )
    )


async def is_er(tx: Transactie, id_: UUID) -> bool:
    """Tell whether such a message ever came."""
    return bool(await tx.fetchval("select exists (select from bij.bericht where id = $1)", id_))


async def find_liggende(tx: Transactie) -> list[tuple[UUID, str]]:
    """Return (id, reason) of all that is set aside and still has content.

    First those on which our own code failed, then the newest.
    """
    rijen = await tx.fetch(
        """select id, reden from bij.bericht
        where uitkomst = 'apart_gezet' and heeft_inhoud
        order by reden <> 'eigen_fout', id desc"""
    )
    return [(r[0], r[1]) for r in rijen]


async def lock_liggend(tx: Transactie, id_: UUID) -> Liggend | None:
    """Return a message that is set aside, for this transaction alone; None when it is not."""
    rij = await tx.fetchrow(
        """select bron, bericht_id, deur, reden, inhoud from bij.bericht
        where id = $1 and uitkomst = 'apart_gezet' and heeft_inhoud for update""",
        id_,
    )
    return Liggend(**dict(zip(Liggend.__slots__, rij, strict=True))) if rij else None


async def is_bezet(tx: Transactie, rij: BijRij) -> bool:
    """Tell whether another row has the place that this one would take."""
    return bool(
        await tx.fetchval(
            """select exists (select from bij.bericht
            where bron = $1 and bericht_id = $2 and tegen = $3::text::bytea and id <> $4)""",
            rij.bron,
            rij.bericht_id,
            rij.tegen,
            rij.id,
        )
    )


async def herzie(tx: Transactie, rij: BijRij) -> None:
    """Write what a message turned out to be. When it came, and what it says, never changes."""
    await tx.execute(
        """update bij.bericht set bron = $2, bericht_id = $3, soort = $4, tijd = $5, uitkomst = $6,
          reden = $7, gemeente = $8, melding = $9, tegen = $10::text::bytea,
          volgorde = $11 where id = $1""",
        rij.id,
        rij.bron,
        rij.bericht_id,
        rij.soort,
        rij.tijd,
        rij.uitkomst,
        rij.reden,
        rij.gemeente,
        rij.melding,
        rij.tegen,
        rij.volgorde,
    )


async def tel_apart(tx: Transactie) -> dict[str, int]:
    """Return how many messages are set aside now and can still be read, by reason."""
    rijen = await tx.fetch(
        """select coalesce(reden, ''), count(*)::int from bij.bericht
        where uitkomst = 'apart_gezet' and heeft_inhoud group by reden"""
    )
    return {r[0]: r[1] for r in rijen}


async def wis_van_melding(
    tx: Transactie, bron: str, nummer: str, *, gemeenten: Collection[str]
) -> int:
    """Empty content and hash of what was sent to these gemeenten; the row stays.

    So that nothing is taken in again. Another gemeente may have an alert with this number still.
    """
    status = await tx.execute(
        f"""update bij.bericht set inhoud = '', inhoud_hash = '', melding = null, {_ZONDER_HASH}
        where bron = $1 and melding = $2 and gemeente = any($3::text[])""",
        bron,
        nummer,
        list(gemeenten),
    )
    return int(status.rpartition(" ")[2])


async def wis_oude_bijzondere(tx: Transactie, *, voor: datetime) -> int:
    """Empty what came before a moment and belongs to no alert: it may not outlive one."""
    status = await tx.execute(
        f"""update bij.bericht b set inhoud = '', inhoud_hash = '', {_ZONDER_HASH}
        where inhoud <> '' and ontvangen_op < $1 and (uitkomst = 'apart_gezet' or not exists (
          select from bij.melding m where m.bron = b.bron and m.nummer = b.melding))""",
        voor,
    )
    return int(status.rpartition(" ")[2])
