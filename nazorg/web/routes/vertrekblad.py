"""The sheet for the day of leaving: fill in, save, open as PDF."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.referentie.medisch import load_medisch
from nazorg.referentie.vertrekdag import load_vertrekdata
from nazorg.usecases.dossiers.toon import Dossierlezer
from nazorg.usecases.dossiers.vertrekblad import BladVeranderd, Vertrekbladen
from nazorg.web.opmaak.vertrekblad import Getypt, to_blad, to_scherm
from nazorg.web.pdf import can_make_pdf, make_pdf
from nazorg.web.rendering import render, render_text
from nazorg.web.routes.dossiers import check_nummer
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong
from nazorg.werkvoorraad.vertrekdag import BladKloptNiet, parse_blad

ZIE = 303
_LANGST = 2_000
_GEEN_VELD = frozenset({"versie", "meenemen"})


def _bladen(request: Request) -> Vertrekbladen:
    deps = deps_of(request)
    return Vertrekbladen(Dossierlezer(deps.store, deps.kluis, deps.klok, deps.kennis))


async def get_vertrekblad(request: Request) -> Response:
    medewerker = await current_medewerker(request)
    gelukt = request.query_params.get("bewaard") == "1"
    return await _pagina(request, medewerker, status=200, gelukt=gelukt)


async def post_vertrekblad(request: Request) -> Response:
    """Save. 422 and 409 give the form back with everything that was typed."""
    medewerker, formulier = await current_medewerker(request), await request.form()
    nummer = check_nummer(request)
    # What is too long is said at its field, with the begin of it.
    velden = {
        n: w[:_LANGST] for n, w in formulier.items() if isinstance(w, str) and n not in _GEEN_VELD
    }
    gevinkt = tuple(w for w in formulier.getlist("meenemen") if isinstance(w, str))
    getypt = Getypt(velden=velden, gevinkt=gevinkt)
    try:
        bekend, medisch = load_vertrekdata().sleutels, load_medisch()
        blad = parse_blad(velden, meenemen=gevinkt, bekend=bekend, medisch=medisch)
        await _bladen(request).bewaar(
            nummer,
            blad,
            gezien=_versie(formulier.get("versie")),
            medewerker=medewerker,
            oorsprong=oorsprong(request),
        )
    except BladKloptNiet as klacht:
        getypt = replace(getypt, fouten=klacht.fouten)
        return await _pagina(request, medewerker, status=422, getypt=getypt)
    except BladVeranderd as veranderd:
        getypt = replace(getypt, botsing=veranderd.hunne)
        return await _pagina(request, medewerker, status=409, getypt=getypt)
    return RedirectResponse(
        f"/dossiers/{nummer}/vertrekblad?{urlencode({'bewaard': '1'})}", status_code=ZIE
    )


async def get_pdf(request: Request) -> Response:
    """Return the saved sheet as PDF/UA. There is none before somebody saved it.

    Nor is there one of a sheet for another day: on paper nobody sees that the day moved since.
    """
    medewerker = await current_medewerker(request)
    nummer = check_nummer(request)
    inzicht = await _bladen(request).toon(
        nummer, medewerker=medewerker, oorsprong=oorsprong(request)
    )
    if inzicht.bewaard is None:
        raise NietGevonden
    if inzicht.is_verouderd:
        return await _pagina(request, medewerker, status=409)
    blad = to_blad(inzicht, deps_of(request).kennis)
    html = render_text("vertrekblad_pdf.html.j2", blad=blad, door=medewerker.naam)
    naam = f"vertrekblad-{inzicht.nummer}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{naam}"'}
    return Response(await make_pdf(html), media_type="application/pdf", headers=headers)


async def _pagina(
    request: Request,
    medewerker: Medewerker,
    *,
    status: int,
    gelukt: bool = False,
    getypt: Getypt | None = None,
) -> Response:
    inzicht = await _bladen(request).toon(
        check_nummer(request), medewerker=medewerker, oorsprong=oorsprong(request)
    )
    scherm = to_scherm(
        inzicht, deps_of(request).kennis, pdf=can_make_pdf(), gelukt=gelukt, getypt=getypt
    )
    schil = await make_schil(request, medewerker)
    return render(request, "vertrekblad.html.j2", status_code=status, schil=schil, scherm=scherm)


def _versie(tekst: object) -> UUID | None:
    try:
        return UUID(tekst) if isinstance(tekst, str) and tekst else None
    except ValueError:
        return None


ROUTES = [
    Route("/dossiers/{nummer}/vertrekblad", get_vertrekblad, methods=["GET"]),
    Route("/dossiers/{nummer}/vertrekblad", post_vertrekblad, methods=["POST"]),
    Route("/dossiers/{nummer}/vertrekblad.pdf", get_pdf, methods=["GET"]),
]
