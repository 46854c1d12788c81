"""Enter and leave the room, stay in it, and lock it."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.bij.personas import load_bij_personas
from nazorg.usecases.bij import aanmelden
from nazorg.web.bij.schermen import BijLogin, BijPersona, BijVerder
from nazorg.web.bij.schil import eerste_pagina
from nazorg.web.bij.toegang import (
    Vergrendeld,
    current_medewerker,
    delete_cookie,
    instellingen_of,
    kamer_of,
    oorsprong,
    set_cookie,
    veilig_pad,
)
from nazorg.web.rendering import render

ZIE = 303


def _personas(request: Request) -> dict[str, Medewerker]:
    """Return whom one may log in as; nobody outside a demo."""
    if not instellingen_of(request).demo:
        return {}
    return {id_: p.medewerker for id_, p in load_bij_personas().items()}


async def get_begin(request: Request) -> Response:
    return RedirectResponse(eerste_pagina(await current_medewerker(request)), ZIE)


async def get_login(request: Request) -> Response:
    """Show whom one may be. With a cookie of somebody: the screen was locked."""
    melding = ""
    if instellingen_of(request).cookie in request.cookies:
        melding = "Uw scherm is vergrendeld. Meld u opnieuw aan om verder te gaan."
    antwoord = _login(request, melding)
    delete_cookie(antwoord, instellingen_of(request))
    return antwoord


def _login(request: Request, melding: str, status: int = 200) -> Response:
    demo, inlog = instellingen_of(request).demo, instellingen_of(request).inlog
    naar = veilig_pad(request.query_params.get("naar"))
    if not demo and inlog is None:
        melding = "Aanmelden is hier nog niet ingericht. Vraag uw beheerder."
    scherm = BijLogin(
        personas=tuple(
            BijPersona(id=m.id, naam=m.naam, initialen=m.initialen, functie=m.functie)
            for m in _personas(request).values()
        ),
        demo=demo,
        naar=naar,
        melding=melding,
        start=f"/bij/login/start?naar={quote(naar)}" if inlog else "",
    )
    return render(request, "bij/login.html.j2", status_code=status, schil=None, scherm=scherm)


async def post_login(request: Request) -> Response:
    formulier = await request.form()
    gekozen = formulier.get("medewerker")
    medewerker = _personas(request).get(gekozen) if isinstance(gekozen, str) else None
    if medewerker is None:
        return _login(request, "Kies een van deze mensen." if _personas(request) else "", 400)
    await end_sessie(request)
    token = await aanmelden.meld_aan(
        medewerker, kamer=kamer_of(request), oorsprong=oorsprong(request)
    )
    naar = veilig_pad(str(formulier.get("naar") or ""))
    begin = eerste_pagina(medewerker)
    antwoord = RedirectResponse(naar if begin == "/bij/meldingen" else begin, ZIE)
    set_cookie(antwoord, instellingen_of(request), token)
    return antwoord


async def post_uit(request: Request) -> Response:
    """Lock this screen now, and log out at the provider when somebody logged in there."""
    instellingen, adres = instellingen_of(request), None
    if await end_sessie(request) and instellingen.inlog:
        inlog = instellingen.inlog
        adres = await inlog.aanbieder.find_afmeldadres(na=inlog.na_afmelden)
    antwoord: Response = RedirectResponse("/bij/login", ZIE)
    if adres:
        # A page and not a redirect: a browser lets no form end on another site (form-action).
        scherm = BijVerder(
            titel="Dit scherm is vergrendeld",
            tekst="U gaat nu naar uw organisatie, om ook daar uit te loggen.",
            naar=adres,
            knop="Log ook uit bij uw organisatie",
        )
        antwoord = render(request, "bij/verder.html.j2", schil=None, scherm=scherm)
    delete_cookie(antwoord, instellingen)
    return antwoord


async def end_sessie(request: Request) -> bool:
    """End the session of this browser, if it has one; also before the next begins."""
    try:
        medewerker = await current_medewerker(request)
    except Vergrendeld:
        return False
    token = request.cookies[instellingen_of(request).cookie]
    await aanmelden.meld_af(
        token, medewerker, kamer=kamer_of(request), oorsprong=oorsprong(request)
    )
    return True


async def post_verleng(request: Request) -> Response:
    """Stay: two more minutes. The script asks with JSON; a form goes back to its page."""
    await current_medewerker(request)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"blijft": True})
    formulier = await request.form()
    return RedirectResponse(veilig_pad(str(formulier.get("naar") or "")), ZIE)


async def get_blijft(request: Request) -> Response:
    """Warn who has no script, half a minute before the screen locks; it does not count as use."""
    medewerker = await current_medewerker(request, raak_aan=False)
    naar = veilig_pad(request.query_params.get("naar"))
    return render(request, "bij/blijft.html.j2", schil=None, naam=medewerker.naam, naar=naar)


ROUTES = [
    Route("/", get_begin),
    Route("/login", get_login, methods=["GET"]),
    Route("/login", post_login, methods=["POST"]),
    Route("/uit", post_uit, methods=["POST"]),
    Route("/verleng", post_verleng, methods=["POST"]),
    Route("/blijft", get_blijft, methods=["GET"]),
]
