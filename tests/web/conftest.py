"""The site as a browser or a machine meets it: over HTTP, on real PostgreSQL."""

import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import asyncpg
import httpx2
import pytest
from starlette.applications import Starlette

from nazorg.berichten.afzender import Afzender
from nazorg.commands.opbouw import build_bij_deps
from nazorg.deps import BijDeps, Deps
from nazorg.store.bij.store import BijStore
from nazorg.store.kluis import Kluis
from nazorg.web.machine import Machineregels
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.factories import BRON, BSN_DAAN, BSN_NINA, BUREN, event, persoon, ruw

BASIS = "http://testserver"
TOKEN, VREEMD_TOKEN, BIJ_TOKEN = "token-of-justid", "token-of-another", "token-for-the-mayor"
ANDERE_BRON = "urn:nld:oin:00000099000000002000:systeem:proefregister"
MARIEKE, JOYCE, SAMIRA = "marieke-bos", "joyce-van-veen", "samira-el-idrissi"
RUBEN, HANS = "ruben-de-wit", "hans-postma"

Als = Callable[[str], Awaitable[httpx2.AsyncClient]]
MaakClient = Callable[..., Awaitable[httpx2.AsyncClient]]


def _afzender(naam: str, token: str, bron: str, *, bij: bool = False) -> Afzender:
    sha = hashlib.sha256(token.encode()).hexdigest()
    return Afzender(naam=naam, token_sha256=sha, bronnen=frozenset({bron}), bij=bij)


INSTELLINGEN = WebInstellingen(
    demo=True,
    afzenders=(
        _afzender("justid", TOKEN, BRON),
        _afzender("een ander", VREEMD_TOKEN, ANDERE_BRON),
        _afzender("justid voor de burgemeester", BIJ_TOKEN, BRON, bij=True),
    ),
    # Schemathesis knocks more often than anybody may.
    machines=Machineregels(per_minuut=0),
)


@asynccontextmanager
async def open_bij(deps: Deps) -> AsyncIterator[BijDeps]:
    """Open the other compartment on the same server, with a key of its own."""
    store = BijStore(deps.store.databank)
    yield build_bij_deps(store, Kluis(b"b" * 32, compartiment="bij"), deps.klok)
    await store.close()


@pytest.fixture
async def bij(deps: Deps) -> AsyncIterator[BijDeps]:
    async with open_bij(deps) as bij:
        yield bij


@pytest.fixture
def site(deps: Deps, bij: BijDeps) -> Starlette:
    return make_site(deps, INSTELLINGEN, bij=bij)


@pytest.fixture
async def maak_client() -> AsyncIterator[MaakClient]:
    """Make a browser without a cookie; raise_fout=False shows what a visitor gets on a fault."""
    async with AsyncExitStack() as stapel:

        async def maak(site: Starlette, *, raise_fout: bool = True) -> httpx2.AsyncClient:
            transport = httpx2.ASGITransport(app=site, raise_app_exceptions=raise_fout)
            nieuw = httpx2.AsyncClient(transport=transport, base_url=BASIS)
            return await stapel.enter_async_context(nieuw)

        yield maak


@pytest.fixture
async def client(site: Starlette, maak_client: MaakClient) -> httpx2.AsyncClient:
    return await maak_client(site)


@pytest.fixture
def als(site: Starlette, maak_client: MaakClient) -> Als:
    """Return a browser in which this persona is logged in."""

    async def meld_aan(persona: str) -> httpx2.AsyncClient:
        browser = await maak_client(site)
        antwoord = await browser.post("/login", data={"medewerker": persona})
        assert antwoord.status_code == 303
        return browser

    return meld_aan


@pytest.fixture
async def machine(site: Starlette, maak_client: MaakClient) -> httpx2.AsyncClient:
    browser = await maak_client(site)
    browser.headers["Authorization"] = f"Bearer {TOKEN}"
    return browser


async def stuur(deps: Deps, *events: dict[str, Any]) -> None:
    """Take messages in; every one of them must end in a dossier."""
    uit = await deps.ontvang([ruw(e) for e in events])
    assert [u.uitkomst for u in uit] == ["verwerkt"] * len(events), [u.reden for u in uit]


def iemand(bsn: str | None, achternaam: str, **velden: Any) -> dict[str, Any]:
    """Return a begin notice about an invented person who is known by this surname."""
    wie = persoon(bsn=bsn, geslachtsnaam=achternaam)
    return event(**({"persoon": wie, "detentieId": f"D-{achternaam}"} | velden))


async def taak_van(eigenaar: asyncpg.Connection, achternaam: str, regel: str) -> str:
    return str(
        await eigenaar.fetchval(
            """select t.id from nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id
            where d.geslachtsnaam = $1 and t.regel = $2""",
            achternaam,
            regel,
        )
    )


async def nummer_van(eigenaar: asyncpg.Connection, achternaam: str) -> str:
    return str(
        await eigenaar.fetchval(
            "select nummer from nazorg.dossier where geslachtsnaam = $1", achternaam
        )
    )


def tekst_van(html: str) -> str:
    """Return the words of a page, without markup, with single spaces."""
    zonder = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", html))
    return " ".join(zonder.replace("&#39;", "'").split())


@pytest.fixture
async def taak(deps: Deps, eigenaar: asyncpg.Connection) -> str:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", verwachtEinde=None))
    return await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")


@pytest.fixture
async def burens(deps: Deps, eigenaar: asyncpg.Connection) -> str:
    await stuur(deps, iemand(BSN_NINA, "Burens", gemeenteBrp=BUREN, verwachtEinde=None))
    return await taak_van(eigenaar, "Burens", "nieuwe_melding")


@pytest.fixture
async def verhoeven_en_smit(deps: Deps) -> None:
    """Two people of Tiel, with work to do."""
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven"), iemand(BSN_NINA, "Smit"))
