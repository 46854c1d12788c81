"""Compare what a source says it sent on a day with what we have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nazorg.berichten.soort import SOORT_VAN_TYPE
from nazorg.contract.envelop import mag_van_bron
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.weigering import Weigering
from nazorg.store import brontelling
from nazorg.store.brontelling import Tellingrij
from nazorg.store.store import Store

# Counts are kept a year, so an older one would be gone at once.
BEWAARD = timedelta(days=365)
# After this no message of a day is still under way, or repaired.
NAGETELD = timedelta(days=14)
MEESTE = 2**31 - 1


class OngeldigeTelling(Weigering):
    """The count cannot be right; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one source says about one day. per_type: CloudEvents type, or our kind, to number."""

    bron: str
    dag: date
    per_type: dict[str, int]


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
        await brontelling.replace(tx, rijen, nu=nu)
        await brontelling.vergelijk(tx, van=van, tot=tot, nu=nu)
        alle = await brontelling.find(tx, van=van, tot=tot)
    genoemd = {(r.bron, r.dag) for r in rijen}
    return [r for r in alle if (r.bron, r.dag) in genoemd]


async def tel_na(store: Store, klok: Klok) -> int:
    """Count the last two weeks again, for what came late; return how many rows differ."""
    dag = vandaag(klok)
    async with store.open_unscoped_ontvangst() as tx:
        await brontelling.vergelijk(tx, van=dag - NAGETELD, tot=dag, nu=klok.nu())
        rijen = await brontelling.find(tx, van=dag - NAGETELD, tot=dag)
    return sum(1 for rij in rijen if rij.verschil)


def _to_rijen(telling: Telling, vandaag_: date) -> list[Tellingrij]:
    if not mag_van_bron(telling.bron, None):
        raise OngeldigeTelling("Een bron heeft niet de afgesproken vorm (urn:nld:oin:…).")
    wanneer = f"{telling.dag:%d-%m-%Y}"
    if telling.dag > vandaag_:
        raise OngeldigeTelling(f"De dag {wanneer} moet nog komen.")
    if telling.dag < vandaag_ - BEWAARD:
        raise OngeldigeTelling(f"De dag {wanneer} is langer dan een jaar geleden.")
    uit: list[Tellingrij] = []
    for naam, aantal in telling.per_type.items():
        soort = SOORT_VAN_TYPE.get(naam, naam)
        if soort not in SOORT_VAN_TYPE.values():
            raise OngeldigeTelling(f"Bij {wanneer} staat een soort die wij niet kennen.")
        if soort in {rij.soort for rij in uit}:
            raise OngeldigeTelling(f"Bij {wanneer} staat een soort twee keer.")
        if not 0 <= aantal <= MEESTE:
            raise OngeldigeTelling(f"Bij {wanneer} staat een aantal dat niet kan.")
        uit.append(Tellingrij(bron=telling.bron, dag=telling.dag, soort=soort, aantal=aantal))
    return uit
