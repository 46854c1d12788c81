"""Log in and out. In a demo one chooses a persona; else one logs in elsewhere (`inloggen`)."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.usecases import aanmelden
from nazorg.web.rendering import render
from nazorg.web.schermen import LoginScherm, Persona, UitgelogdScherm
from nazorg.web.schil import DOELTEKST
from nazorg.web.toegang import (
    NietAangemeld,
    current_medewerker,
    delete_cookie,
    deps_of,
    instellingen_of,
    oorsprong,
    personas,
    set_cookie,
)

ZIE = 303  # See Other: what was posted is not posted again on reload


def beginpagina(medewerker: Medewerker) -> str:
    return "/werkvoorraad" if medewerker.has_rol(Rol.NAZORGCOORDINATOR) else "/berichten"


async def get_begin(request: Request) -> Response:
    return RedirectResponse(beginpagina(await current_medewerker(request)), ZIE)


async def get_login(request: Request) -> Response:
    return _login(request, "")


def _login(request: Request, melding: str, status_code: int = 200) -> Response:
    demo, inlog = instellingen_of(request).demo, instellingen_of(request).inlog
    if not demo and inlog is None:
        melding = "Aanmelden is hier nog niet ingericht. Vraag uw beheerder."
    scherm = LoginScherm(
        personas=tuple(
            Persona(
                id=m.id,
                naam=m.naam,
                initialen=m.initialen,
                functie=m.functie,
                regio=m.regio,
                doel=DOELTEKST[m.doel],
            )
            for m in personas(request).values()
        ),
        demo=demo,
        melding=melding,
        start="/login/start" if inlog else "",
    )
    return render(request, "login.html.j2", status_code=status_code, schil=None, scherm=scherm)


async def post_login(request: Request) -> Response:
    gekozen = (await request.form()).get("medewerker")
    medewerker = personas(request).get(gekozen) if isinstance(gekozen, str) else None
    if medewerker is None:
        return _login(request, "Kies een van deze mensen." if personas(request) else "", 400)
    await end_sessie(request)
    deps, instellingen = deps_of(request), instellingen_of(request)
    token = await aanmelden.meld_aan(
        medewerker,
        store=deps.store,
        klok=deps.klok,
        duur=instellingen.duur,
        oorsprong=oorsprong(request),
    )
    antwoord = RedirectResponse(beginpagina(medewerker), ZIE)
    set_cookie(antwoord, instellingen, token)
    return antwoord


async def post_logout(request: Request) -> Response:
    """Log out here, and at the provider when somebody logged in there."""
    instellingen = instellingen_of(request)
    adres = None
    if await end_sessie(request) and instellingen.inlog:
        inlog = instellingen.inlog
        adres = await inlog.aanbieder.find_afmeldadres(na=inlog.na_afmelden)
    antwoord: Response = RedirectResponse("/login", ZIE)
    if adres:
        # A page and not a redirect: a browser lets no form end on another site (form-action).
        scherm = UitgelogdScherm(adres=adres)
        antwoord = render(request, "uitgelogd.html.j2", schil=None, scherm=scherm)
    delete_cookie(antwoord, instellingen)
    return antwoord


async def end_sessie(request: Request) -> bool:
    """End the session of this browser, if it has one; also before the next begins (ASVS 7.2.4)."""
    deps, instellingen = deps_of(request), instellingen_of(request)
    try:
        medewerker = await current_medewerker(request)
    except NietAangemeld:
        return False
    await aanmelden.meld_af(
        request.cookies[instellingen.cookie],
        medewerker,
        store=deps.store,
        klok=deps.klok,
        oorsprong=oorsprong(request),
    )
    return True


ROUTES = [
    Route("/", get_begin),
    Route("/login", get_login, methods=["GET"]),
    Route("/login", post_login, methods=["POST"]),
    Route("/logout", post_logout, methods=["POST"]),
]
