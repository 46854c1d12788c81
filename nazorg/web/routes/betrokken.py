"""Who is involved in a dossier, and where its documents lie: see, add, end."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.dagtekst import lees_dag
from nazorg.kern.klok import vandaag
from nazorg.leefgebieden.betrokken import Betrokkene, Betrokkenrol, Betrokkensoort
from nazorg.leefgebieden.stuk import Stuk
from nazorg.store.betrokkenen import Tabel
from nazorg.store.ids import Ids
from nazorg.usecases.leefgebieden.betrokken import (
    add_betrokkene,
    add_stuk,
    end,
    toon_omgeving,
)
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.web.formulier import gereedschap, has_bestand, lees_een, lees_id, lees_velden
from nazorg.web.opmaak.betrokken import Getypt, to_betrokkenscherm
from nazorg.web.rendering import render
from nazorg.web.routes.dossiers import check_nummer
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE, KAN_NIET = 303, 422
_GEEN_BESTAND = "Een bestand kan hier niet. Noteer alleen waar het stuk ligt."


async def get_betrokkenen(request: Request) -> Response:
    return await _toon(request, Getypt(), status=200)


async def _toon(request: Request, getypt: Getypt, *, status: int) -> Response:
    medewerker = await current_medewerker(request)
    omgeving = await toon_omgeving(
        check_nummer(request),
        medewerker=medewerker,
        oorsprong=oorsprong(request),
        met=gereedschap(request),
    )
    scherm = to_betrokkenscherm(omgeving, getypt, vandaag=vandaag(deps_of(request).klok))
    schil = await make_schil(request, medewerker)
    return render(request, "betrokkenen.html.j2", status_code=status, schil=schil, scherm=scherm)


async def post_betrokkene(request: Request) -> Response:
    velden = await lees_velden(request)
    nieuw = Betrokkene(
        id=_nieuw_id(request),
        soort=lees_een(Betrokkensoort, velden.get("soort"), Betrokkensoort.CONTACT),
        rol=lees_een(Betrokkenrol, velden.get("rol"), Betrokkenrol.ANDERS),
        organisatie=velden.get("organisatie", ""),
        naam=velden.get("naam", ""),
        telefoon=velden.get("telefoon", ""),
    )
    medewerker, nummer = await current_medewerker(request), check_nummer(request)
    return await _voeg_toe(
        request,
        Getypt(vorm="betrokkene", velden=velden),
        lambda: add_betrokkene(
            nummer,
            nieuw,
            medewerker=medewerker,
            oorsprong=oorsprong(request),
            met=gereedschap(request),
        ),
    )


async def post_stuk(request: Request) -> Response:
    """Note where a document lies. A file is refused: what lies elsewhere is not copied (L29)."""
    medewerker, nummer = await current_medewerker(request), check_nummer(request)
    velden = await lees_velden(request)
    if await has_bestand(request):
        getypt = Getypt(vorm="stuk", velden=velden, melding=_GEEN_BESTAND)
        return await _toon(request, getypt, status=KAN_NIET)
    return await _voeg_toe(
        request,
        Getypt(vorm="stuk", velden=velden),
        lambda: add_stuk(
            nummer,
            _stuk(velden, _nieuw_id(request)),
            medewerker=medewerker,
            oorsprong=oorsprong(request),
            met=gereedschap(request),
        ),
    )


def _nieuw_id(request: Request) -> UUID:
    return Ids(deps_of(request).klok.nu())()


def _stuk(velden: Mapping[str, str], id_: UUID) -> Stuk:
    return Stuk(
        id=id_,
        titel=velden.get("titel", ""),
        plek=velden.get("plek", ""),
        waar=velden.get("waar", ""),
        url=velden.get("url", ""),
        datum=lees_dag(velden.get("datum")),
    )


async def _voeg_toe(
    request: Request, getypt: Getypt, doe: Callable[[], Awaitable[None]]
) -> Response:
    try:
        await doe()
    except Invoerfout as fout:
        getypt = Getypt(vorm=getypt.vorm, velden=getypt.velden, fouten=fout.per_veld)
        return await _toon(request, getypt, status=KAN_NIET)
    return RedirectResponse(f"/dossiers/{check_nummer(request)}/betrokkenen", ZIE)


async def post_einde(request: Request) -> Response:
    """End somebody or something, or take that back."""
    tabel: Tabel = "stuk" if "/stukken/" in request.url.path else "betrokkene"
    nummer, velden = check_nummer(request), await lees_velden(request)
    await end(
        nummer,
        tabel,
        lees_id(request.path_params["id"]),
        terug=velden.get("terug") == "ja",
        medewerker=await current_medewerker(request),
        oorsprong=oorsprong(request),
        met=gereedschap(request),
    )
    return RedirectResponse(f"/dossiers/{nummer}/betrokkenen", ZIE)


ROUTES = [
    Route("/dossiers/{nummer}/betrokkenen", get_betrokkenen, methods=["GET"]),
    Route("/dossiers/{nummer}/betrokkenen", post_betrokkene, methods=["POST"]),
    Route("/dossiers/{nummer}/betrokkenen/{id}/gestopt", post_einde, methods=["POST"]),
    Route("/dossiers/{nummer}/stukken", post_stuk, methods=["POST"]),
    Route("/dossiers/{nummer}/stukken/{id}/gestopt", post_einde, methods=["POST"]),
]
