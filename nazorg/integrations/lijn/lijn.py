"""Ask a partner something over HTTP: JSON there, JSON back, and every failure one of two kinds.

aiohttp and not httpx2, because of what 200 questions at once cost (ADR 0033). Only reads pass here:
asked twice they do no harm, so a failure may be tried again, if the budget allows it.
"""

import asyncio
import random
import re
import time
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import msgspec
import structlog

from nazorg.berichten.spoor import Spoor, to_headers
from nazorg.integrations.lijn.afspraak import Lijnafspraak
from nazorg.integrations.lijn.breker import Breker, Budget, Tik
from nazorg.integrations.lijn.fouten import (
    NETWERKFOUTEN,
    check_status,
    lees_lijf,
    lees_moment,
    to_partnerfout,
)
from nazorg.integrations.lijn.token import Tokenbron
from nazorg.kern.klok import Klok
from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Partnerreden, PartnerRefused, PartnerUnavailable
from nazorg.sporen.span import volg

log = structlog.get_logger()
# A clock that is further off than this makes every date in an answer doubtful: somebody must know.
SCHEEF = timedelta(minutes=5)
# With everything that a session sends, also when it asks for a token: nothing of what was agreed
# with the partner itself. Here and not with each question, where they are looked at one by one.
_ALTIJD = {
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": "nazorg",
}
_INHOUD = {"Content-Type": "application/json; charset=utf-8"}
_UUID = re.compile(r"(?!0{8}-0{4}-0{4}-0{4}-0{12})[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_JSON = frozenset({"application/json", "application/problem+json"})


@dataclass(slots=True)
class Stand:
    """What was seen on a line since the start, for its figures."""

    gelukt: int = 0
    weg: int = 0
    geweigerd: int = 0
    opnieuw: int = 0
    scheef: bool = False


class Partnerlijn:
    """One partner: connections, limit, breaker and budget of its own."""

    def __init__(self, afspraak: Lijnafspraak, klok: Klok, *, tik: Tik = time.monotonic) -> None:
        self.afspraak, self._klok = afspraak, klok
        self.breker, self._budget = Breker(tik=tik), Budget()
        self.stand = Stand()
        self._token = Tokenbron(afspraak.token, tik) if afspraak.token else None
        self._plekken = asyncio.Semaphore(afspraak.tegelijk)
        self._onderweg, self._datum, self._basis = 0, "", afspraak.url.rstrip("/")
        vast = {**_INHOUD, **afspraak.headers}
        self._vast = {d: {**vast, **h} for d, h in afspraak.per_doel.items()}
        self._overig = vast
        self._http: aiohttp.ClientSession | None = None

    def ruimte(self) -> int:
        """Return how many questions may be asked now: all that is free, one to try, or none."""
        if self.breker.is_open:
            return 0
        vrij = max(self.afspraak.tegelijk - self._onderweg, 0)
        return min(vrij, 1) if self.breker.is_proef else vrij

    async def vraag(self, pad: str, vraag: object, *, doel: Doel, kenmerk: str) -> bytes:
        """Return the JSON of the answer. Raises PartnerUnavailable or PartnerRefused.

        kenmerk: opaque; the trace goes on under it. What is asked goes in the body, never in the
        address: addresses are logged by everybody on the way.
        """
        inhoud = msgspec.json.encode(vraag)
        headers = self._headers(doel)
        self._onderweg += 1
        try:
            async with self._plekken:
                with volg(
                    "partner.vraag", soort="CLIENT", bestemming=self.afspraak.partner.value
                ) as span:
                    spoor = to_headers(span.spoor or spoor_van(kenmerk))
                    return await self._probeer(pad, inhoud, headers | spoor)
        except PartnerUnavailable:
            self.stand.weg += 1
            raise
        except PartnerRefused:
            self.stand.geweigerd += 1
            raise
        finally:
            self._onderweg -= 1

    async def sluit(self) -> None:
        """Close the connections."""
        if self._http is not None:
            await self._http.close()

    async def _probeer(self, pad: str, inhoud: bytes, headers: dict[str, str]) -> bytes:
        for poging in range(1, self.afspraak.pogingen + 1):
            try:
                return await self._bewaakt(pad, inhoud, headers)
            except PartnerUnavailable as fout:
                # Asked for rest, or resting already: that is no case for trying harder.
                if fout.wacht_s is not None or poging == self.afspraak.pogingen:
                    raise
                if not self._budget.betaal():
                    raise
            self.stand.opnieuw += 1
            await asyncio.sleep(random.uniform(0.05, 0.3) * poging)  # noqa: S311 - only to spread
        raise PartnerUnavailable(Partnerreden.GEEN_ANTWOORD)

    async def _bewaakt(self, pad: str, inhoud: bytes, headers: dict[str, str]) -> bytes:
        if not self.breker.begin():
            raise PartnerUnavailable(Partnerreden.RUST, wacht_s=self.breker.wacht_s())
        try:
            antwoord = await self._stuur(pad, inhoud, headers)
        except PartnerUnavailable as fout:
            self.breker.mislukte(fout.wacht_s)
            raise
        except PartnerRefused:
            self.breker.lukte()
            raise
        except BaseException:
            self.breker.laat_los()
            raise
        self.breker.lukte()
        self._budget.verdien()
        self.stand.gelukt += 1
        return antwoord

    async def _stuur(self, pad: str, inhoud: bytes, headers: dict[str, str]) -> bytes:
        http = self._open()
        if self._token is None:
            return await self._post(http, pad, inhoud, headers)
        token = await self._token.geef(http)
        try:
            return await self._post(http, pad, inhoud, _met(headers, token))
        except PartnerUnavailable as fout:
            if fout.reden is not Partnerreden.GEEN_TOEGANG:
                raise
        # Withdrawn before its time: one new one, and then it is somebody's work.
        self._token.vergeet(token)
        return await self._post(http, pad, inhoud, _met(headers, await self._token.geef(http)))

    async def _post(
        self, http: aiohttp.ClientSession, pad: str, inhoud: bytes, headers: dict[str, str]
    ) -> bytes:
        try:
            async with http.post(
                self._basis + pad, data=inhoud, headers=headers, allow_redirects=False
            ) as antwoord:
                self._let_op_klok(antwoord)
                check_status(antwoord.status, antwoord.headers)
                # A page of a proxy or of maintenance says nothing about this person: later.
                if antwoord.headers.get("content-type", "").partition(";")[0] not in _JSON:
                    raise PartnerUnavailable(Partnerreden.STORING)
                return await lees_lijf(antwoord, self.afspraak.max_bytes)
        except NETWERKFOUTEN as fout:
            raise to_partnerfout(fout) from None

    def _headers(self, doel: Doel) -> dict[str, str]:
        if self._vast and doel not in self._vast:
            raise PartnerRefused(Partnerreden.AFGEWEZEN)
        return self._vast.get(doel, self._overig)

    def _let_op_klok(self, antwoord: aiohttp.ClientResponse) -> None:
        tekst = antwoord.headers.get("date", "")
        if tekst == self._datum:  # the same second again
            return
        self._datum, hun_nu = tekst, lees_moment(tekst)
        scheef = hun_nu is not None and abs(self._klok.nu() - hun_nu) > SCHEEF
        if scheef and not self.stand.scheef:
            log.warning("partner.clock_skew", partner=self.afspraak.partner.value)
        self.stand.scheef = scheef

    def _open(self) -> aiohttp.ClientSession:
        if self._http is None:
            a = self.afspraak
            self._http = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=a.tegelijk + 1, ttl_dns_cache=30, ssl=a.tls or True
                ),
                # The total is over every phase: waiting, connecting, sending and reading.
                timeout=aiohttp.ClientTimeout(total=a.seconden, sock_connect=3),
                headers=_ALTIJD,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._http


def _met(headers: dict[str, str], token: str) -> dict[str, str]:
    return headers | {"Authorization": f"Bearer {token}"}


def spoor_van(kenmerk: str) -> Spoor | None:
    """Return a trace for a question that nobody follows here; None when kenmerk is no UUID."""
    if not _UUID.fullmatch(kenmerk):
        return None
    # Only to tell calls apart: nothing depends on it that nobody can guess the next one.
    span = random.getrandbits(64) or 1
    return Spoor(f"00-{kenmerk.replace('-', '')}-{span:016x}-00")
