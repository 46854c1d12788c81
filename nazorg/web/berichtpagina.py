"""The page of one message, and that page again with a form that was refused."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from nazorg.usecases.berichten.bekijk import Berichtinzicht, Berichtlezer
from nazorg.web.berichtscherm import Ingevuld
from nazorg.web.formulier import lees_id
from nazorg.web.opmaak.bericht import to_bericht
from nazorg.web.rendering import render
from nazorg.web.schil import make_schil
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE = 303
LEEG = Ingevuld()


def lezer(request: Request) -> Berichtlezer:
    deps = deps_of(request)
    return Berichtlezer(deps.store, deps.kluis, deps.klok, deps.kennis)


async def lees_veld(request: Request, naam: str) -> str:
    """Return a field of the form; what is not there, or is a file, is empty."""
    waarde = (await request.form()).get(naam)
    return waarde if isinstance(waarde, str) else ""


async def toon_bericht(
    request: Request, inzicht: Berichtinzicht, ingevuld: Ingevuld = LEEG, *, herhaald: bool = False
) -> Response:
    """Draw the page. Something wrong in ingevuld makes it a 422."""
    medewerker = await current_medewerker(request)
    kennis = deps_of(request).kennis
    scherm = to_bericht(inzicht, medewerker, kennis, ingevuld, herhaald=herhaald)
    schil = await make_schil(request, medewerker)
    status = 422 if ingevuld.fouten or ingevuld.meldingen else 200
    return render(request, "bericht.html.j2", status_code=status, schil=schil, scherm=scherm)


async def toon_geweigerd(
    request: Request, waarden: Mapping[str, str], fouten: Mapping[str, str]
) -> Response:
    """Draw the page, closed, with what was typed and what is wrong with it, by id of the field."""
    inzicht = await lezer(request).bekijk(
        lees_id(request.path_params["id"]),
        medewerker=await current_medewerker(request),
        oorsprong=oorsprong(request),
    )
    return await toon_bericht(request, inzicht, Ingevuld(waarden=waarden, fouten=fouten))
