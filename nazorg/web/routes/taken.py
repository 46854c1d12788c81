"""Do something with one task, or with many: look at it, fill it in, do it, undo it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.usecases.dossiers.toon import Dossierlezer
from nazorg.usecases.werkvoorraad.bereid_voor import bereid_voor, mark_ongelezen
from nazorg.usecases.werkvoorraad.doe import Uitgevoerd, Uitvoerder, VerkeerdeOpdracht
from nazorg.web.opmaak.opdracht import (
    Ingevuld,
    begin,
    niet_na_termijn,
    parse_ingevuld,
    to_opdrachtscherm,
    waarschuw,
)
from nazorg.web.opmaak.voorbeeld import to_voorbeeld
from nazorg.web.opmaak.vraag import Vraag, parse_query, parse_vraag
from nazorg.web.rendering import render
from nazorg.web.routes.dossiers import is_nummer
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong
from nazorg.werkvoorraad.handelingen import Handeling, Opdracht
from nazorg.werkvoorraad.taken import Dicht

ZIE = 303
ONVERWERKBAAR = 422
_VERSIE = re.compile("[0-9]{1,9}")

# Deeds that need nothing filled in, by the last word of their address.
DIRECT = {
    "afgehandeld": Handeling.AFGEHANDELD,
    "open": Handeling.HEROPEND,
    "teruggezet": Handeling.TERUGGEZET,
    "vrijgegeven": Handeling.VRIJGEGEVEN,
}
MET_DAG = (Handeling.SLUIMERT, Handeling.WACHT)
OP_EEN_PAGINA = (Handeling.TOEGEWEZEN, Handeling.SLUIMERT, Handeling.WACHT)


def _uuid(tekst: object) -> UUID:
    try:
        return UUID(str(tekst))
    except ValueError as fout:
        raise NietGevonden from fout


def _id(request: Request) -> UUID:
    return _uuid(request.path_params["id"])


def _sleutels(formulier: FormData) -> dict[UUID, int | None]:
    """Return the tasks of a form with the version that was seen of each."""
    taken: dict[UUID, int | None] = {}
    for waarde in formulier.getlist("taak"):
        id_, _, versie = str(waarde).partition(".")
        taken[_uuid(id_)] = int(versie) if _VERSIE.fullmatch(versie) else None
    return taken


async def _uitvoerder(request: Request) -> Uitvoerder:
    deps = deps_of(request)
    return Uitvoerder(await current_medewerker(request), deps.store, deps.klok, oorsprong(request))


async def _vraag(request: Request, formulier: FormData | None = None) -> Vraag:
    """Return the list to go back to. Only what the queue itself understands comes back."""
    medewerker, dag = await current_medewerker(request), vandaag(deps_of(request).klok)
    if formulier is None:
        return parse_vraag(request.query_params, vandaag=dag, van=medewerker.gemeenten)
    return parse_query(formulier.get("terug"), vandaag=dag, van=medewerker.gemeenten)


async def _terug(request: Request, formulier: FormData, uit: Uitgevoerd | None = None) -> Response:
    nummer = formulier.get("dossier")
    if isinstance(nummer, str) and is_nummer(nummer):
        # Done on the page of a dossier, so back to it.
        gedaan = f"?gedaan={uit.handeling}" if uit else ""
        return RedirectResponse(f"/dossiers/{nummer}{gedaan}", ZIE)
    vraag = await _vraag(request, formulier)
    erbij = [f"gedaan={uit.handeling}"] if uit else []
    if uit and uit.weg:
        erbij.append(f"weg={uit.weg}")
    query = "&".join(deel for deel in (vraag.terug, *erbij) if deel)
    return RedirectResponse("/werkvoorraad" + ("?" + query if query else ""), ZIE)


async def post_direct(request: Request) -> Response:
    uitvoerder, formulier = await _uitvoerder(request), await request.form()
    soort = DIRECT[request.url.path.rpartition("/")[2]]
    taak = _id(request)
    gezien = _sleutels(formulier).get(taak)
    uit = await uitvoerder.doe(Opdracht(soort=soort), {taak: gezien})
    return await _terug(request, formulier, uit)


async def post_ongelezen(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    await mark_ongelezen(_id(request), medewerker=medewerker, store=deps.store)
    return await _terug(request, await request.form())


async def _begin(request: Request, soort: Handeling) -> Ingevuld:
    dicht = await _dicht(request)
    return begin(soort, vandaag=vandaag(deps_of(request).klok), dicht=dicht)


async def _dicht(request: Request) -> Dicht:
    """Return the days on which a gemeente of this person is closed."""
    boek, medewerker = deps_of(request).kennis.regelboek, await current_medewerker(request)
    return frozenset[date]().union(*(boek.voor(g).dicht for g in medewerker.gemeenten))


async def get_opdracht(request: Request) -> Response:
    soort = Handeling(request.url.path.rpartition("/")[2])
    ingevuld = await _begin(request, soort)
    return await _toon_opdracht(request, [_id(request)], ingevuld, await _vraag(request))


async def post_opdracht(request: Request) -> Response:
    """Show what will happen to the chosen tasks. Nothing is done yet."""
    require_rol(await current_medewerker(request), Rol.NAZORGCOORDINATOR)
    formulier = await request.form()
    gelezen = parse_ingevuld(_velden(formulier))
    taken = list(_sleutels(formulier))
    if gelezen is None or not taken:
        raise Weigering("Kies eerst één of meer taken in de lijst.")
    ingevuld = await _begin(request, gelezen.soort)
    return await _toon_opdracht(request, taken, ingevuld, await _vraag(request, formulier))


async def post_doe(request: Request) -> Response:
    uitvoerder, formulier = await _uitvoerder(request), await request.form()
    require_rol(uitvoerder.medewerker, Rol.NAZORGCOORDINATOR)
    ingevuld, taken = parse_ingevuld(_velden(formulier)), _sleutels(formulier)
    if ingevuld is None or not taken:
        raise Weigering("Kies eerst één of meer taken in de lijst.")
    fouten = ingevuld.find_fouten()
    if not fouten and ingevuld.soort in MET_DAG:
        ingevuld = await _waarschuw(request, ingevuld, taken)
        fouten = dict(ingevuld.fouten)
    if not fouten:
        try:
            uit = await uitvoerder.doe(ingevuld.to_opdracht(), taken)
            return await _terug(request, formulier, uit)
        except VerkeerdeOpdracht as fout:
            fouten = fout.fouten
    opnieuw, vraag = replace(ingevuld, fouten=fouten), await _vraag(request, formulier)
    return await _toon_opdracht(request, list(taken), opnieuw, vraag, status=ONVERWERKBAAR)


async def _waarschuw(request: Request, ingevuld: Ingevuld, taken: Iterable[UUID]) -> Ingevuld:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    v = await bereid_voor(list(taken), medewerker=medewerker, store=deps.store, klok=deps.klok)
    return waarschuw(ingevuld, v.taken, v.dag)


def _velden(formulier: FormData) -> dict[str, Any]:
    return dict(formulier.items())


async def _toon_opdracht(
    request: Request, taken: list[UUID], ingevuld: Ingevuld, vraag: Vraag, *, status: int = 200
) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    v = await bereid_voor(taken, medewerker=medewerker, store=deps.store, klok=deps.klok)
    if status != ONVERWERKBAAR:  # nobody typed in it yet
        ingevuld = niet_na_termijn(ingevuld, v.taken, v.dag, await _dicht(request))
    scherm = replace(
        to_opdrachtscherm(v, ingevuld, vraag, deps.kennis),
        in_dialoog="hx-request" in request.headers,
    )
    schil = await make_schil(request, medewerker)
    return render(request, "opdracht.html.j2", status_code=status, schil=schil, scherm=scherm)


async def post_ongedaan(request: Request) -> Response:
    uitvoerder, formulier = await _uitvoerder(request), await request.form()
    taak = formulier.get("alleen")
    uit = await uitvoerder.maak_ongedaan(_id(request), taak=_uuid(taak) if taak else None)
    return await _terug(request, formulier, uit)


async def get_voorbeeld(request: Request) -> Response:
    return await _toon_taak(request, "_voorbeeld.html.j2")


async def get_taak(request: Request) -> Response:
    """Show the same as a page of its own, where there is no room beside the list."""
    return await _toon_taak(request, "taak.html.j2", schil=True)


async def _toon_taak(request: Request, sjabloon: str, *, schil: bool = False) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    lezer = Dossierlezer(deps.store, deps.kluis, deps.klok, deps.kennis)
    blik, inzicht = await lezer.toon_voorbeeld(
        _id(request), medewerker=medewerker, oorsprong=oorsprong(request)
    )
    terug = (await _vraag(request)).terug
    voorbeeld = to_voorbeeld(blik, inzicht, deps.kennis, ik=medewerker.id, terug=terug)
    om = await make_schil(request, medewerker) if schil else None
    return render(request, sjabloon, schil=om, voorbeeld=voorbeeld, terug=terug, ik=medewerker.id)


ROUTES = [
    *(Route(f"/taken/{{id}}/{naam}", post_direct, methods=["POST"]) for naam in DIRECT),
    *(Route(f"/taken/{{id}}/{soort}", get_opdracht) for soort in OP_EEN_PAGINA),
    Route("/taken/{id}/ongelezen", post_ongelezen, methods=["POST"]),
    Route("/taken/{id}/voorbeeld", get_voorbeeld),
    Route("/taken/{id}", get_taak),
    Route("/werkvoorraad/opdracht", post_opdracht, methods=["POST"]),
    Route("/werkvoorraad/doe", post_doe, methods=["POST"]),
    Route("/handelingen/{id}/ongedaan", post_ongedaan, methods=["POST"]),
]
