"""GET /werkvoorraad: the queue. All of its state is in the address."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Rol
from nazorg.kern.toegang import require_rol
from nazorg.usecases.werkvoorraad.lijsten import Lijstvraag, Tab
from nazorg.usecases.werkvoorraad.toon import Gevraagd, tel_nieuwe, toon_werkvoorraad
from nazorg.web.lijstpagina import render_werkvoorraad
from nazorg.web.opmaak.nieuws import write_nieuws
from nazorg.web.opmaak.vraag import parse_query, parse_vraag
from nazorg.web.opmaak.werkvoorraad import to_bewaard, to_werkvoorraad
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil, waarneming_tekst
from nazorg.web.tellen import telling
from nazorg.web.toegang import current_medewerker, deps_of


async def get_werkvoorraad(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    dag, van = vandaag(deps.klok), medewerker.gemeenten
    vraag = parse_vraag(request.query_params, vandaag=dag, van=van)

    def lees(query: str) -> Lijstvraag:
        return parse_query(query, vandaag=dag, van=van).to_lijst()

    gevraagd = Gevraagd(
        lijst=vraag.to_lijst(),
        voor=vraag.voor,
        gedaan=vraag.gedaan,
        zonder=lambda: {naam: v.to_lijst() for naam, v in vraag.zonder().items()},
        lees=lees,
    )
    overzicht = await toon_werkvoorraad(medewerker, gevraagd, store=deps.store, klok=deps.klok)
    weg = _getal(request.query_params.get("weg"))
    geheugen = request.app.state.rijgeheugen
    scherm = to_werkvoorraad(overzicht, vraag, medewerker, deps.kennis, geheugen=geheugen, weg=weg)
    schil = await make_schil(
        request,
        medewerker,
        taken=telling(overzicht.tellingen[Tab.DOEN]),
        waarneming=waarneming_tekst(overzicht.waarnemingen, medewerker, dag=dag),
        bewaard=to_bewaard(overzicht, vraag, medewerker),
        stroom=overzicht.stroom,
    )
    return render_werkvoorraad(schil, scherm, sinds=overzicht.nu.isoformat())


async def get_nieuw(request: Request) -> Response:
    """Say what came since the page was made. Asking keeps no session alive."""
    medewerker, deps = await current_medewerker(request, raak_aan=False), deps_of(request)
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    vraag = parse_vraag(request.query_params, vandaag=vandaag(deps.klok), van=medewerker.gemeenten)
    sinds = _moment(request.query_params.get("sinds"))
    tekst = ""
    if sinds:
        nieuws = await tel_nieuwe(
            medewerker, vraag.to_lijst(), sinds=sinds, store=deps.store, klok=deps.klok
        )
        tekst = write_nieuws(nieuws)
    return render(request, "_nieuw.html.j2", tekst=tekst, href=vraag.href())


def _getal(tekst: str | None) -> int:
    return int(tekst) if tekst and tekst.isascii() and tekst.isdigit() and len(tekst) < 4 else 0


def _moment(tekst: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(tekst or "")
    except ValueError:
        return None
    return moment if moment.tzinfo and 2000 < moment.year < 9000 else None


ROUTES = [
    Route("/werkvoorraad", get_werkvoorraad),
    Route("/werkvoorraad/nieuw", get_nieuw),
]
