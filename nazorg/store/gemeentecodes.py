"""Table gemeentecode: codes that people added to the national list (BRP table 33) we came with."""

from datetime import datetime

from nazorg.kern.gemeente import Gemeente
from nazorg.store.transactie import Transactie


async def find_alle(tx: Transactie) -> list[Gemeente]:
    rijen = await tx.fetch("select code, naam from nazorg.gemeentecode")
    return [Gemeente(r[0], r[1]) for r in rijen]


async def insert(tx: Transactie, code: str, naam: str, *, door: str, nu: datetime) -> None:
    """Add a code, once."""
    await tx.execute(
        """insert into nazorg.gemeentecode (code, naam, toegevoegd_door, toegevoegd_op)
        values ($1, $2, $3, $4) on conflict do nothing""",
        code,
        naam,
        door,
        nu,
    )
