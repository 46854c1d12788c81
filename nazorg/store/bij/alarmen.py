"""Tables bij.alarm and bij.bewaking: what is wrong here now, never about whom; who looks."""

from collections.abc import Collection, Sequence
from datetime import datetime

from nazorg.bij.kennisgeving import BijAlarm
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie


async def replace(
    tx: Transactie, soort: BijAlarm, gemeenten: Collection[str], *, nu: datetime
) -> None:
    """Make these the open alarms of one kind; '' stands for no gemeente in particular."""
    await tx.execute(
        """update bij.alarm set voorbij_op = $3
        where soort = $1 and voorbij_op is null and gemeente <> all($2::text[])""",
        soort,
        list(gemeenten),
        nu,
    )
    await add(tx, soort, gemeenten, nu=nu)


async def add(tx: Transactie, soort: BijAlarm, gemeenten: Collection[str], *, nu: datetime) -> None:
    """Open these alarms; what is open already stays, since when it was."""
    maak_id = Ids(nu)
    for gemeente in sorted(set(gemeenten)):
        await tx.execute(
            """insert into bij.alarm (id, soort, gemeente, sinds) values ($1, $2, $3, $4)
            on conflict (soort, gemeente) where voorbij_op is null do nothing""",
            maak_id(),
            soort,
            gemeente,
            nu,
        )


async def find_open(tx: Transactie) -> Sequence[tuple[BijAlarm, str, datetime]]:
    """Return (kind, gemeente, since) of what is wrong now, oldest first."""
    rijen = await tx.fetch(
        "select soort, gemeente, sinds from bij.alarm where voorbij_op is null order by sinds, id"
    )
    return [(BijAlarm(r[0]), r[1], r[2]) for r in rijen]


async def schrijf_gekeken(tx: Transactie, *, nu: datetime) -> None:
    """Note that all alarms were looked after now."""
    await tx.execute(
        """insert into bij.bewaking (gekeken_op) values ($1)
        on conflict (enige) do update set gekeken_op = excluded.gekeken_op""",
        nu,
    )


async def find_gekeken(tx: Transactie) -> datetime | None:
    """Return when the alarms were last looked after; None when never."""
    gekeken: datetime | None = await tx.fetchval("select gekeken_op from bij.bewaking")
    return gekeken


async def tel_open(tx: Transactie) -> dict[BijAlarm, int]:
    """Return how many alarms are open, by kind."""
    rijen = await tx.fetch(
        "select soort, count(*)::int from bij.alarm where voorbij_op is null group by soort"
    )
    return {BijAlarm(r[0]): r[1] for r in rijen}
