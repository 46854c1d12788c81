"""Sets of questions behind a dossier: begin one, answer page by page, finish it."""

from collections.abc import Mapping
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.dagtekst import lees_dag
from nazorg.kern.klok import vandaag
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.feit import Grondslag
from nazorg.store.vragenlijsten import Lijststatus
from nazorg.usecases.leefgebieden.beantwoord import (
    AlAfgerond,
    Antwoordbotsing,
    Antwoordinvoer,
    beantwoord,
)
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.usecases.leefgebieden.vragenlijst import (
    begin_lijst,
    set_status,
    toon_lijst,
    toon_lijsten,
)
from nazorg.web.formulier import (
    gereedschap,
    lees_een,
    lees_getal,
    lees_id,
    lees_spreker,
    lees_velden,
)
from nazorg.web.opmaak.vragen import Getypt, to_lijstenscherm, to_vragenscherm
from nazorg.web.rendering import render
from nazorg.web.routes.dossiers import check_nummer
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE, CONFLICT, KAN_NIET = 303, 409, 422


async def get_vragen(request: Request) -> Response:
    medewerker = await current_medewerker(request)
    overzicht = await toon_lijsten(
        check_nummer(request),
        medewerker=medewerker,
        oorsprong=oorsprong(request),
        met=gereedschap(request),
    )
    scherm = to_lijstenscherm(overzicht, vandaag=vandaag(deps_of(request).klok))
    schil = await make_schil(request, medewerker)
    return render(request, "vragen.html.j2", schil=schil, scherm=scherm)


async def post_vragen(request: Request) -> Response:
    """Begin a set, or go on with the one that is busy."""
    medewerker, nummer = await current_medewerker(request), check_nummer(request)
    velden = await lees_velden(request)
    id_ = await begin_lijst(
        nummer,
        velden.get("lijst", ""),
        medewerker=medewerker,
        oorsprong=oorsprong(request),
        met=gereedschap(request),
    )
    return RedirectResponse(f"/dossiers/{nummer}/vragen/{id_}/1", ZIE)


def _deel(request: Request) -> int:
    return lees_getal(request.path_params["deel"])


async def get_lijst(request: Request) -> Response:
    return await _toon(
        request, Getypt(gelukt=request.query_params.get("bewaard") == "1"), status=200
    )


async def _toon(request: Request, getypt: Getypt, *, status: int) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    inzicht = await toon_lijst(
        check_nummer(request),
        lees_id(request.path_params["id"]),
        medewerker=medewerker,
        oorsprong=oorsprong(request),
        met=gereedschap(request),
    )
    deel = _deel(request)
    if not 1 <= deel <= len(inzicht.delen):
        raise NietGevonden
    scherm = to_vragenscherm(inzicht, deel, getypt, deps.kennis, vandaag=vandaag(deps.klok))
    schil = await make_schil(request, medewerker)
    return render(request, "vragenlijst.html.j2", status_code=status, schil=schil, scherm=scherm)


async def post_lijst(request: Request) -> Response:
    """Save a page. 'naar' says where to go: nowhere, to a page beside it, or to the end."""
    medewerker, nummer = await current_medewerker(request), check_nummer(request)
    id_, velden = lees_id(request.path_params["id"]), await lees_velden(request)
    try:
        await beantwoord(
            nummer,
            id_,
            _invoer(velden, _deel(request)),
            medewerker=medewerker,
            oorsprong=oorsprong(request),
            met=gereedschap(request),
        )
    except Invoerfout as fout:
        getypt = Getypt(velden=velden, fouten=fout.per_veld, heropen=_heropen(velden))
        return await _toon(request, getypt, status=KAN_NIET)
    except Antwoordbotsing as fout:
        getypt = Getypt(
            velden=velden,
            melding=str(fout),
            verschillen=fout.verschillen,
            heropen=isinstance(fout, AlAfgerond),
        )
        return await _toon(request, getypt, status=CONFLICT)
    return await _verder(request, nummer, id_, velden.get("naar", ""))


def _invoer(velden: Mapping[str, str], deel: int) -> Antwoordinvoer:
    return Antwoordinvoer(
        deel=deel,
        antwoorden={n.removeprefix("v-"): w for n, w in velden.items() if n.startswith("v-")},
        gezien={n.removeprefix("g-"): w for n, w in velden.items() if n.startswith("g-")},
        spreker=lees_spreker(velden.get("spreker")),
        gemeten_op=lees_dag(velden.get("gemeten_op")),
        grondslag=lees_een(Grondslag, velden.get("grondslag"), Grondslag.PBW_18A),
        heropen=_heropen(velden),
    )


def _heropen(velden: Mapping[str, str]) -> bool:
    return velden.get("heropen") == "ja"


async def _verder(request: Request, nummer: str, id_: UUID, naar: str) -> Response:
    basis, deel = f"/dossiers/{nummer}/vragen/{id_}", _deel(request)
    match naar:
        case "vanzelf":
            return await _toon(request, Getypt(), status=200)
        case "volgende" | "vorige":
            return RedirectResponse(f"{basis}/{deel + (1 if naar == 'volgende' else -1)}", ZIE)
        case "klaar":
            await _zet(request, nummer, id_, Lijststatus.KLAAR)
            return RedirectResponse(f"/dossiers/{nummer}/vragen", ZIE)
        case _:
            return RedirectResponse(f"{basis}/{deel}?bewaard=1", ZIE)


async def post_status(request: Request) -> Response:
    """Open a finished list again."""
    nummer, id_ = check_nummer(request), lees_id(request.path_params["id"])
    await _zet(request, nummer, id_, Lijststatus.BEZIG)
    return RedirectResponse(f"/dossiers/{nummer}/vragen/{id_}/1", ZIE)


async def _zet(request: Request, nummer: str, id_: UUID, status: Lijststatus) -> None:
    await set_status(
        nummer,
        id_,
        status,
        medewerker=await current_medewerker(request),
        oorsprong=oorsprong(request),
        met=gereedschap(request),
    )


ROUTES = [
    Route("/dossiers/{nummer}/vragen", get_vragen, methods=["GET"]),
    Route("/dossiers/{nummer}/vragen", post_vragen, methods=["POST"]),
    Route("/dossiers/{nummer}/vragen/{id}/heropend", post_status, methods=["POST"]),
    Route("/dossiers/{nummer}/vragen/{id}/{deel}", get_lijst, methods=["GET"]),
    Route("/dossiers/{nummer}/vragen/{id}/{deel}", post_lijst, methods=["POST"]),
]
