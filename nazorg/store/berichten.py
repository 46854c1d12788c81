"""Table bericht: every message that ever came in, once per (bron, bericht_id)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.berichten.uitkomst import Deur, Fout, Reden, Uitkomst
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtRij:
    """A message to keep. inhoud is ciphertext, or None when we may not keep the content."""

    id: UUID
    bron: str
    bericht_id: str
    soort: str
    tijd: datetime | None
    volgorde: int
    ontvangen_op: datetime
    deur: Deur
    herkomst: str
    uitkomst: Uitkomst
    reden: Reden | None
    fouten: tuple[Fout, ...]
    inhoud: bytes | None
    inhoud_hash: bytes
    gemeente: str


_INSERT = """
insert into nazorg.bericht (id, bron, bericht_id, soort, tijd, volgorde, ontvangen_op, deur,
  herkomst, uitkomst, reden, fouten, inhoud, inhoud_hash, gemeente)
select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
  $6::bigint[], $7::timestamptz[], $8::text[], $9::text[], $10::text[], $11::text[],
  $12::jsonb[], $13::bytea[], $14::bytea[], $15::text[])
on conflict (bron, bericht_id) do nothing
returning id
"""


async def insert_nieuwe(tx: Transactie, rijen: Sequence[BerichtRij]) -> set[UUID]:
    """Keep the messages that were not here yet; return their ids. One statement.

    rijen: each (bron, bericht_id) once. Sorted here, so that two senders of the same messages
    wait for each other instead of locking each other out.
    """
    op_volgorde = sorted(rijen, key=lambda r: (r.bron, r.bericht_id))
    kolommen = zip(*(_to_kolommen(r) for r in op_volgorde), strict=True)
    return {rij[0] for rij in await tx.fetch(_INSERT, *map(list, kolommen))}


def _to_kolommen(r: BerichtRij) -> tuple[object, ...]:
    return (
        r.id,
        r.bron,
        r.bericht_id,
        r.soort,
        r.tijd,
        r.volgorde,
        r.ontvangen_op,
        r.deur,
        r.herkomst,
        r.uitkomst,
        r.reden,
        json.dumps([{"pad": f.pad, "reden": f.reden, "tekst": f.tekst} for f in r.fouten])
        if r.fouten
        else None,
        r.inhoud,
        r.inhoud_hash,
        r.gemeente,
    )
