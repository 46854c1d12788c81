"""Meetings: those to come and those that were, and the form to plan one."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, time
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.dagtekst import GEEN_DAG, is_geen_dag, lees_dag
from nazorg.kern.klok import vandaag
from nazorg.overleggen.overleg import Moment, Overlegsoort
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.usecases.overleggen.plan import Overleginvoer, plan_overleg, stel_op
from nazorg.usecases.overleggen.slot import Overlegdaad
from nazorg.usecases.overleggen.toon import toon_overleggen
from nazorg.web.formulier import gereedschap, lees_getal, lees_velden
from nazorg.web.opmaak.overleggen import to_lijstscherm, to_planscherm
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE, KAN_NIET = 303, 422
GEEN_TIJD = "Dit is geen tijd. Schrijf bijvoorbeeld 10:00."


async def daad_van(request: Request) -> Overlegdaad:
    """Return who does something with meetings, and from where."""
    return Overlegdaad(
        medewerker=await current_medewerker(request),
        oorsprong=oorsprong(request),
        met=gereedschap(request),
    )


async def get_overleggen(request: Request) -> Response:
    daad, voor = await daad_van(request), _lees_voor(request)
    lijst = await toon_overleggen(voor=voor, daad=daad)
    scherm = to_lijstscherm(lijst, deps_of(request).kennis, eerste_pagina=voor is None)
    schil = await make_schil(request, daad.medewerker)
    return render(request, "overleggen.html.j2", schil=schil, scherm=scherm)


def _lees_voor(request: Request) -> tuple[date, UUID] | None:
    """Return the last row of the page before; anything else is the first page."""
    dag = lees_dag(request.query_params.get("voor"))
    with suppress(ValueError):
        return (dag, UUID(request.query_params.get("na", ""))) if dag else None
    return None


async def get_nieuw(request: Request) -> Response:
    vraag = request.query_params
    getypt = {"datum": vraag["datum"]} if lees_dag(vraag.get("datum")) else {}
    keuze = {naam: vraag.get(naam, "") for naam in ("soort", "kring")}
    return await _toon(request, keuze, getypt)


async def _toon(
    request: Request,
    keuze: Mapping[str, str],
    getypt: Mapping[str, str],
    *,
    fouten: Mapping[str, str] | None = None,
) -> Response:
    daad = await daad_van(request)
    opzet = await stel_op(_lees_soort(keuze.get("soort")), keuze.get("kring", ""), daad=daad)
    dag = vandaag(deps_of(request).klok)
    scherm = to_planscherm(opzet, getypt, vandaag=dag, fouten=fouten or {})
    schil = await make_schil(request, daad.medewerker)
    status = KAN_NIET if fouten else 200
    return render(request, "overleg_nieuw.html.j2", status_code=status, schil=schil, scherm=scherm)


def _lees_soort(tekst: str | None) -> Overlegsoort | None:
    try:
        return Overlegsoort(tekst or "")
    except ValueError:
        return None


async def post_overleg(request: Request) -> Response:
    daad, velden = await daad_van(request), await lees_velden(request)
    moment, fouten = lees_moment(velden)
    invoer = Overleginvoer(
        soort=_lees_soort(velden.get("soort")) or Overlegsoort.NAZORG,
        kring=velden.get("kring", ""),
        moment=moment,
        plek=velden.get("plek", ""),
        deelnemers=velden.get("deelnemers", "").splitlines(),
        zaken=lees_getal(velden.get("zaken")),
    )
    try:
        id_ = await plan_overleg(invoer, daad=daad)
    except Invoerfout as fout:
        return await _toon(request, velden, velden, fouten=fout.per_veld | fouten)
    return RedirectResponse(f"/overleggen/{id_}?gedaan=gepland", ZIE)


def lees_moment(velden: Mapping[str, str]) -> tuple[Moment | None, dict[str, str]]:
    """Return when a meeting is, and per field what could not be read; None when any could not."""
    datum = lees_dag(velden.get("datum"))
    tijden = {naam: _lees_tijd(velden.get(naam)) for naam in ("van", "tot")}
    fouten = {naam: GEEN_TIJD for naam, tijd in tijden.items() if tijd is None}
    if is_geen_dag(velden.get("datum")):
        fouten = {"datum": GEEN_DAG} | fouten
    van, tot = tijden["van"], tijden["tot"]
    if datum is None or van is None or tot is None:
        return None, fouten
    return Moment(datum=datum, van=van, tot=tot), {}


def _lees_tijd(tekst: str | None) -> time | None:
    """Read a time as a browser sends it, or as people type it: 10:00, 9.30."""
    delen = (tekst or "").strip().replace(".", ":").split(":")
    if len(delen) in (2, 3) and all(d.isascii() and d.isdigit() and len(d) < 3 for d in delen):
        with suppress(ValueError):
            return time(int(delen[0]), int(delen[1]))
    return None


ROUTES = [
    Route("/overleggen", get_overleggen, methods=["GET"]),
    Route("/overleggen", post_overleg, methods=["POST"]),
    Route("/overleggen/nieuw", get_nieuw, methods=["GET"]),
]
