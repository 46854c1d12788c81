"""What stands around every page: who you are, why you are here, and how fresh the data is."""

from collections.abc import Iterable
from datetime import date

from starlette.requests import Request

from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store.medewerkers import Waarneming
from nazorg.usecases.bewaking.toon import Stroomstand, find_stroomstand
from nazorg.usecases.werkvoorraad.toon import lees_menu
from nazorg.web import taal
from nazorg.web.schermen import Bewaard, Schil
from nazorg.web.stroomregels import to_stroom
from nazorg.web.tellen import telling
from nazorg.web.toegang import deps_of, instellingen_of

DOELTEKST: dict[Doel, str] = {
    Doel.RE_INTEGRATIE: "re-integratie",
    Doel.BERICHTENBEHEER: "berichtenbeheer",
    Doel.OPENBARE_ORDE: "openbare orde",
}


async def make_schil(
    request: Request,
    medewerker: Medewerker,
    *,
    taken: str | None = None,
    waarneming: str = "",
    bewaard: tuple[Bewaard, ...] = (),
    stroom: Stroomstand | None = None,
) -> Schil:
    """Return the frame of a page. taken and stroom: when the page looked them up already."""
    deps = deps_of(request)
    dag = vandaag(deps.klok)
    if taken is None and medewerker.has_rol(Rol.NAZORGCOORDINATOR):
        menu = await lees_menu(medewerker, store=deps.store, klok=deps.klok)
        taken, stroom = telling(menu.taken), menu.stroom
        waarneming = waarneming_tekst(menu.waarnemingen, medewerker, dag=dag)
    if stroom is None:
        stroom = await find_stroomstand(medewerker, store=deps.store, klok=deps.klok)
    return Schil(
        ik=medewerker.id,
        naam=medewerker.naam,
        initialen=medewerker.initialen,
        functie=medewerker.functie,
        doel=DOELTEKST[medewerker.doel],
        demo=instellingen_of(request).demo,
        taken=taken,
        beheer=medewerker.has_rol(Rol.FUNCTIONEEL_BEHEERDER),
        stroom=to_stroom(stroom, nu=deps.klok.nu(), dag=dag),
        waarneming=waarneming,
        bewaard=bewaard,
    )


def waarneming_tekst(
    waarnemingen: Iterable[Waarneming], medewerker: Medewerker, *, dag: date
) -> str:
    """Say for whom this person stands in today, or who stands in for this person; or ''."""
    nu = [w for w in waarnemingen if w.van <= dag]
    for w in nu:
        if w.door == medewerker.id:
            tot = taal.dag_en_maand(w.tot, vandaag=dag)
            return f"Waarneming voor {_kort(w.voor_naam)} t/m {tot}"
    for w in nu:
        if w.voor == medewerker.id:
            tot = taal.dag_en_maand(w.tot, vandaag=dag)
            return f"{_kort(w.door_naam)} neemt voor u waar t/m {tot}"
    return ""


def _kort(naam: str) -> str:
    """Return 'H. Postma' for 'Hans Postma'."""
    voor, _, achter = naam.partition(" ")
    return f"{voor[:1]}. {achter}" if achter else naam
