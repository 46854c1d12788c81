"""The pages behind the cards of a dossier: what is known, what must be arranged, what was noted."""

from collections.abc import Mapping
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.dagtekst import GEEN_DAG, is_geen_dag, lees_dag
from nazorg.kern.klok import vandaag
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.behoefte import SOORTEN, Behoeftestatus, Eigenaar
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import Grondslag
from nazorg.leefgebieden.terug import Daad, Daadsoort, parse_daad
from nazorg.store.notities import Zicht
from nazorg.usecases.leefgebieden.behoefte import Behoefteinvoer, save_behoefte
from nazorg.usecases.leefgebieden.lees import toon_leefgebied
from nazorg.usecases.leefgebieden.leg_vast import Botsing, Invoerfout, Kaartinvoer, leg_vast
from nazorg.usecases.leefgebieden.notitie import Notitieinvoer, save_notitie
from nazorg.web.dossierscherm import NieuweNotitie
from nazorg.web.formulier import (
    gereedschap,
    lees_een,
    lees_getal,
    lees_id,
    lees_spreker,
    lees_velden,
)
from nazorg.web.leefgebiedscherm import WAS
from nazorg.web.opmaak.getypt import Getypt
from nazorg.web.opmaak.leefdeel import Blik
from nazorg.web.opmaak.leefgebied import to_leefgebied
from nazorg.web.rendering import render
from nazorg.web.routes.dossiers import check_nummer, toon_dossier
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE, CONFLICT, KAN_NIET = 303, 409, 422


def _gebied(request: Request) -> Leefgebied:
    try:
        return Leefgebied(request.path_params["gebied"])
    except ValueError as fout:
        raise NietGevonden from fout


async def get_leefgebied(request: Request) -> Response:
    bewaard = request.query_params.get("bewaard") == "1"
    daad = parse_daad(request.query_params.get("daad", ""))
    return await _toon(request, _gebied(request), Getypt(bewaard=bewaard, daad=daad), status=200)


async def _toon(request: Request, gebied: Leefgebied, getypt: Getypt, *, status: int) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    inzicht = await toon_leefgebied(
        check_nummer(request),
        gebied,
        medewerker=medewerker,
        oorsprong=oorsprong(request),
        met=gereedschap(request),
    )
    scherm = to_leefgebied(inzicht, getypt, vandaag=vandaag(deps.klok))
    schil = await make_schil(request, medewerker)
    return render(request, "leefgebied.html.j2", status_code=status, schil=schil, scherm=scherm)


async def post_leefgebied(request: Request) -> Response:
    medewerker, gebied = await current_medewerker(request), _gebied(request)
    nummer, velden = check_nummer(request), await lees_velden(request)
    invoer = Kaartinvoer(
        leefgebied=gebied,
        waarden={v.naam: velden[v.naam] for v in CATALOGUS[gebied].velden if v.naam in velden},
        geopend={
            v.naam: velden[WAS + v.naam] for v in CATALOGUS[gebied].velden if WAS + v.naam in velden
        },
        gemeten_op=lees_dag(velden.get("gemeten_op")),
        spreker=lees_spreker(velden.get("spreker")),
        grondslag=lees_een(Grondslag, velden.get("grondslag"), Grondslag.PBW_18A),
        gezien=velden.get("gezien", ""),
        bevestig=velden.get("bevestig") == "ja",
        toch=velden.get("toch") == "ja",
    )
    try:
        feiten = await leg_vast(
            nummer,
            invoer,
            medewerker=medewerker,
            oorsprong=oorsprong(request),
            met=gereedschap(request),
        )
    except Botsing as fout:
        getypt = Getypt(waarden=velden, botsing=str(fout))
        return await _toon(request, gebied, getypt, status=CONFLICT)
    except Invoerfout as fout:
        getypt = Getypt(waarden=velden, fouten=fout.per_veld)
        return await _toon(request, gebied, getypt, status=KAN_NIET)
    daad = f"&daad={Daad(Daadsoort.FEITEN, UUID(feiten[0].id))}" if feiten else ""
    return RedirectResponse(f"/dossiers/{nummer}/leefgebieden/{gebied}?bewaard=1{daad}", ZIE)


async def post_actie(request: Request) -> Response:
    """Make a need, or change one. From the dossier itself, or from the page of its leefgebied."""
    velden, id_ = await lees_velden(request), request.path_params.get("id")
    medewerker, nummer = await current_medewerker(request), check_nummer(request)
    gebied = _gebied_van(velden.get("soort", ""))
    try:
        _check_dag(velden)
        behoefte = await save_behoefte(
            nummer,
            _behoefte(velden, id_, gebied),
            medewerker=medewerker,
            oorsprong=oorsprong(request),
            met=gereedschap(request),
        )
    except (Botsing, Invoerfout) as fout:
        return await _actie_terug(request, velden, id_, gebied, fout)
    daad = Daad(Daadsoort.ACTIE, behoefte.id, behoefte.versie)
    pad = f"/dossiers/{nummer}?daad={daad}"
    if velden.get("vanaf") == "leefgebied":
        pad = f"/dossiers/{nummer}/leefgebieden/{behoefte.leefgebied}?bewaard=1&daad={daad}"
    return RedirectResponse(pad, ZIE)


