"""Show the queue: one page of tasks with the counts around it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.kern.werkdagen import werkweek
from nazorg.store import medewerkers, opgeslagen, taakstanden, wachtrij, wachtrijtelling
from nazorg.store.ids import first_id
from nazorg.store.medewerkers import Collega, Waarneming
from nazorg.store.opgeslagen import OpgeslagenFilter
from nazorg.store.store import Store
from nazorg.store.taakstanden import Actieregel
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import EERSTE, Filter, Wachtrijrij
from nazorg.usecases.bewaking.toon import Stroomstand, lees_stroomstand
from nazorg.usecases.werkvoorraad.lijsten import Lijstvraag, Tab, kaal
from nazorg.werkvoorraad.taken import Groep, Taakstatus

PER_PAGINA = 50
FILTERS_GETOOND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Overzicht:
    """rijen: one page, at most PER_PAGINA. meer: there is a next page.

    groepen: counts of the filtered open tasks. tellingen: per tab, without any filter; a count of
    DAK means that or more. vrijlatingen: people expected to walk out, per day of the week that
    begins on maandag. verborgen: for an empty list, per name of a filter what it hides.
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
    maandag, zondag = werkweek(dag)
    async with store.open_voor(medewerker) as tx:
        blik = await kijk(tx, medewerker, dag=dag, nu=nu)
        filter_ = blik.to_filter(gevraagd.lijst)
        rijen = await _rijen(tx, filter_, medewerker, gevraagd.voor)
        bewaard = await opgeslagen.find(tx, wie=medewerker.id, aantal=FILTERS_GETOOND)
        lijsten = [blik.to_filter(kaal(t)) for t in Tab]
        lijsten += [blik.to_filter(gevraagd.lees(f.vraag)) for f in bewaard]
        tellingen, groepen = await wachtrijtelling.tel(
            tx, lijsten, groepen_van=filter_, vandaag=dag, zondag=zondag
        )
        vrijlatingen = await wachtrijtelling.tel_vrijlatingen(
            tx, medewerker.gemeenten, van=maandag, tot=zondag
        )
        gedaan = await taakstanden.find_handeling(tx, gevraagd.gedaan) if gevraagd.gedaan else []
        stroom = await lees_stroomstand(tx, medewerker, klok)
        verborgen = {} if rijen else await _verborgen(tx, blik, gevraagd, dag)
    return Overzicht(
        nu=nu,
        dag=dag,
        maandag=maandag,
        rijen=tuple(rijen[:PER_PAGINA]),
        meer=len(rijen) > PER_PAGINA,
        groepen=groepen,
        tellingen=dict(zip(Tab, tellingen[: len(Tab)], strict=True)),
        vrijlatingen=vrijlatingen,
        collegas=blik.collegas,
        waarnemingen=blik.waarnemingen,
        opgeslagen=tuple(zip(bewaard, tellingen[len(Tab) :], strict=True)),
        gedaan=tuple(gedaan),
        verborgen=verborgen,
        stroom=stroom,
    )


@dataclass(frozen=True, slots=True)
class Blik:
    """Who looks, with colleagues, and those for whom somebody stands in (now or later)."""

    medewerker: Medewerker
    dag: date
    collegas: tuple[Collega, ...]
    waarnemingen: tuple[Waarneming, ...]

    def to_filter(self, vraag: Lijstvraag) -> Filter:
        """Return what this question means for who looks."""
        ik = self.medewerker.id
        namens = {w.voor for w in self.waarnemingen if w.door == ik and w.van <= self.dag}
        return vraag.to_filter(ik=ik, waargenomen=namens, gemeenten=self.medewerker.gemeenten)


async def kijk(tx: Transactie, medewerker: Medewerker, *, dag: date, nu: datetime) -> Blik:
    """Wake what is due, and return who is around."""
    await wachtrij.wek(tx, gemeenten=medewerker.gemeenten, vandaag=dag, nu=nu)
    collegas, waarnemingen = await medewerkers.find_omgeving(tx, vandaag=dag)
    return Blik(medewerker, dag, tuple(collegas), tuple(waarnemingen))


async def _rijen(
    tx: Transactie, filter_: Filter, wie: Medewerker, voor: tuple[datetime, UUID] | None
) -> Sequence[Wachtrijrij]:
    if filter_.status is Taakstatus.OPEN:
        return await wachtrij.find_open(tx, filter_, aantal=PER_PAGINA + 1, medewerker=wie.id)
    return await wachtrij.find_afgehandeld(tx, filter_, voor=voor, aantal=PER_PAGINA + 1)


async def _verborgen(tx: Transactie, blik: Blik, gevraagd: Gevraagd, dag: date) -> dict[str, int]:
    """Count what each filter hides by itself."""
    zonder = gevraagd.zonder()
    filters = [blik.to_filter(v) for v in zonder.values()]
    filters = [replace(f, na=Filter(gemeenten=()).na) for f in filters]
    aantallen, _ = await wachtrijtelling.tel(tx, filters, vandaag=dag, zondag=dag)
    return dict(zip(zonder, aantallen, strict=True))


async def tel_nieuwe(
    medewerker: Medewerker, vraag: Lijstvraag, *, sinds: datetime, store: Store, klok: Klok
) -> int:
    """Count the tasks that came on this list since a moment, for who has it open."""
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    dag = vandaag(klok)
    async with store.open_voor(medewerker) as tx:
        blik = await kijk(tx, medewerker, dag=dag, nu=klok.nu())
        filter_ = replace(blik.to_filter(vraag), sinds=max(first_id(sinds), EERSTE))
        (aantal,), _ = await wachtrijtelling.tel(tx, [filter_], vandaag=dag, zondag=dag)
    return aantal


async def tel_open_taken(
    medewerker: Medewerker, *, store: Store, klok: Klok
) -> tuple[int, tuple[Waarneming, ...]]:
    """Count what this person has to do now, for the menu; and return who stands in for whom."""
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    dag = vandaag(klok)
    async with store.open_voor(medewerker) as tx:
        blik = await kijk(tx, medewerker, dag=dag, nu=klok.nu())
        (aantal,), _ = await wachtrijtelling.tel(
            tx, [blik.to_filter(kaal(Tab.DOEN))], vandaag=dag, zondag=dag
        )
    return aantal, blik.waarnemingen
