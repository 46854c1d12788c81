"""Take back what was just saved in a dossier, from the bar or from the timeline."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.terug import KanNietTerug, parse_daad
from nazorg.usecases.leefgebieden.draai_terug import draai_terug
from nazorg.web.formulier import gereedschap
from nazorg.web.opmaak.leefdeel import Blik
from nazorg.web.routes.dossiers import check_nummer, toon_dossier
from nazorg.web.toegang import current_medewerker, oorsprong
from nazorg.web.wachtrijschermen import Melding

ZIE, CONFLICT = 303, 409


async def post_terugdraaien(request: Request) -> Response:
    medewerker, nummer = await current_medewerker(request), check_nummer(request)
    daad = parse_daad(request.path_params["daad"])
    if daad is None:
        raise NietGevonden
    try:
        await draai_terug(
            nummer,
            daad,
            medewerker=medewerker,
            oorsprong=oorsprong(request),
            met=gereedschap(request),
        )
    except KanNietTerug as fout:
        balk = Melding(tekst=str(fout), toon="let-op")
        return await toon_dossier(request, Blik(medewerker=medewerker, balk=balk), status=CONFLICT)
    return RedirectResponse(f"/dossiers/{nummer}?teruggedraaid={daad.soort}", ZIE)


ROUTES = [
    Route("/dossiers/{nummer}/terugdraaien/{daad}", post_terugdraaien, methods=["POST"]),
]
