"""A site as in production, a provider on a socket, and a register that its owner keeps."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import date
from typing import Any

import pytest
from starlette.applications import Starlette

from nazorg.commands.inlogopbouw import met_inlog
from nazorg.deps import BijDeps, Deps
from nazorg.kern.medewerker import Rol
from nazorg.settings import Settings
from nazorg.simulatie.inlogserver import Inlogsimulator
from nazorg.store import audit, rollen
from nazorg.store.transactie import open_transactie
from nazorg.store.verbinding import Databank
from nazorg.usecases.aanmelden import ACCOUNTS
from nazorg.usecases.accounts import Register, Voorstel
from nazorg.usecases.bij import inloggen as bij_inloggen
from nazorg.usecases.inloggen import DOEL_VAN_ROL
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.factories import TIEL
from tests.inloggen.bezoeker import ADRES, MARIEKE, Bezoeker, open_bezoeker
from tests.klok import VasteKlok
from tests.web.conftest import open_bij

GEHEIM, BIJ_GEHEIM = "geheim:van/nazorg", "geheim-van-bij"
MaakSite = Callable[..., Starlette]


@pytest.fixture
async def provider(klok: VasteKlok) -> AsyncIterator[Inlogsimulator]:
    terug = frozenset({f"{ADRES}/login/terug", f"{ADRES}/bij/login/terug"})
    clients = {"nazorg": GEHEIM, "bij": BIJ_GEHEIM}
    provider = Inlogsimulator(klok=klok, clients=clients, terug=terug)
    await provider.start()
    yield provider
    await provider.stop()


@pytest.fixture
async def bij(deps: Deps) -> AsyncIterator[BijDeps]:
    async with open_bij(deps) as bij:
        yield bij


@pytest.fixture
def maak_site(deps: Deps, bij: BijDeps, provider: Inlogsimulator, klok: VasteKlok) -> MaakSite:
    """Return what makes a site as in production; only the provider of these tests has no TLS."""

    def maak(**anders: Any) -> Starlette:
        basis = {"issuer": provider.issuer, "adres": ADRES, "toegang_bij": "Fatma van I&A"}
        settings = Settings.model_validate(
            {
                "inloggen": basis | {"client_id": "nazorg", "geheim": GEHEIM} | anders,
                "bij_inloggen": basis | {"client_id": "bij", "geheim": BIJ_GEHEIM},
            }
        )
        instellingen = met_inlog(WebInstellingen(demo=False), settings, klok=klok)
        return make_site(deps, instellingen, bij=bij)

    return maak


@pytest.fixture
def site(maak_site: MaakSite) -> Starlette:
    return maak_site()


@pytest.fixture
async def bezoeker(site: Starlette) -> AsyncIterator[Bezoeker]:
    async with open_bezoeker(site) as bezoeker:
        yield bezoeker


@pytest.fixture
async def bij_bezoeker(site: Starlette) -> AsyncIterator[Bezoeker]:
    async with open_bezoeker(site, "/bij/login/start") as bezoeker:
        yield bezoeker


@pytest.fixture
async def register(deps: Deps, databank: Databank, klok: VasteKlok) -> AsyncIterator[Register]:
    async with AsyncExitStack() as stapel:
        eigenaar = databank.engine(rollen.EIGENAAR, verbindingen=1)
        stapel.push_async_callback(eigenaar.dispose)
        yield Register(
            open_=lambda: open_transactie(eigenaar),
            tabel=ACCOUNTS,
            leg_vast=audit.append,
            doel_van_rol=DOEL_VAN_ROL,
            klok=klok,
        )


@pytest.fixture
async def bij_register(deps: Deps, databank: Databank, klok: VasteKlok) -> AsyncIterator[Register]:
    async with AsyncExitStack() as stapel:
        eigenaar = databank.engine(rollen.BIJ_EIGENAAR, verbindingen=1)
        stapel.push_async_callback(eigenaar.dispose)
        yield bij_inloggen.make_register(lambda: open_transactie(eigenaar), klok)


def voorstel(issuer: str, /, **anders: Any) -> Voorstel:
    """Return a proposal that is right, but for what the test states."""
    velden: dict[str, Any] = {
        "account": "marieke-bos",
        "naam": "Marieke Bos",
        "functie": "Nazorgcoördinator",
        "rol": Rol.NAZORGCOORDINATOR,
        "van": date(2026, 11, 1),
        "tot": None,
        "door": "Fatma Yildiz",
        "issuer": issuer,
        "sub": MARIEKE,
        "gemeenten": (TIEL,),
        "regio": "gemeente Tiel",
    }
    return Voorstel(**(velden | anders))
