"""The HTTP door: POST /v1/berichten, CloudEvents structured, binary or batch, by machines."""

import hashlib
import hmac
import zlib
from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from nazorg.berichten.uitkomst import ZIN, Deur, Ontvangst, RuwBericht, Uitkomst
from nazorg.contract.binair import as_structured
from nazorg.contract.velden import MAX_BERICHT
from nazorg.web.problemen import API_HEADERS, problem
from nazorg.web.toegang import Afzender, deps_of, instellingen_of

MAX_LIJF = 16 * 1024 * 1024  # bytes, unpacked: 250 messages of the largest size
_BATCH = "application/cloudevents-batch+json"


class _Geweigerd(Exception):  # noqa: N818 - an answer of this file
    def __init__(self, antwoord: Response) -> None:
        self.antwoord = antwoord


async def post_berichten(request: Request) -> Response:
    """Take messages in. 200 with an outcome per message; 400 when the only message is refused."""
    try:
        afzender = _afzender(request)
        lijf = await _lees_lijf(request)
        berichten = _split(request, lijf, afzender)
    except _Geweigerd as geweigerd:
        return geweigerd.antwoord
    deps, per_keer = deps_of(request), instellingen_of(request).batch
    uitkomsten: list[Ontvangst] = []
    for i in range(0, len(berichten), per_keer):
        uitkomsten += await deps.ontvang(berichten[i : i + per_keer])
    if len(uitkomsten) == 1 and uitkomsten[0].uitkomst is Uitkomst.APART_GEZET:
        return _refusal(uitkomsten[0])
    return JSONResponse({"uitkomsten": [_to_json(u) for u in uitkomsten]}, headers=API_HEADERS)


def _afzender(request: Request) -> Afzender:
    """Return the machine behind the token, compared in constant time."""
    schema, _, token = request.headers.get("authorization", "").partition(" ")
    gegeven = hashlib.sha256(token.encode()).hexdigest()
    if schema.lower() == "bearer" and token:
        for afzender in instellingen_of(request).afzenders:
            if hmac.compare_digest(afzender.token_sha256.lower(), gegeven):
                return afzender
    antwoord = problem(401, "Niet aangemeld", "Stuur een geldig token mee: Authorization: Bearer.")
    antwoord.headers["WWW-Authenticate"] = 'Bearer realm="nazorg"'
    raise _Geweigerd(antwoord)


async def _lees_lijf(request: Request) -> bytes:
    """Read the body, unpacked, never more than MAX_LIJF bytes of it."""
    codering = request.headers.get("content-encoding", "identity").lower()
    if codering not in ("identity", "gzip"):
        raise _Geweigerd(problem(415, "Deze codering kennen wij niet", "Stuur gewoon of met gzip."))
    uitpakker = zlib.decompressobj(wbits=31) if codering == "gzip" else None
    delen: list[bytes] = []
    over = MAX_LIJF
    async for stuk in request.stream():
        try:
            deel = uitpakker.decompress(stuk, over + 1) if uitpakker else stuk
        except zlib.error as fout:
            raise _Geweigerd(
                problem(400, "Geen geldige gzip", "Het bericht is niet uit te pakken.")
            ) from fout
        over -= len(deel)
        if over < 0:
            raise _Geweigerd(
                problem(413, "Te groot", f"Een verzoek is hoogstens {MAX_LIJF} bytes, uitgepakt.")
            )
        delen.append(deel)
    if uitpakker is not None and not uitpakker.eof:
        raise _Geweigerd(problem(400, "Geen geldige gzip", "Het bericht breekt af."))
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
    headers = {
        n.replace("ce-", "ce_", 1) if n.startswith("ce-") else n: w
        for n, w in request.headers.items()
    }
    return [_ruw(as_structured(headers, lijf), afzender)]


def _heeft_ce(headers: Mapping[str, str]) -> bool:
    return any(naam.startswith("ce-") for naam in headers)


def _delen(lijf: bytes) -> list[bytes]:
    try:
        delen = msgspec.json.decode(lijf, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fout:
        raise _Geweigerd(
            problem(400, "Geen lijst van berichten", "Stuur een JSON-lijst van CloudEvents.")
        ) from fout
    return [bytes(deel) for deel in delen]


def _ruw(inhoud: bytes, afzender: Afzender) -> RuwBericht:
    return RuwBericht(
        inhoud=inhoud,
        deur=Deur.HTTP,
        herkomst=afzender.naam,
        bronnen=afzender.bronnen or None,
    )


def _refusal(u: Ontvangst) -> Response:
    assert u.reden is not None
    return problem(
        400,
        ZIN[u.reden],
        "Het bericht is apart gezet en niet verwerkt. Verbeter het en stuur het met een nieuw id.",
        **_to_json(u),
    )


def _to_json(u: Ontvangst) -> dict[str, object]:
    inhoud: dict[str, object] = {"source": u.bron, "id": u.bericht_id, "uitkomst": u.uitkomst}
    if u.reden:
        inhoud["reden"] = u.reden
        inhoud["toelichting"] = ZIN[u.reden]
    if u.fouten:
        inhoud["fouten"] = [{"pad": f.pad, "code": f.reden, "tekst": f.tekst} for f in u.fouten]
    return inhoud


ROUTES = [Route("/v1/berichten", post_berichten, methods=["POST"])]
