"""Reading one dossier, as far as row-level security lets this person."""

from dataclasses import dataclass
from uuid import UUID

from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Kop:
    """The head of a dossier; bsn is ciphertext."""

    id: UUID
    nummer: str
    gemeente: str
    bsn: bytes | None


async def get(tx: Transactie, nummer: str) -> Kop | None:
    """Return the dossier with this number, now or before it was joined to another; or None."""
    rij = await tx.fetchrow(
        """select id, nummer, gemeente, bsn from nazorg.dossier
        where id = coalesce((select dossier_id from nazorg.dossier_verwijzing where nummer = $1),
          (select id from nazorg.dossier where nummer = $1))""",
        nummer,
    )
    return Kop(*rij) if rij else None


async def get_by_id(tx: Transactie, id_: UUID) -> Kop | None:
    rij = await tx.fetchrow(
        "select id, nummer, gemeente, bsn from nazorg.dossier where id = $1", id_
    )
    return Kop(*rij) if rij else None


async def lock(tx: Transactie, id_: UUID) -> tuple[bool, bytes | None]:
    """Lock a dossier until the transaction ends; return what people said about it (ciphertext).

    The first is False when it is not there any more.
    """
    rij = await tx.fetchrow("select feiten from nazorg.dossier where id = $1 for update", id_)
    return (True, rij[0]) if rij else (False, None)


async def get_feiten(tx: Transactie, id_: UUID) -> bytes | None:
    """Return the ciphertext of what people said of a dossier that counts now, or None."""
    geheim: bytes | None = await tx.fetchval("select feiten from nazorg.dossier where id = $1", id_)
    return geheim