def _check_dag(velden: Mapping[str, str]) -> None:
    """Raise Invoerfout for a day that cannot be read: without it the action has another meaning."""
    if is_geen_dag(velden.get("uiterlijk")):
        raise Invoerfout({"uiterlijk": GEEN_DAG})


def _gebied_van(soort: str) -> Leefgebied:
    """Return the leefgebied of a kind of need; each kind belongs to one."""
    return next((g for g, soorten in SOORTEN.items() if soort in soorten), Leefgebied.ZORG)


def _behoefte(velden: Mapping[str, str], id_: str | None, gebied: Leefgebied) -> Behoefteinvoer:
    return Behoefteinvoer(
        id=lees_id(id_) if id_ else None,
        leefgebied=gebied,
        soort=velden.get("soort", ""),
        status=lees_een(Behoeftestatus, velden.get("status"), Behoeftestatus.OPEN),
        eigenaar=lees_een(Eigenaar, velden.get("eigenaar"), Eigenaar.GEMEENTE),
        naam=velden.get("naam", ""),
        uiterlijk=lees_dag(velden.get("uiterlijk")),
        stap=velden.get("stap", ""),
        versie=lees_getal(velden.get("versie")),
    )


async def _actie_terug(
    request: Request,
    velden: dict[str, str],
    id_: str | None,
    gebied: Leefgebied,
    fout: Botsing | Invoerfout,
) -> Response:
    """Show the form again where it stood, with what was typed."""
    fouten = fout.per_veld if isinstance(fout, Invoerfout) else {}
    botsing = str(fout) if isinstance(fout, Botsing) else ""
    status = CONFLICT if botsing else KAN_NIET
    if velden.get("vanaf") == "leefgebied":
        getypt = Getypt(waarden=velden, fouten=fouten, botsing=botsing, behoefte=id_ or "")
        return await _toon(request, gebied, getypt, status=status)
    blik = Blik(
        medewerker=await current_medewerker(request), actie=velden, actiefouten=dict(fouten)
    )
    return await toon_dossier(request, blik, status=status)


async def post_notitie(request: Request) -> Response:
    velden, id_ = await lees_velden(request), request.path_params.get("id")
    medewerker, nummer = await current_medewerker(request), check_nummer(request)
    eigen = velden.get("zicht") == Zicht.EIGEN
    invoer = Notitieinvoer(
        id=lees_id(id_) if id_ else None,
        tekst=velden.get("tekst", ""),
        zicht=Zicht.EIGEN if eigen else Zicht.TEAM,
        versie=lees_getal(velden.get("versie")),
        weg=velden.get("weg") == "ja",
    )
    try:
        notitie = await save_notitie(
            nummer,
            invoer,
            medewerker=medewerker,
            oorsprong=oorsprong(request),
            met=gereedschap(request),
        )
    except (Botsing, Invoerfout) as fout:
        # What was typed comes back as a new note: also when a colleague, or another tab, was first.
        formulier = NieuweNotitie(
            actie=f"/dossiers/{nummer}/notities",
            tekst=invoer.tekst,
            eigen=eigen,
            fout=fout.per_veld["tekst"] if isinstance(fout, Invoerfout) else str(fout),
        )
        blik = Blik(medewerker=medewerker, notitie=formulier)
        status = CONFLICT if isinstance(fout, Botsing) else KAN_NIET
        return await toon_dossier(request, blik, status=status)
    daad = Daad(Daadsoort.NOTITIE, notitie.id, notitie.versie)
    return RedirectResponse(f"/dossiers/{nummer}?daad={daad}", ZIE)


ROUTES = [
    Route("/dossiers/{nummer}/leefgebieden/{gebied}", get_leefgebied, methods=["GET"]),
    Route("/dossiers/{nummer}/leefgebieden/{gebied}", post_leefgebied, methods=["POST"]),
    Route("/dossiers/{nummer}/acties", post_actie, methods=["POST"]),
    Route("/dossiers/{nummer}/acties/{id}", post_actie, methods=["POST"]),
    Route("/dossiers/{nummer}/notities", post_notitie, methods=["POST"]),
    Route("/dossiers/{nummer}/notities/{id}", post_notitie, methods=["POST"]),
]
