"""GET /werkvoorraad: the queue. All of its state is in the address."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.klok import vandaag
from nazorg.usecases.werkvoorraad.toon import toon_werkvoorraad
from nazorg.web.opmaak.vraag import parse_vraag
from nazorg.web.opmaak.werkvoorraad import to_werkvoorraad
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of


async def get_werkvoorraad(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    vraag = parse_vraag(request.query_params, vandaag=vandaag(deps.klok), van=medewerker.gemeenten)
    overzicht = await toon_werkvoorraad(
        medewerker, vraag.to_filter(), voor=vraag.voor, store=deps.store, klok=deps.klok
    )
    scherm = to_werkvoorraad(overzicht, vraag, medewerker, deps.kennis)
    schil = await make_schil(request, medewerker, taken=overzicht.open)
    return render(request, "werkvoorraad.html.j2", schil=schil, scherm=scherm)


ROUTES = [Route("/werkvoorraad", get_werkvoorraad)]
