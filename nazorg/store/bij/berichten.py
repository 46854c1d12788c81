"""Table bij.bericht: every message for the mayor, once, its content encrypted with the BIJ key."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from nazorg.berichten.uitkomst import Deur
from nazorg.store.rijen import Bytea, kolommen, pak_in, recordset
from nazorg.store.transactie import Transactie


class BijRij(msgspec.Struct):
    """A message to keep, without its content."""

    id: UUID
    bron: str
    bericht_id: str
    soort: str
    tijd: datetime | None
    uitkomst: str
    reden: str | None
    inhoud_hash: Bytea
    gemeente: str


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
