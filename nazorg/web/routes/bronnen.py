"""POST under /dossiers/{nummer}/bronnen: ask a partner anew, write consent down or take it back."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.medewerker import Rol
from nazorg.kern.partner import Partner
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.usecases.verrijking.doe import Bronwerk
from nazorg.web.routes.dossiers import check_nummer
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE = 303


async def post_opnieuw(request: Request) -> Response:
    medewerker, partner = await current_medewerker(request), _partner(request)
    nummer = check_nummer(request)
    await _werk(request).vraag_opnieuw(
        nummer, partner, medewerker=medewerker, oorsprong=oorsprong(request)
    )
    return _terug(nummer)


async def post_toestemming(request: Request) -> Response:
    """Give or withdraw. Anything else is refused: consent is never the outcome of a mistake."""
    medewerker, partner = await current_medewerker(request), _partner(request)
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    nummer, werk = check_nummer(request), _werk(request)
    doe = {"geef": werk.geef_toestemming, "intrek": werk.trek_toestemming_in}
    wat = (await request.form()).get("wat")
    if not isinstance(wat, str) or wat not in doe:
        raise Weigering("Kies of de persoon toestemming geeft of intrekt.")
    await doe[wat](nummer, partner, medewerker=medewerker, oorsprong=oorsprong(request))
    return _terug(nummer)


def _werk(request: Request) -> Bronwerk:
    deps = deps_of(request)
    return Bronwerk(store=deps.store, kluis=deps.kluis, klok=deps.klok)


def _partner(request: Request) -> Partner:
    try:
        return Partner(request.path_params["partner"])
    except ValueError:
        raise NietGevonden from None


def _terug(nummer: str) -> Response:
    return RedirectResponse(f"/dossiers/{nummer}#h-bron", status_code=ZIE)


ROUTES = [
    Route("/dossiers/{nummer}/bronnen/{partner}/opnieuw", post_opnieuw, methods=["POST"]),
    Route("/dossiers/{nummer}/bronnen/{partner}/toestemming", post_toestemming, methods=["POST"]),
]
