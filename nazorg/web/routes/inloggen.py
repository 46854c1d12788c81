"""Log in with the account of one's own organisation (OpenID Connect)."""

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.inlog import InlogMislukt
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.inloggen import log_in
from nazorg.web.inlogfout import leg_uit
from nazorg.web.inloggen import Inlog, ontvang, vertrek
from nazorg.web.rendering import render
from nazorg.web.routes.aanmelden import beginpagina, end_sessie
from nazorg.web.schermen import FoutScherm, Link
from nazorg.web.toegang import deps_of, instellingen_of, oorsprong, set_cookie

log = structlog.get_logger()


def _inlog_of(request: Request) -> Inlog:
    inlog = instellingen_of(request).inlog
    if inlog is None:
        raise NietGevonden
    return inlog


async def get_start(request: Request) -> Response:
    """Leave for the provider. A link and not a form: a browser lets no form end elsewhere (CSP)."""
    deps = deps_of(request)
    koekje = instellingen_of(request).handdrukkoekje
    return await vertrek(
        request, _inlog_of(request), kluis=deps.kluis, klok=deps.klok, koekje=koekje
    )


async def get_terug(request: Request) -> Response:
    """Come back from the provider."""
    deps, instellingen = deps_of(request), instellingen_of(request)
    koekje = instellingen.handdrukkoekje
    terug = await ontvang(
        request, _inlog_of(request), kluis=deps.kluis, klok=deps.klok, koekje=koekje
    )
    await end_sessie(request)
    medewerker, token = await log_in(
        terug.wie,
        poging=terug.poging,
        store=deps.store,
        klok=deps.klok,
        kennis=deps.kennis,
        duur=instellingen.duur,
        oorsprong=oorsprong(request),
    )
    antwoord = RedirectResponse(beginpagina(medewerker), 303)
    set_cookie(antwoord, instellingen, token)
    koekje.neem_weg(antwoord)
    return antwoord


async def toon_mislukt(request: Request, fout: Exception) -> Response:
    """Say why somebody does not get in; the log hears the reason and nothing of the person."""
    assert isinstance(fout, InlogMislukt)
    log.warning("login.failed", reden=fout.reden.value)
    instellingen = instellingen_of(request)
    uitleg = leg_uit(fout, toegang_bij=_inlog_of(request).toegang_bij)
    scherm = FoutScherm(
        status=uitleg.status,
        titel=uitleg.titel,
        tekst=uitleg.tekst,
        terug=Link(tekst=uitleg.knop, href=f"/login{uitleg.verder}"),
        kenmerk=fout.kenmerk,
    )
    antwoord = render(request, "fout.html.j2", status_code=uitleg.status, schil=None, scherm=scherm)
    instellingen.handdrukkoekje.neem_weg(antwoord)
    return antwoord


ROUTES = [
    Route("/login/start", get_start, methods=["GET"]),
    Route("/login/terug", get_terug, methods=["GET"]),
]
