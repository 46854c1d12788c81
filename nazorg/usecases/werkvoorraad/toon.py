"""Show the queue: one page of tasks with the counts around it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.store import wachtrij
from nazorg.store.store import Store
from nazorg.store.wachtrij import Filter, Wachtrijrij
from nazorg.werkvoorraad.taken import Groep, Taakstatus
from nazorg.werkvoorraad.werkdagen import werkweek

PER_PAGINA = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Overzicht:
    """rijen: one page, at most PER_PAGINA. meer: there is a next page.

    groepen: counts of the filtered open tasks. open and afgehandeld: counts without any filter.
    vrijlatingen: people expected to walk out, per day of the week that begins on maandag.
    """

    dag: date
    maandag: date
    rijen: tuple[Wachtrijrij, ...]
    meer: bool
    groepen: dict[Groep, int]
    open: int
    afgehandeld: int
    vrijlatingen: dict[date, int]


async def toon_werkvoorraad(
    medewerker: Medewerker,
    filter_: Filter,
    *,
    voor: tuple[datetime, UUID] | None = None,
    store: Store,
    klok: Klok,
) -> Overzicht:
    """Return a page of the queue.

    filter_.gemeenten: what was asked for; what is not this person's own does not count, and none
    left means all. voor: for finished work, the last row of the page before.
    """
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    dag = vandaag(klok)
    maandag, zondag = werkweek(dag)
    mijn = tuple(g for g in filter_.gemeenten if g in medewerker.gemeenten)
    filter_ = replace(filter_, gemeenten=mijn or medewerker.gemeenten)
    async with store.open_voor(medewerker) as tx:
        if filter_.status is Taakstatus.OPEN:
            rijen = await wachtrij.find_open(tx, filter_, aantal=PER_PAGINA + 1)
        else:
            rijen = await wachtrij.find_afgehandeld(tx, filter_, voor=voor, aantal=PER_PAGINA + 1)
        tellingen = await wachtrij.tel_groepen(tx, filter_, vandaag=dag, zondag=zondag)
        per_status = await wachtrij.tel_status(tx, medewerker.gemeenten)
        vrijlatingen = await wachtrij.tel_vrijlatingen(
            tx, medewerker.gemeenten, van=maandag, tot=zondag
        )
    return Overzicht(
        dag=dag,
        maandag=maandag,
        rijen=tuple(rijen[:PER_PAGINA]),
        meer=len(rijen) > PER_PAGINA,
        groepen=dict(zip(Groep, tellingen, strict=True)),
        open=per_status.get("open", 0),
        afgehandeld=per_status.get("afgehandeld", 0),
        vrijlatingen=vrijlatingen,
    )


async def tel_open_taken(medewerker: Medewerker, *, store: Store) -> int:
    """Count the open tasks of this person's gemeenten, for the menu."""
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    async with store.open_voor(medewerker) as tx:
        return (await wachtrij.tel_status(tx, medewerker.gemeenten)).get("open", 0)
