"""GET /bezorging: which events did not arrive; and the buttons that send them again."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.toegang import NietGevonden
from nazorg.store.bezorglijst import EERSTE, Plek
from nazorg.usecases.bezorging.toon import (
    toon_bezorging,
    verzend_alles_opnieuw,
    verzend_opnieuw,
)
from nazorg.web.opmaak.bezorging import to_bezorging
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, instellingen_of, oorsprong

_CIJFERS = 10


async def get_bezorging(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    na = _plek(request.query_params.get("na"))
    overzicht = await toon_bezorging(medewerker, na=na, store=deps.store, klok=deps.klok)
    schil = await make_schil(request, medewerker)
    naar_kafka = instellingen_of(request).naar_kafka
    scherm = to_bezorging(
        overzicht, medewerker, na=na, gedaan=_gedaan(request), naar_kafka=naar_kafka
    )
    return render(request, "bezorging.html.j2", schil=schil, scherm=scherm)


async def post_opnieuw(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    await verzend_opnieuw(
        _id(request, "bestemming"),
        _id(request, "id"),
        medewerker=medewerker,
        store=deps.store,
        klok=deps.klok,
        oorsprong=oorsprong(request),
    )
    return RedirectResponse("/bezorging", 303)


async def post_alles_opnieuw(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    bestemming = _id(request, "bestemming")
    aantal = await verzend_alles_opnieuw(
        bestemming,
        medewerker=medewerker,
        store=deps.store,
        klok=deps.klok,
        oorsprong=oorsprong(request),
    )
    return RedirectResponse(f"/bezorging?gedaan={aantal}&van={bestemming}", 303)


def _gedaan(request: Request) -> tuple[int, UUID] | None:
    """Return how many events of which destination somebody sent again just now."""
    aantal = request.query_params.get("gedaan", "")
    try:
        bestemming = UUID(request.query_params.get("van", ""))
    except ValueError:
        return None
    return (int(aantal), bestemming) if aantal.isdecimal() and len(aantal) < _CIJFERS else None


def _id(request: Request, naam: str) -> UUID:
    try:
        return UUID(request.path_params[naam])
    except ValueError as fout:
        raise NietGevonden from fout


def _plek(tekst: str | None) -> Plek | None:
    """Return the place to go on after; nonsense means the begin."""
    nummer, _, bestemming = (tekst or "").partition("-")
    try:
        plek = (int(nummer), UUID(bestemming))
    except ValueError:
        return None
    return plek if 0 <= plek[0] <= EERSTE[0] else None


ROUTES = [
    Route("/bezorging", get_bezorging),
    Route("/bezorging/{bestemming}/opnieuw", post_alles_opnieuw, methods=["POST"]),
    Route("/bezorging/{bestemming}/{id}/opnieuw", post_opnieuw, methods=["POST"]),
]
