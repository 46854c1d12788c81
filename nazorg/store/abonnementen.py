"""Table abonnement: who wants our events, where, and with which secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from nazorg.store.transactie import Transactie

Stopper = Literal["beheerder", "ontvanger"]
_KOLOMMEN = "id, naam, url, soorten, geheim, aangemaakt_op, gestopt_op, gestopt_door"


@dataclass(frozen=True, slots=True)
class AbonnementRij:
    """A subscription. soorten: types of events, empty for all. geheim: ciphertext."""

    id: UUID
    naam: str
    url: str
    soorten: tuple[str, ...]
    geheim: bytes
    aangemaakt_op: datetime
    gestopt_op: datetime | None = None
    gestopt_door: Stopper | None = None


async def insert(tx: Transactie, rij: AbonnementRij) -> bool:
    """Add an active subscription; False when one with this name is active."""
    status = await tx.execute(
        """insert into nazorg.abonnement (id, naam, url, soorten, geheim, aangemaakt_op)
        values ($1, $2, $3, $4::text[], $5, $6) on conflict do nothing""",
        rij.id,
        rij.naam,
        rij.url,
        list(rij.soorten),
        rij.geheim,
        rij.aangemaakt_op,
    )
    return status.endswith(" 1")


async def find(tx: Transactie, *, alleen_actief: bool = False) -> list[AbonnementRij]:
    """Return subscriptions in the order in which they were made."""
    rijen = await tx.fetch(
        f"select {_KOLOMMEN} from nazorg.abonnement where actief or not $1 order by id",
        alleen_actief,
    )
    return [AbonnementRij(r[0], r[1], r[2], tuple(r[3]), *tuple(r)[4:]) for r in rijen]


async def stop(tx: Transactie, ids: Sequence[UUID], *, door: Stopper, nu: datetime) -> None:
    """Stop subscriptions; one that was stopped keeps its reason."""
    await tx.execute(
        """update nazorg.abonnement set actief = false, gestopt_op = $2, gestopt_door = $3
        where id = any($1::uuid[]) and actief""",
        list(ids),
        nu,
        door,
    )
