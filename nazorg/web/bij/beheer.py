"""The register of designations, what is wrong, and what a mayor accounts for."""

import re
from dataclasses import replace
from datetime import time
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.bij.aanwijzing import Functie
from nazorg.kern.dagtekst import GEEN_DAG, is_geen_dag, lees_dag
from nazorg.kern.weigering import Weigering
from nazorg.usecases.bij import aanwijzing as register
from nazorg.usecases.bij.aanwijzing import AanwijzingOnvolledig, Voorstel
from nazorg.usecases.bij.abonnement import stuur_opnieuw
from nazorg.usecases.bij.probeer_opnieuw import (
    Uitslag,
    probeer_alles_opnieuw,
    probeer_opnieuw,
)
from nazorg.usecases.bij.verantwoord import toon_beheer, toon_verantwoording
from nazorg.web.bij.opmaak_beheer import (
    to_aanwijzingen,
    to_beheer,
    to_verantwoording,
)
from nazorg.web.bij.schil import schil_beheer, schil_lezer
from nazorg.web.bij.toegang import (
    beheerder,
    check_id,
    instellingen_of,
    kamer_of,
    lezer,
    oorsprong,
    stroom_of,
)
from nazorg.web.rendering import render

ZIE = 303
_AANWIJZINGEN = "/bij/aanwijzingen"
_BEHEER = "/bij/beheer"
_AANTAL = re.compile(r"[0-9]{1,4}", re.ASCII)
_VELDEN = (
    "gemeente", "persoon", "naam", "functie", "van", "tot", "document", "email", "telefoon",
    "stil_van", "stil_tot", "leest_namens",
)  # fmt: skip


async def get_aanwijzingen(request: Request) -> Response:
    return await _aanwijzingen(request, {}, "")


async def _aanwijzingen(
    request: Request, ingevuld: dict[str, str], fout: str, *, einde_van: str = ""
) -> Response:
    medewerker, kamer = await beheerder(request), kamer_of(request)
    rijen = await register.toon_aanwijzingen(medewerker, kamer)
    demo, status = instellingen_of(request).demo, 422 if fout else 200
    scherm = to_aanwijzingen(rijen, kamer, ingevuld, fout, demo=demo)
    scherm = replace(scherm, einde_van=einde_van)
    schil = schil_beheer(medewerker, stroom=stroom_of(request), demo=demo, hier=_AANWIJZINGEN)
    return render(
        request, "bij/aanwijzingen.html.j2", status_code=status, schil=schil, scherm=scherm
    )


async def post_aanwijzing(request: Request) -> Response:
    medewerker, formulier = await beheerder(request), await request.form()
    ingevuld = {n: str(formulier.get(n) or "").strip()[:200] for n in _VELDEN}
    try:
        await register.wijs_aan(
            _voorstel(ingevuld),
            medewerker=medewerker,
            kamer=kamer_of(request),
            oorsprong=oorsprong(request),
        )
    except Weigering as weigering:
        return await _aanwijzingen(request, ingevuld, str(weigering))
    return RedirectResponse(_AANWIJZINGEN, ZIE)


def _voorstel(v: dict[str, str]) -> Voorstel:
    """Return what was filled in. Raises AanwijzingOnvolledig."""
    van = lees_dag(v["van"])
    if van is None or is_geen_dag(v["tot"]):
        raise AanwijzingOnvolledig(f"Geef een eerste dag. {GEEN_DAG}")
    try:
        return Voorstel(
            gemeente=v["gemeente"],
            persoon=v["persoon"],
            naam=v["naam"],
            functie=Functie(v["functie"]),
            van=van,
            tot=lees_dag(v["tot"]),
            document=v["document"],
            email=v["email"],
            telefoon=v["telefoon"],
            stil_van=time.fromisoformat(v["stil_van"]) if v["stil_van"] else None,
            stil_tot=time.fromisoformat(v["stil_tot"]) if v["stil_tot"] else None,
            leest_namens=v["leest_namens"] == "ja",
        )
    except ValueError:
        raise AanwijzingOnvolledig("Kies een gemeente en een functie.") from None


