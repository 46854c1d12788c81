"""The web application: its routes, its protection, and one table from refusal to status code."""

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from nazorg.berichten.eigen_fout import plek
from nazorg.deps import BijDeps, Deps
from nazorg.kern.inlog import InlogMislukt
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.weigering import Weigering
from nazorg.usecases.berichten.afgehandeld import AlAfgehandeld
from nazorg.web.bescherming import SameOrigin
from nazorg.web.bij.site import make_bij_site
from nazorg.web.bij.toegang import BijInstellingen
from nazorg.web.machine import Machines
from nazorg.web.paginavan import AndereMedewerker
from nazorg.web.problemen import is_api, problem
from nazorg.web.rendering import SECURITY_HEADERS, SecurityHeaders, make_static_mount, render
from nazorg.web.rijgeheugen import Rijgeheugen
from nazorg.web.routes import (
    aanmelden,
    alarmen,
    berichtbeheer,
    berichten,
    betrokken,
    bewaren,
    bezorging,
    bronnen,
    contract,
    correctie,
    deur,
    dossiers,
    export,
    filters,
    gezondheid,
    herhalingen,
    inloggen,
    invoer,
    leefgebieden,
    overleg,
    overleggen,
    taken,
    telling,
    terugdraaien,
    vertrekblad,
    vragen,
    waarneming,
    werkvoorraad,
    zoeken,
)
from nazorg.web.schermen import Anderscherm, FoutScherm, Link
from nazorg.web.schil import make_schil
from nazorg.web.storing import DATABANK_WEG
from nazorg.web.toegang import NietAangemeld, WebInstellingen

log = structlog.get_logger()

_TEKST = {
    400: ("Dit verzoek klopt niet", "Ga terug en probeer het opnieuw."),
    403: ("Dit mag hier niet", "Ga terug en probeer het opnieuw."),
    404: ("Niet gevonden", "Deze pagina bestaat niet, of is niet voor u."),
    405: ("Dit kan hier niet", "Ga terug en probeer het opnieuw."),
    409: ("Al afgehandeld", "Iemand deed dit al."),
    422: ("Dit kan niet", "Ga terug en kijk wat u invulde."),
    503: ("Even niet bereikbaar", "Probeer het over een minuut opnieuw. Er is niets verloren."),
    500: ("Er ging iets mis", "Het ligt aan ons. Probeer het later opnieuw. Er is niets verloren."),
}


_ROUTES = (
    *aanmelden.ROUTES,
    *inloggen.ROUTES,
    *werkvoorraad.ROUTES,
    *taken.ROUTES,
    *waarneming.ROUTES,
    *filters.ROUTES,
    *export.ROUTES,
    *zoeken.ROUTES,
    *dossiers.ROUTES,
    *leefgebieden.ROUTES,
    *terugdraaien.ROUTES,
    *vertrekblad.ROUTES,
    *vragen.ROUTES,
    *betrokken.ROUTES,
    *bewaren.ROUTES,
    *overleggen.ROUTES,
    *overleg.ROUTES,
    *bronnen.ROUTES,
    *berichten.ROUTES,
    *bezorging.ROUTES,
    *telling.ROUTES,
    *alarmen.ROUTES,
    *herhalingen.ROUTES,
    *invoer.ROUTES,
    *berichtbeheer.ROUTES,
    *correctie.ROUTES,
    *deur.ROUTES,
    *contract.ROUTES,
    *gezondheid.ROUTES,
)


def make_site(
    deps: Deps, instellingen: WebInstellingen, *, bij: BijDeps | None = None
) -> Starlette:
    """Return the application. Without the BIJ compartment it has no BIJ door and no BIJ pages."""
    app = Starlette(
        routes=[*_ROUTES, *_kamer(bij, instellingen), make_static_mount()],
        middleware=[Middleware(SecurityHeaders), Middleware(SameOrigin)],
        exception_handlers={
            HTTPException: _http,
            NietGevonden: _niet_gevonden,
            NietAangemeld: _niet_aangemeld,
            InlogMislukt: inloggen.toon_mislukt,
            AlAfgehandeld: _al_afgehandeld,
            AndereMedewerker: _andere_medewerker,
            Weigering: _weigering,
            **dict.fromkeys(DATABANK_WEG, _later),
            Exception: _fout,
        },
    )
    # A trailing slash is another address, not a redirect (API Design Rules: no-trailing-slash).
    app.router.redirect_slashes = False
    app.state.deps = deps
    app.state.bij = bij
    app.state.instellingen = instellingen
    app.state.rijgeheugen = Rijgeheugen()
    app.state.machines = Machines(instellingen.afzenders, instellingen.machines, deps.klok)
    return app


