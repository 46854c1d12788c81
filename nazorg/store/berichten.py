"""Table bericht: every message that ever came in, once per (bron, bericht_id)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
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
insert into nazorg.bericht (id, bron, bericht_id, soort, tijd, volgorde, herkomst, uitkomst,
  reden, fouten, inhoud, inhoud_hash, gemeente, uniek, ontvangen_op, deur)
select i.*, $15::timestamptz, $16::text
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[],
  $7::text[], $8::text[], $9::text[], $10::jsonb[], $11::bytea[], $12::bytea[], $13::text[],
  $14::uuid[]) i
on conflict (uniek) do nothing
returning id
"""


async def insert_nieuwe(tx: Transactie, rijen: Sequence[BerichtRij]) -> set[UUID]:
    """Keep the messages that were not here yet; return their ids. One statement.

    rijen: at least one, each (bron, bericht_id) once, all of one moment and door. Sorted here, so
    that two senders of the same messages wait for each other instead of locking each other out.
    """
    op_volgorde = sorted((_to_kolommen(r) for r in rijen), key=itemgetter(-1))
    kolommen = map(list, zip(*op_volgorde, strict=True))
    ids = await tx.fetch(_INSERT, *kolommen, rijen[0].ontvangen_op, rijen[0].deur)
    return {rij[0] for rij in ids}


def _to_kolommen(r: BerichtRij) -> tuple[object, ...]:
    return (
        r.id,
        r.bron,
        r.bericht_id,
        r.soort,
        r.tijd,
        r.volgorde,
        r.herkomst,
        r.uitkomst,
        r.reden,
        json.dumps([{"pad": f.pad, "reden": f.reden, "tekst": f.tekst} for f in r.fouten])
        if r.fouten
        else None,
        r.inhoud,
        r.inhoud_hash,
        r.gemeente,
        _uniek(r.bron, r.bericht_id),
    )


def _uniek(bron: str, bericht_id: str) -> UUID:
    return UUID(bytes=hashlib.sha256(f"{bron} {bericht_id}".encode()).digest()[:16])
