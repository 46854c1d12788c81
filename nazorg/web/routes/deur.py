"""The HTTP doors for machines: CloudEvents structured, binary or batch. One per compartment."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from nazorg.berichten.uitkomst import ZIN, Ontvangst, RuwBericht, Uitkomst
from nazorg.web.inzending import lees_inzending
from nazorg.web.machine import Geweigerd
from nazorg.web.problemen import API_HEADERS, problem
from nazorg.web.toegang import bij_deps_of, deps_of, instellingen_of


async def post_berichten(request: Request) -> Response:
    """Take notices in. 200 with an outcome per message; 400 when the only message is refused."""
    return await _neem_in(request, deps_of(request).ontvang, bij=False)


async def post_bij_berichten(request: Request) -> Response:
    """Take messages for the mayor in: same answers, another compartment, other tokens."""
    return await _neem_in(request, bij_deps_of(request).ontvang, bij=True)


async def _neem_in(
    request: Request,
    ontvang: Callable[[Sequence[RuwBericht]], Awaitable[list[Ontvangst]]],
    *,
    bij: bool,
) -> Response:
    try:
        inzending = await lees_inzending(request, bij=bij)
    except Geweigerd as geweigerd:
        return geweigerd.antwoord
    per_keer, berichten = instellingen_of(request).batch, inzending.berichten
    uitkomsten: list[Ontvangst] = []
    for i in range(0, len(berichten), per_keer):
        uitkomsten += await ontvang(berichten[i : i + per_keer])
    antwoord = _to_antwoord(uitkomsten)
    antwoord.headers.update(inzending.koppen)
    return antwoord


def _to_antwoord(uitkomsten: list[Ontvangst]) -> Response:
    if len(uitkomsten) == 1 and uitkomsten[0].uitkomst is Uitkomst.APART_GEZET:
        return _refusal(uitkomsten[0])
    return JSONResponse({"uitkomsten": [_to_json(u) for u in uitkomsten]}, headers=API_HEADERS)


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
    if u.eerder:
        inhoud["eerder"] = u.eerder
    if u.reden:
        inhoud["reden"] = u.reden
        inhoud["toelichting"] = ZIN[u.reden]
    if u.fouten:
        inhoud["fouten"] = [{"pad": f.pad, "code": f.reden, "tekst": f.tekst} for f in u.fouten]
    return inhoud


ROUTES = [Route("/v1/berichten", post_berichten, methods=["POST"])]
BIJ_ROUTES = [Route("/v1/bij/berichten", post_bij_berichten, methods=["POST"])]
