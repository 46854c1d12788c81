"""Offer messages again: first how many, then a run with its progress; and start a source again."""

from collections.abc import Mapping
from uuid import UUID

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.berichten.beheer import Herhaalstand, Herhaaluitkomst
from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.usecases.berichten.hervat import Hervatter
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.usecases.berichten.toon_herhaling import bekijk_vooraf, toon_herhaling
from nazorg.web.opmaak.berichtvraag import Berichtvraag, parse_berichtvraag
from nazorg.web.opmaak.herhaling import (
    niet_te_herhalen,
    to_onbruikbaar,
    to_vooraf,
    to_voortgang,
)
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE = 303
MAX_GEKOZEN = 5_000
_VERNIEUW = "5"  # seconds


def parse_id(tekst: str) -> UUID:
    """Return an id from an address or a form. Raises NietGevonden."""
    try:
        return UUID(tekst)
    except ValueError as fout:
        raise NietGevonden from fout


async def get_vooraf(request: Request) -> Response:
    """Show what would be offered again with this filter."""
    return await _vooraf(request, parse_berichtvraag(request.query_params), [])


async def post_herhalen(request: Request) -> Response:
    """Offer messages again: one at once, more only after the page that says how many.

    Nothing chosen in the list is nothing to do: all of a list is asked for on the page before.
    """
    medewerker = await current_medewerker(request)
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    formulier = await request.form()
    vraag = parse_berichtvraag(_velden(formulier))
    ids = [parse_id(i) for i in formulier.getlist("id")[:MAX_GEKOZEN] if isinstance(i, str)]
    akkoord = formulier.get("akkoord") == "ja"
    if not ids and not akkoord:
        terug = vraag.href(voor=str(vraag.voor or ""), kies="eerst")
        return RedirectResponse(terug + "#lijst", ZIE)
    if (len(ids) != 1 and not akkoord) or (not ids and niet_te_herhalen(vraag)):
        return await _vooraf(request, vraag, ids)
    gekozen = {"aantal": str(len(ids))} if ids else vraag.velden
    herhaling = await Herhaler(deps_of(request).ontvanger).start(
        vraag.zoek, ids, gekozen=gekozen, medewerker=medewerker, oorsprong=oorsprong(request)
    )
    if len(ids) == 1:
        return RedirectResponse(f"/berichten/{ids[0]}?herhaald=ja", ZIE)
    return RedirectResponse(f"/berichten/herhalingen/{herhaling}", ZIE)


async def get_herhaling(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    vraag = request.query_params
    inzicht = await toon_herhaling(
        parse_id(request.path_params["id"]),
        uitkomst=next((u for u in Herhaaluitkomst if u == vraag.get("uitkomst")), None),
        na=parse_id(vraag["na"]) if "na" in vraag else None,
        medewerker=medewerker,
        store=deps.store,
        klok=deps.klok,
    )
    scherm = to_voortgang(inzicht, na=vraag.get("na"))
    schil = await make_schil(request, medewerker)
    antwoord = render(request, "herhaling.html.j2", schil=schil, scherm=scherm)
    # Without JavaScript; not on later pages, where somebody is reading.
    if inzicht.herhaling.stand is Herhaalstand.BEZIG and "na" not in vraag:
        antwoord.headers["Refresh"] = _VERNIEUW
    return antwoord


async def post_hervatten(request: Request) -> Response:
    """Start a source again that was on hold: its first messages as a trial."""
    medewerker, deps = await current_medewerker(request), deps_of(request)
    id_ = await Hervatter(deps.ontvanger).begin(
        parse_id(request.path_params["id"]), medewerker=medewerker, oorsprong=oorsprong(request)
    )
    herhaler = Herhaler(deps.ontvanger)
    # The trial, and what it leads to; the rest is for the clock.
    if await herhaler.doe(id_):
        await herhaler.doe(id_)
    return RedirectResponse(f"/berichten/herhalingen/{id_}", ZIE)


async def _vooraf(request: Request, vraag: Berichtvraag, ids: list[UUID]) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    schil = await make_schil(request, medewerker)
    if not ids and (onbruikbaar := niet_te_herhalen(vraag)):
        scherm = to_onbruikbaar(onbruikbaar, vraag)
        return render(request, "herhalen.html.j2", status_code=422, schil=schil, scherm=scherm)
    gezien = await bekijk_vooraf(vraag.zoek, ids, medewerker=medewerker, store=deps.store)
    scherm = to_vooraf(gezien, vraag, ids, vandaag=vandaag(deps.klok))
    return render(request, "herhalen.html.j2", schil=schil, scherm=scherm)


def _velden(formulier: FormData) -> Mapping[str, str]:
    return {naam: waarde for naam, waarde in formulier.items() if isinstance(waarde, str)}


ROUTES = [
    Route("/berichten/herhalen", get_vooraf, methods=["GET"]),
    Route("/berichten/herhalen", post_herhalen, methods=["POST"]),
    Route("/berichten/herhalingen/{id}", get_herhaling, methods=["GET"]),
    Route("/berichten/pauzes/{id}/hervatten", post_hervatten, methods=["POST"]),
]
