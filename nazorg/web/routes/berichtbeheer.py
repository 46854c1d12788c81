"""One message, and what a functioneel beheerder does with messages that were set aside."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.usecases.berichten.herhaal import Berichtbeheer, CodeGeweigerd, GeenToelichting
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.web.berichtpagina import ZIE, lees_veld, lezer, toon_bericht, toon_geweigerd
from nazorg.web.berichtscherm import Ingevuld
from nazorg.web.formulier import lees_id
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong


async def get_bericht(request: Request) -> Response:
    medewerker = await current_medewerker(request)
    id_ = lees_id(request.path_params["id"])
    inzicht = await lezer(request).bekijk(id_, medewerker=medewerker, oorsprong=oorsprong(request))
    return await toon_bericht(request, inzicht, herhaald="herhaald" in request.query_params)


async def post_inhoud(request: Request) -> Response:
    """Show what a message says. A POST, so that it is never in a history or a log as a link."""
    medewerker, reden = await current_medewerker(request), await lees_veld(request, "reden")
    try:
        inzicht = await lezer(request).open_inhoud(
            lees_id(request.path_params["id"]),
            reden,
            medewerker=medewerker,
            oorsprong=oorsprong(request),
        )
    except GeenToelichting as fout:
        return await toon_geweigerd(request, {"reden": reden}, {"reden": str(fout)})
    return await toon_bericht(request, inzicht, Ingevuld(kijkreden=reden))


async def post_opgeven(request: Request) -> Response:
    """Write down that a message will not be handled. A mistake comes back in the form itself."""
    medewerker, id_ = await current_medewerker(request), lees_id(request.path_params["id"])
    tekst = await lees_veld(request, "toelichting")
    try:
        await Berichtbeheer(deps_of(request).ontvanger).geef_op(
            id_, tekst, medewerker=medewerker, oorsprong=oorsprong(request)
        )
    except GeenToelichting as fout:
        return await toon_geweigerd(request, {"toelichting": tekst}, {"toelichting": str(fout)})
    return RedirectResponse(f"/berichten/{id_}", ZIE)


async def post_inrichting(request: Request) -> Response:
    """Add a code of an inrichting, and offer the message again at once."""
    beheer = Berichtbeheer(deps_of(request).ontvanger)
    return await _voeg_code_toe(request, beheer.voeg_inrichting_toe)


async def post_gemeente(request: Request) -> Response:
    """Add a code of a gemeente, and offer the message again at once."""
    beheer = Berichtbeheer(deps_of(request).ontvanger)
    return await _voeg_code_toe(request, beheer.voeg_gemeente_toe)


async def _voeg_code_toe(request: Request, voeg_toe: Callable[..., Awaitable[None]]) -> Response:
    medewerker, id_ = await current_medewerker(request), lees_id(request.path_params["id"])
    code, naam, waar = (
        await lees_veld(request, "code"),
        await lees_veld(request, "naam"),
        oorsprong(request),
    )
    try:
        await voeg_toe(id_, code, naam, medewerker=medewerker, oorsprong=waar)
    except CodeGeweigerd as fout:
        return await toon_geweigerd(request, {"code": code, "naam": naam}, {fout.veld: str(fout)})
    await Herhaler(deps_of(request).ontvanger).start(
        Zoekvraag(), [id_], gekozen={"aantal": "1"}, medewerker=medewerker, oorsprong=waar
    )
    return RedirectResponse(f"/berichten/{id_}?herhaald=ja", ZIE)


ROUTES = [
    Route("/berichten/{id}", get_bericht, methods=["GET"]),
    Route("/berichten/{id}/inhoud", post_inhoud, methods=["POST"]),
    Route("/berichten/{id}/opgeven", post_opgeven, methods=["POST"]),
    Route("/berichten/{id}/inrichting", post_inrichting, methods=["POST"]),
    Route("/berichten/{id}/gemeente", post_gemeente, methods=["POST"]),
]
