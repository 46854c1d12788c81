"""GET /berichten: what came in, and what became of it."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.kern.medewerker import Rol
from nazorg.usecases.berichten.toon import toon_berichten
from nazorg.web.opmaak.berichten import SOORTEN, to_berichten
from nazorg.web.rendering import render
from nazorg.web.routes.berichtbeheer import herhaald_melding
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of


async def get_berichten(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    vraag = request.query_params
    uitkomst = next((u for u in Uitkomst if u == vraag.get("uitkomst")), None)
    soort = next((s for s in SOORTEN if s == vraag.get("soort")), None)
    overzicht = await toon_berichten(
        medewerker,
        uitkomst=uitkomst,
        soort=soort,
        voor=_uuid(vraag.get("voor")),
        store=deps.store,
        klok=deps.klok,
        grenzen=deps.grenzen,
    )
    scherm = to_berichten(
        overzicht,
        uitkomst=uitkomst,
        soort=soort,
        voor=vraag.get("voor"),
        gedaan=herhaald_melding(vraag.get("herhaald")),
        beheer=medewerker.has_rol(Rol.FUNCTIONEEL_BEHEERDER),
    )
    schil = await make_schil(request, medewerker)
    return render(request, "berichten.html.j2", schil=schil, scherm=scherm)


def _uuid(tekst: str | None) -> UUID | None:
    try:
        return UUID(tekst) if tekst else None
    except ValueError:
        return None


ROUTES = [Route("/berichten", get_berichten)]
