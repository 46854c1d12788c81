"""An issuer of access tokens as a gemeente would have one: a real server, with its own keys."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

ISSUER, AUDIENCE = "https://login.voorbeeld.test", "nazorg-tiel"
Sleutel = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_KORT = rsa.generate_private_key(public_exponent=65537, key_size=1024)
_EC = ec.generate_private_key(ec.SECP256R1())
VREEMD = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def to_jwk(kid: str, sleutel: Sleutel, **anders: Any) -> dict[str, Any]:
    openbaar = sleutel.public_key()
    if isinstance(openbaar, rsa.RSAPublicKey):
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(openbaar, as_dict=True)
    else:
        jwk = jwt.algorithms.ECAlgorithm.to_jwk(openbaar, as_dict=True)
    return dict(jwk) | {"kid": kid, "use": "sig"} | anders


@dataclass
class Uitgever:
    """antwoord: what it says instead of its keys. hangt: take the question and say nothing."""

    sleutels: dict[str, Sleutel] = field(
        default_factory=lambda: {"rsa-1": _RSA, "ec-1": _EC, "kort-1": _KORT}
    )
    extra: list[Any] = field(default_factory=list)
    antwoord: tuple[int, bytes] | None = None
    hangt: bool = False
    vragen: int = 0
    poort: int = 0
    _server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.poort}/jwks"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._klant, "127.0.0.1", self.poort)
        self.poort = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def token(self, nu: datetime, *, kid: str = "rsa-1", alg: str = "RS256", **anders: Any) -> str:
        """Return a signed token that is right, but for what the test states (None: left out)."""
        moment = int(nu.timestamp())
        kop = {"kid": kid, "typ": "at+jwt"} | anders.pop("kop", {})
        sleutel = anders.pop("sleutel", None) or self.sleutels[kid]
        inhoud = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": moment,
            "nbf": moment,
            "exp": moment + 300,
            "client_id": "dji-koppelvlak",
            "scope": "berichten:schrijven",
        } | anders
        inhoud = {naam: waarde for naam, waarde in inhoud.items() if waarde is not None}
        return jwt.encode(inhoud, sleutel, algorithm=alg, headers=kop)

    async def _klant(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        self.vragen += 1
        await lezer.readuntil(b"\r\n\r\n")
        if self.hangt:
            await lezer.read()
            schrijver.close()
            return
        jwks = [to_jwk(kid, sleutel) for kid, sleutel in self.sleutels.items()]
        status, lijf = self.antwoord or (200, json.dumps({"keys": jwks + self.extra}).encode())
        kop = f"HTTP/1.1 {status} X\r\ncontent-length: {len(lijf)}\r\nconnection: close\r\n\r\n"
        schrijver.write(kop.encode() + lijf)
        await schrijver.drain()
        schrijver.close()


def b64(inhoud: bytes) -> str:
    return base64.urlsafe_b64encode(inhoud).rstrip(b"=").decode()


@asynccontextmanager
async def open_uitgever() -> AsyncIterator[Uitgever]:
    uitgever = Uitgever()
    await uitgever.start()
    try:
        yield uitgever
    finally:
        await uitgever.stop()
