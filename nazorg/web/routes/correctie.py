"""Correct a message with four eyes: propose, look at the proposal, decide, or take it back."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nazorg.kern.weigering import Weigering
from nazorg.usecases.berichten.corrigeer import Corrector, KloptNogNiet, NietsIngevuld
from nazorg.usecases.berichten.herhaal import GeenToelichting, is_toelichting
from nazorg.web.berichtpagina import ZIE, lees_veld, lezer, toon_bericht, toon_geweigerd
from nazorg.web.berichtscherm import WAARDE, Ingevuld
from nazorg.web.formulier import lees_id
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong

# What somebody can mend in the form; all else is said on a page of its own.
_IN_FORMULIER = (GeenToelichting, NietsIngevuld, KloptNogNiet)


async def post_correctie(request: Request) -> Response:
    """Propose other values for fields that are wrong. A mistake comes back in the form itself."""
    medewerker, id_ = await current_medewerker(request), lees_id(request.path_params["id"])
    formulier = await request.form()
    waarden = {
        naam.removeprefix(WAARDE): waarde
        for naam, waarde in formulier.items()
        if naam.startswith(WAARDE) and isinstance(waarde, str)
    }
    weg = [pad for pad in formulier.getlist("weg") if isinstance(pad, str)]
    toelichting, waar = await lees_veld(request, "toelichting"), oorsprong(request)
    try:
        await Corrector(deps_of(request).ontvanger).stel_voor(
            id_, waarden, weg, toelichting, medewerker=medewerker, oorsprong=waar
        )
    except _IN_FORMULIER as fout:
        return await _opnieuw(request, fout, waarden, weg, toelichting)
    return RedirectResponse(f"/berichten/{id_}", ZIE)


async def _opnieuw(
    request: Request, fout: Weigering, waarden: dict[str, str], weg: list[str], toelichting: str
) -> Response:
    """Open the message again, for the reason it was opened for, with all that was typed."""
    kijkreden = await lees_veld(request, "kijkreden")
    if not is_toelichting(kijkreden):
        raise fout
    inzicht = await lezer(request).open_inhoud(
        lees_id(request.path_params["id"]),
        kijkreden,
        medewerker=await current_medewerker(request),
        oorsprong=oorsprong(request),
    )
    ingevuld = Ingevuld(
        waarden={WAARDE + pad: waarde for pad, waarde in waarden.items()}
        | {"v-reden": toelichting},
        weg=frozenset(weg),
        fouten=_per_veld(fout, reden="v-reden"),
        meldingen=(str(fout),) if isinstance(fout, NietsIngevuld) else (),
        kijkreden=kijkreden,
    )
    return await toon_bericht(request, inzicht, ingevuld)


def _per_veld(fout: Weigering, *, reden: str) -> dict[str, str]:
    """Return what is wrong by the field in which it is; reden: the field with the reason."""
    if isinstance(fout, KloptNogNiet):
        return {WAARDE + f.pad: f.tekst for f in reversed(fout.fouten)}
    return {reden: str(fout)} if isinstance(fout, GeenToelichting) else {}


async def post_voorstel(request: Request) -> Response:
    """Show a proposal with both values. A POST, as for the content itself."""
    reden = await lees_veld(request, "reden")
    try:
        return await _toon_voorstel(request, reden, Ingevuld(kijkreden=reden))
    except GeenToelichting as fout:
        waarden, fouten = {"voorstel-reden": reden}, {"voorstel-reden": str(fout)}
        return await toon_geweigerd(request, waarden, fouten)


async def _toon_voorstel(request: Request, reden: str, ingevuld: Ingevuld) -> Response:
    inzicht = await lezer(request).open_voorstel(
        lees_id(request.path_params["id"]),
        reden,
        corrector=Corrector(deps_of(request).ontvanger),
        medewerker=await current_medewerker(request),
        oorsprong=oorsprong(request),
    )
    return await toon_bericht(request, inzicht, ingevuld)


async def post_besluit(request: Request) -> Response:
    """Approve or reject the proposal of somebody else."""
    medewerker, id_ = await current_medewerker(request), lees_id(request.path_params["id"])
    correctie = lees_id(await lees_veld(request, "correctie"))
    besluit, tekst = await lees_veld(request, "besluit"), await lees_veld(request, "toelichting")
    if besluit not in ("goed", "af"):
        raise Weigering("Kies: keur goed, of wijs af.")
    try:
        await Corrector(deps_of(request).ontvanger).besluit(
            id_,
            correctie,
            tekst,
            goed=besluit == "goed",
            medewerker=medewerker,
            oorsprong=oorsprong(request),
        )
    except _IN_FORMULIER as fout:
        kijkreden = await lees_veld(request, "kijkreden")
        if not is_toelichting(kijkreden):
            raise
        ingevuld = Ingevuld(
            waarden={"besluit-reden": tekst},
            fouten={"besluit-reden": str(fout)} if isinstance(fout, GeenToelichting) else {},
            meldingen=(str(fout),) if isinstance(fout, KloptNogNiet) else (),
            kijkreden=kijkreden,
        )
        return await _toon_voorstel(request, kijkreden, ingevuld)
    return RedirectResponse(f"/berichten/{id_}", ZIE)


async def post_intrekken(request: Request) -> Response:
    """Take back a proposal of one's own."""
    medewerker, id_ = await current_medewerker(request), lees_id(request.path_params["id"])
    correctie = lees_id(await lees_veld(request, "correctie"))
    await Corrector(deps_of(request).ontvanger).trek_in(
        id_, correctie, medewerker=medewerker, oorsprong=oorsprong(request)
    )
    return RedirectResponse(f"/berichten/{id_}", ZIE)


ROUTES = [
    Route("/berichten/{id}/correctie", post_correctie, methods=["POST"]),
    Route("/berichten/{id}/voorstel", post_voorstel, methods=["POST"]),
    Route("/berichten/{id}/besluit", post_besluit, methods=["POST"]),
    Route("/berichten/{id}/intrekken", post_intrekken, methods=["POST"]),
]
