"""The application under /bij: its own routes, errors and state; the outer site only mounts it."""

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from nazorg.berichten.eigen_fout import plek
from nazorg.kern.inlog import InlogMislukt
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.weigering import Weigering
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.toegang import GeenAanwijzing, IsIngetrokken
from nazorg.web.bij import aanmelden, beheer, inloggen, meldingen
from nazorg.web.bij.geweigerd import (
    NIET_GEVONDEN,
    fout_van,
    pagina,
    toon_geen_aanwijzing,
    toon_ingetrokken,
    toon_niet_gevonden,
)
from nazorg.web.bij.toegang import (
    BijInstellingen,
    Vergrendeld,
    instellingen_of,
    vergrendeld_adres,
)
from nazorg.web.rendering import SECURITY_HEADERS
from nazorg.web.storing import DATABANK_WEG

log = structlog.get_logger()
ROUTES = (*aanmelden.ROUTES, *inloggen.ROUTES, *meldingen.ROUTES, *beheer.ROUTES)
_TITEL = {
    404: NIET_GEVONDEN,
    405: ("Dit kan hier niet", "Ga terug en probeer het opnieuw."),
}


def make_bij_site(kamer: Kamer, instellingen: BijInstellingen) -> Starlette:
    """Return the room of the mayor."""
    app = Starlette(
        routes=list(ROUTES),
        exception_handlers={
            HTTPException: _http,
            NietGevonden: toon_niet_gevonden,
            Vergrendeld: _vergrendeld,
            InlogMislukt: inloggen.toon_mislukt,
            GeenAanwijzing: toon_geen_aanwijzing,
            IsIngetrokken: toon_ingetrokken,
            Weigering: _weigering,
            **dict.fromkeys(DATABANK_WEG, _later),
            Exception: _stuk,
        },
    )
    app.router.redirect_slashes = False
    app.state.kamer = kamer
    app.state.instellingen = instellingen
    return app


async def _http(request: Request, fout: Exception) -> Response:
    assert isinstance(fout, HTTPException)
    titel, tekst = _TITEL.get(fout.status_code, ("Dit kan niet", "Ga terug."))
    return pagina(request, fout_van(fout.status_code, titel, tekst))


async def _vergrendeld(request: Request, _: Exception) -> Response:
    if instellingen_of(request).cookie not in request.cookies:
        # Of somebody we know nothing of: a line, and no row in the chain, which anybody could fill.
        log.info("bij.access_refused", reden="niet_aangemeld")
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"vergrendeld": True}, status_code=401)
    return RedirectResponse(vergrendeld_adres(request), 303)


async def _later(request: Request, fout: Exception) -> Response:
    log.warning("web.database_away", fout=type(fout).__name__)
    tekst = "Probeer het over een minuut opnieuw. Er is niets verloren."
    antwoord = pagina(request, fout_van(503, "Even niet bereikbaar", tekst))
    antwoord.headers["Retry-After"] = "5"
    return antwoord


async def _stuk(request: Request, fout: Exception) -> Response:
    log.error("web.error", fout=type(fout).__name__, plek=plek(fout), methode=request.method)
    tekst = "Het ligt aan ons. Probeer het later opnieuw. Er is niets verloren."
    antwoord = pagina(request, fout_van(500, "Er ging iets mis", tekst))
    antwoord.headers.update(SECURITY_HEADERS)
    return antwoord


async def _weigering(request: Request, fout: Exception) -> Response:
    return pagina(request, fout_van(422, "Dit kan niet", str(fout)))
