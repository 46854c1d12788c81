"""One question to a provider: short, without redirects, and never for long."""

import asyncio
import json
import ssl
from collections.abc import Mapping
from typing import Any

import httpx2
import structlog

from nazorg.kern.inlog import InlogMislukt, Inlogreden

log = structlog.get_logger()

SECONDEN = 5.0
_MAX_ANTWOORD = 256 * 1024  # bytes
_WEG = frozenset({408, 429, 500, 502, 503, 504})


async def vraag(
    adres: str,
    *,
    tls: ssl.SSLContext,
    headers: Mapping[str, str] | None = None,
    velden: Mapping[str, str] | None = None,
) -> tuple[int, dict[str, Any]]:
    """Ask, or post these fields; return the status and the object in the answer.

    Raises InlogMislukt when the provider is away, or says something that is no object.
    """
    try:
        async with asyncio.timeout(SECONDEN):
            status, ruw = await _haal(adres, tls, dict(headers or {}), velden)
    except (OSError, TimeoutError, httpx2.HTTPError) as fout:
        log.warning("login.provider_away", fout=type(fout).__name__)
        raise InlogMislukt(Inlogreden.AANBIEDER_WEG) from fout
    if status in _WEG:
        log.warning("login.provider_away", status=status)
        raise InlogMislukt(Inlogreden.AANBIEDER_WEG)
    return status, _lees(status, ruw)


async def _haal(
    adres: str,
    tls: ssl.SSLContext,
    headers: dict[str, str],
    velden: Mapping[str, str] | None,
) -> tuple[int, bytes]:
    koppen = {"Accept": "application/json", "Accept-Encoding": "identity"} | headers
    async with (
        httpx2.AsyncClient(
            timeout=SECONDEN, follow_redirects=False, trust_env=False, verify=tls
        ) as http,
        http.stream(
            "GET" if velden is None else "POST", adres, headers=koppen, data=velden
        ) as antwoord,
    ):
        delen = bytearray()
        async for deel in antwoord.aiter_raw():
            delen += deel
            if len(delen) > _MAX_ANTWOORD:
                raise httpx2.DecodingError("te lang")
    return antwoord.status_code, bytes(delen)


def _lees(status: int, ruw: bytes) -> dict[str, Any]:
    try:
        inhoud = json.loads(ruw)
    except (ValueError, RecursionError):
        inhoud = None
    if not isinstance(inhoud, dict):
        log.warning("login.provider_answer", reden="geen_object", status=status)
        raise InlogMislukt(Inlogreden.ANTWOORD_KLOPT_NIET)
    return inhoud
