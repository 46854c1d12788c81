"""Table bericht: every message that ever came in, once per (bron, bericht_id).

What it says lies apart, in bericht_inhoud, and goes after its term; the row itself stays.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

import msgspec

from nazorg.berichten.uitkomst import Deur, Fout, Reden, Uitkomst
from nazorg.store.ids import to_uuid
from nazorg.store.rijen import Bytea, kolommen, met_komma, pak_in, recordset
from nazorg.store.transactie import Rij, Transactie


class BerichtKop(msgspec.Struct, omit_defaults=True):
    """A message to keep, without its content. uniek: `make_uniek(bron, bericht_id)`."""

    id: UUID
    bron: str
    bericht_id: str
    soort: str
    tijd: datetime | None
    volgorde: int
    herkomst: str
    uitkomst: Uitkomst
    inhoud_hash: Bytea
    gemeente: str
    uniek: UUID
    reden: Reden | None = None
    fouten: list[Fout] | None = None
    traceparent: str | None = None
    tracestate: str | None = None
    verzonden_op: datetime | None = None


class BerichtRij(msgspec.Struct):
    """A message to keep. inhoud is ciphertext, or None when we may not keep the content."""

    kop: BerichtKop
    inhoud: bytes | None
    # For the caller, which already has them: not stored a second time.
    hash: bytes
    fouten: tuple[Fout, ...]


_INSERT = f"""
with nieuw as (
  insert into nazorg.bericht ({kolommen(BerichtKop)}, ontvangen_op, deur)
  select k.*, $4::timestamptz, $5::text from {recordset(BerichtKop, alias="k")}
  on conflict (uniek) do nothing
  returning id, gemeente),
inhoud as (
  insert into nazorg.bericht_inhoud (id, gemeente, inhoud)
  select n.id, n.gemeente, i.inhoud
  from nieuw n join unnest(string_to_array($2, ',')::uuid[], $3::bytea[])
    i(id, inhoud) on i.id = n.id)
select id from nieuw
"""


def make_uniek(bron: str, bericht_id: str) -> UUID:
    """Return a key of 16 bytes for (bron, bericht_id), where their text would be 100."""
    return to_uuid(hashlib.sha256(f"{bron} {bericht_id}".encode()).digest()[:16])


async def insert_nieuwe(
    tx: Transactie, rijen: Sequence[BerichtRij], *, nu: datetime, deur: Deur
) -> set[UUID]:
    """Keep the messages that were not here yet, and what they say; return their ids.

    One statement.

    rijen: each (bron, bericht_id) once. Sorted here, so that two senders of the
    same messages wait for each other instead of locking each other out.
    """
    if not rijen:
        return set()
    op_volgorde = sorted(rijen, key=attrgetter("kop.uniek"))
    met_inhoud = [r for r in op_volgorde if r.inhoud is not None]
    ids = await tx.fetch(
        _INSERT,
        pak_in([r.kop for r in op_volgorde]),
        met_komma(r.kop.id for r in met_inhoud),
        [r.inhoud for r in met_inhoud],
        nu,
        deur,
    )
    return {rij[0] for rij in ids}


class Eerder(NamedTuple):
    """What became of a message that came before under the same (bron, bericht_id)."""

    id: UUID
    hash: bytes
    uitkomst: Uitkomst
    reden: Reden | None


# One by one, each by the index: `= any(...)` of a whole batch was ten times as slow where the
# planner had no statistics yet. offset 0 keeps it so.
_FIND_EERDERE = """
select b.* from unnest($1::uuid[]) k(uniek) cross join lateral (
  select uniek, id, inhoud_hash, uitkomst, reden from nazorg.bericht
  where uniek = k.uniek offset 0) b
"""


async def find_eerdere(tx: Transactie, sleutels: Sequence[UUID]) -> dict[UUID, Eerder]:
    """Return what is known of messages by their `uniek`."""
    rijen = await tx.fetch(_FIND_EERDERE, list(sleutels))
    return {r[0]: _to_eerder(r) for r in rijen}


def _to_eerder(r: Rij) -> Eerder:
    return Eerder(r[1], r[2], Uitkomst(r[3]), Reden(r[4]) if r[4] else None)


async def find_andere(tx: Transactie, uniek_van: Mapping[UUID, UUID]) -> dict[UUID, Eerder]:
    """Return the other row that has one of these keys (by row id), by that key."""
    rijen = await tx.fetch(
        """select b.uniek, b.id, b.inhoud_hash, b.uitkomst, b.reden
        from unnest($1::uuid[], $2::uuid[]) i(id, uniek)
        join nazorg.bericht b on b.uniek = i.uniek and b.id <> i.id""",
        list(uniek_van),
        list(uniek_van.values()),
    )
    return {r[0]: _to_eerder(r) for r in rijen}


async def find_inhoud(tx: Transactie, ids: Sequence[UUID]) -> dict[UUID, bytes]:
    """Return the ciphertext of these messages, as far as it is kept."""
    rijen = await tx.fetch(
        "select id, inhoud from nazorg.bericht_inhoud where id = any($1::uuid[])", list(ids)
    )
    return {r[0]: r[1] for r in rijen}


async def mark_te_laat(tx: Transactie, ids: Collection[UUID]) -> None:
    """Say of messages that they are about a dossier that was removed."""
    await tx.execute(
        """update nazorg.bericht set uitkomst = 'genegeerd', reden = 'dossier_verwijderd'
        where id = any($1::uuid[])""",
        list(ids),
    )
