"""What stands around every page: who you are, why you are here, and how fresh the data is."""

from starlette.requests import Request

from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.usecases.bewaking.toon import find_stroomstand
from nazorg.usecases.werkvoorraad.toon import tel_open_taken
from nazorg.web.schermen import Schil
from nazorg.web.stroomregels import to_stroom
from nazorg.web.toegang import deps_of, instellingen_of

DOELTEKST: dict[Doel, str] = {
    Doel.RE_INTEGRATIE: "re-integratie",
    Doel.BERICHTENBEHEER: "berichtenbeheer",
    Doel.OPENBARE_ORDE: "openbare orde",
}


async def make_schil(
    request: Request, medewerker: Medewerker, *, taken: int | None = None
) -> Schil:
    """Return the frame of a page. taken: open tasks when the page counted them already."""
    deps = deps_of(request)
    if taken is None and medewerker.has_rol(Rol.NAZORGCOORDINATOR):
        taken = await tel_open_taken(medewerker, store=deps.store)
    stroom = await find_stroomstand(medewerker, store=deps.store, klok=deps.klok)
    return Schil(
        naam=medewerker.naam,
        initialen=medewerker.initialen,
        functie=medewerker.functie,
        doel=DOELTEKST[medewerker.doel],
        demo=instellingen_of(request).demo,
        taken=taken,
        beheer=medewerker.has_rol(Rol.FUNCTIONEEL_BEHEERDER),
        stroom=to_stroom(stroom, nu=deps.klok.nu(), dag=vandaag(deps.klok)),
    )
