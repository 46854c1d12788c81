"""Counts around the queue: all of a page in one statement, each with a roof.

A count walks as many index entries as it counts. Nobody needs to know whether 43,000 or 44,000
tasks are open; below the roof every count is exact, and at the roof the screen says 'or more'.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import Filter, voorwaarden
from nazorg.werkvoorraad.taken import Groep, Taakstatus

DAK = 1000


def _tel(f: Filter, waarden: list[object], extra: str = "") -> str:
    """Return the subquery that counts the tasks of a filter, up to DAK."""
    waarden.append(list(f.gemeenten))
    waar = f"t.gemeente = any(${len(waarden)}::text[])"
    if f.eigenaars is not None:
        waarden.append(list(f.eigenaars))
        waar += f" and t.eigenaar = any(${len(waarden)}::text[])"
    waar += voorwaarden(f, waarden) + extra
    return f"""(select count(*) from (select from nazorg.taak t
      where {waar} and t.status = '{f.status.value}' limit {DAK}) x)"""


def _tel_groep(f: Filter, groep: Groep, vandaag: date, zondag: date, waarden: list[object]) -> str:
    van, tot = {
        Groep.TE_LAAT: (date.min, vandaag - timedelta(days=1)),
        Groep.VANDAAG: (vandaag, vandaag),
        Groep.DEZE_WEEK: (vandaag + timedelta(days=1), zondag),
        Groep.LATER: (max(vandaag, zondag) + timedelta(days=1), date.max),
    }[groep]
    waarden += [van, tot]
    grens = f" and t.uiterlijk between ${len(waarden) - 1} and ${len(waarden)}"
    return _tel(f, waarden, grens)


async def tel(
    tx: Transactie,
    lijsten: Sequence[Filter],
    *,
    groepen_van: Filter | None = None,
    vandaag: date,
    zondag: date,
) -> tuple[list[int], dict[Groep, int]]:
    """Count each list, and the groups of one of them. One statement."""
    waarden: list[object] = []
    delen = [_tel(f, waarden) for f in lijsten]
    if groepen_van is not None and groepen_van.status is Taakstatus.OPEN:
        delen += [_tel_groep(groepen_van, g, vandaag, zondag, waarden) for g in Groep]
    if not delen:
        return [], dict.fromkeys(Groep, 0)
    rij = await tx.fetchrow(f"select {', '.join(delen)}", *waarden)
    groepen = list(rij)[len(lijsten) :] or [0] * len(Groep)
    return list(rij)[: len(lijsten)], dict(zip(Groep, groepen, strict=True))


async def tel_vrijlatingen(
    tx: Transactie, gemeenten: tuple[str, ...], *, van: date, tot: date
) -> dict[date, int]:
    """Count the people who are expected to walk out, per day from van up to and including tot.

    From the dossiers and not from the tasks: who did the work still has somebody walking out.
    """
    rijen = await tx.fetch(
        """select vrij_op, count(*) from nazorg.dossier
        where gemeente = any($1::text[]) and status = 'in_detentie' and vrij_op between $2 and $3
        group by 1""",
        list(gemeenten),
        van,
        tot,
    )
    return {r[0]: r[1] for r in rijen}
