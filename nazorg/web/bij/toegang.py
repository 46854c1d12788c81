"""Who is in the room: from a cookie of its own, and a designation that is looked up every time."""

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.usecases.bij import aanmelden
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.stroomstand import toon_stroomstand
from nazorg.usecases.bij.toegang import Toegang, open_toegang
from nazorg.usecases.bij.verrijk import Bronnen
from nazorg.web.bij.schermen import BijStroom
from nazorg.web.bij.stroomregel import to_stroom
from nazorg.web.inloggen import Inlog, Koekje

_LEZERS = (Rol.BURGEMEESTER, Rol.AANDACHTSFUNCTIONARIS_BIJ)


class Vergrendeld(Exception):  # noqa: N818 - an answer: log in first
    """Nobody is logged in here, or this screen was not used for two minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BijInstellingen:
    """demo: personas may log in, and the cookie goes over http. inlog: where others log in."""

    demo: bool
    bronnen: Bronnen
    inlog: Inlog | None = None

    @property
    def cookie(self) -> str:
        # Its path is /bij, so __Host- (which wants /) cannot be: __Secure- is what is left.
        return "bij" if self.demo else "__Secure-bij"

    @property
    def handdrukkoekje(self) -> Koekje:
        return Koekje(naam=f"{self.cookie}-inlog", pad="/bij", veilig=not self.demo)


def kamer_of(request: Request) -> Kamer:
    kamer: Kamer = request.app.state.kamer
    return kamer


def instellingen_of(request: Request) -> BijInstellingen:
    instellingen: BijInstellingen = request.app.state.instellingen
    return instellingen


def oorsprong(request: Request) -> str:
    return request.client.host if request.client else "onbekend"


async def current_medewerker(request: Request, *, raak_aan: bool = True) -> Medewerker:
    """Return who is logged in. Raises Vergrendeld. raak_aan: a person asked, not the page."""
    token = request.cookies.get(instellingen_of(request).cookie)
    if not token or len(token) > 100:
        raise Vergrendeld
    medewerker = await aanmelden.find_medewerker(
        token,
        kamer=kamer_of(request),
        raak_aan=raak_aan,
        alleen_account=not instellingen_of(request).demo,
    )
    if medewerker is None:
        raise Vergrendeld
    request.state.medewerker = medewerker
    return medewerker


async def lezer(request: Request, *, raak_aan: bool = True) -> Toegang:
    """Return what this person may do now. Raises Vergrendeld, NietGevonden, GeenAanwijzing."""
    medewerker = await current_medewerker(request, raak_aan=raak_aan)
    require_rol(medewerker, *_LEZERS)
    await _lees_stroom(request)
    return await open_toegang(medewerker, kamer_of(request), oorsprong=oorsprong(request))


async def beheerder(request: Request) -> Medewerker:
    """Return who keeps the register. Raises Vergrendeld, NietGevonden."""
    medewerker = await current_medewerker(request)
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    await _lees_stroom(request)
    return medewerker


async def _lees_stroom(request: Request) -> None:
    kamer = kamer_of(request)
    request.state.bij_stroom = to_stroom(await toon_stroomstand(kamer), dag=kamer.vandaag())


def stroom_of(request: Request) -> BijStroom:
    """Return the foot of this page, as it was read when who asks for it was let in."""
    stroom = request.state.bij_stroom
    assert isinstance(stroom, BijStroom)
    return stroom


def check_id(request: Request) -> UUID:
    """Return the id in the address. Raises NietGevonden when it is none."""
    try:
        return UUID(request.path_params["id"])
    except ValueError:
        raise NietGevonden from None


def veilig_pad(pad: str | None) -> str:
    """Return where to go on after logging in: only an address of an alert, or the list."""
    deel = (pad or "").removeprefix("/bij/meldingen/")
    try:
        return f"/bij/meldingen/{UUID(deel)}"
    except ValueError:
        return "/bij/meldingen"


def vergrendeld_adres(request: Request) -> str:
    pad = str(request.scope.get("root_path", "")) + str(request.scope["path"]).removeprefix("/bij")
    naar = veilig_pad(pad)
    return "/bij/login" if naar == "/bij/meldingen" else f"/bij/login?naar={quote(naar)}"


def set_cookie(response: Response, instellingen: BijInstellingen, token: str) -> None:
    response.set_cookie(
        instellingen.cookie,
        token,
        httponly=True,
        samesite="strict",
        path="/bij",
        secure=not instellingen.demo,
    )


def delete_cookie(response: Response, instellingen: BijInstellingen) -> None:
    response.delete_cookie(
        instellingen.cookie,
        httponly=True,
        samesite="strict",
        path="/bij",
        secure=not instellingen.demo,
    )
