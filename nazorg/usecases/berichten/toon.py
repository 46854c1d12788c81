"""Show what came in: counts of today, what was set aside, and the list."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from nazorg.berichten.alarm import Grenzen
from nazorg.berichten.uitkomst import Uitkomst
from nazorg.kern.klok import AMSTERDAM, Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.store import berichtenlijst
from nazorg.store.berichtenlijst import LAATSTE, Berichtregel
from nazorg.store.store import Store
from nazorg.usecases.bewaking.toon import Bewaking, toon_bewaking

PER_PAGINA = 50
APART_GETOOND = 5
LEZERS = (Rol.NAZORGCOORDINATOR, Rol.FUNCTIONEEL_BEHEERDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtenoverzicht:
    """vandaag: (soort, uitkomst, aantal, laatste) since midnight. apart: all that is set aside."""

    dag: date
    vandaag: tuple[tuple[str, str, int, datetime], ...]
    laatste: dict[str, datetime]
    apart: tuple[Berichtregel, ...]
    apart_aantal: int
    rijen: tuple[Berichtregel, ...]
    meer: bool
    bewaking: Bewaking


async def toon_berichten(
    medewerker: Medewerker,
    *,
    uitkomst: Uitkomst | None,
    soort: str | None,
    voor: UUID | None,
    store: Store,
    klok: Klok,
    grenzen: Grenzen | None = None,
) -> Berichtenoverzicht:
    """Return the page with messages that this person may see; voor: go on before this message."""
    require_rol(medewerker, *LEZERS)
    dag, mijn = vandaag(klok), medewerker.gemeenten
    async with store.open_voor(medewerker) as tx:
        rijen = await berichtenlijst.find(
            tx, mijn, uitkomst=uitkomst, soort=soort, voor=voor or LAATSTE, aantal=PER_PAGINA + 1
        )
        apart = await berichtenlijst.find(
            tx, mijn, uitkomst=Uitkomst.APART_GEZET, soort=None, aantal=APART_GETOOND
        )
        return Berichtenoverzicht(
            dag=dag,
            vandaag=tuple(
                await berichtenlijst.tel_sinds(tx, mijn, datetime.combine(dag, time(), AMSTERDAM))
            ),
            laatste=await berichtenlijst.find_laatste(tx, mijn),
            apart=tuple(apart),
            apart_aantal=await berichtenlijst.tel_apart(tx, mijn),
            rijen=tuple(rijen[:PER_PAGINA]),
            meer=len(rijen) > PER_PAGINA,
            bewaking=await toon_bewaking(tx, klok, grenzen),
        )
