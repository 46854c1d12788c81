"""Search. Always POST: what somebody looks for never stands in an address."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Rol
from nazorg.kern.toegang import require_rol
from nazorg.usecases.dossiers.zoek import HOOGSTENS, Zoeker, Zoekresultaat
from nazorg.web.opmaak.zoeken import to_zoekscherm
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE = 303


async def get_zoeken(request: Request) -> Response:
    require_rol(await current_medewerker(request), Rol.NAZORGCOORDINATOR)
    return await _toon(request, "", None)


async def post_zoeken(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    zoeker = Zoeker(medewerker, deps.store, deps.kluis, deps.klok, deps.kennis, oorsprong(request))
    tekst = str((await request.form()).get("q", ""))
    uit = await zoeker.zoek(tekst)
    if uit.naar:
        return RedirectResponse(f"/dossiers/{uit.naar}", ZIE)
    return await _toon(request, tekst, uit)


async def _toon(request: Request, tekst: str, uit: Zoekresultaat | None) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    dag = vandaag(deps.klok)
    scherm = to_zoekscherm(tekst, uit, deps.kennis, hoogstens=HOOGSTENS, vandaag=dag)
    schil = await make_schil(request, medewerker)
    return render(request, "zoeken.html.j2", schil=schil, scherm=scherm)


ROUTES = [
    Route("/zoeken", get_zoeken),
    Route("/zoeken", post_zoeken, methods=["POST"]),
]
