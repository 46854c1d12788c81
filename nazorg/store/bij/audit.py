"""Table bij.audit: the audit chain of this compartment alone (BIO2 8.15.01, 8.15.05)."""

from collections.abc import Sequence
from datetime import datetime

from nazorg.store.audit import Auditregel, Ketenstand
from nazorg.store.transactie import Transactie

_VELDEN = ("tijd", "actor", "actie", "object", "resultaat", "oorsprong", "doel", "gemeente", "naam")


async def append(tx: Transactie, r: Auditregel) -> None:
    """Add one row to the chain. Holds the end of the chain until commit."""
    await tx.fetchval(
        "select bij.audit_append($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        *(getattr(r, n) for n in _VELDEN),
    )


async def verify(tx: Transactie) -> Ketenstand:
    """Recompute the whole chain in the database."""
    rij = await tx.fetchrow("select aantal, eerste_fout, einde from bij.audit_verify()")
    return Ketenstand(rij[0], rij[1], rij[2].hex() if rij[2] else "")


async def find_van(tx: Transactie, object_: str) -> Sequence[tuple[datetime, str, str]]:
    """Return (moment, name, action) of all that was done with an object, newest first."""
    rijen = await tx.fetch(
        "select tijd, naam, actie from bij.audit where object = $1 order by volgnr desc",
        object_,
    )
    return [(r[0], r[1], r[2]) for r in rijen]
