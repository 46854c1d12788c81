"""POST under /berichten: a functioneel beheerder closes an alarm, or accepts missing numbers."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.berichten.alarm import AlarmSoort
from nazorg.kern.medewerker import Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.usecases.bewaking.accepteer_gat import accepteer_gat_als
from nazorg.usecases.bewaking.reden import GeenReden
from nazorg.usecases.bewaking.sluit import Sluitverzoek, sluit_alarm
from nazorg.web.formulier import lees_velden
from nazorg.web.opmaak.sluiten import Geweigerd, alarm_id, gat_id
from nazorg.web.routes.berichten import toon_overzicht
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

ZIE = 303


async def post_alarm(request: Request) -> Response:
    """Close one alarm. A reason that will not do comes back in the form itself."""
    medewerker, deps = await current_medewerker(request), deps_of(request)
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    velden = await lees_velden(request)
    verzoek = _verzoek(velden)
    try:
        await sluit_alarm(
            verzoek,
            medewerker=medewerker,
            oorsprong=oorsprong(request),
            store=deps.store,
            klok=deps.klok,
            grenzen=deps.grenzen,
        )
    except GeenReden as fout:
        id_ = alarm_id(verzoek.soort, verzoek.bron, verzoek.stroom)
        return await toon_overzicht(request, Geweigerd(id=id_, reden=verzoek.reden, fout=str(fout)))
    return RedirectResponse("/berichten#gesloten", ZIE)


def _verzoek(velden: dict[str, str]) -> Sluitverzoek:
    soort = next((s for s in AlarmSoort if s == velden.get("soort")), None)
    if soort is None:
        raise NietGevonden
    return Sluitverzoek(
        soort=soort,
        bron=velden.get("bron", ""),
        stroom=velden.get("stroom", ""),
        reden=velden.get("reden", ""),
        gezien=velden.get("gezien", ""),
        stopt="stopt" in velden,
    )


async def post_gat(request: Request) -> Response:
    """Accept that numbers will not come, as `nazorg gat` does, by somebody with a name."""
    medewerker, deps = await current_medewerker(request), deps_of(request)
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    velden = await lees_velden(request)
    bron, van, tot = velden.get("bron", ""), _nummer(velden, "van"), _nummer(velden, "tot")
    reden = velden.get("reden", "")
    try:
        await accepteer_gat_als(
            medewerker,
            (bron, van, tot),
            reden,
            oorsprong=oorsprong(request),
            store=deps.store,
            klok=deps.klok,
            grenzen=deps.grenzen,
        )
    except GeenReden as fout:
        geweigerd = Geweigerd(id=gat_id(bron, van, tot), reden=reden, fout=str(fout))
        return await toon_overzicht(request, geweigerd)
    return RedirectResponse("/berichten#h-gaten", ZIE)


def _nummer(velden: dict[str, str], naam: str) -> int:
    """Return a number of a source; 0 for what is none, which no gap holds."""
    tekst = velden.get(naam, "")
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) <= 10 else 0


ROUTES = [
    Route("/berichten/alarmen/sluiten", post_alarm, methods=["POST"]),
    Route("/berichten/gaten/sluiten", post_gat, methods=["POST"]),
]
