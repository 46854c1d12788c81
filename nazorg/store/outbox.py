"""Table outbox: what others will hear, written with the change itself; nothing personal in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from nazorg.berichten.spoor import Spoor
from nazorg.store.rijen import kolommen, pak_in, recordset
from nazorg.store.transactie import Transactie

DOSSIER_GEOPEND = "nl.nazorg.dossier-geopend.v1"
DOSSIER_GEWIJZIGD = "nl.nazorg.dossier-gewijzigd.v1"


class Gebeurtenis(NamedTuple):
    """An outgoing event about one dossier, by its opaque id. oorzaken: the messages behind it."""

    id: UUID
    type: str
    dossier_id: UUID
    oorzaken: Sequence[UUID] = ()
    spoor: Spoor | None = None


class _Rij(msgspec.Struct, omit_defaults=True):
    id: UUID
    type: str
    subject: UUID
    oorzaken: list[UUID]
    traceparent: str | None = None
    tracestate: str | None = None


_PUT = f"""
insert into nazorg.outbox ({kolommen(_Rij)}, aangemaakt_op, inhoud)
select i.*, $2, jsonb_build_object('dossierId', i.subject) from {recordset(_Rij)}
"""


async def put(tx: Transactie, gebeurtenissen: Sequence[Gebeurtenis], *, nu: datetime) -> None:
    """Write outgoing events in this transaction; delivery is later and elsewhere."""
    if gebeurtenissen:
        await tx.execute(_PUT, pak_in([_to_rij(g) for g in gebeurtenissen]), nu)


def _to_rij(g: Gebeurtenis) -> _Rij:
    rij = _Rij(g.id, g.type, g.dossier_id, list(g.oorzaken))
    if g.spoor:
        rij.traceparent, rij.tracestate = g.spoor.traceparent, g.spoor.tracestate or None
    return rij