def _kamer(bij: BijDeps | None, instellingen: WebInstellingen) -> list[BaseRoute]:
    """Return the door for messages and the room of the mayor, which is an application itself."""
    if bij is None:
        return []
    eigen = BijInstellingen(
        demo=instellingen.demo, bronnen=bij.bronnen, inlog=instellingen.bij_inlog
    )
    kamer = make_bij_site(bij.kamer, eigen)
    return [*deur.BIJ_ROUTES, Route("/bij", _naar_bij), Mount("/bij", app=kamer, name="bij")]


async def _naar_bij(_: Request) -> Response:
    return RedirectResponse("/bij/", 307)


_NAAR_BEGIN = Link(tekst="Naar de eerste pagina", href="/")


def _pagina(
    request: Request, status: int, tekst: str | None = None, terug: Link = _NAAR_BEGIN
) -> Response:
    titel, uitleg = _TEKST.get(status, _TEKST[400 if status < 500 else 500])
    if is_api(request):
        return problem(status, titel, tekst or uitleg)
    scherm = FoutScherm(status=status, titel=titel, tekst=tekst or uitleg, terug=terug)
    return render(request, "fout.html.j2", status_code=status, schil=None, scherm=scherm)


async def _http(request: Request, fout: Exception) -> Response:
    assert isinstance(fout, HTTPException)
    antwoord = _pagina(request, fout.status_code)
    for naam, waarde in (fout.headers or {}).items():
        antwoord.headers[naam] = waarde
    return antwoord


async def _niet_gevonden(request: Request, _: Exception) -> Response:
    return _pagina(request, 404)


async def _niet_aangemeld(request: Request, _: Exception) -> Response:
    # A fragment that htmx asked for must not become a login page inside a panel.
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    return RedirectResponse("/login", 303)


async def _andere_medewerker(request: Request, fout: Exception) -> Response:
    assert isinstance(fout, AndereMedewerker)
    scherm = Anderscherm(
        titel=f"U werkt nu als {fout.nu.naam}",
        actie=request.url.path,
        velden=tuple(fout.velden),
        # What has a space in it was typed by a person; the rest is of the page.
        getypt=tuple(waarde for _, waarde in fout.velden if " " in waarde.strip()),
    )
    schil = await make_schil(request, fout.nu)
    return render(request, "ander.html.j2", status_code=409, schil=schil, scherm=scherm)


async def _weigering(request: Request, fout: Exception) -> Response:
    # To a machine all that is wrong with its input is 400 (API Design Rules: invalid-input).
    return _pagina(request, 400 if is_api(request) else 422, str(fout))


async def _al_afgehandeld(request: Request, fout: Exception) -> Response:
    assert isinstance(fout, AlAfgehandeld)
    terug = Link(tekst="Bekijk het bericht", href=f"/berichten/{fout.bericht}")
    return _pagina(request, 409, str(fout), terug)


async def _later(request: Request, fout: Exception) -> Response:
    log.warning("web.database_away", fout=type(fout).__name__)
    antwoord = _pagina(request, 503)
    antwoord.headers["Retry-After"] = "5"
    return antwoord


async def _fout(request: Request, fout: Exception) -> Response:
    log.error("web.error", fout=type(fout).__name__, plek=plek(fout), methode=request.method)
    antwoord = _pagina(request, 500)
    # Starlette answers a fault outside all middleware, so SecurityHeaders does not see this one.
    antwoord.headers.update(SECURITY_HEADERS)
    return antwoord
