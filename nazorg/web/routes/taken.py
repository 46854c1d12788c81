"""Do something with a task: finish it, put it back, look at it beside the list."""

from contextlib import suppress
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.dossiers.toon import Dossierlezer
from nazorg.usecases.werkvoorraad.handel_af import handel_af, heropen
from nazorg.web.opmaak.voorbeeld import to_voorbeeld
from nazorg.web.opmaak.vraag import parse_vraag
from nazorg.web.rendering import render
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE = 303


def _id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError as fout:
        raise NietGevonden from fout


async def _terug(request: Request, medewerker: Medewerker, **erbij: str) -> Response:
    """Go back to the same view. Of 'terug' only what the queue itself understands comes back."""
    gegeven = (await request.form()).get("terug")
    velden: dict[str, str] = {}
    if isinstance(gegeven, str):
        with suppress(ValueError):  # too many fields, or text that is no text
            velden = dict(parse_qsl(gegeven, max_num_fields=20))
    vraag = parse_vraag(velden, vandaag=vandaag(deps_of(request).klok), van=medewerker.gemeenten)
    query = "&".join(deel for deel in (vraag.terug, urlencode(erbij)) if deel)
    return RedirectResponse("/werkvoorraad" + ("?" + query if query else ""), ZIE)


async def post_afgehandeld(request: Request) -> Response:
    medewerker, deps, taak = await current_medewerker(request), deps_of(request), _id(request)
    await handel_af(
        taak,
        medewerker=medewerker,
        store=deps.store,
        klok=deps.klok,
        oorsprong=oorsprong(request),
    )
    return await _terug(request, medewerker, gedaan=str(taak))


async def post_open(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    await heropen(
        _id(request),
        medewerker=medewerker,
        store=deps.store,
        klok=deps.klok,
        oorsprong=oorsprong(request),
    )
    return await _terug(request, medewerker)


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
