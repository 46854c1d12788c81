"""Freeze how the leefgebieden stand on the days that WODC measures. By the clock, once a day."""

from collections.abc import Iterator
from datetime import date, timedelta

from nazorg.kern.klok import Klok, day_of, vandaag
from nazorg.leefgebieden.meetmoment import BEGIN_NA, Meetpunt, plan_momenten
from nazorg.store import meetmomenten
from nazorg.store.meetmomenten import Gemeten, Kandidaat
from nazorg.store.store import Store

# A moment that was missed for longer is not measured afterwards: that would be invented.
HERSTEL = timedelta(days=14)
_ZES_MAANDEN = timedelta(days=190)


async def meet_leefgebieden(store: Store, klok: Klok) -> int:
    """Write every moment that was reached lately and was not written; return how many.

    What was measured on a day that proved wrong first makes room: it stays, and counts no more.
    """
    dag = vandaag(klok)
    vanaf = dag - HERSTEL
    async with store.open_unscoped_ontvangst() as tx:
        weg = [g for g in await meetmomenten.find_geldende(tx) if _is_verschoven(g, vanaf)]
        if weg:
            await meetmomenten.vervang(tx, weg, nu=klok.nu())
        kandidaten = await meetmomenten.find_kandidaten(
            tx, begin_vanaf=vanaf - BEGIN_NA, einde_vanaf=vanaf - _ZES_MAANDEN
        )
        bereikt = [(k, punt, datum) for k in kandidaten for punt, datum in _bereikt(k, vanaf, dag)]
        return await meetmomenten.freeze(tx, bereikt, nu=klok.nu()) if bereikt else 0


def _is_verschoven(g: Gemeten, vanaf: date) -> bool:
    """Tell whether a measurement is of another day than its moment.

    One that was in time for the right day stays when that day cannot be measured any more: it is
    the best there is.
    """
    plan = {m.punt: m.datum for m in plan_momenten(begin=g.begin, vrij_op=g.einde)}
    datum = plan.get(g.punt)
    if datum is None or datum == g.datum:
        return datum is None
    return datum >= vanaf or not datum <= day_of(g.vastgelegd_op) <= datum + HERSTEL


def _bereikt(k: Kandidaat, vanaf: date, dag: date) -> Iterator[tuple[Meetpunt, date]]:
    """Yield the moments of the last days. An expected end is no release: only a real one counts."""
    for moment in plan_momenten(begin=k.begin, vrij_op=k.einde):
        if vanaf <= moment.datum <= dag:
            yield moment.punt, moment.datum
