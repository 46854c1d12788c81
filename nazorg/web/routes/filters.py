"""Saved filters: keep one, see them, remove one."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.klok import vandaag
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.werkvoorraad.bewaar_filter import LANGSTE_NAAM, Filterboek, Filternaam
from nazorg.web.opmaak.vraag import Vraag, parse_query
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of
from nazorg.web.wachtrijschermen import Filterscherm, Opgeslagen

ZIE, ONVERWERKBAAR = 303, 422


async def _boek(request: Request) -> Filterboek:
    deps = deps_of(request)
    return Filterboek(await current_medewerker(request), deps.store, deps.klok)


async def _vraag(request: Request, query: object) -> Vraag:
    medewerker = await current_medewerker(request)
    return parse_query(query, vandaag=vandaag(deps_of(request).klok), van=medewerker.gemeenten)


async def get_filters(request: Request) -> Response:
    return await _toon(request)


async def post_filter(request: Request) -> Response:
    boek, formulier = await _boek(request), await request.form()
    naam = str(formulier.get("naam", ""))
    vraag = await _vraag(request, formulier.get("terug"))
    try:
        await boek.bewaar(naam, vraag.query, gedeeld="gedeeld" in formulier)
    except Filternaam as fout:
        return await _toon(request, fout=str(fout), naam=naam[:100], vraag=vraag)
    return RedirectResponse(vraag.href(), ZIE)


async def post_weg(request: Request) -> Response:
    try:
        id_ = UUID(request.path_params["id"])
    except ValueError as fout:
        raise NietGevonden from fout
    await (await _boek(request)).haal_weg(id_)
    return RedirectResponse("/werkvoorraad/filters", ZIE)


async def _toon(
    request: Request, *, fout: str = "", naam: str = "", vraag: Vraag | None = None
) -> Response:
    filters = await (await _boek(request)).toon()
    adressen = [(await _vraag(request, f.vraag)).href() for f in filters]
    scherm = Filterscherm(
        filters=tuple(
            Opgeslagen(
                id=str(f.id),
                naam=f.naam,
                href=href,
                gedeeld=f.gedeeld,
                eigen=f.eigen,
            )
            for f, href in zip(filters, adressen, strict=True)
        ),
        fout=fout,
        naam=naam,
        vraag=vraag.query if vraag else "",
        langste=LANGSTE_NAAM,
    )
    schil = await make_schil(request, await current_medewerker(request))
    status = ONVERWERKBAAR if fout else 200
    return render(request, "filters.html.j2", status_code=status, schil=schil, scherm=scherm)


ROUTES = [
    Route("/werkvoorraad/filters", get_filters),
    Route("/werkvoorraad/filters", post_filter, methods=["POST"]),
    Route("/werkvoorraad/filters/{id}/weg", post_weg, methods=["POST"]),
]
