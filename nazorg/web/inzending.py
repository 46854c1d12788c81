"""What a machine sends: who it is, its body within bounds, and the messages in it."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

import msgspec
from starlette.requests import Request

from nazorg.berichten.afzender import Afzender
from nazorg.berichten.spoor import Spoor, lees_spoor
from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.contract.binair import as_structured
from nazorg.contract.controles import is_mogelijk_jaar
from nazorg.contract.velden import MAX_BERICHT
from nazorg.web.machine import Geweigerd, Toegelaten
from nazorg.web.problemen import problem
from nazorg.web.toegang import deps_of, machines_of

MAX_LIJF = 16 * 1024 * 1024  # bytes, unpacked: 250 messages of the largest size
MAX_AANTAL = 5_000
_BATCH = "application/cloudevents-batch+json"


@dataclass(frozen=True, slots=True)
class Inzending:
    """What one request brought. koppen: the headers that its answer carries."""

    berichten: list[RuwBericht]
    koppen: dict[str, str]


async def lees_inzending(request: Request, *, bij: bool) -> Inzending:
    """Return the messages of a request. Raises Geweigerd with the answer to give.

    bij: which door this is. A sender for one door does not exist at the other (L01).
    """
    machine = await machines_of(request).laat_toe(request, bij=bij)
    try:
        return await _lees(request, machine)
    except Geweigerd as geweigerd:
        geweigerd.antwoord.headers.update(machine.koppen)
        raise


def _spoor(request: Request) -> Spoor | None:
    """Return the trace of this request, for the messages that carry none of their own."""
    # A header that is there twice is one list; two parents are none.
    parent, staat = (
        ",".join(request.headers.getlist(naam)) for naam in ("traceparent", "tracestate")
    )
    return lees_spoor(parent, staat)


def _verzonden_op(request: Request) -> datetime | None:
    """Return when the sender let it go (`Date`); None when it does not say, or in the future."""
    try:
        op = parsedate_to_datetime(request.headers.get("date", ""))
    except (ValueError, OverflowError):
        return None
    # Without a zone it is no moment, and of the future nobody can tell.
    if op.tzinfo is None or op > deps_of(request).klok.nu():
        return None
    return op.astimezone(UTC) if is_mogelijk_jaar(op.year) else None


async def _lees(request: Request, machine: Toegelaten) -> Inzending:
    berichten = _split(request, await _lees_lijf(request), machine.afzender)
    spoor, verzonden_op = _spoor(request), _verzonden_op(request)
    if spoor or verzonden_op:
        berichten = [replace(b, spoor=spoor, verzonden_op=verzonden_op) for b in berichten]
    return Inzending(berichten, machine.koppen)


async def _lees_lijf(request: Request) -> bytes:
    """Read the body, unpacked, never more than MAX_LIJF bytes of it."""
    codering = request.headers.get("content-encoding", "identity").lower()
    if codering not in ("identity", "gzip"):
        raise Geweigerd(problem(415, "Deze codering kennen wij niet", "Stuur gewoon of met gzip."))
    uitpakker = zlib.decompressobj(wbits=31) if codering == "gzip" else None
    delen: list[bytes] = []
    over = MAX_LIJF
    async for stuk in request.stream():
        try:
            deel = uitpakker.decompress(stuk, over + 1) if uitpakker else stuk
        except zlib.error as fout:
            raise Geweigerd(
                problem(400, "Geen geldige gzip", "Het bericht is niet uit te pakken.")
            ) from fout
        if uitpakker and uitpakker.unused_data:
            # Never to be dropped in silence: it may be a second packed part, with messages in it.
            raise Geweigerd(problem(400, "Geen geldige gzip", "Er staat iets achter het bericht."))
        over -= len(deel)
        if over < 0:
            raise Geweigerd(
                problem(413, "Te groot", f"Een verzoek is hoogstens {MAX_LIJF} bytes, uitgepakt.")
            )
        delen.append(deel)
    if uitpakker is not None and not uitpakker.eof:
        raise Geweigerd(problem(400, "Geen geldige gzip", "Het bericht breekt af."))
    return b"".join(delen)


def _split(request: Request, lijf: bytes, afzender: Afzender) -> list[RuwBericht]:
    """Return the messages of a request: batch, structured or binary mode (CloudEvents HTTP)."""
    soort = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if soort == _BATCH:
        return [_ruw(deel, afzender) for deel in _delen(lijf)]
    if soort == "application/cloudevents+json" or not _heeft_ce(request.headers):
        return [_ruw(lijf, afzender)]
    if len(lijf) > MAX_BERICHT:
        return [_ruw(lijf, afzender)]
    return [_ruw(as_structured(_kafka_headers(request.headers), lijf), afzender)]


def _kafka_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Name attributes as Kafka does, and undo the percent-encoding that only HTTP has."""
    kafka = {n: w for n, w in headers.items() if not n.startswith("ce-")}
    for naam, waarde in headers.items():
        if naam.startswith("ce-"):
            kafka["ce_" + naam.removeprefix("ce-")] = unquote(waarde, errors="surrogateescape")
    return kafka


def _heeft_ce(headers: Mapping[str, str]) -> bool:
    return any(naam.startswith("ce-") for naam in headers)


def _delen(lijf: bytes) -> list[bytes]:
    try:
        delen = msgspec.json.decode(lijf, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fout:
        raise Geweigerd(
            problem(400, "Geen lijst van berichten", "Stuur een JSON-lijst van CloudEvents.")
        ) from fout
    if len(delen) > MAX_AANTAL:
        raise Geweigerd(
            problem(413, "Te veel", f"Een verzoek heeft hoogstens {MAX_AANTAL} berichten.")
        )
    return [bytes(deel) for deel in delen]


def _ruw(inhoud: bytes, afzender: Afzender) -> RuwBericht:
    return RuwBericht(
        inhoud=inhoud,
        deur=Deur.HTTP,
        herkomst=afzender.naam,
        bronnen=afzender.bronnen,
    )
