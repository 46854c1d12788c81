"""What came on a list since a moment: for who has it open, and sees no row move by itself."""

from dataclasses import dataclass
from datetime import datetime

from nazorg.store.ids import first_id
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import Filter, Waarden, takken, voorwaarden
from nazorg.store.wachtrijtelling import DAK
from nazorg.werkvoorraad.handelingen import Handeling

# By these a colleague puts a task on the list of somebody else.
_ERBIJ = (
    Handeling.TOEGEWEZEN,
    Handeling.VRIJGEGEVEN,
    Handeling.HEROPEND,
    Handeling.TERUGGEZET,
    Handeling.ONGEDAAN,
)


@dataclass(frozen=True, slots=True)
class Nieuws:
    """Tasks that were made, that woke or moved by themselves, and that a colleague put here.

    Each task counts once, in the first of the three. A count of DAK means that or more.
    """

    nieuw: int
    terug: int
    van_collega: int


async def tel_nieuws(tx: Transactie, f: Filter, *, sinds: datetime, wie: str) -> Nieuws:
    """Count what came on an open list since a moment. One statement. wie: who looks."""
    w = Waarden()
    begin, moment = f"{w.zet(first_id(sinds))}::uuid", f"{w.zet(sinds)}::timestamptz"
    codes, waar = takken(f, w)
    waar += voorwaarden(f, w)

    def tel(erbij: str) -> str:
        return f"""(select count(*) from (select from {codes} cross join lateral (
          select from nazorg.taak t where {waar} and {erbij} limit {DAK}) x limit {DAK}) y)"""

    nieuw, terug = f"t.id > {begin}", f"t.id <= {begin} and t.gewekt_op > {moment}"
    collega = _van_collega(f, w, begin=begin, moment=moment, wie=wie)
    return Nieuws(*await tx.fetchrow(f"select {tel(nieuw)}, {tel(terug)}, {collega}", *w))


def _van_collega(f: Filter, w: Waarden, *, begin: str, moment: str, wie: str) -> str:
    """Return the count of what colleagues put here: from their deeds, of which there are few."""
    soorten = w.zet(tuple(s.value for s in _ERBIJ))
    van_wie = "" if f.eigenaars is None else f" and t.eigenaar = any({w.zet(f.eigenaars)}::text[])"
    # From the deeds to the tasks, each by its key ('offset 0' keeps it so), not through the list.
    return f"""(select count(*) from (select distinct a.taak_id from nazorg.taakactie a
        where a.id > {begin} and a.door <> {w.zet(wie)} and a.afloop = 'gedaan'
          and a.soort = any({soorten}::text[]) offset 0) d
      cross join lateral (select from nazorg.taak t where t.id = d.taak_id
        and t.gemeente = any({w.zet(f.gemeenten)}::text[]) and t.status = 'open'{van_wie}
        {voorwaarden(f, w)} and t.id <= {begin}
        and (t.gewekt_op is null or t.gewekt_op <= {moment}) offset 0) x)"""
