"""GET /berichten/telling: all days, and does the count of one match; which messages are ours."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.bewaking.toon_telling import Teldag, toon_teldag, toon_teldagen
from nazorg.web.opmaak.telling import to_csv, to_teldagen, to_telling
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of


async def get_telling(request: Request) -> Response:
    medewerker = await current_medewerker(request)
    scherm = to_telling(await _toon(request), medewerker)
    schil = await make_schil(request, medewerker)
    return render(request, "telling.html.j2", schil=schil, scherm=scherm)


async def get_dagen(request: Request) -> Response:
    """Return a page of all days that were counted: a count is kept for a year."""
    medewerker, deps = await current_medewerker(request), deps_of(request)
    tekst = request.query_params.get("voor")
    voor = _dag(tekst) if tekst else None
    dagen = await toon_teldagen(medewerker, voor=voor, store=deps.store, klok=deps.klok)
    schil = await make_schil(request, medewerker)
    scherm = to_teldagen(dagen, is_begin=voor is None)
    return render(request, "tellingen.html.j2", schil=schil, scherm=scherm)


async def get_nummers(request: Request) -> Response:
    """Return our numbers of one kind on that day as a file, to hand to the source."""
    dag = await _toon(request)
    if dag.gekozen is None:
        raise NietGevonden
    naam = f"nummers-{dag.dag.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{naam}"'}
    return Response(to_csv(dag), media_type="text/csv", headers=headers)


async def _toon(request: Request) -> Teldag:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    bron, soort = (request.query_params.get(naam, "") for naam in ("bron", "soort"))
    return await toon_teldag(
        medewerker,
        _dag(request.path_params["dag"]),
        keuze=(bron, soort) if bron or soort else None,
        store=deps.store,
        klok=deps.klok,
    )


def _dag(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError as fout:
        raise NietGevonden from fout


ROUTES = [
    Route("/berichten/telling", get_dagen),
    Route("/berichten/telling/{dag}", get_telling),
    Route("/berichten/telling/{dag}/nummers", get_nummers),
]
