"""Take a list in: bring it, choose the columns and look, confirm."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.berichten.lijst import Lijstsoort, Rijuitkomst
from nazorg.contract.lijst.tabel import MAX_BYTES
from nazorg.kern.medewerker import Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.usecases.invoer.beheer import Invoerbeheer, Toegang
from nazorg.usecases.invoer.verwerk import Lijstverwerker
from nazorg.web.opmaak.invoer import to_brengscherm, to_lijstscherm
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import (
    current_medewerker,
    deps_of,
    instellingen_of,
    oorsprong,
    sessie_of,
)
from nazorg.web.upload import lees_upload

ZIE = 303


async def _toegang(request: Request) -> Toegang:
    medewerker = await current_medewerker(request)
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    return Toegang(medewerker=medewerker, sessie=sessie_of(request), oorsprong=oorsprong(request))


def _beheer(request: Request) -> Invoerbeheer:
    onze_bron = instellingen_of(request).onze_bron
    return Invoerbeheer(Lijstverwerker(deps_of(request).ontvanger, onze_bron))


def _id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError as fout:
        raise NietGevonden from fout


async def get_brengen(request: Request) -> Response:
    toegang = await _toegang(request)
    return await _brengscherm(request, toegang)


async def _brengscherm(
    request: Request, toegang: Toegang, velden: dict[str, str] | None = None, fout: str = ""
) -> Response:
    gekozen = velden or {}
    scherm = to_brengscherm(
        toegang.medewerker,
        deps_of(request).kennis.gemeenten,
        soort=gekozen.get("soort", ""),
        gemeente=gekozen.get("gemeente", ""),
        fout=fout,
    )
    schil = await make_schil(request, toegang.medewerker)
    status = 422 if fout else 200
    return render(request, "invoer.html.j2", status_code=status, schil=schil, scherm=scherm)


async def post_brengen(request: Request) -> Response:
    """Keep the file, and go to where its columns are chosen. What is wrong is said at the form."""
    toegang = await _toegang(request)
    velden: dict[str, str] = {}
    try:
        velden, ruw = await lees_upload(request, meeste=MAX_BYTES)
        soort = next((s for s in Lijstsoort if s == velden.get("soort")), Lijstsoort.DETENTIE)
        id_ = await _beheer(request).breng(
            ruw, soort=soort, gemeente=velden.get("gemeente", ""), toegang=toegang
        )
    except Weigering as weigering:
        return await _brengscherm(request, toegang, velden, str(weigering))
    return RedirectResponse(f"/berichten/invoer/{id_}", ZIE)


async def get_lijst(request: Request) -> Response:
    return await _toon(request, await _toegang(request))


async def _toon(request: Request, toegang: Toegang, melding: str = "") -> Response:
    vraag = request.query_params
    vanaf = vraag.get("vanaf", "")
    scherm = to_lijstscherm(
        await _beheer(request).bekijk(_id(request), toegang=toegang),
        deps_of(request).kennis.gemeenten,
        uitkomst=next((u for u in Rijuitkomst if u == vraag.get("uitkomst")), None),
        vanaf=int(vanaf) if vanaf.isascii() and vanaf.isdigit() and len(vanaf) < 5 else 0,
        melding=melding,
    )
    schil = await make_schil(request, toegang.medewerker)
    status = 422 if melding else 200
    return render(request, "invoerlijst.html.j2", status_code=status, schil=schil, scherm=scherm)


async def post_kolommen(request: Request) -> Response:
    toegang, id_ = await _toegang(request), _id(request)
    formulier = await request.form(max_files=0, max_fields=100)
    keuzes = {naam: waarde for naam, waarde in formulier.items() if isinstance(waarde, str)}
    await _beheer(request).kies(id_, keuzes, toegang=toegang)
    return RedirectResponse(f"/berichten/invoer/{id_}#uitkomst", ZIE)


async def post_opnemen(request: Request) -> Response:
    toegang, id_ = await _toegang(request), _id(request)
    try:
        await _beheer(request).bevestig(id_, toegang=toegang)
    except Weigering as weigering:
        return await _toon(request, toegang, str(weigering))
    return RedirectResponse(f"/berichten/invoer/{id_}", ZIE)


async def post_weg(request: Request) -> Response:
    toegang = await _toegang(request)
    await _beheer(request).gooi_weg(_id(request), toegang=toegang)
    return RedirectResponse("/berichten/invoer", ZIE)


async def post_fouten(request: Request) -> Response:
    """Give the wrong rows as a file. A POST, because it is written down who took them along."""
    toegang = await _toegang(request)
    ruw = await _beheer(request).haal_foutrijen(_id(request), toegang=toegang)
    return Response(
        ruw,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="foute-rijen.csv"'},
    )


ROUTES = [
    Route("/berichten/invoer", get_brengen, methods=["GET"]),
    Route("/berichten/invoer", post_brengen, methods=["POST"]),
    Route("/berichten/invoer/{id}", get_lijst, methods=["GET"]),
    Route("/berichten/invoer/{id}/kolommen", post_kolommen, methods=["POST"]),
    Route("/berichten/invoer/{id}/opnemen", post_opnemen, methods=["POST"]),
    Route("/berichten/invoer/{id}/weg", post_weg, methods=["POST"]),
    Route("/berichten/invoer/{id}/fouten", post_fouten, methods=["POST"]),
]
