"""Table bij.beltaak: calls that people have to make, and made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.bij.kennisgeving import Belreden
from nazorg.store.transactie import Rij, Transactie


@dataclass(frozen=True, slots=True)
class Beltaak:
    """Somebody must be called. persoon: who has to be called."""

    id: UUID
    melding_id: UUID
    gemeente: str
    persoon: str
    reden: Belreden
    ontstaan_op: datetime


async def heeft_teruggekomen(tx: Transactie) -> bool:
    """Tell whether a mail came back of which nobody was called yet."""
    return bool(
        await tx.fetchval(
            """select exists (select from bij.beltaak
            where reden = 'teruggekomen' and gedaan_op is null)"""
        )
    )


async def insert(tx: Transactie, t: Beltaak, *, meld_versie: int) -> bool:
    """Ask for a call; False when it is asked for already, and not made yet."""
    status = await tx.execute(
        """insert into bij.beltaak
        (id, melding_id, gemeente, persoon, reden, meld_versie, ontstaan_op)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (melding_id, persoon, reden, meld_versie) where gedaan_op is null do nothing""",
        t.id,
        t.melding_id,
        t.gemeente,
        t.persoon,
        t.reden,
        meld_versie,
        t.ontstaan_op,
    )
    return status.endswith(" 1")


_BELTAAK = "id, melding_id, gemeente, persoon, reden, ontstaan_op"


async def find_open(tx: Transactie) -> list[Beltaak]:
    """Return the open calls of one's own gemeenten, oldest first."""
    rijen = await tx.fetch(
        f"""select {_BELTAAK} from bij.beltaak
        where gedaan_op is null order by ontstaan_op, id"""
    )
    return [_to_beltaak(r) for r in rijen]


async def find(tx: Transactie, id_: UUID) -> Beltaak | None:
    """Return a call of one's own gemeenten, also one that was made."""
    rij = await tx.fetchrow(f"select {_BELTAAK} from bij.beltaak where id = $1", id_)
    return _to_beltaak(rij) if rij else None


def _to_beltaak(r: Rij) -> Beltaak:
    return Beltaak(r[0], r[1], r[2], r[3], Belreden(r[4]), r[5])


async def find_gebeld(
    tx: Transactie, meldingen: Sequence[UUID]
) -> dict[tuple[UUID, str, Belreden, int], datetime]:
    """Return when a call was made last, by (alert, person, why, version)."""
    rijen = await tx.fetch(
        """select melding_id, persoon, reden, meld_versie, max(gedaan_op) from bij.beltaak
        where melding_id = any($1::uuid[]) and gedaan_op is not null
        group by melding_id, persoon, reden, meld_versie""",
        list(meldingen),
    )
    return {(r[0], r[1], Belreden(r[2]), r[3]): r[4] for r in rijen}


async def sluit(tx: Transactie, id_: UUID, *, door: str, nu: datetime) -> bool:
    status = await tx.execute(
        """update bij.beltaak set gedaan_op = $2, gedaan_door = $3
        where id = $1 and gedaan_op is null""",
        id_,
        nu,
        door,
    )
    return status.endswith(" 1")
