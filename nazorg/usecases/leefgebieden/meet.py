"""Freeze how the leefgebieden stand on the days that WODC measures. By the clock, once a day."""

from collections.abc import Iterator
from datetime import date, timedelta

from nazorg.kern.klok import Klok, vandaag
from nazorg.leefgebieden.meetmoment import BEGIN_NA, Meetpunt, plan_momenten
from nazorg.store import meetmomenten
from nazorg.store.meetmomenten import Kandidaat
from nazorg.store.store import Store

# A moment that was missed for longer is not measured afterwards: that would be invented.
HERSTEL = timedelta(days=14)
_ZES_MAANDEN = timedelta(days=190)


async def meet_leefgebieden(store: Store, klok: Klok) -> int:
    """Write every moment that was reached lately and was not written; return how many."""
    dag = vandaag(klok)
    vanaf = dag - HERSTEL
    async with store.open_unscoped_ontvangst() as tx:
        kandidaten = await meetmomenten.find_kandidaten(
            tx, begin_vanaf=vanaf - BEGIN_NA, einde_vanaf=vanaf - _ZES_MAANDEN
        )
        bereikt = [(k, punt, datum) for k in kandidaten for punt, datum in _bereikt(k, vanaf, dag)]
        return await meetmomenten.freeze(tx, bereikt, nu=klok.nu()) if bereikt else 0


def _bereikt(k: Kandidaat, vanaf: date, dag: date) -> Iterator[tuple[Meetpunt, date]]:
    """Yield the moments of the last days. An expected end is no release: only a real one counts."""
    for moment in plan_momenten(begin=k.begin, vrij_op=k.einde):
        if vanaf <= moment.datum <= dag:
            yield moment.punt, moment.datum
