"""The application under /bij: its own routes, errors and state; the outer site only mounts it."""

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from nazorg.kern.toegang import NietGevonden
from nazorg.kern.weigering import Weigering
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.toegang import GeenAanwijzing, IsIngetrokken
from nazorg.web.bij import aanmelden, beheer, meldingen
from nazorg.web.bij.schermen import BijFout
from nazorg.web.bij.toegang import BijInstellingen, Vergrendeld, vergrendeld_adres
from nazorg.web.rendering import SECURITY_HEADERS, render
from nazorg.web.storing import DATABANK_WEG, plek

log = structlog.get_logger()
ROUTES = (*aanmelden.ROUTES, *meldingen.ROUTES, *beheer.ROUTES)
_TITEL = {
    404: ("Niet gevonden", "Deze pagina bestaat niet, of is niet voor u."),
    405: ("Dit kan hier niet", "Ga terug en probeer het opnieuw."),
}


def make_bij_site(kamer: Kamer, instellingen: BijInstellingen) -> Starlette:
    """Return the room of the mayor."""
    app = Starlette(
        routes=list(ROUTES),
        exception_handlers={
            HTTPException: _http,
            NietGevonden: _niet_gevonden,
            Vergrendeld: _vergrendeld,
            GeenAanwijzing: _geen_aanwijzing,
            IsIngetrokken: _ingetrokken,
            Weigering: _weigering,
            **dict.fromkeys(DATABANK_WEG, _later),
            Exception: _stuk,
        },
    )
    app.router.redirect_slashes = False
    app.state.kamer = kamer
    app.state.instellingen = instellingen
    return app


def _pagina(request: Request, fout: BijFout) -> Response:
    return render(request, "bij/fout.html.j2", status_code=fout.status, schil=None, scherm=fout)


def _fout(status: int, titel: str, tekst: str) -> BijFout:
    """Return the page; /bij leads everybody to a first page of their own."""
    return BijFout(
        titel=titel, tekst=tekst, status=status, terug="/bij", terug_tekst="Naar het begin"
    )


async def _http(request: Request, fout: Exception) -> Response:
    assert isinstance(fout, HTTPException)
    titel, tekst = _TITEL.get(fout.status_code, ("Dit kan niet", "Ga terug."))
    return _pagina(request, _fout(fout.status_code, titel, tekst))


async def _niet_gevonden(request: Request, _: Exception) -> Response:
    return _pagina(request, _fout(404, *_TITEL[404]))


async def _vergrendeld(request: Request, _: Exception) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"vergrendeld": True}, status_code=401)
    return RedirectResponse(vergrendeld_adres(request), 303)


async def _geen_aanwijzing(request: Request, fout: Exception) -> Response:
    tekst = f"{fout} Vraag de beheerder van aanwijzingen."
    if request.method == "POST":
        tekst += " Wat u net invulde, is niet vastgelegd."
    scherm = BijFout(
        titel="U ziet hier niets",
        tekst=tekst,
        status=403,
        terug="/bij/login",
        terug_tekst="Afmelden",
    )
    return _pagina(request, scherm)


async def _ingetrokken(request: Request, fout: Exception) -> Response:
    return _pagina(request, _fout(409, "Deze melding is ingetrokken", str(fout)))


async def _later(request: Request, fout: Exception) -> Response:
    log.warning("web.database_away", fout=type(fout).__name__)
    tekst = "Probeer het over een minuut opnieuw. Er is niets verloren."
    antwoord = _pagina(request, _fout(503, "Even niet bereikbaar", tekst))
    antwoord.headers["Retry-After"] = "5"
    return antwoord


async def _stuk(request: Request, fout: Exception) -> Response:
    log.error("web.error", fout=type(fout).__name__, plek=plek(fout), methode=request.method)
    tekst = "Het ligt aan ons. Probeer het later opnieuw. Er is niets verloren."
    antwoord = _pagina(request, _fout(500, "Er ging iets mis", tekst))
    antwoord.headers.update(SECURITY_HEADERS)
    return antwoord


async def _weigering(request: Request, fout: Exception) -> Response:
    return _pagina(request, _fout(422, "Dit kan niet", str(fout)))
