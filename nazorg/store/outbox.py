"""Table outbox: what others will hear, written with the change itself; nothing personal in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.store.transactie import Transactie

DOSSIER_GEOPEND = "nl.nazorg.dossier-geopend.v1"
DOSSIER_GEWIJZIGD = "nl.nazorg.dossier-gewijzigd.v1"


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """An outgoing event about one dossier, by its opaque id."""

    id: UUID
    type: str
    dossier_id: UUID


async def put(tx: Transactie, gebeurtenissen: Sequence[Gebeurtenis], *, nu: datetime) -> None:
    """Write outgoing events in this transaction; delivery is later and elsewhere."""
    if gebeurtenissen:
        await tx.execute(
            """
            insert into nazorg.outbox (id, type, subject, aangemaakt_op, inhoud)
            select id, type, subject, $4, jsonb_build_object('dossierId', subject)
            from unnest($1::uuid[], $2::text[], $3::uuid[]) i(id, type, subject)""",
            [g.id for g in gebeurtenissen],
            [g.type for g in gebeurtenissen],
            [g.dossier_id for g in gebeurtenissen],
            nu,
        )
