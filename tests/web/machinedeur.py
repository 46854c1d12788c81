"""A site whose machines prove who they are in every way that there is."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

import httpx2

from nazorg.berichten.afzender import Afzender
from nazorg.deps import Deps
from nazorg.integrations.uitgever import Afspraak, Tokenuitgever
from nazorg.web.machine import Machineregels
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.factories import BRON, event
from tests.web.conftest import open_bij
from tests.web.uitgever import AUDIENCE, ISSUER, Uitgever

DEUR, DEUR_BIJ = "/v1/berichten", "/v1/bij/berichten"
PROXY, VREEMD_ADRES = "10.0.0.7", "192.0.2.9"
AFDRUK, ANDERE_AFDRUK = hashlib.sha256(b"cert").digest(), hashlib.sha256(b"other").digest()
OIN = "00000099000000001000"
KOP = "X-Client-Cert"
VAST = "fixed-token"


def afzenders() -> tuple[Afzender, ...]:
    bronnen = frozenset({BRON})
    vast = hashlib.sha256(VAST.encode()).hexdigest()
    return (
        Afzender(naam="dji", bronnen=bronnen, client_id="dji-koppelvlak"),
        Afzender(naam="dji-bij", bronnen=bronnen, client_id="dji-bij", bij=True),
        Afzender(naam="met-oin", bronnen=bronnen, certificaten=frozenset({OIN})),
        Afzender(naam="met-afdruk", bronnen=bronnen, certificaten=frozenset({AFDRUK.hex()})),
        Afzender(
            naam="vast-en-afdruk",
            bronnen=bronnen,
            token_sha256=vast,
            certificaten=frozenset({ANDERE_AFDRUK.hex()}),
        ),
    )


@dataclass
class Machine:
    """A client of the site; adres: where its requests come from."""

    http: httpx2.AsyncClient

    async def stuur(
        self, token: str | None = None, *, pad: str = DEUR, headers: Any = None, **anders: Any
    ) -> httpx2.Response:
        koppen = [("content-type", "application/cloudevents+json"), *(headers or [])]
        if token is not None:
            koppen.append(("authorization", f"Bearer {token}"))
        return await self.http.post(pad, json=event(**anders), headers=koppen)


@asynccontextmanager
async def open_machine(
    deps: Deps, uitgever: Uitgever | None = None, *, adres: str = PROXY, **regels: Any
) -> AsyncIterator[Machine]:
    """Open the site as somebody at this address sees it."""
    geregeld: dict[str, Any] = {
        "certificaat_header": KOP,
        "proxies": (ip_network("10.0.0.0/29"),),
    } | regels
    if uitgever is not None:
        afspraak = Afspraak(issuer=ISSUER, audience=AUDIENCE, jwks_url=uitgever.url)
        geregeld["uitgever"] = Tokenuitgever(afspraak, deps.klok)
    wie = geregeld.pop("afzenders", afzenders())
    instellingen = WebInstellingen(demo=True, afzenders=wie, machines=Machineregels(**geregeld))
    async with open_bij(deps) as bij:
        site = make_site(deps, instellingen, bij=bij)
        transport = httpx2.ASGITransport(app=site, client=(adres, 4242))
        async with httpx2.AsyncClient(transport=transport, base_url="http://t") as http:
            yield Machine(http)
