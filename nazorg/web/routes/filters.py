"""Saved filters: keep one, see them, remove one."""

from collections.abc import Sequence
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.klok import vandaag
from nazorg.kern.toegang import NietGevonden
from nazorg.store.opgeslagen import OpgeslagenFilter
from nazorg.usecases.werkvoorraad.bewaar_filter import LANGSTE_NAAM, Filterboek, Filternaam
from nazorg.web.opmaak.vraag import Vraag, parse_query
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of
from nazorg.web.wachtrijschermen import Filterscherm, Melding, Opgeslagen

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
    naam, gedeeld = str(formulier.get("naam", "")), "gedeeld" in formulier
    vraag = await _vraag(request, formulier.get("terug"))
    try:
        await boek.bewaar(naam, vraag.query, gedeeld=gedeeld)
    except Filternaam as fout:
        return await _toon(request, fout=str(fout), naam=naam[:100], gedeeld=gedeeld, vraag=vraag)
    return RedirectResponse(vraag.href(), ZIE)


def _id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError as fout:
        raise NietGevonden from fout


async def post_weg(request: Request) -> Response:
    id_ = _id(request)
    await (await _boek(request)).haal_weg(id_)
    return RedirectResponse(f"/werkvoorraad/filters?weg={id_}", ZIE)


async def post_deel(request: Request) -> Response:
    id_, formulier = _id(request), await request.form()
    await (await _boek(request)).deel(id_, gedeeld=formulier.get("gedeeld") == "ja")
    return RedirectResponse(f"/werkvoorraad/filters?anders={id_}", ZIE)


async def post_terug(request: Request) -> Response:
    try:
        await (await _boek(request)).draai_terug(_id(request))
    except Filternaam as fout:
        balk = Melding(tekst=str(fout), toon="let-op")
        return await _toon(request, balk=balk, status=ONVERWERKBAAR)
    return RedirectResponse("/werkvoorraad/filters", ZIE)


async def _toon(
    request: Request,
    *,
    fout: str = "",
    naam: str = "",
    gedeeld: bool = False,
    vraag: Vraag | None = None,
    balk: Melding | None = None,
    status: int = 200,
) -> Response:
    boek = await _boek(request)
    filters = [await _opgeslagen(request, f) for f in await boek.toon()]
    weg = [await _opgeslagen(request, f) for f in await boek.toon_weg()]
    scherm = Filterscherm(
        filters=tuple(filters),
        weg=tuple(weg),
        balk=balk or _balk(request, filters, weg),
        fout=fout,
        naam=naam,
        gedeeld=gedeeld,
        vraag=vraag.query if vraag else "",
        langste=LANGSTE_NAAM,
    )
    schil = await make_schil(request, await current_medewerker(request))
    status = ONVERWERKBAAR if fout else status
    return render(request, "filters.html.j2", status_code=status, schil=schil, scherm=scherm)


async def _opgeslagen(request: Request, f: OpgeslagenFilter) -> Opgeslagen:
    return Opgeslagen(
        id=str(f.id),
        naam=f.naam,
        href=(await _vraag(request, f.vraag)).href(),
        gedeeld=f.gedeeld,
        eigen=f.eigen,
        kan_terug=f.eigen and f.kan_terug,
    )


def _balk(
    request: Request, filters: Sequence[Opgeslagen], weg: Sequence[Opgeslagen]
) -> Melding | None:
    """Return the bar about what was just done on this page, with the way back."""
    for veld, lijst in (("weg", weg), ("anders", filters)):
        for f in lijst:
            if f.kan_terug and f.id == request.query_params.get(veld):
                gedeeld = "gedeeld met uw team" if f.gedeeld else "alleen nog voor u"
                wat = "weggehaald" if veld == "weg" else gedeeld
                pad = f"/werkvoorraad/filters/{f.id}/terug"
                return Melding(tekst=f"Filter ‘{f.naam}’ is {wat}.", ongedaan=pad)
    return None


ROUTES = [
    Route("/werkvoorraad/filters", get_filters),
    Route("/werkvoorraad/filters", post_filter, methods=["POST"]),
    Route("/werkvoorraad/filters/{id}/weg", post_weg, methods=["POST"]),
    Route("/werkvoorraad/filters/{id}/deel", post_deel, methods=["POST"]),
    Route("/werkvoorraad/filters/{id}/terug", post_terug, methods=["POST"]),
]