async def post_einde(request: Request) -> Response:
    medewerker, formulier = await beheerder(request), await request.form()
    kamer = kamer_of(request)
    id_, tot = check_id(request), lees_dag(str(formulier.get("tot") or ""))
    try:
        await register.beeindig(
            id_, tot, medewerker=medewerker, kamer=kamer, oorsprong=oorsprong(request)
        )
    except AanwijzingOnvolledig as weigering:
        return await _aanwijzingen(request, {}, str(weigering), einde_van=str(id_))
    return RedirectResponse(_AANWIJZINGEN, ZIE)


async def get_beheer(request: Request) -> Response:
    medewerker, kamer = await beheerder(request), kamer_of(request)
    voor = _lees_id(request.query_params.get("voor"))
    gevonden = await toon_beheer(medewerker, kamer, voor=voor)
    scherm = to_beheer(
        gevonden,
        kamer,
        uitslag=_uitslag(request),
        is_een=request.query_params.get("een") == "1",
        verder=voor is not None,
    )
    demo, stroom = instellingen_of(request).demo, stroom_of(request)
    schil = schil_beheer(medewerker, stroom=stroom, demo=demo, hier=_BEHEER)
    return render(request, "bij/beheer.html.j2", schil=schil, scherm=scherm)


def _lees_id(tekst: str | None) -> UUID | None:
    try:
        return UUID(tekst or "")
    except ValueError:
        return None


def _uitslag(request: Request) -> Uitslag | None:
    """Return what became of what was just tried again, as the address says it."""
    goed, apart = (request.query_params.get(naam, "") for naam in ("goed", "apart"))
    if not (_AANTAL.fullmatch(goed) and _AANTAL.fullmatch(apart)):
        return None
    return Uitslag(goed=int(goed), apart=int(apart))


async def post_opnieuw(request: Request) -> Response:
    medewerker, kamer = await beheerder(request), kamer_of(request)
    uit = await probeer_opnieuw(check_id(request), medewerker, kamer, oorsprong=oorsprong(request))
    return RedirectResponse(f"{_BEHEER}?een=1&goed={uit.goed}&apart={uit.apart}", ZIE)


async def post_alles_opnieuw(request: Request) -> Response:
    medewerker, kamer = await beheerder(request), kamer_of(request)
    uit = await probeer_alles_opnieuw(medewerker, kamer, oorsprong=oorsprong(request))
    return RedirectResponse(f"{_BEHEER}?goed={uit.goed}&apart={uit.apart}", ZIE)


async def post_ontvanger_opnieuw(request: Request) -> Response:
    medewerker, kamer = await beheerder(request), kamer_of(request)
    await stuur_opnieuw(
        check_id(request), medewerker=medewerker, kamer=kamer, oorsprong=oorsprong(request)
    )
    return RedirectResponse(_BEHEER, ZIE)


async def get_verantwoording(request: Request) -> Response:
    toegang = await lezer(request)
    delen = await toon_verantwoording(toegang)
    scherm = to_verantwoording(delen, toegang.kamer, toegang.kamer.vandaag())
    demo, stroom = instellingen_of(request).demo, stroom_of(request)
    schil = schil_lezer(toegang, stroom=stroom, demo=demo, hier="/bij/verantwoording")
    return render(request, "bij/verantwoording.html.j2", schil=schil, scherm=scherm)


ROUTES = [
    Route("/aanwijzingen", get_aanwijzingen, methods=["GET"]),
    Route("/aanwijzingen", post_aanwijzing, methods=["POST"]),
    Route("/aanwijzingen/{id}/einde", post_einde, methods=["POST"]),
    Route("/beheer", get_beheer, methods=["GET"]),
    Route("/beheer/opnieuw", post_alles_opnieuw, methods=["POST"]),
    Route("/beheer/berichten/{id}/opnieuw", post_opnieuw, methods=["POST"]),
    Route("/beheer/ontvangers/{id}/opnieuw", post_ontvanger_opnieuw, methods=["POST"]),
    Route("/verantwoording", get_verantwoording, methods=["GET"]),
]
