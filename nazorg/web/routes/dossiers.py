"""GET /dossiers/{nummer}: one person, today or as we knew it on another day."""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.dagtekst import GEEN_DAG, is_geen_dag, lees_dag
from nazorg.kern.klok import vandaag
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.terug import parse_daad
from nazorg.usecases.dossiers.inzage import toon_alle_inzage
from nazorg.usecases.dossiers.toon import (
    Dossierlezer,
    Inzicht,
    NogGeenDossier,
)
from nazorg.web.opmaak.dossier import to_dossier
from nazorg.web.opmaak.fouten import to_fouten
from nazorg.web.opmaak.handelingen import to_melding
from nazorg.web.opmaak.inkijk import find_meer, to_inkijk
from nazorg.web.opmaak.leefdeel import Blik, parse_tab
from nazorg.web.opmaak.terugdraaien import TERUGGEDRAAID, to_daadmelding
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong
from nazorg.web.wachtrijschermen import Melding

KAN_NIET = 422
_IS_NUMMER = re.compile(r"NZ-[0-9]{4}-[0-9]{4,12}")


async def get_dossier(request: Request) -> Response:
    medewerker = await current_medewerker(request)
    tab = parse_tab(request.query_params.get("tijdlijn"))
    alles = request.query_params.get("inzage") == "alles"
    return await toon_dossier(request, Blik(medewerker=medewerker, tab=tab, alle_inzage=alles))


async def toon_dossier(request: Request, blik: Blik, *, status: int = 200) -> Response:
    """Show a dossier; also after a form on it was refused, with what was typed."""
    deps = deps_of(request)
    lezer = Dossierlezer(deps.store, deps.kluis, deps.klok, deps.kennis)
    inzicht, op_fout = await _lees(request, lezer, blik)
    if op_fout:
        blik, status = replace(blik, op_fout=op_fout), max(status, KAN_NIET)
    if blik.alle_inzage:
        inzage = await toon_alle_inzage(
            inzicht.nummer, medewerker=blik.medewerker, store=deps.store
        )
        inzicht = replace(inzicht, inzage=inzage)
    scherm = replace(
        to_dossier(inzicht, deps.kennis, blik),
        melding=blik.balk or _daadmelding(request, inzicht) or await _melding(request, lezer, blik),
        fouten=to_fouten(blik),
        inkijk=to_inkijk(inzicht, alles=blik.alle_inzage),
        meer_inkijk=find_meer(inzicht, alles=blik.alle_inzage),
    )
    schil = await make_schil(request, blik.medewerker)
    return render(request, "dossier.html.j2", status_code=status, schil=schil, scherm=scherm)


async def _lees(request: Request, lezer: Dossierlezer, blik: Blik) -> tuple[Inzicht, str]:
    """Return the dossier on the day that was asked for; else as it is now, and why."""
    getypt = request.query_params.get("op")
    lees = partial(
        lezer.toon,
        check_nummer(request),
        medewerker=blik.medewerker,
        oorsprong=oorsprong(request),
    )
    try:
        inzicht = await lees(op=_op(getypt, vandaag(lezer.klok)))
    except NogGeenDossier:
        return await lees(), "Toen was dit dossier er nog niet. Kies een latere dag."
    return inzicht, GEEN_DAG if is_geen_dag(getypt) else ""


def _daadmelding(request: Request, i: Inzicht) -> Melding | None:
    """Return the bar about what was just saved in this dossier, or taken back."""
    terug = request.query_params.get("teruggedraaid")
    for soort, zin in TERUGGEDRAAID.items():
        if soort == terug:
            return Melding(tekst=zin)
    daad = parse_daad(request.query_params.get("daad", ""))
    if daad is None or i.leef is None or i.op is not None:
        return None
    return to_daadmelding(
        i.nummer,
        daad,
        behoeften=i.leef.behoeften,
        notities=i.leef.notities,
        feiten=i.leef.feiten,
    )


async def _melding(request: Request, lezer: Dossierlezer, blik: Blik) -> Melding | None:
    """Return the bar about what was just done on this page, with the way back."""
    try:
        handeling = UUID(request.query_params.get("gedaan", ""))
    except ValueError:
        return None
    regels = await lezer.toon_handeling(handeling, medewerker=blik.medewerker)
    return to_melding(regels, (), lezer.kennis, vandaag=vandaag(lezer.klok))


def is_nummer(tekst: str) -> bool:
    """Tell whether a dossier can have this number."""
    return _IS_NUMMER.fullmatch(tekst) is not None


def check_nummer(request: Request) -> str:
    """Return the number in the address. Raises NietGevonden when no dossier can have it."""
    nummer: str = request.path_params["nummer"]
    if not is_nummer(nummer):
        raise NietGevonden
    return nummer


def _op(tekst: str | None, dag: date) -> date | None:
    """Return the day to look back to; today and the future mean now."""
    op = lees_dag(tekst)
    return op if op and op < dag else None


ROUTES = [Route("/dossiers/{nummer}", get_dossier)]
