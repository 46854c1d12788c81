"""One page of the queue with all that is counted around it, in one statement.

Three statements would cost as much as what they ask; and so the page is of one moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nazorg.store.rijgeheugen import Rijgeheugen
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import (
    Filter,
    Waarden,
    Wachtrijrij,
    afgehandeld_sql,
    find_versies,
    open_sql,
)
from nazorg.store.wachtrijkolommen import als_stempels, lees_stempels
from nazorg.store.wachtrijtelling import (
    Daken,
    lees_telling,
    lees_vrijlatingen,
    tel_sql,
    telvragen,
    to_groepen,
    vrijlatingen_sql,
)
from nazorg.werkvoorraad.taken import Groep, Taakstatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Paginavraag:
    """filter_: what the page shows, at most aantal rows, to whom (wie).

    lijsten: what is counted besides. vrij_voor: the gemeenten whose releases are counted.
    """

    filter_: Filter
    voor: tuple[datetime, UUID] | None
    aantal: int
    wie: str
    lijsten: Sequence[Filter]
    vandaag: date
    maandag: date
    zondag: date
    vrij_voor: tuple[str, ...]
    nu: datetime


@dataclass(frozen=True, slots=True)
class Pagina:
    rijen: list[Wachtrijrij]
    tellingen: list[int]
    groepen: dict[Groep, int]
    vrijlatingen: dict[date, int]


async def find(tx: Transactie, v: Paginavraag, daken: Daken, geheugen: Rijgeheugen) -> Pagina:
    """Return the page. One statement, and one more for rows that were not read before."""
    w = Waarden()
    is_open = v.filter_.status is Taakstatus.OPEN
    if is_open:
        rijen = open_sql(v.filter_, w, aantal=v.aantal, medewerker=v.wie, vorm=als_stempels)
    else:
        rijen = afgehandeld_sql(v.filter_, w, voor=v.voor, aantal=v.aantal, vorm=als_stempels)
    vragen = telvragen(v.lijsten, v.filter_, vandaag=v.vandaag, zondag=v.zondag)
    vol = daken.find(vragen, nu=v.nu)
    tellingen, volgorde = tel_sql(vragen, w, vol=vol)
    vrij = vrijlatingen_sql(v.vrij_voor, v.maandag, v.zondag, w)
    antwoord = await tx.fetchrow(f"select ({rijen}), {tellingen}, {vrij}", *w)
    geteld = lees_telling(antwoord[1], volgorde)
    daken.onthoud(vragen, geteld, vol, nu=v.nu)
    n = len(v.lijsten)
    bekend = geheugen.op(v.nu)
    return Pagina(
        await _lees(tx, lees_stempels(antwoord[0]), bekend, lezer=v.wie if is_open else None),
        geteld[:n],
        to_groepen(geteld[n:]),
        lees_vrijlatingen(antwoord[2]),
    )


async def _lees(
    tx: Transactie, stempels: list[str], bekend: dict[str, Wachtrijrij], *, lezer: str | None
) -> list[Wachtrijrij]:
    """Return the rows with these stamps, and read those that are not known.

    A row that somebody changed between the two statements is shown as it is now; one that is gone
    is left out.
    """
    nieuw: dict[str, Wachtrijrij] = {}
    onbekend = [s.partition(" ")[0] for s in stempels if s not in bekend]
    if onbekend:
        for rij in await find_versies(tx, onbekend, lezer=lezer):
            bekend[rij.stempel] = nieuw[rij.id_tekst] = rij
    rijen = (bekend.get(s) or nieuw.get(s.partition(" ")[0]) for s in stempels)
    return [rij for rij in rijen if rij is not None]
