"""Keep a dossier longer than its term, from the page of the dossier."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.dagtekst import lees_dag
from nazorg.leefgebieden.dossiertermijn import Bewaarreden
from nazorg.usecases.dossiers.bewaren import bewaar_langer, stop_bewaren
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.web.formulier import gereedschap, lees_id, lees_velden
from nazorg.web.opmaak.bewaren import Getypt
from nazorg.web.opmaak.leefdeel import Blik
from nazorg.web.routes.dossiers import check_nummer, toon_dossier
from nazorg.web.toegang import current_medewerker, oorsprong

ZIE, KAN_NIET = 303, 422


async def post_bewaren(request: Request) -> Response:
    medewerker, nummer = await current_medewerker(request), check_nummer(request)
    velden = await lees_velden(request)
    reden = next((r for r in Bewaarreden if r == velden.get("reden")), None)
    try:
        await bewaar_langer(
            nummer,
            reden,
            lees_dag(velden.get("tot")),
            medewerker=medewerker,
            oorsprong=oorsprong(request),
            met=gereedschap(request),
        )
    except Invoerfout as fout:
        getypt = Getypt(velden=velden, fouten=fout.per_veld)
        blik = Blik(medewerker=medewerker, bewaren=getypt)
        return await toon_dossier(request, blik, status=KAN_NIET)
    return RedirectResponse(f"/dossiers/{nummer}#h-bewaren", ZIE)


async def post_gestopt(request: Request) -> Response:
    nummer = check_nummer(request)
    await stop_bewaren(
        nummer,
        lees_id(request.path_params["id"]),
        medewerker=await current_medewerker(request),
        oorsprong=oorsprong(request),
        met=gereedschap(request),
    )
    return RedirectResponse(f"/dossiers/{nummer}#h-bewaren", ZIE)


ROUTES = [
    Route("/dossiers/{nummer}/bewaren", post_bewaren, methods=["POST"]),
    Route("/dossiers/{nummer}/bewaren/{id}/gestopt", post_gestopt, methods=["POST"]),
]
