"""One message, and what a functioneel beheerder does with messages that were set aside."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.usecases.berichten.bekijk import Berichtlezer
from nazorg.usecases.berichten.herhaal import Berichtbeheer
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.web.opmaak.bericht import to_bericht
from nazorg.web.rendering import render
from nazorg.web.routes.herhalingen import ZIE, parse_id
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong


def _lezer(request: Request) -> Berichtlezer:
    deps = deps_of(request)
    return Berichtlezer(deps.store, deps.kluis, deps.klok)


async def get_bericht(request: Request) -> Response:
    medewerker = await current_medewerker(request)
    id_ = parse_id(request.path_params["id"])
    inzicht = await _lezer(request).bekijk(id_, medewerker=medewerker)
    scherm = to_bericht(inzicht, medewerker, herhaald="herhaald" in request.query_params)
    schil = await make_schil(request, medewerker)
    return render(request, "bericht.html.j2", schil=schil, scherm=scherm)


async def post_inhoud(request: Request) -> Response:
    """Show what a message says. A POST, so that it is never in a history or a log as a link."""
    medewerker = await current_medewerker(request)
    inzicht = await _lezer(request).open_inhoud(
        parse_id(request.path_params["id"]),
        await _veld(request, "reden"),
        medewerker=medewerker,
        oorsprong=oorsprong(request),
    )
    schil = await make_schil(request, medewerker)
    scherm = to_bericht(inzicht, medewerker)
    return render(request, "bericht.html.j2", schil=schil, scherm=scherm)


async def post_opgeven(request: Request) -> Response:
    medewerker, id_ = await current_medewerker(request), parse_id(request.path_params["id"])
    beheer = Berichtbeheer(deps_of(request).ontvanger)
    await beheer.geef_op(
        id_,
        await _veld(request, "toelichting"),
        medewerker=medewerker,
        oorsprong=oorsprong(request),
    )
    return RedirectResponse(f"/berichten/{id_}", ZIE)


async def post_inrichting(request: Request) -> Response:
    """Add a code of an inrichting, and offer the message again at once."""
    medewerker, id_ = await current_medewerker(request), parse_id(request.path_params["id"])
    beheer, waar = Berichtbeheer(deps_of(request).ontvanger), oorsprong(request)
    code, naam = await _veld(request, "code"), await _veld(request, "naam")
    await beheer.voeg_inrichting_toe(code, naam, medewerker=medewerker, oorsprong=waar)
    await Herhaler(deps_of(request).ontvanger).start(
        Zoekvraag(), [id_], gekozen={"aantal": "1"}, medewerker=medewerker, oorsprong=waar
    )
    return RedirectResponse(f"/berichten/{id_}?herhaald=ja", ZIE)


async def _veld(request: Request, naam: str) -> str:
    waarde = (await request.form()).get(naam)
    return waarde if isinstance(waarde, str) else ""


ROUTES = [
    Route("/berichten/{id}", get_bericht, methods=["GET"]),
    Route("/berichten/{id}/inhoud", post_inhoud, methods=["POST"]),
    Route("/berichten/{id}/opgeven", post_opgeven, methods=["POST"]),
    Route("/berichten/{id}/inrichting", post_inrichting, methods=["POST"]),
]
