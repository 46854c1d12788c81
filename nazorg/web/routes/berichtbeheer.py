"""One message, and what a functioneel beheerder does with messages that were set aside."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.weigering import Weigering
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.usecases.berichten.bekijk import Berichtlezer
from nazorg.usecases.berichten.corrigeer import Corrector
from nazorg.usecases.berichten.herhaal import Berichtbeheer
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.web.opmaak.bericht import to_bericht
from nazorg.web.rendering import render
from nazorg.web.routes.herhalingen import ZIE, parse_id
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

# In the names of the fields of the form, before the path of a field of the message.
_WAARDE = "waarde:"


def _lezer(request: Request) -> Berichtlezer:
    deps = deps_of(request)
    return Berichtlezer(deps.store, deps.kluis, deps.klok, deps.kennis)


async def get_bericht(request: Request) -> Response:
    medewerker = await current_medewerker(request)
    id_, kennis = parse_id(request.path_params["id"]), deps_of(request).kennis
    inzicht = await _lezer(request).bekijk(id_, medewerker=medewerker, oorsprong=oorsprong(request))
    herhaald = "herhaald" in request.query_params
    scherm = to_bericht(inzicht, medewerker, kennis, herhaald=herhaald)
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
    scherm = to_bericht(inzicht, medewerker, deps_of(request).kennis)
    return render(request, "bericht.html.j2", schil=schil, scherm=scherm)


async def post_correctie(request: Request) -> Response:
    """Propose other values for fields that are wrong."""
    medewerker, id_ = await current_medewerker(request), parse_id(request.path_params["id"])
    formulier = await request.form()
    waarden = {
        naam.removeprefix(_WAARDE): waarde
        for naam, waarde in formulier.items()
        if naam.startswith(_WAARDE) and isinstance(waarde, str)
    }
    await Corrector(deps_of(request).ontvanger).stel_voor(
        id_,
        waarden,
        [pad for pad in formulier.getlist("weg") if isinstance(pad, str)],
        await _veld(request, "toelichting"),
        medewerker=medewerker,
        oorsprong=oorsprong(request),
    )
    return RedirectResponse(f"/berichten/{id_}", ZIE)


async def post_voorstel(request: Request) -> Response:
    """Show a proposal with both values. A POST, as for the content itself."""
    medewerker = await current_medewerker(request)
    inzicht = await _lezer(request).open_voorstel(
        parse_id(request.path_params["id"]),
        await _veld(request, "reden"),
        corrector=Corrector(deps_of(request).ontvanger),
        medewerker=medewerker,
        oorsprong=oorsprong(request),
    )
    schil = await make_schil(request, medewerker)
    scherm = to_bericht(inzicht, medewerker, deps_of(request).kennis)
    return render(request, "bericht.html.j2", schil=schil, scherm=scherm)


async def post_besluit(request: Request) -> Response:
    """Approve or reject the proposal of somebody else."""
    medewerker, id_ = await current_medewerker(request), parse_id(request.path_params["id"])
    correctie, besluit = (
        parse_id(await _veld(request, "correctie")),
        await _veld(request, "besluit"),
    )
    if besluit not in ("goed", "af"):
        raise Weigering("Kies: keur goed, of wijs af.")
    await Corrector(deps_of(request).ontvanger).besluit(
        id_,
        correctie,
        await _veld(request, "toelichting"),
        goed=besluit == "goed",
        medewerker=medewerker,
        oorsprong=oorsprong(request),
    )
    return RedirectResponse(f"/berichten/{id_}", ZIE)


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
    beheer = Berichtbeheer(deps_of(request).ontvanger)
    return await _voeg_code_toe(request, beheer.voeg_inrichting_toe)


async def post_gemeente(request: Request) -> Response:
    """Add a code of a gemeente, and offer the message again at once."""
    beheer = Berichtbeheer(deps_of(request).ontvanger)
    return await _voeg_code_toe(request, beheer.voeg_gemeente_toe)


async def _voeg_code_toe(request: Request, voeg_toe: Callable[..., Awaitable[None]]) -> Response:
    medewerker, id_ = await current_medewerker(request), parse_id(request.path_params["id"])
    code, naam, waar = (
        await _veld(request, "code"),
        await _veld(request, "naam"),
        oorsprong(request),
    )
    await voeg_toe(code, naam, medewerker=medewerker, oorsprong=waar)
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
    Route("/berichten/{id}/gemeente", post_gemeente, methods=["POST"]),
    Route("/berichten/{id}/correctie", post_correctie, methods=["POST"]),
    Route("/berichten/{id}/voorstel", post_voorstel, methods=["POST"]),
    Route("/berichten/{id}/besluit", post_besluit, methods=["POST"]),
]
