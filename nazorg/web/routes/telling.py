"""GET /berichten/telling/{dag}: does the count of that day match, and which messages are ours."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.bewaking.toon_telling import Teldag, toon_teldag
from nazorg.web.opmaak.telling import to_csv, to_telling
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of


async def get_telling(request: Request) -> Response:
    medewerker = await current_medewerker(request)
    scherm = to_telling(await _toon(request), medewerker)
    schil = await make_schil(request, medewerker)
    return render(request, "telling.html.j2", schil=schil, scherm=scherm)


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
    Route("/berichten/telling/{dag}", get_telling),
    Route("/berichten/telling/{dag}/nummers", get_nummers),
]
