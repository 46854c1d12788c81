"""Table vertrekblad: the versions of a sheet for the day of leaving; none is ever overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class BladRij:
    """A saved version. inhoud: ciphertext. naam: of who saved it."""

    id: UUID
    dossier_id: UUID
    inhoud: bytes
    door: str
    naam: str
    bewaard_op: datetime


async def find_laatste(tx: Transactie, dossier_id: UUID) -> BladRij | None:
    """Return the newest version, or None."""
    rij = await tx.fetchrow(
        """select id, dossier_id, inhoud, door, naam, bewaard_op from nazorg.vertrekblad
        where dossier_id = $1 order by volgnr desc limit 1""",
        dossier_id,
    )
    return BladRij(**dict(zip(BladRij.__slots__, rij, strict=True))) if rij else None


async def lock(tx: Transactie, dossier_id: UUID) -> None:
    """Let one person at a time save a sheet of this dossier, until the transaction ends."""
    await tx.execute("select pg_advisory_xact_lock(hashtextextended($1, 11))", str(dossier_id))


async def insert(tx: Transactie, rij: BladRij) -> None:
    """Keep a version."""
    await tx.execute(
        """insert into nazorg.vertrekblad (id, dossier_id, inhoud, door, naam, bewaard_op)
        values ($1, $2, $3, $4, $5, $6)""",
        rij.id,
        rij.dossier_id,
        rij.inhoud,
        rij.door,
        rij.naam,
        rij.bewaard_op,
    )


async def repoint(tx: Transactie, samengevoegd: Mapping[UUID, UUID]) -> None:
    """Move the sheets of a dossier that turned out to be another one."""
    await tx.execute(
        """update nazorg.vertrekblad v set dossier_id = i.naar
        from unnest($1::uuid[], $2::uuid[]) i(van, naar) where v.dossier_id = i.van""",
        list(samengevoegd),
        list(samengevoegd.values()),
    )
