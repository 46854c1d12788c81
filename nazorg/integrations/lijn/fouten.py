"""What can go wrong on a line, and which of two things it is: try later, or never again."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp

from nazorg.kern.partner import Partnerreden, PartnerRefused, PartnerUnavailable

# About the moment or about us, not about the question.
_LATER = {
    401: Partnerreden.GEEN_TOEGANG,
    407: Partnerreden.GEEN_TOEGANG,
    408: Partnerreden.GEEN_ANTWOORD,
    425: Partnerreden.DRUK,
    429: Partnerreden.DRUK,
}
_LANGSTE_WACHT_S = 86_400.0


# What the network raises; anything else is a fault of ours and goes on as it is.
NETWERKFOUTEN = (aiohttp.ClientError, OSError, UnicodeError)


def to_partnerfout(fout: BaseException) -> PartnerUnavailable:
    """Return what a fault of the network means; its text may name addresses, so not that.

    A certificate that is not right will be put right, and so will a name that cannot be found.
    """
    if isinstance(fout, aiohttp.ClientSSLError | aiohttp.ServerFingerprintMismatch):
        return PartnerUnavailable(Partnerreden.CERTIFICAAT)
    if isinstance(fout, TimeoutError):
        return PartnerUnavailable(Partnerreden.GEEN_ANTWOORD)
    if isinstance(fout, aiohttp.ClientPayloadError):  # half an answer
        return PartnerUnavailable(Partnerreden.STORING)
    return PartnerUnavailable(Partnerreden.GEEN_VERBINDING)


def check_status(status: int, headers: Mapping[str, str]) -> None:
    """Raise what a status means. A redirect is not followed: it is outside what was agreed."""
    if status == 200:
        return
    if status in _LATER or status >= 500:
        reden = _LATER.get(status, Partnerreden.STORING)
        raise PartnerUnavailable(reden, wacht_s=lees_wacht(headers))
    raise PartnerRefused(Partnerreden.AFGEWEZEN if status >= 400 else Partnerreden.BUITEN_CONTRACT)


def lees_wacht(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of a Retry-After, which is a number or a moment; nonsense is nothing.

    A moment is taken against the partner's own Date: its clock may differ from ours.
    """
    klein = {naam.lower(): waarde for naam, waarde in headers.items()}
    tekst = klein.get("retry-after", "")
    if tekst.isascii() and tekst.isdigit():
        return min(float(tekst[:9]), _LANGSTE_WACHT_S)
    tot, hun_nu = lees_moment(tekst), lees_moment(klein.get("date", ""))
    if tot is None or hun_nu is None:
        return None
    return min(max((tot - hun_nu).total_seconds(), 0.0), _LANGSTE_WACHT_S)


def lees_moment(tekst: str) -> datetime | None:
    """Return the moment of an HTTP header, aware; None when it is none."""
    with suppress(ValueError, TypeError, OverflowError):
        moment = parsedate_to_datetime(tekst)
        return moment if moment.tzinfo else None
    return None


async def lees_lijf(antwoord: aiohttp.ClientResponse, hoogstens: int) -> bytes:
    """Return the body. Raises PartnerRefused as soon as it is longer than that.

    We asked for no compression, so that a small answer cannot unpack to a huge one.
    """
    if antwoord.headers.get("content-encoding", "identity") != "identity":
        raise PartnerRefused(Partnerreden.BUITEN_CONTRACT)
    lengte = antwoord.content_length
    if lengte is not None and lengte <= hoogstens:
        return await antwoord.read()
    lijf = bytearray()
    if lengte is None:
        async for deel in antwoord.content.iter_any():
            lijf += deel
            if len(lijf) > hoogstens:
                break
    if lengte is not None or len(lijf) > hoogstens:
        antwoord.close()  # hang up: nobody reads the rest
        raise PartnerRefused(Partnerreden.TE_GROOT)
    return bytes(lijf)
