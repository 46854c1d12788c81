"""GET /berichten: what came in, and what became of it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.medewerker import Rol
from nazorg.usecases.berichten.toon import toon_berichten
from nazorg.web.opmaak.berichten import to_berichten
from nazorg.web.opmaak.berichtvraag import parse_berichtvraag
from nazorg.web.opmaak.herhaling import herhaling_link
from nazorg.web.opmaak.sluiten import Geweigerd
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of


async def get_berichten(request: Request) -> Response:
    return await toon_overzicht(request)


async def toon_overzicht(request: Request, geweigerd: Geweigerd | None = None) -> Response:
    """Draw the page; geweigerd: with a form of the watch that was refused."""
    medewerker, deps = await current_medewerker(request), deps_of(request)
    vraag = parse_berichtvraag(request.query_params)
    overzicht = await toon_berichten(
        medewerker,
        vraag.zoek,
        voor=vraag.voor,
        store=deps.store,
        klok=deps.klok,
        kluis=deps.kluis,
        grenzen=deps.grenzen,
    )
    beheer = medewerker.has_rol(Rol.FUNCTIONEEL_BEHEERDER)
    herhalingen = tuple(herhaling_link(h, vandaag=overzicht.dag) for h in overzicht.herhalingen)
    scherm = to_berichten(
        overzicht,
        vraag,
        beheer=beheer,
        herhalingen=herhalingen,
        kies_eerst="kies" in request.query_params,
        geweigerd=geweigerd,
    )
    schil = await make_schil(request, medewerker)
    status = 422 if geweigerd else 200
    return render(request, "berichten.html.j2", status_code=status, schil=schil, scherm=scherm)


ROUTES = [Route("/berichten", get_berichten)]
