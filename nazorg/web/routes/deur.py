"""The HTTP doors for machines: CloudEvents structured, binary or batch. One per compartment."""

import logging

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from nazorg.berichten.eigen_fout import Neemt, TeVeelFouten, neem_meteen_in, plek
from nazorg.berichten.storing import is_voorbijgaand
from nazorg.berichten.uitkomst import ZIN, Ontvangst, Reden, RuwBericht, Uitkomst
from nazorg.web.inzending import lees_inzending
from nazorg.web.machine import Geweigerd
from nazorg.web.problemen import API_HEADERS, problem
from nazorg.web.toegang import bij_deps_of, deps_of, instellingen_of

log = structlog.get_logger()
# A database that is back, or a repair of ours: the second takes longer.
_WACHT_STORING_S, _WACHT_FOUT_S = 5, 60


async def post_berichten(request: Request) -> Response:
    """Take notices in. 200 with an outcome per message; 400 when the only message is refused."""
    return await _neem_in(request, deps_of(request), bij=False)


async def post_bij_berichten(request: Request) -> Response:
    """Take messages for the mayor in: same answers, another compartment, other tokens."""
    return await _neem_in(request, bij_deps_of(request), bij=True)


async def _neem_in(request: Request, neemt: Neemt, *, bij: bool) -> Response:
    try:
        inzending = await lees_inzending(request, bij=bij)
    except Geweigerd as geweigerd:
        return geweigerd.antwoord
    try:
        antwoord = _to_antwoord(
            await _bewaar(inzending.berichten, neemt, per_keer=instellingen_of(request).batch)
        )
    except Exception as fout:  # noqa: BLE001 - whatever it is, the sender must keep his messages
        antwoord = _niet_bewaard(fout)
    antwoord.headers.update(inzending.koppen)
    return antwoord


async def _bewaar(berichten: list[RuwBericht], neemt: Neemt, *, per_keer: int) -> list[Ontvangst]:
    """Return what became of each message, when all is durable."""

    async def zet_apart(bericht: RuwBericht, fout: Exception) -> Ontvangst:
        log.error(
            "message.set_aside_by_bug",
            herkomst=bericht.herkomst,
            fout=type(fout).__name__,
            plek=plek(fout),
        )
        return await neemt.zet_apart(bericht)

    uitkomsten: list[Ontvangst] = []
    for i in range(0, len(berichten), per_keer):
        deel = berichten[i : i + per_keer]
        uitkomsten += await neem_meteen_in(deel, neemt=neemt, zet_apart=zet_apart)
    return uitkomsten


def _niet_bewaard(fout: Exception) -> Response:
    """Leave the messages with their sender: what is here already is `dubbel` the next time."""
    is_storing = is_voorbijgaand(fout)
    oorzaak = fout.__cause__ if isinstance(fout, TeVeelFouten) else fout
    log.log(
        logging.WARNING if is_storing else logging.ERROR,
        "door.not_kept",
        fout=type(fout).__name__,
        plek=plek(oorzaak or fout),
        storing=is_storing,
    )
    waarom = "De databank is even weg." if is_storing else "Het ligt aan een fout van ons."
    antwoord = problem(
        503,
        "Even niet bereikbaar",
        f"{waarom} Wij hebben niet alles bewaard. Stuur alles later opnieuw; dubbel is niet erg.",
    )
    antwoord.headers["Retry-After"] = str(_WACHT_STORING_S if is_storing else _WACHT_FOUT_S)
    return antwoord


def _to_antwoord(uitkomsten: list[Ontvangst]) -> Response:
    if len(uitkomsten) == 1 and _is_geweigerd(uitkomsten[0]):
        return _refusal(uitkomsten[0])
    return JSONResponse({"uitkomsten": [_to_json(u) for u in uitkomsten]}, headers=API_HEADERS)


def _is_geweigerd(u: Ontvangst) -> bool:
    """Tell whether the sender has something to repair; of a fault of ours he has not."""
    return u.uitkomst is Uitkomst.APART_GEZET and u.reden is not Reden.EIGEN_FOUT


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
