"""Table inrichting: codes that people added to the list that comes with nazorg."""

from datetime import datetime

from nazorg.referentie.laden import Inrichting
from nazorg.store.transactie import Transactie


async def find_alle(tx: Transactie) -> list[Inrichting]:
    rijen = await tx.fetch("select code, naam from nazorg.inrichting")
    return [Inrichting(r[0], r[1], "") for r in rijen]


async def insert(tx: Transactie, code: str, naam: str, *, door: str, nu: datetime) -> bool:
    """Add a code; False when somebody did so before."""
    status = await tx.execute(
        """insert into nazorg.inrichting (code, naam, toegevoegd_door, toegevoegd_op)
        values ($1, $2, $3, $4) on conflict do nothing""",
        code,
        naam,
        door,
        nu,
    )
    return status.endswith(" 1")
