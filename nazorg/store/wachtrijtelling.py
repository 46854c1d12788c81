"""Counts around the queue: all of a page in one statement, each with a roof.

A count walks as many index entries as it counts. Nobody needs to know whether 43,000 or 44,000
tasks are open; below the roof every count is exact, and at the roof the screen says 'or more'.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from typing import NamedTuple

import msgspec

from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import BEGIN, VOORWAARDEN, Filter, Waarden, takken
from nazorg.werkvoorraad.taken import Groep, Taakstatus

DAK = 1000
_ONTHOUDEN = timedelta(seconds=10)
_DAKEN = 10_000
_lees = msgspec.json.Decoder(dict[date, int]).decode
_lees_aantallen = msgspec.json.Decoder(list[list[int]]).decode


# Every question about open tasks has a window of due dates, if need be all of time: so a tab and a
# group of it are of one kind. The window of the filter is part of it.
_VELDEN = (
    *(v for v in VOORWAARDEN if v[0] != "uiterlijk_tot"),
    ("van", "t.uiterlijk >=", "date"),
    ("tot", "t.uiterlijk <=", "date"),
)


class Telvraag(NamedTuple):
    """What to count: a list, or the part of it that is due from van up to and including tot."""

    filter_: Filter
    van: date = date.min
    tot: date = date.max

    def waarde(self, veld: str) -> object:
        if veld not in ("van", "tot"):
            return getattr(self.filter_, veld)
        if self.filter_.status is not Taakstatus.OPEN:  # in the order in which it was done
            return None
        return self.van if veld == "van" else min(self.tot, self.filter_.uiterlijk_tot or date.max)

    @property
    def soort(self) -> tuple[object, ...]:
        """Return what questions must share to be counted by one and the same subquery."""
        f = self.filter_
        gezet = tuple(v for v, _, _ in _VELDEN if self.waarde(v) is not None)
        return f.gemeenten, f.eigenaars, f.status.value, gezet


class Daken:
    """Remembers for a few seconds which counts stood at the roof, and nothing else.

    To find out that there are still a thousand or more is the dearest part of a large queue. Below
    the roof every count is made anew for every page.
    """

    def __init__(self) -> None:
        self._tot: dict[Telvraag, datetime] = {}

    def find(self, vragen: Sequence[Telvraag], *, nu: datetime) -> list[bool]:
        """Tell of each count whether it stood at the roof a moment ago."""
        return [nu < self._tot.get(v, nu) for v in vragen]

    def onthoud(
        self,
        vragen: Sequence[Telvraag],
        aantallen: Sequence[int],
        bekend: Sequence[bool],
        *,
        nu: datetime,
    ) -> None:
        """Remember what was found at the roof just now; bekend: what was not counted this time."""
        if len(self._tot) > _DAKEN:
            self._tot.clear()
        for vraag, aantal, was_bekend in zip(vragen, aantallen, bekend, strict=True):
            if aantal >= DAK and not was_bekend:
                self._tot[vraag] = nu + _ONTHOUDEN


def telvragen(
    lijsten: Sequence[Filter], groepen_van: Filter | None, *, vandaag: date, zondag: date
) -> list[Telvraag]:
    """Return what to count: each list, then the groups of one of them when it has groups."""
    vragen = [Telvraag(f) for f in lijsten]
    if groepen_van is not None and groepen_van.status is Taakstatus.OPEN:
        f = msgspec.structs.replace(groepen_van, na=BEGIN)
        vragen += [Telvraag(f, *_grenzen(g, vandaag, zondag)) for g in Groep]
    return vragen


def _grenzen(groep: Groep, vandaag: date, zondag: date) -> tuple[date, date]:
    return {
        Groep.TE_LAAT: (date.min, vandaag - timedelta(days=1)),
        Groep.VANDAAG: (vandaag, vandaag),
        Groep.DEZE_WEEK: (vandaag + timedelta(days=1), zondag),
        Groep.LATER: (max(vandaag, zondag) + timedelta(days=1), date.max),
    }[groep]


def tel_sql(
    vragen: Sequence[Telvraag], waarden: Waarden, *, vol: Sequence[bool] | None = None
) -> tuple[str, list[int]]:
    """Return the query for counts as JSON, and in which order it gives them.

    Values go into waarden. vol: what need not be counted. The text is the same whatever is full, so
    that it need not be planned again; and a subquery for each kind of question, not for each
    question: to make a subquery ready costs as much as to count two hundred tasks.
    """
    soorten: dict[tuple[object, ...], list[int]] = {}
    for i, vraag in enumerate(vragen):
        soorten.setdefault(vraag.soort, []).append(i)
    delen = [
        _tel([vragen[i] for i in nrs], [vol[i] if vol else False for i in nrs], waarden)
        for nrs in soorten.values()
    ]
    return f"json_build_array({', '.join(delen)})::text", list(chain(*soorten.values()))


def _tel(vragen: Sequence[Telvraag], vol: Sequence[bool], waarden: Waarden) -> str:
    """Return the subquery that counts questions of one kind, each up to DAK.

    Like the list it walks the index per gemeente and owner: a list with nothing on it is then found
    empty at once, and not after reading all that others have to do.
    """
    codes, waar = takken(vragen[0].filter_, waarden)
    # As text: for an array of another type asyncpg first asks PostgreSQL what that is. And vol not
    # with `zet`: what is full must not change the statement.
    waarden.append([str(v) for v in vol])
    rijen, namen = [f"${len(waarden)}::text[]::boolean[]"], ["vol"]
    for veld, vergelijk, soort in _VELDEN:
        if vragen[0].waarde(veld) is not None:
            teksten = tuple(str(v.waarde(veld)) for v in vragen)
            rijen.append(f"{waarden.zet(teksten)}::text[]::{soort}[]")
            namen.append(veld)
            waar += f" and {vergelijk} i.{veld}"
    return f"""(select json_agg(case when i.vol then {DAK} else (
      select count(*) from (select from {codes} cross join lateral (
        select from nazorg.taak t where {waar} limit {DAK}) x limit {DAK}) y) end order by i.nr)
      from unnest({", ".join(rijen)}) with ordinality i({", ".join(namen)}, nr))"""


def lees_telling(tekst: str, volgorde: Sequence[int]) -> list[int]:
    """Read what `tel_sql` counted, in the order of the questions."""
    aantallen = dict(zip(volgorde, chain(*_lees_aantallen(tekst)), strict=True))
    return [aantallen[i] for i in range(len(aantallen))]


def to_groepen(aantallen: Sequence[int]) -> dict[Groep, int]:
    """Return the counts of the groups; none when the list has no groups."""
    return dict(zip(Groep, aantallen or [0] * len(Groep), strict=True))


async def tel(
    tx: Transactie,
    lijsten: Sequence[Filter],
    *,
    groepen_van: Filter | None = None,
    vandaag: date,
    zondag: date,
) -> tuple[list[int], dict[Groep, int]]:
    """Count each list, and the groups of one of them. One statement."""
    vragen = telvragen(lijsten, groepen_van, vandaag=vandaag, zondag=zondag)
    waarden = Waarden()
    sql, volgorde = tel_sql(vragen, waarden)
    aantallen = lees_telling(await tx.fetchval(f"select {sql}", *waarden), volgorde)
    return aantallen[: len(lijsten)], to_groepen(aantallen[len(lijsten) :])


def vrijlatingen_sql(gemeenten: tuple[str, ...], van: date, tot: date, waarden: Waarden) -> str:
    """Return a JSON object: per day how many people are expected to walk out.

    From the dossiers and not from the tasks: who did the work still has somebody walking out.
    """
    return f"""(select coalesce(json_object_agg(dag, aantal), '{{}}')::text from (
      select vrij_op as dag, count(*) as aantal from nazorg.dossier
      where gemeente = any({waarden.zet(gemeenten)}::text[]) and status = 'in_detentie'
        and vrij_op between {waarden.zet(van)} and {waarden.zet(tot)} group by 1) v)"""


def lees_vrijlatingen(tekst: str) -> dict[date, int]:
    return _lees(tekst)
