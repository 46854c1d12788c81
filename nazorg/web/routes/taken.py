"""Do something with a task: finish it, put it back, look at it beside the list."""

from urllib.parse import parse_qs, urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.dossiers.toon import Dossierlezer
from nazorg.usecases.werkvoorraad.handel_af import handel_af, heropen
from nazorg.web.opmaak.voorbeeld import to_voorbeeld
from nazorg.web.rendering import render
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE = 303


def _id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError as fout:
        raise NietGevonden from fout


async def _terug(request: Request, **erbij: str) -> Response:
    """Go back to the same view. 'terug' is only ever read as a query string of the queue."""
    gegeven = (await request.form()).get("terug")
    velden = parse_qs(gegeven, max_num_fields=20) if isinstance(gegeven, str) else {}
    query = {naam: waarden[0] for naam, waarden in velden.items() if naam != "gedaan"} | erbij
    return RedirectResponse("/werkvoorraad" + ("?" + urlencode(query) if query else ""), ZIE)


async def post_afgehandeld(request: Request) -> Response:
    medewerker, deps, taak = await current_medewerker(request), deps_of(request), _id(request)
    await handel_af(
        taak,
        medewerker=medewerker,
        store=deps.store,
        klok=deps.klok,
        oorsprong=oorsprong(request),
    )
    return await _terug(request, gedaan=str(taak))


async def post_open(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    await heropen(
        _id(request),
        medewerker=medewerker,
        store=deps.store,
        klok=deps.klok,
        oorsprong=oorsprong(request),
    )
    return await _terug(request)


async def get_voorbeeld(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    lezer = Dossierlezer(deps.store, deps.kluis, deps.klok, deps.kennis)
    taak, inzicht = await lezer.toon_voorbeeld(
        _id(request), medewerker=medewerker, oorsprong=oorsprong(request)
    )
    voorbeeld = to_voorbeeld(taak, inzicht, deps.kennis)
    return render(request, "_voorbeeld.html.j2", voorbeeld=voorbeeld)


ROUTES = [
    Route("/taken/{id}/afgehandeld", post_afgehandeld, methods=["POST"]),
    Route("/taken/{id}/open", post_open, methods=["POST"]),
    Route("/taken/{id}/voorbeeld", get_voorbeeld),
]
