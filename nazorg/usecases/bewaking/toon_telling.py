"""Show one day of counts: per source and kind, and which messages of ours are counted."""

from dataclasses import dataclass
from datetime import date

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store import brontelling
from nazorg.store.brontelling import Dagtotaal, Tellingrij, Telnummer
from nazorg.store.store import Store

# A source that sends more of one kind on one day is compared by its file of numbers.
MEESTE = 50_000
PER_PAGINA = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Teldag:
    """gekozen: the row whose messages are in nummers; None when nobody asked for them.

    vorige, volgende: the nearest days that were counted too.
    """

    vandaag: date
    dag: date
    rijen: tuple[Tellingrij, ...]
    gekozen: Tellingrij | None = None
    nummers: tuple[Telnummer, ...] = ()
    vorige: date | None = None
    volgende: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Teldagen:
    """A page of the days that were counted, last day first. meer: there are more before these."""

    vandaag: date
    dagen: tuple[Dagtotaal, ...]
    meer: bool


async def toon_teldagen(
    medewerker: Medewerker, *, voor: date | None, store: Store, klok: Klok
) -> Teldagen:
    """Return a page of days, before `voor` or from the last one on. Counts, nothing personal."""
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    async with store.open_voor(medewerker) as tx:
        dagen = await brontelling.find_dagen(tx, voor=voor or date.max, aantal=PER_PAGINA + 1)
    return Teldagen(
        vandaag=vandaag(klok), dagen=tuple(dagen[:PER_PAGINA]), meer=len(dagen) > PER_PAGINA
    )


async def toon_teldag(
    medewerker: Medewerker,
    dag: date,
    *,
    keuze: tuple[str, str] | None,
    store: Store,
    klok: Klok,
    meeste: int = MEESTE,
) -> Teldag:
    """Return the counts of a day; keuze: the source and kind of which to list our messages.

    Messages of every gemeente count, also those that are not connected here, so this looks beyond
    what one person may see: at numbers, moments and outcomes, never at content. Raises
    NietGevonden, also for a day that nobody counted.
    """
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    async with store.open_unscoped_ontvangst() as tx:
        rijen = tuple(await brontelling.find(tx, van=dag, tot=dag))
        if not rijen:
            raise NietGevonden
        gekozen = next((r for r in rijen if (r.bron, r.soort) == keuze), None)
        if keuze and gekozen is None:
            raise NietGevonden
        vorige, volgende = await brontelling.find_buren(tx, dag)
        nummers = (
            await brontelling.find_nummers(
                tx, bron=gekozen.bron, dag=dag, soort=gekozen.soort, aantal=meeste
            )
            if gekozen
            else []
        )
    return Teldag(
        vandaag=vandaag(klok),
        dag=dag,
        rijen=rijen,
        gekozen=gekozen,
        nummers=tuple(nummers),
        vorige=vorige,
        volgende=volgende,
    )
