"""Table bij.cijfer: yearly counts per gemeente, which outlive the alerts and name nobody."""

from datetime import datetime

from nazorg.kern.klok import AMSTERDAM
from nazorg.store.transactie import Transactie


async def tel(tx: Transactie, gemeente: str, wat: str, *, op: datetime) -> None:
    """Count one more of this kind in the year of this moment."""
    await tx.execute(
        """insert into bij.cijfer as c (gemeente, jaar, wat, aantal) values ($1, $2, $3, 1)
        on conflict (gemeente, jaar, wat) do update set aantal = c.aantal + 1""",
        gemeente,
        op.astimezone(AMSTERDAM).year,
        wat,
    )


async def find(tx: Transactie) -> dict[int, dict[str, int]]:
    """Return the counts of one's own gemeenten by year."""
    rijen = await tx.fetch(
        "select jaar, wat, sum(aantal)::int from bij.cijfer group by jaar, wat order by jaar desc"
    )
    uit: dict[int, dict[str, int]] = {}
    for jaar, wat, aantal in rijen:
        uit.setdefault(jaar, {})[wat] = aantal
    return uit
