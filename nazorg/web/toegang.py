"""Who is asking, from the session cookie; and where a request came from."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from nazorg.berichten.afzender import Afzender
from nazorg.deps import BijDeps, Deps
from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.personas import load_personas
from nazorg.usecases import aanmelden
from nazorg.usecases.aanmelden import Sessieduur
from nazorg.web.inloggen import Inlog, Koekje
from nazorg.web.machine import Machineregels, Machines
from nazorg.web.paginavan import check_pagina_van


class NietAangemeld(Exception):  # noqa: N818 - an answer: log in first
    """Nobody is logged in, or not any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebInstellingen:
    """What the site must be told. demo: personas may log in and the cookie goes over http.

    inlog, bij_inlog: where people log in, of each room its own; None when nothing was agreed.
    naar_kafka: events go to a topic too.
    """

    demo: bool
    duur: Sessieduur = field(
        default_factory=lambda: Sessieduur(timedelta(hours=10), timedelta(hours=1))
    )
    afzenders: tuple[Afzender, ...] = ()
    machines: Machineregels = field(default_factory=Machineregels)
    batch: int = 500
    inlog: Inlog | None = None
    bij_inlog: Inlog | None = None
    naar_kafka: bool = False
    onze_bron: str = "urn:nld:oin:00000099000000002000:systeem:nazorg"

    @property
    def cookie(self) -> str:
        return "nazorg" if self.demo else "__Host-nazorg"

    @property
    def handdrukkoekje(self) -> Koekje:
        return Koekje(naam=f"{self.cookie}-inlog", pad="/", veilig=not self.demo)


def deps_of(request: Request) -> Deps:
    deps: Deps = request.app.state.deps
    return deps


def bij_deps_of(request: Request) -> BijDeps:
    bij: BijDeps = request.app.state.bij
    return bij


def instellingen_of(request: Request) -> WebInstellingen:
    instellingen: WebInstellingen = request.app.state.instellingen
    return instellingen


def machines_of(request: Request) -> Machines:
    machines: Machines = request.app.state.machines
    return machines


def sessie_of(request: Request) -> bytes:
    """Return by what the session of this browser is known here. Raises NietAangemeld."""
    token = request.cookies.get(instellingen_of(request).cookie)
    if not token:
        raise NietAangemeld
    return aanmelden.find_kenmerk(token)


async def current_medewerker(request: Request, *, raak_aan: bool = True) -> Medewerker:
    """Return who is logged in. Raises NietAangemeld, and AndereMedewerker (see `paginavan`).

    raak_aan: this request is of a person; False for what a page asks by itself.
    """
    bekend: Medewerker | None = getattr(request.state, "medewerker", None)
    if bekend is not None:  # asked before in this same request
        return bekend
    deps, instellingen = deps_of(request), instellingen_of(request)
    token = request.cookies.get(instellingen.cookie)
    if not token or len(token) > 100:
        raise NietAangemeld
    medewerker = await aanmelden.find_medewerker(
        token,
        store=deps.store,
        klok=deps.klok,
        duur=instellingen.duur,
        raak_aan=raak_aan,
        alleen_account=not instellingen.demo,
    )
    if medewerker is None:
        raise NietAangemeld
    request.state.medewerker = medewerker
    await check_pagina_van(request, medewerker)
    return medewerker


def oorsprong(request: Request) -> str:
    """Return where a request came from, for the audit log (BIO2 8.15.01): the network address."""
    return request.client.host if request.client else "onbekend"


def personas(request: Request) -> dict[str, Medewerker]:
    """Return whom one may log in as; nobody outside a demo."""
    deps = deps_of(request)
    if not instellingen_of(request).demo:
        return {}
    return load_personas(deps.kennis, op=vandaag(deps.klok))


def set_cookie(response: Response, instellingen: WebInstellingen, token: str) -> None:
    response.set_cookie(instellingen.cookie, token, **_eigenschappen(instellingen))


def delete_cookie(response: Response, instellingen: WebInstellingen) -> None:
    """Take the cookie away; a browser does not do that for a __Host- cookie without its marks."""
    response.delete_cookie(instellingen.cookie, **_eigenschappen(instellingen))


def _eigenschappen(instellingen: WebInstellingen) -> dict[str, Any]:
    return {"httponly": True, "samesite": "lax", "path": "/", "secure": not instellingen.demo}
