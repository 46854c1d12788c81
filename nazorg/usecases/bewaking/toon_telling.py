"""Show one day of counts: per source and kind, and which messages of ours are counted."""

from dataclasses import dataclass
from datetime import date

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store import brontelling
from nazorg.store.brontelling import Tellingrij, Telnummer
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.bewaking.telboek import Telboek, lees_telboek

# A source that sends more of one kind on one day is compared by its file of numbers.
MEESTE = 50_000
PER_PAGINA = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Teldag:
    """gekozen: the row whose messages are in nummers; None when nobody asked for them.

    vorige, volgende: the nearest days about which there is something to say too.
    """

    vandaag: date
    dag: date
    rijen: tuple[Tellingrij, ...]
    boek: Telboek
    gekozen: Tellingrij | None = None
    nummers: tuple[Telnummer, ...] = ()
    vorige: date | None = None
    volgende: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Teldagen:
    """A page of the days that were counted or should have been, last day first.

    meer: there are more before these.
    """

    vandaag: date
    dagen: tuple[tuple[date, tuple[Tellingrij, ...]], ...]
    boek: Telboek
    meer: bool


async def toon_teldagen(
    medewerker: Medewerker, *, voor: date | None, store: Store, klok: Klok
) -> Teldagen:
    """Return a page of days, before `voor` or from the last one on. Counts, nothing personal."""
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    async with store.open_voor(medewerker) as tx:
        boek = await lees_telboek(tx, klok.nu())
        alle = sorted((d for d in boek.dagen() if d < (voor or date.max)), reverse=True)
        dagen = alle[:PER_PAGINA]
        rijen = await brontelling.find(tx, van=dagen[-1], tot=dagen[0]) if dagen else []
    return Teldagen(
        vandaag=vandaag(klok),
        dagen=tuple((dag, tuple(r for r in rijen if r.dag == dag)) for dag in dagen),
        boek=boek,
        meer=len(alle) > PER_PAGINA,
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
    NietGevonden, also for a day that nobody counted or should have.
    """
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    async with store.open_unscoped_ontvangst() as tx:
        boek = await lees_telboek(tx, klok.nu())
        rijen = tuple(await brontelling.find(tx, van=dag, tot=dag))
        dagen = sorted(boek.dagen())
        if dag not in dagen:
            raise NietGevonden
        gekozen = next((r for r in rijen if (r.bron, r.soort) == keuze), None)
        if keuze and gekozen is None:
            raise NietGevonden
        plek = dagen.index(dag)
        nummers = await _find_nummers(tx, gekozen, meeste) if gekozen else []
    return Teldag(
        vandaag=vandaag(klok),
        dag=dag,
        rijen=rijen,
        boek=boek,
        gekozen=gekozen,
        nummers=tuple(nummers),
        vorige=dagen[plek - 1] if plek else None,
        volgende=dagen[plek + 1] if plek + 1 < len(dagen) else None,
    )


async def _find_nummers(tx: Transactie, gekozen: Tellingrij, meeste: int) -> list[Telnummer]:
    return await brontelling.find_nummers(
        tx, bron=gekozen.bron, dag=gekozen.dag, soort=gekozen.soort, aantal=meeste
    )
