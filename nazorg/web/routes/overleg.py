"""One meeting: its agenda, and every deed on it. Who is late gets 409 with what was typed."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.dagtekst import GEEN_DAG, is_geen_dag, lees_dag
from nazorg.kern.weigering import Weigering
from nazorg.leefgebieden.behoefte import SOORTEN, Behoeftestatus, Eigenaar
from nazorg.usecases.leefgebieden.behoefte import Behoefteinvoer
from nazorg.usecases.leefgebieden.leg_vast import Botsing, Invoerfout
from nazorg.usecases.overleggen.agenda import breng_in, haal_eraf, zet_op_agenda
from nazorg.usecases.overleggen.toon import toon_overleg
from nazorg.usecases.overleggen.verslag import (
    Afspraakbotsing,
    Afspraakinvoer,
    leg_afspraak_vast,
)
from nazorg.usecases.overleggen.wijzig import (
    Verzetinvoer,
    laat_vervallen,
    sluit_af,
    verzet_overleg,
)
from nazorg.web.formulier import lees_een, lees_getal, lees_id
from nazorg.web.opmaak.overleg import to_overlegscherm
from nazorg.web.opmaak.overleggetypt import Getypt
from nazorg.web.rendering import render
from nazorg.web.routes.dossiers import is_nummer
from nazorg.web.routes.overleggen import daad_van, lees_moment
from nazorg.web.schil import make_schil
from nazorg.web.toegang import deps_of

ZIE, CONFLICT, KAN_NIET = 303, 409, 422
ACTIE_ONBEKEND = (
    "Kies wat er moet gebeuren. Of maak de naam en de dag leeg: dan komt er geen actie."
)
# Everybody who is proposed may be ticked, in the largest region too.
_MEESTE_VELDEN = 2_000


async def get_overleg(request: Request) -> Response:
    """Show a meeting. nummer: a dossier that somebody came here to bring in."""
    getypt = Getypt(klaar=request.query_params.get("gedaan", ""))
    nummer = request.query_params.get("nummer", "")
    if is_nummer(nummer):
        getypt = Getypt(vorm="inbreng", velden={"nummer": nummer})
    return await _toon(request, getypt, status=200)


async def _toon(request: Request, getypt: Getypt, *, status: int) -> Response:
    daad = await daad_van(request)
    beeld = await toon_overleg(_id(request), daad=daad)
    kennis, wie = deps_of(request).kennis, daad.medewerker
    scherm = to_overlegscherm(beeld, getypt, kennis, wie=wie.naam)
    schil = await make_schil(request, wie)
    return render(request, "overleg.html.j2", status_code=status, schil=schil, scherm=scherm)


def _id(request: Request) -> UUID:
    return lees_id(request.path_params["id"])


def _punt(request: Request) -> UUID:
    return lees_id(request.path_params["punt"])


async def _lees(request: Request) -> dict[str, str]:
    async with request.form(max_fields=_MEESTE_VELDEN) as formulier:
        return {naam: waarde for naam, waarde in formulier.items() if isinstance(waarde, str)}


async def _lees_ids(request: Request, naam: str) -> list[UUID]:
    """Return the ids that were ticked; what is no id was not on our page."""
    uit = []
    async with request.form(max_fields=_MEESTE_VELDEN) as formulier:
        for waarde in formulier.getlist(naam):
            with suppress(ValueError):
                uit.append(UUID(str(waarde)))
    return uit


async def _doe(
    request: Request, getypt: Getypt, klaar: str, doe: Callable[[], Awaitable[object]]
) -> Response:
    """Do it and show the meeting; refused: the same page, with why and what was typed."""
    try:
        await doe()
    except Botsing as fout:
        nu = fout.nu if isinstance(fout, Afspraakbotsing) else ""
        return await _toon(request, replace(getypt, melding=str(fout), nu=nu), status=CONFLICT)
    except Invoerfout as fout:
        return await _toon(request, replace(getypt, fouten=fout.per_veld), status=KAN_NIET)
    except Weigering as fout:
        return await _toon(request, replace(getypt, melding=str(fout)), status=KAN_NIET)
    return RedirectResponse(f"/overleggen/{_id(request)}?gedaan={klaar}", ZIE)


async def post_agenda(request: Request) -> Response:
    daad, dossiers = await daad_van(request), await _lees_ids(request, "dossier")
    getypt = Getypt(vorm="agenda", gekozen=frozenset(map(str, dossiers)))
    return await _doe(
        request, getypt, "agenda", lambda: zet_op_agenda(_id(request), dossiers, daad=daad)
    )


async def post_inbreng(request: Request) -> Response:
    daad, velden = await daad_van(request), await _lees(request)
    getypt = velden.get("nummer", "").strip().upper()
    # What no dossier can have is of no dossier.
    nummer = getypt if is_nummer(getypt) else ""
    return await _doe(
        request,
        Getypt(vorm="inbreng", velden=velden),
        "agenda",
        lambda: breng_in(_id(request), nummer, velden.get("toelichting", ""), daad=daad),
    )


async def post_eraf(request: Request) -> Response:
    daad, velden, punt = await daad_van(request), await _lees(request), _punt(request)
    return await _doe(
        request,
        Getypt(vorm="eraf", punt=str(punt), velden=velden),
        "agenda",
        lambda: haal_eraf(_id(request), punt, reden=velden.get("reden", ""), daad=daad),
    )


async def post_afspraak(request: Request) -> Response:
    daad, velden, punt = await daad_van(request), await _lees(request), _punt(request)
    getypt = Getypt(vorm="afspraak", punt=str(punt), velden=velden)
    if fouten := _find_fouten(velden):
        # Still: is this meeting there for this person at all?
        return await _toon(request, replace(getypt, fouten=fouten), status=KAN_NIET)
    invoer = Afspraakinvoer(
        tekst=velden.get("tekst", ""),
        versie=lees_getal(velden.get("versie")),
        actie=_actie(velden),
    )
    return await _doe(
        request,
        getypt,
        "afspraak",
        lambda: leg_afspraak_vast(_id(request), punt, invoer, daad=daad),
    )


def _find_fouten(velden: dict[str, str]) -> dict[str, str]:
    """Return what cannot be read, or would be lost: a name or a day without what has to be done."""
    fouten = {"uiterlijk": GEEN_DAG} if is_geen_dag(velden.get("uiterlijk")) else {}
    if not velden.get("soort") and any(velden.get(n, "").strip() for n in ("naam", "uiterlijk")):
        fouten["soort"] = ACTIE_ONBEKEND
    return fouten


def _actie(velden: dict[str, str]) -> Behoefteinvoer | None:
    """Return the action that comes out of an agreement; None when no kind was chosen."""
    soort = velden.get("soort", "")
    gebied = next((g for g, soorten in SOORTEN.items() if soort in soorten), None)
    if gebied is None:
        return None
    return Behoefteinvoer(
        id=None,
        leefgebied=gebied,
        soort=soort,
        status=Behoeftestatus.OPEN,
        eigenaar=lees_een(Eigenaar, velden.get("eigenaar"), Eigenaar.GEMEENTE),
        naam=velden.get("naam", ""),
        uiterlijk=lees_dag(velden.get("uiterlijk")),
        stap="",
    )


async def post_verzet(request: Request) -> Response:
    daad, velden = await daad_van(request), await _lees(request)
    moment, onleesbaar = lees_moment(velden)
    invoer = Verzetinvoer(
        moment=moment,
        plek=velden.get("plek", ""),
        reden=velden.get("reden", ""),
        versie=lees_getal(velden.get("versie")),
    )

    async def doe() -> None:
        try:
            await verzet_overleg(_id(request), invoer, daad=daad)
        except Invoerfout as fout:
            raise Invoerfout(fout.per_veld | onleesbaar) from fout

    return await _doe(request, Getypt(vorm="verzet", velden=velden), "verzet", doe)


async def post_vervallen(request: Request) -> Response:
    daad, velden = await daad_van(request), await _lees(request)
    return await _doe(
        request,
        Getypt(vorm="vervallen", velden=velden),
        "vervallen",
        lambda: laat_vervallen(
            _id(request),
            reden=velden.get("reden", ""),
            versie=lees_getal(velden.get("versie")),
            daad=daad,
        ),
    )


async def post_geweest(request: Request) -> Response:
    daad, velden = await daad_van(request), await _lees(request)
    niet = await _lees_ids(request, "niet")
    return await _doe(
        request,
        Getypt(vorm="geweest", velden=velden, gekozen=frozenset(map(str, niet))),
        "geweest",
        lambda: sluit_af(
            _id(request),
            niet_besproken=niet,
            versie=lees_getal(velden.get("versie")),
            daad=daad,
        ),
    )


ROUTES = [
    Route("/overleggen/{id}", get_overleg, methods=["GET"]),
    Route("/overleggen/{id}/agenda", post_agenda, methods=["POST"]),
    Route("/overleggen/{id}/inbreng", post_inbreng, methods=["POST"]),
    Route("/overleggen/{id}/agenda/{punt}/eraf", post_eraf, methods=["POST"]),
    Route("/overleggen/{id}/agenda/{punt}/afspraak", post_afspraak, methods=["POST"]),
    Route("/overleggen/{id}/verzet", post_verzet, methods=["POST"]),
    Route("/overleggen/{id}/vervallen", post_vervallen, methods=["POST"]),
    Route("/overleggen/{id}/geweest", post_geweest, methods=["POST"]),
]
