"""A browser that logs in: it keeps cookies here, and goes to the provider over real HTTP."""

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2
from starlette.applications import Starlette

ADRES = "https://nazorg.voorbeeld.test"
_VELD = re.compile(r'name="([^"]*)" value="([^"]*)"')
MARIEKE, JOYCE, RUBEN = "0f5a1c-marieke", "0f5a1c-joyce", "0f5a1c-ruben"
ANNE, WIM = "0f5a1c-anne", "0f5a1c-wim"


@dataclass
class Bezoeker:
    """http: what goes to our site. start: where the login of this room begins."""

    http: httpx2.AsyncClient
    start: str = "/login/start"

    async def vertrek(self, **velden: str) -> str:
        """Begin; return the address of the provider."""
        antwoord = await self.http.get(self.start, params=velden)
        assert antwoord.status_code == 303, antwoord.text
        return antwoord.headers["location"]

    async def kies(self, adres: str, sub: str) -> str:
        """Log in at the provider as this person; return where it sends the browser."""
        deel = urlsplit(adres)
        async with httpx2.AsyncClient(timeout=10, trust_env=False) as provider:
            pagina = await provider.get(adres)
            if pagina.status_code == 302:
                return str(pagina.headers["location"])
            assert pagina.status_code == 200, pagina.text
            formulier = next(f for f in pagina.text.split("<form") if f'value="{sub}"' in f)
            velden = {n: html.unescape(w) for n, w in _VELD.findall(formulier)}
            uit = await provider.post(f"{deel.scheme}://{deel.netloc}/inloggen", data=velden)
        assert uit.status_code == 302, uit.text
        return str(uit.headers["location"])

    async def log_in(self, sub: str, **velden: str) -> httpx2.Response:
        """Do all of it; return what the site says when the browser comes back."""
        terug = await self.kies(await self.vertrek(**velden), sub)
        assert terug.startswith(ADRES)
        return await self.http.get(terug.removeprefix(ADRES))

    async def is_binnen(self) -> bool:
        pad = "/bij/aanwijzingen" if self.start.startswith("/bij") else "/werkvoorraad"
        return (await self.http.get(pad)).status_code == 200


@asynccontextmanager
async def open_bezoeker(site: Starlette, start: str = "/login/start") -> AsyncIterator[Bezoeker]:
    transport = httpx2.ASGITransport(app=site)
    async with httpx2.AsyncClient(transport=transport, base_url=ADRES) as http:
        yield Bezoeker(http, start)
