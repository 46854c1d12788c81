"""Show what came in: counts of today, what was set aside, what waits, and the list to search."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from uuid import UUID

from nazorg.berichten.alarm import Grenzen
from nazorg.berichten.soort import ONBEKENDE_BRON
from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.contract.losse_kop import noemt_nummer
from nazorg.kern.klok import AMSTERDAM, Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.store import (
    apartnummers,
    berichtenlijst,
    berichtzoeken,
    bezorglijst,
    correcties,
    herhalingen,
    pauzes,
)
from nazorg.store.berichtenlijst import LAATSTE, Berichtregel
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.store.herhalingen import Herhaling
from nazorg.store.kluis import Kluis, KluisFout
from nazorg.store.pauzes import Pauze
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.beoordeel import unseal
from nazorg.usecases.bewaking.stroombeeld import Stroombeeld, toon_stromen
from nazorg.usecases.bewaking.toon import Bewaking, toon_bewaking

PER_PAGINA = 50
APART_GETOOND = 5
HERHALINGEN_GETOOND = 3
# Further than this nobody counts what a filter hides.
MEESTE_VERBORGEN = 1_000
LEZERS = (Rol.NAZORGCOORDINATOR, Rol.FUNCTIONEEL_BEHEERDER)
_APART = Zoekvraag(uitkomst=Uitkomst.APART_GEZET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtenoverzicht:
    """vandaag: (soort, uitkomst, aantal, laatste) since midnight. apart: all that is set aside.

    verborgen: when the list is empty, how many there are without each filter, by its name; never
    counted beyond MEESTE_VERBORGEN. herhalingen: the last runs, only for who may start one.
    onleesbaar: when the list is empty, the messages that could not be read and seem to have the
    number that is looked for.
    niet_aangekomen: the events that a receiver did not get and that are not tried any more,
    likewise.
    voorstellen: the messages with an open proposal to correct them, only for who may decide; True
    when it is of this very person, so that another one has to.
    """

    dag: date
    vandaag: tuple[tuple[str, str, int, datetime], ...]
    laatste: dict[str, datetime]
    apart: tuple[Berichtregel, ...]
    apart_per_reden: dict[Reden, int]
    vraag: Zoekvraag
    rijen: tuple[Berichtregel, ...]
    meer: bool
    verborgen: tuple[tuple[str, int], ...]
    bronnen: tuple[str, ...]
    pauzes: tuple[Pauze, ...]
    herhalingen: tuple[Herhaling, ...]
    bewaking: Bewaking
    onleesbaar: tuple[UUID, ...] = ()
    stromen: tuple[Stroombeeld, ...] = ()
    niet_aangekomen: int = 0
    voorstellen: Mapping[UUID, bool] = field(default_factory=dict)


async def toon_berichten(
    medewerker: Medewerker,
    vraag: Zoekvraag,
    *,
    voor: UUID | None,
    store: Store,
    klok: Klok,
    kluis: Kluis,
    grenzen: Grenzen | None = None,
) -> Berichtenoverzicht:
    """Return the page with messages that this person may see; voor: go on before this message."""
    require_rol(medewerker, *LEZERS)
    dag, mijn = vandaag(klok), medewerker.gemeenten
    beheer = medewerker.has_rol(Rol.FUNCTIONEEL_BEHEERDER)
    async with store.open_voor(medewerker) as tx:
        rijen = await berichtenlijst.find(
            tx, mijn, vraag, voor=voor or LAATSTE, aantal=PER_PAGINA + 1
        )
        apart = await berichtenlijst.find(tx, mijn, _APART, aantal=APART_GETOOND)
        laatste = await herhalingen.find_laatste(tx, aantal=HERHALINGEN_GETOOND) if beheer else []
        overzicht = Berichtenoverzicht(
            dag=dag,
            vandaag=tuple(await berichtenlijst.tel_sinds(tx, mijn, _begin(dag))),
            laatste=await berichtenlijst.find_laatste(tx, mijn),
            apart=tuple(apart),
            apart_per_reden=await berichtenlijst.tel_per_reden(tx, mijn, Zoekvraag()),
            vraag=vraag,
            rijen=tuple(rijen[:PER_PAGINA]),
            meer=len(rijen) > PER_PAGINA,
            verborgen=() if rijen else tuple(await _tel_verborgen(tx, mijn, vraag)),
            onleesbaar=() if rijen else await _find_onleesbare(tx, vraag, kluis),
            bronnen=tuple(await berichtzoeken.find_bronnen(tx)),
            pauzes=tuple(await pauzes.find_open(tx)),
            herhalingen=tuple(laatste),
            bewaking=await toon_bewaking(tx, klok, grenzen),
            niet_aangekomen=await bezorglijst.tel_dood(tx) if beheer else 0,
            voorstellen=await _voorstellen(tx, medewerker) if beheer else {},
        )
    beelden = await toon_stromen(medewerker, overzicht.laatste, overzicht.bewaking, store=store)
    return replace(overzicht, stromen=beelden)


def _begin(dag: date) -> datetime:
    return datetime.combine(dag, time(), AMSTERDAM)


async def _find_onleesbare(tx: Transactie, vraag: Zoekvraag, kluis: Kluis) -> tuple[UUID, ...]:
    """Return the messages that could not be read and seem to have the number that is looked for."""
    if vraag.nummer is None:
        return ()
    gevonden = []
    for id_, inhoud in await apartnummers.find_onleesbare(tx, bron=ONBEKENDE_BRON):
        with suppress(KluisFout):  # one damaged row must not stop the page
            if noemt_nummer(unseal(inhoud, id_, kluis), vraag.nummer):
                gevonden.append(id_)
    return tuple(gevonden[:APART_GETOOND])


async def _voorstellen(tx: Transactie, medewerker: Medewerker) -> dict[UUID, bool]:
    open_ = await correcties.find_open(tx)
    return {bericht: door == medewerker.id for bericht, door in open_.items()}


async def _tel_verborgen(
    tx: Transactie, gemeenten: tuple[str, ...], vraag: Zoekvraag
) -> list[tuple[str, int]]:
    """Count what there is without each filter, and without all of them when there are more."""
    gezet = [f.name for f in fields(vraag) if getattr(vraag, f.name) is not None]
    uit = []
    for naam in gezet:
        zonder = replace(vraag, **{naam: None})
        aantal = await berichtenlijst.tel(tx, gemeenten, zonder, meeste=MEESTE_VERBORGEN)
        uit.append((naam, aantal))
    return uit
