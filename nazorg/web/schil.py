"""What stands around every page: who you are, why you are here, and how fresh the data is."""

from datetime import datetime, timedelta

from starlette.requests import Request

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.usecases.berichten.toon import find_laatste_ontvangst
from nazorg.usecases.werkvoorraad.toon import tel_open_taken
from nazorg.web.schermen import Schil, Stroom
from nazorg.web.taal import moment
from nazorg.web.toegang import deps_of, instellingen_of

DOELTEKST: dict[Doel, str] = {
    Doel.RE_INTEGRATIE: "re-integratie",
    Doel.BERICHTENBEHEER: "berichtenbeheer",
    Doel.OPENBARE_ORDE: "openbare orde",
}
# Longer than a weekend without one message is worth a look; per-source rhythms come later.
_STIL = timedelta(hours=72)


async def make_schil(
    request: Request, medewerker: Medewerker, *, taken: int | None = None
) -> Schil:
    """Return the frame of a page. taken: open tasks when the page counted them already."""
    deps = deps_of(request)
    if taken is None and medewerker.has_rol(Rol.NAZORGCOORDINATOR):
        taken = await tel_open_taken(medewerker, store=deps.store)
    laatste = await find_laatste_ontvangst(medewerker, store=deps.store)
    return Schil(
        naam=medewerker.naam,
        initialen=medewerker.initialen,
        functie=medewerker.functie,
        doel=DOELTEKST[medewerker.doel],
        demo=instellingen_of(request).demo,
        taken=taken,
        stroom=_stroom(laatste, deps.klok),
    )


def _stroom(laatste: datetime | None, klok: Klok) -> Stroom:
    if laatste is None:
        return Stroom(stand="unknown", regels=("Nog geen berichten ontvangen.",))
    regel = f"Laatste bericht: {moment(vandaag(klok), laatste)}."
    if klok.nu() - laatste > _STIL:
        return Stroom(stand="busy", regels=(regel, "Dat is langer dan 3 dagen geleden."))
    return Stroom(stand="ok", regels=("Berichten lopen bij.", regel))
