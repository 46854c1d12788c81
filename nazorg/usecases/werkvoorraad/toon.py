"""Show the queue: one page of tasks with the counts around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from msgspec import structs

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.kern.werkdagen import werkweek
from nazorg.store import (
    omgeving,
    taakstanden,
    wachtrijnieuws,
    wachtrijpagina,
    wachtrijtelling,
)
from nazorg.store.medewerkers import Collega, Waarneming
from nazorg.store.opgeslagen import OpgeslagenFilter
from nazorg.store.store import Store
from nazorg.store.stroomstand import Stroomcijfers
from nazorg.store.taakstanden import Actieregel
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import BEGIN, Filter, Wachtrijrij
from nazorg.store.wachtrijnieuws import Nieuws
from nazorg.usecases.bewaking.toon import Stroomstand, to_stroomstand
from nazorg.usecases.werkvoorraad.lijsten import Lijstvraag, Tab, kaal
from nazorg.werkvoorraad.taken import Groep, Taakstatus

PER_PAGINA = 50
FILTERS_GETOOND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Overzicht:
    """rijen: one page, at most PER_PAGINA. meer: there is a next page.

    groepen: counts of the filtered open tasks. tellingen: per tab, without any filter; a count of
    DAK means that or more. vrijlatingen: people expected to walk out, per day of the week that
    begins on maandag, in the gemeenten that are shown. verborgen: for an empty list, per name of a
    filter what it hides.
    """

    nu: datetime
    dag: date
    maandag: date
    rijen: tuple[Wachtrijrij, ...]
    meer: bool
    groepen: dict[Groep, int]
    tellingen: dict[Tab, int]
    vrijlatingen: dict[date, int]
    collegas: tuple[Collega, ...]
    waarnemingen: tuple[Waarneming, ...]
    opgeslagen: tuple[tuple[OpgeslagenFilter, int], ...]
    gedaan: tuple[Actieregel, ...]
    verborgen: Mapping[str, int]
    stroom: Stroomstand


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevraagd:
    """voor: for finished work, the last row of the page before. gedaan: the deed to report on.

    zonder: per name of an active filter the question without it; only asked when nothing is found.
    lees: reads a saved filter.
    """

    lijst: Lijstvraag
    voor: tuple[datetime, UUID] | None = None
    gedaan: UUID | None = None
    zonder: Callable[[], Mapping[str, Lijstvraag]]
    lees: Callable[[str], Lijstvraag]


async def toon_werkvoorraad(
    medewerker: Medewerker, gevraagd: Gevraagd, *, store: Store, klok: Klok
) -> Overzicht:
    """Return a page of the queue."""
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    nu, dag = klok.nu(), vandaag(klok)
    async with store.open_lijst(medewerker) as tx:
        blik = await kijk(tx, medewerker, dag=dag, nu=nu)
        vraag = _paginavraag(blik, gevraagd, nu)
        p = await wachtrijpagina.find(tx, vraag, store.daken, store.rijen)
        gedaan = await taakstanden.find_handeling(tx, gevraagd.gedaan) if gevraagd.gedaan else []
        verborgen = {} if p.rijen else await _verborgen(tx, blik, gevraagd, dag)
    return Overzicht(
        nu=nu,
        dag=dag,
        maandag=werkweek(dag)[0],
        rijen=tuple(p.rijen[:PER_PAGINA]),
        meer=len(p.rijen) > PER_PAGINA,
        groepen=p.groepen,
        tellingen=dict(zip(Tab, p.tellingen[: len(Tab)], strict=True)),
        vrijlatingen=p.vrijlatingen,
        collegas=blik.collegas,
        waarnemingen=blik.waarnemingen,
        opgeslagen=tuple(zip(blik.opgeslagen, p.tellingen[len(Tab) :], strict=True)),
        gedaan=tuple(gedaan),
        verborgen=verborgen,
        stroom=to_stroomstand(blik.stroom, nu),
    )


def _paginavraag(blik: "Blik", gevraagd: Gevraagd, nu: datetime) -> wachtrijpagina.Paginavraag:
    """Return what to read: the page, a count for each tab and one for each saved filter."""
    maandag, zondag = werkweek(blik.dag)
    filter_ = blik.to_filter(gevraagd.lijst)
    lijsten = [blik.to_filter(kaal(t)) for t in Tab]
    lijsten += [blik.to_filter(gevraagd.lees(f.vraag)) for f in blik.opgeslagen]
    return wachtrijpagina.Paginavraag(
        filter_=filter_,
        voor=gevraagd.voor,
        aantal=PER_PAGINA + 1,
        wie=blik.medewerker.id,
        lijsten=lijsten,
        vandaag=blik.dag,
        maandag=maandag,
        zondag=zondag,
        vrij_voor=filter_.gemeenten,
        nu=nu,
    )


@dataclass(frozen=True, slots=True)
class Blik:
    """Who looks, with colleagues, and those for whom somebody stands in (now or later)."""

    medewerker: Medewerker
    dag: date
    collegas: tuple[Collega, ...]
    waarnemingen: tuple[Waarneming, ...]
    opgeslagen: tuple[OpgeslagenFilter, ...]
    stroom: Stroomcijfers

    def to_filter(self, vraag: Lijstvraag) -> Filter:
        """Return what this question means for who looks."""
        ik = self.medewerker.id
        namens = {w.voor for w in self.waarnemingen if w.door == ik and w.van <= self.dag}
        return vraag.to_filter(ik=ik, waargenomen=namens, gemeenten=self.medewerker.gemeenten)


async def kijk(tx: Transactie, medewerker: Medewerker, *, dag: date, nu: datetime) -> Blik:
    """Wake what is due, and return who is around. One statement."""
    o = await omgeving.wek_en_find(
        tx,
        gemeenten=medewerker.gemeenten,
        vandaag=dag,
        nu=nu,
        wie=medewerker.id,
        filters=FILTERS_GETOOND,
    )
    return Blik(medewerker, dag, o.collegas, o.waarnemingen, o.opgeslagen, o.stroom)


async def _verborgen(tx: Transactie, blik: Blik, gevraagd: Gevraagd, dag: date) -> dict[str, int]:
    """Count what each filter hides by itself."""
    zonder = gevraagd.zonder()
    filters = [blik.to_filter(v) for v in zonder.values()]
    filters = [structs.replace(f, na=BEGIN) for f in filters]
    aantallen, _ = await wachtrijtelling.tel(tx, filters, vandaag=dag, zondag=dag)
    return dict(zip(zonder, aantallen, strict=True))


async def tel_nieuwe(
    medewerker: Medewerker, vraag: Lijstvraag, *, sinds: datetime, store: Store, klok: Klok
) -> Nieuws:
    """Count what came on this list since a moment, for who has it open.

    Nothing for what is done: that list only grows by what people do themselves.
    """
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    dag = vandaag(klok)
    async with store.open_lijst(medewerker) as tx:
        blik = await kijk(tx, medewerker, dag=dag, nu=klok.nu())
        filter_ = structs.replace(blik.to_filter(vraag), na=BEGIN)
        if filter_.status is not Taakstatus.OPEN:
            return Nieuws(0, 0, 0)
        return await wachtrijnieuws.tel_nieuws(tx, filter_, sinds=sinds, wie=medewerker.id)


class Menu(NamedTuple):
    """What the menu of a coordinator says: open tasks, who stands in for whom, the streams."""

    taken: int
    waarnemingen: tuple[Waarneming, ...]
    stroom: Stroomstand


async def lees_menu(medewerker: Medewerker, *, store: Store, klok: Klok) -> Menu:
    """Count what this person has to do now, with all that the menu says besides."""
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    nu, dag = klok.nu(), vandaag(klok)
    async with store.open_lijst(medewerker) as tx:
        blik = await kijk(tx, medewerker, dag=dag, nu=nu)
        (aantal,), _ = await wachtrijtelling.tel(
            tx, [blik.to_filter(kaal(Tab.DOEN))], vandaag=dag, zondag=dag
        )
    return Menu(aantal, blik.waarnemingen, to_stroomstand(blik.stroom, nu))
