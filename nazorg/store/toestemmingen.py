"""Table toestemming: what a person agreed to, per partner, and when that was taken back (L11)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.kern.partner import Partner
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Toestemming:
    """Consent that counts now."""

    partner: Partner
    gegeven_op: datetime


async def find(tx: Transactie, dossier: UUID) -> list[Toestemming]:
    """Return the consent that counts now."""
    rijen = await tx.fetch(
        """select partner, gegeven_op from nazorg.toestemming
        where dossier_id = $1 and ingetrokken_op is null""",
        dossier,
    )
    return [Toestemming(Partner(r[0]), r[1]) for r in rijen]


async def find_van(tx: Transactie, dossiers: Collection[UUID]) -> dict[UUID, frozenset[Partner]]:
    """Return for which partners there is consent now, by dossier."""
    rijen = await tx.fetch(
        """select dossier_id, array_agg(partner) from nazorg.toestemming
        where dossier_id = any($1::uuid[]) and ingetrokken_op is null group by 1""",
        list(dossiers),
    )
    return {r[0]: frozenset(Partner(p) for p in r[1]) for r in rijen}


async def geef(tx: Transactie, dossier: UUID, partner: Partner, *, door: str, nu: datetime) -> bool:
    """Write down that a person agreed; False when that was so already."""
    status = await tx.execute(
        """insert into nazorg.toestemming (dossier_id, partner, gegeven_op, gegeven_door)
        values ($1, $2, $3, $4) on conflict do nothing""",
        dossier,
        partner.value,
        nu,
        door,
    )
    return bool(status.endswith(" 1"))


async def trek_in(
    tx: Transactie, dossier: UUID, partner: Partner, *, door: str, nu: datetime
) -> bool:
    """Write down that consent was taken back; False when there was none."""
    status = await tx.execute(
        """update nazorg.toestemming set ingetrokken_op = $4, ingetrokken_door = $3
        where dossier_id = $1 and partner = $2 and ingetrokken_op is null""",
        dossier,
        partner.value,
        door,
        nu,
    )
    return bool(status.endswith(" 1"))
