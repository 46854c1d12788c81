"""Compare what a source says it sent on a day with what we have."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from nazorg.berichten.soort import SOORT_VAN_TYPE
from nazorg.berichten.telling import Telling, kies_nieuwste
from nazorg.contract.envelop import mag_van_bron
from nazorg.contract.velden import MAX_AANTAL
from nazorg.kern.klok import AMSTERDAM, Klok, vandaag
from nazorg.kern.weigering import Weigering
from nazorg.store import brontelling, natelling
from nazorg.store.brontelling import Tellingrij
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie

# Counts are kept a year, so an older one would be gone at once.
BEWAARD = timedelta(days=365)
# After this hardly a message of a day is still under way: such a day is counted when one comes.
NAGETELD = timedelta(days=14)
MEESTE = MAX_AANTAL


class OngeldigeTelling(Weigering):
    """The count cannot be right; the text says what is wrong with it."""


async def vergelijk_telling(
    tellingen: Sequence[Telling], *, store: Store, klok: Klok
) -> list[Tellingrij]:
    """Keep the counts and return every row of those days, ours beside it.

    A day that a source counted before is replaced as a whole. Days are days in the Netherlands of
    `time`. Raises OngeldigeTelling; then nothing is kept.
    """
    nu, dag = klok.nu(), vandaag(klok)
    rijen = [rij for telling in tellingen for rij in _to_rijen(telling, dag)]
    if not rijen:
        return []
    van, tot = min(r.dag for r in rijen), max(r.dag for r in rijen)
    async with store.open_unscoped_ontvangst() as tx:
        await _bewaar(tx, tellingen, rijen, nu)
        alle = await brontelling.find(tx, van=van, tot=tot)
    genoemd = {(r.bron, r.dag) for r in rijen}
    return [r for r in alle if (r.bron, r.dag) in genoemd]


async def bewaar_telling(tx: Transactie, tellingen: Sequence[Telling], *, nu: datetime) -> None:
    """Keep counts that came as messages, in the transaction of those messages, and compare them.

    They were judged when they were read. One that is older than we keep counts changes nothing.
    """
    oudste = nu.astimezone(AMSTERDAM).date() - BEWAARD
    jong = [t for t in kies_nieuwste(tellingen, nu=nu) if t.dag >= oudste]
    if jong:
        await _bewaar(tx, jong, [r for t in jong for r in _per_soort(t)], nu)


async def _bewaar(
    tx: Transactie, tellingen: Sequence[Telling], rijen: Sequence[Tellingrij], nu: datetime
) -> None:
    dagen = [t.dag for t in tellingen]
    await brontelling.lock(tx)
    await brontelling.replace(tx, tellingen, rijen, nu=nu)
    await brontelling.vergelijk(tx, van=min(dagen), tot=max(dagen), nu=nu)


async def tel_na(store: Store, klok: Klok) -> int:
    """Count again the last two weeks, and each older day of which something came or was repaired.

    Returns how many rows differ.
    """
    nu, dag = klok.nu(), vandaag(klok)
    async with store.open_unscoped_ontvangst() as tx:
        await brontelling.lock(tx)
        await brontelling.vergelijk(tx, van=dag - NAGETELD, tot=dag, nu=nu)
        for van, tot in _reeksen(await natelling.find_dagen(tx, voor=dag - NAGETELD)):
            await brontelling.vergelijk(tx, van=van, tot=tot, nu=nu)
        await natelling.save(tx, nu=nu)
        return len(await brontelling.find_verschillen(tx))


def _reeksen(dagen: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each unbroken row of days, which are in order."""
    begin = 0
    for i, dag in enumerate(dagen):
        if i + 1 == len(dagen) or dagen[i + 1] > dag + timedelta(days=1):
            yield dagen[begin], dag
            begin = i + 1


def _to_rijen(telling: Telling, vandaag_: date) -> list[Tellingrij]:
    if not mag_van_bron(telling.bron, None):
        raise OngeldigeTelling("Een bron heeft niet de afgesproken vorm (urn:nld:oin:…).")
    wanneer = f"{telling.dag:%d-%m-%Y}"
    if telling.dag > vandaag_:
        raise OngeldigeTelling(f"De dag {wanneer} moet nog komen.")
    if telling.dag < vandaag_ - BEWAARD:
        raise OngeldigeTelling(f"De dag {wanneer} is langer dan een jaar geleden.")
    rijen = _per_soort(telling)
    for rij in rijen:
        if rij.soort not in SOORT_VAN_TYPE.values():
            raise OngeldigeTelling(f"Bij {wanneer} staat een soort die wij niet kennen.")
        if not 0 <= rij.aantal <= MEESTE:
            raise OngeldigeTelling(f"Bij {wanneer} staat een aantal dat niet kan.")
    if len({rij.soort for rij in rijen}) < len(rijen):
        raise OngeldigeTelling(f"Bij {wanneer} staat een soort twee keer.")
    return rijen


def _per_soort(telling: Telling) -> list[Tellingrij]:
    return [
        Tellingrij(
            bron=telling.bron, dag=telling.dag, soort=SOORT_VAN_TYPE.get(naam, naam), aantal=aantal
        )
        for naam, aantal in telling.per_type.items()
    ]
