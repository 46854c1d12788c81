"""Who does whose work: see it, arrange it, end it."""

from dataclasses import replace
from uuid import UUID

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.dagtekst import GEEN_DAG, is_geen_dag, lees_dag
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.werkvoorraad.doe import VerkeerdeOpdracht
from nazorg.usecases.werkvoorraad.waarneming import Waarneemboek
from nazorg.web.opmaak.waarneming import Ingevuld, to_balk, to_waarneemscherm
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE, ONVERWERKBAAR = 303, 422


async def _boek(request: Request) -> Waarneemboek:
    deps = deps_of(request)
    wie = await current_medewerker(request)
    return Waarneemboek(wie, deps.store, deps.klok, oorsprong(request))


async def get_waarneming(request: Request) -> Response:
    blik = await (await _boek(request)).toon()
    return await _toon(request, Ingevuld(van=blik.dag.isoformat()))


async def post_waarneming(request: Request) -> Response:
    boek, ingevuld = await _boek(request), _lees(await request.form())
    try:
        id_ = await boek.stel_in(
            ingevuld.collega,
            ik_neem_waar=ingevuld.ik_neem_waar,
            van=lees_dag(ingevuld.van),
            tot=lees_dag(ingevuld.tot),
        )
    except VerkeerdeOpdracht as fout:
        dagen = {"van": ingevuld.van, "tot": ingevuld.tot}
        onleesbaar = {veld: GEEN_DAG for veld, dag in dagen.items() if is_geen_dag(dag)}
        return await _toon(request, ingevuld, fouten=fout.fouten | onleesbaar)
    return RedirectResponse(f"/waarneming?gedaan={id_}", ZIE)


def _id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError as fout:
        raise NietGevonden from fout


async def post_stop(request: Request) -> Response:
    id_ = _id(request)
    await (await _boek(request)).stop(id_)
    return RedirectResponse(f"/waarneming?gedaan={id_}", ZIE)


async def post_hervat(request: Request) -> Response:
    id_ = _id(request)
    await (await _boek(request)).hervat(id_)
    return RedirectResponse(f"/waarneming?gedaan={id_}", ZIE)


def _lees(formulier: FormData) -> Ingevuld:
    tekst = {n: w for n, w in formulier.items() if isinstance(w, str)}
    return Ingevuld(
        collega=tekst.get("collega", "")[:200],
        ik_neem_waar=tekst.get("richting") == "ik",
        van=tekst.get("van", "").strip()[:20],
        tot=tekst.get("tot", "").strip()[:20],
    )


async def _toon(
    request: Request, ingevuld: Ingevuld, *, fouten: dict[str, str] | None = None
) -> Response:
    medewerker, boek = await current_medewerker(request), await _boek(request)
    blik = await boek.toon()
    scherm = to_waarneemscherm(
        blik, ingevuld, medewerker, deps_of(request).kennis, fouten=fouten or {}
    )
    if not fouten:
        balk = to_balk(blik, request.query_params.get("gedaan", ""), medewerker)
        scherm = replace(scherm, balk=balk)
    schil = await make_schil(request, medewerker)
    status = ONVERWERKBAAR if fouten else 200
    return render(request, "waarneming.html.j2", status_code=status, schil=schil, scherm=scherm)


ROUTES = [
    Route("/waarneming", get_waarneming),
    Route("/waarneming", post_waarneming, methods=["POST"]),
    Route("/waarneming/{id}/stop", post_stop, methods=["POST"]),
    Route("/waarneming/{id}/hervat", post_hervat, methods=["POST"]),
]
