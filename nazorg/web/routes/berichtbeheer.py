"""One message, and what a functioneel beheerder does with messages that were set aside."""

from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.berichten.uitkomst import Reden
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.berichten.bekijk import Berichtlezer
from nazorg.usecases.berichten.herhaal import Berichtbeheer, Herhaling
from nazorg.web.opmaak.bericht import to_bericht
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE = 303
_MAX_GEKOZEN = 5_000


def _id(tekst: str) -> UUID:
    try:
        return UUID(tekst)
    except ValueError as fout:
        raise NietGevonden from fout


def _lezer(request: Request) -> Berichtlezer:
    deps = deps_of(request)
    return Berichtlezer(deps.store, deps.kluis, deps.klok)


async def get_bericht(request: Request) -> Response:
    medewerker = await current_medewerker(request)
    inzicht = await _lezer(request).bekijk(_id(request.path_params["id"]), medewerker=medewerker)
    melding = herhaald_melding(request.query_params.get("herhaald"))
    scherm = to_bericht(inzicht, medewerker, melding=melding)
    schil = await make_schil(request, medewerker)
    return render(request, "bericht.html.j2", schil=schil, scherm=scherm)


async def post_inhoud(request: Request) -> Response:
    """Show what a message says. A POST, so that it is never in a history or a log as a link."""
    medewerker = await current_medewerker(request)
    inzicht = await _lezer(request).open_inhoud(
        _id(request.path_params["id"]),
        await _veld(request, "reden"),
        medewerker=medewerker,
        oorsprong=oorsprong(request),
    )
    schil = await make_schil(request, medewerker)
    scherm = to_bericht(inzicht, medewerker)
    return render(request, "bericht.html.j2", schil=schil, scherm=scherm)


async def post_herhalen(request: Request) -> Response:
    """Offer messages again: those that were chosen, all of one reason, or all."""
    medewerker = await current_medewerker(request)
    beheer = Berichtbeheer(deps_of(request).ontvanger)
    formulier = await request.form()
    ids = [_id(i) for i in formulier.getlist("id")[:_MAX_GEKOZEN] if isinstance(i, str)]
    if not ids:
        reden = next((r for r in Reden if r == formulier.get("reden")), None)
        ids = await beheer.find_apart(reden, medewerker=medewerker)
    uit = await beheer.herhaal(ids, medewerker=medewerker, oorsprong=oorsprong(request))
    pad = f"/berichten/{ids[0]}" if len(ids) == 1 else "/berichten"
    return RedirectResponse(f"{pad}?{urlencode({'herhaald': _to_query(uit)})}", ZIE)


async def post_opgeven(request: Request) -> Response:
    medewerker, id_ = await current_medewerker(request), _id(request.path_params["id"])
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
    medewerker, id_ = await current_medewerker(request), _id(request.path_params["id"])
    beheer, waar = Berichtbeheer(deps_of(request).ontvanger), oorsprong(request)
    code, naam = await _veld(request, "code"), await _veld(request, "naam")
    await beheer.voeg_inrichting_toe(code, naam, medewerker=medewerker, oorsprong=waar)
    uit = await beheer.herhaal([id_], medewerker=medewerker, oorsprong=waar)
    return RedirectResponse(f"/berichten/{id_}?{urlencode({'herhaald': _to_query(uit)})}", ZIE)


async def _veld(request: Request, naam: str) -> str:
    waarde = (await request.form()).get(naam)
    return waarde if isinstance(waarde, str) else ""


def _to_query(uit: Herhaling) -> str:
    return f"{uit.verwerkt}-{uit.apart}-{uit.anders}-{uit.over}"


def herhaald_melding(tekst: str | None) -> str:
    """Return what happened, in words; anything but our own four numbers says nothing."""
    delen = (tekst or "").split("-")
    if len(delen) != 4 or not all(d.isascii() and d.isdigit() and len(d) < 7 for d in delen):
        return ""
    verwerkt, apart, anders, over = map(int, delen)
    zinnen = [
        f"{verwerkt} verwerkt" if verwerkt else "",
        f"{apart} nog steeds apart" if apart else "",
        f"{anders} hoefde niet meer" if anders else "",
        f"{over} nog niet geprobeerd" if over else "",
    ]
    gedaan = ", ".join(zin for zin in zinnen if zin) or "niets veranderd"
    return f"Opnieuw afgespeeld: {gedaan}."


ROUTES = [
    Route("/berichten/herhalen", post_herhalen, methods=["POST"]),
    Route("/berichten/{id}", get_bericht, methods=["GET"]),
    Route("/berichten/{id}/inhoud", post_inhoud, methods=["POST"]),
    Route("/berichten/{id}/opgeven", post_opgeven, methods=["POST"]),
    Route("/berichten/{id}/inrichting", post_inrichting, methods=["POST"]),
]
