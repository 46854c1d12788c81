"""Access tokens of our own, for partners that ask for one: fetched when needed, kept until old."""

import asyncio
import time
from dataclasses import dataclass, field

import aiohttp
import msgspec

from nazorg.integrations.lijn.afspraak import Tokenafspraak
from nazorg.integrations.lijn.breker import Tik
from nazorg.integrations.lijn.fouten import NETWERKFOUTEN, lees_lijf, to_partnerfout
from nazorg.kern.partner import Partnerreden, PartnerUnavailable

# Ours is thrown away a little early; their word about its life is not believed for ever.
_SPELING_S, _LANGST_S, _KORTST_S = 30.0, 3_600.0, 5.0
_MAX_TOKEN = 16_384


class _Token(msgspec.Struct):
    access_token: str
    expires_in: float = 300.0


@dataclass(slots=True)
class Tokenbron:
    """The token for one partner. Counts with a clock that nobody can set back."""

    afspraak: Tokenafspraak
    tik: Tik = time.monotonic
    _token: str = ""
    _tot: float = 0.0
    _slot: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def geef(self, http: aiohttp.ClientSession) -> str:
        """Return a token that still lives. Raises PartnerUnavailable."""
        if self._is_oud():
            async with self._slot:  # whoever waited here finds what the first one brought
                if self._is_oud():
                    await self._haal(http)
        return self._token

    def vergeet(self, token: str) -> None:
        """Throw a token away that a partner refused, unless there is a newer one already."""
        if token == self._token:
            self._token = ""

    def _is_oud(self) -> bool:
        return not self._token or self.tik() >= self._tot

    async def _haal(self, http: aiohttp.ClientSession) -> None:
        a = self.afspraak
        velden = {"grant_type": "client_credentials", "client_id": a.client_id}
        velden |= {"scope": a.scope} if a.scope else {}
        wie = (
            {"Authorization": aiohttp.encode_basic_auth(a.client_id, a.geheim)} if a.geheim else {}
        )
        try:
            async with http.post(
                a.url, data=velden, headers=wie, allow_redirects=False
            ) as antwoord:
                ruw = await lees_lijf(antwoord, _MAX_TOKEN)
        except NETWERKFOUTEN as fout:
            raise to_partnerfout(fout) from None
        # Not our question but our credentials: they may be put right, and then it goes through.
        if antwoord.status != 200:
            raise PartnerUnavailable(Partnerreden.GEEN_TOEGANG)
        try:
            nieuw = msgspec.json.decode(ruw, type=_Token)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise PartnerUnavailable(Partnerreden.GEEN_TOEGANG) from None
        leven = min(max(nieuw.expires_in - _SPELING_S, _KORTST_S), _LANGST_S)
        self._token, self._tot = nieuw.access_token, self.tik() + leven
