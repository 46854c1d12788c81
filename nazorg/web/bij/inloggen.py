"""Enter the room with the account of one's own organisation (OpenID Connect)."""

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.inlog import InlogMislukt
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.bij.inloggen import log_in
from nazorg.web.bij.aanmelden import end_sessie
from nazorg.web.bij.geweigerd import pagina
from nazorg.web.bij.schermen import BijFout, BijVerder
from nazorg.web.bij.schil import eerste_pagina
from nazorg.web.bij.toegang import instellingen_of, kamer_of, oorsprong, set_cookie, veilig_pad
from nazorg.web.inlogfout import leg_uit
from nazorg.web.inloggen import Inlog, ontvang, vertrek
from nazorg.web.rendering import render

log = structlog.get_logger()


def _inlog_of(request: Request) -> Inlog:
    inlog = instellingen_of(request).inlog
    if inlog is None:
        raise NietGevonden
    return inlog


async def get_start(request: Request) -> Response:
    """Leave for the provider; remember which alert somebody came for."""
    kamer, instellingen = kamer_of(request), instellingen_of(request)
    return await vertrek(
        request,
        _inlog_of(request),
        kluis=kamer.kluis,
        klok=kamer.klok,
        koekje=instellingen.handdrukkoekje,
        naar=veilig_pad(request.query_params.get("naar")),
    )


async def get_terug(request: Request) -> Response:
    """Come back from the provider.

    A page that goes on by itself, and not a redirect: that would still come from another site, and
    the cookie of this room (SameSite strict) would not go along.
    """
    kamer, instellingen = kamer_of(request), instellingen_of(request)
    koekje = instellingen.handdrukkoekje
    terug = await ontvang(
        request, _inlog_of(request), kluis=kamer.kluis, klok=kamer.klok, koekje=koekje
    )
    await end_sessie(request)
    medewerker, token = await log_in(
        terug.wie, poging=terug.poging, kamer=kamer, oorsprong=oorsprong(request)
    )
    begin = eerste_pagina(medewerker)
    naar = veilig_pad(terug.naar) if begin == "/bij/meldingen" else begin
    scherm = BijVerder(
        titel="U bent ingelogd", tekst="U gaat nu verder.", naar=naar, knop="Ga verder"
    )
    antwoord = render(request, "bij/verder.html.j2", schil=None, scherm=scherm)
    set_cookie(antwoord, instellingen, token)
    koekje.neem_weg(antwoord)
    return antwoord


async def toon_mislukt(request: Request, fout: Exception) -> Response:
    """Say why somebody does not get in; the log hears the reason and nothing of the person."""
    assert isinstance(fout, InlogMislukt)
    log.warning("bij.login_failed", reden=fout.reden.value)
    uitleg = leg_uit(fout, toegang_bij=_inlog_of(request).toegang_bij)
    scherm = BijFout(
        titel=uitleg.titel,
        tekst=uitleg.tekst,
        status=uitleg.status,
        terug=f"/bij/login{uitleg.verder}",
        terug_tekst=uitleg.knop,
        kenmerk=fout.kenmerk,
    )
    antwoord = pagina(request, scherm)
    instellingen_of(request).handdrukkoekje.neem_weg(antwoord)
    return antwoord


ROUTES = [
    Route("/login/start", get_start, methods=["GET"]),
    Route("/login/terug", get_terug, methods=["GET"]),
]
