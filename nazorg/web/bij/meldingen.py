"""The pages of who reads alerts: the list, one alert, and what is done with it."""

from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from nazorg.bij.besluit import BesluitOnvolledig, Besluitsoort, NietBevoegd
from nazorg.kern.dagtekst import lees_dag
from nazorg.kern.klok import vandaag
from nazorg.kern.partner import Partner
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.vrije_tekst import Tekstfout
from nazorg.kern.weigering import Weigering
from nazorg.usecases.bij import besluit as beslissen
from nazorg.usecases.bij import toon
from nazorg.usecases.bij.toegang import IsIngetrokken, Toegang
from nazorg.usecases.bij.verrijk import Noodzaak, vraag_aan
from nazorg.web.bij.brief import find_besluit_met_brief, to_brief
from nazorg.web.bij.geweigerd import leg_vast
from nazorg.web.bij.opmaak import to_intrekking, to_melding
from nazorg.web.bij.opmaak_lijst import to_lijst
from nazorg.web.bij.opmaak_verrijking import VRAAGBAAR, Lezer, zet_fout
from nazorg.web.bij.opmaak_werk import make_form
from nazorg.web.bij.schermen import MeldingScherm
from nazorg.web.bij.schil import schil_lezer
from nazorg.web.bij.toegang import check_id, instellingen_of, kamer_of, lezer, stroom_of
from nazorg.web.rendering import render

ZIE = 303
_LIJST = "/bij/meldingen"


async def get_lijst(request: Request) -> Response:
    return await _lijst(request, "")


async def post_zoeken(request: Request) -> Response:
    """Search in a form, not in an address: a name has no place in a log."""
    return await _lijst(request, str((await request.form()).get("q") or "")[:100])


async def _lijst(request: Request, zoek: str) -> Response:
    toegang = await lezer(request)
    lijst = await toon.toon_lijst(toegang, zoek=zoek)
    return _render(
        request,
        "bij/lijst.html.j2",
        toegang,
        to_lijst(lijst, toegang.kamer, zoek=zoek),
        hier=_LIJST,
    )


def _render(
    request: Request,
    naam: str,
    toegang: Toegang,
    scherm: Any,
    *,
    hier: str = "",
    terug: str = "",
    status: int = 200,
) -> Response:
    demo = instellingen_of(request).demo
    schil = schil_lezer(toegang, stroom=stroom_of(request), demo=demo, hier=hier, terug=terug)
    return render(request, naam, status_code=status, schil=schil, scherm=scherm)


async def get_melding(request: Request) -> Response:
    return await _melding(request, await lezer(request))


@dataclass(frozen=True, slots=True)
class _Terug:
    """What was sent and could not be kept. form: besluit, overweging, or the partner asked."""

    form: str
    fout: str
    ingevuld: dict[str, str]
    status: int = 422


async def _melding(request: Request, toegang: Toegang, terug: _Terug | None = None) -> Response:
    inzicht = await toon.toon_melding(check_id(request), toegang)
    if inzicht.melding.ingetrokken_op:
        scherm: Any = to_intrekking(inzicht, toegang.kamer, persoon=toegang.medewerker.id)
        naam = "bij/ingetrokken.html.j2"
    else:
        eigen = terug if terug and terug.form == "besluit" else None
        form = make_form(
            inzicht,
            eigen.ingevuld if eigen else None,
            fout=eigen.fout if eigen else "",
            anders=bool(eigen and eigen.status == 409),
        )
        bases = instellingen_of(request).bronnen.bases()
        wie = Lezer(toegang.medewerker.id, inzicht.bevoegd.functie, bases)
        scherm = _met_fout(to_melding(inzicht, toegang.kamer, form, lezer=wie), terug)
        naam = "bij/melding.html.j2"
    status = terug.status if terug else 200
    return _render(request, naam, toegang, scherm, terug=_LIJST, status=status)


def _met_fout(scherm: MeldingScherm, terug: _Terug | None) -> MeldingScherm:
    """Return the page with what is wrong at the form where it went wrong."""
    if terug is None or (terug.form == "besluit" and scherm.form):
        return scherm
    if terug.form == "besluit":
        return replace(scherm, melding=terug.fout)
    if terug.form == "overweging":
        return replace(scherm, weeg_fout=terug.fout, weeg_tekst=terug.ingevuld["tekst"])
    partners = zet_fout(scherm.partners, terug.form, terug.fout, terug.ingevuld)
    return replace(scherm, partners=partners)


async def get_stand(request: Request) -> Response:
    """Tell a page that lies open whether it is still right. Not a use of the session."""
    toegang = await lezer(request, raak_aan=False)
    stand = await toon.find_stand(check_id(request), toegang)
    return JSONResponse({"versie": stand.versie, "ingetrokken": stand.ingetrokken})


async def post_besluit(request: Request) -> Response:
    """Keep a decision; 409 with both when somebody else was first, 422 when it is not complete."""
    toegang, formulier = await lezer(request), await request.form()
    ingevuld = {n: str(formulier.get(n) or "") for n in ("besluit", "tot", "motivering")}
    try:
        await beslissen.besluit(check_id(request), _keuze(formulier), toegang)
    except beslissen.AndersBesloten:
        tekst = "Er is ondertussen al besloten. Lees dat besluit. Wilt u toch anders? Leg dan vast."
        return await _melding(request, toegang, _Terug("besluit", tekst, ingevuld, 409))
    except (BesluitOnvolledig, NietBevoegd, Tekstfout) as weigering:
        if isinstance(weigering, NietBevoegd):
            await leg_vast(request, "niet_bevoegd")
        return await _melding(request, toegang, _Terug("besluit", str(weigering), ingevuld))
    return RedirectResponse(f"{_LIJST}/{request.path_params['id']}#besluit", ZIE)


def _keuze(formulier: FormData) -> beslissen.Keuze:
    try:
        soort = Besluitsoort(str(formulier.get("besluit") or ""))
    except ValueError:
        soort = None
    is_maatregel = soort in (Besluitsoort.BEVEL, Besluitsoort.GEBIEDSVERBOD)
    gezien = str(formulier.get("gezien") or "")
    return beslissen.Keuze(
        soort=soort,
        # Hidden in the page for the other kinds, so what was typed there before does not count.
        tot=lees_dag(str(formulier.get("tot") or "")) if is_maatregel else None,
        motivering=str(formulier.get("motivering") or ""),
        gezien=int(gezien) if gezien.isascii() and gezien.isdigit() and len(gezien) < 6 else -1,
    )


async def post_overweging(request: Request) -> Response:
    toegang, formulier = await lezer(request), await request.form()
    tekst = str(formulier.get("tekst") or "")
    try:
        await beslissen.overweeg(check_id(request), tekst, toegang)
    except (beslissen.LegeOverweging, Tekstfout) as weigering:
        terug = _Terug("overweging", str(weigering), {"tekst": tekst})
        return await _melding(request, toegang, terug)
    return RedirectResponse(f"{_LIJST}/{request.path_params['id']}#overwegingen", ZIE)


async def post_vraag(request: Request) -> Response:
    """Ask a partner, with the reason, the receivers and the necessity (L14)."""
    toegang, formulier = await lezer(request), await request.form()
    try:
        partner = Partner(str(formulier.get("partner") or ""))
    except ValueError:
        raise NietGevonden from None
    if partner not in VRAAGBAAR:
        raise NietGevonden
    velden = {n: str(formulier.get(n) or "")[:1000] for n in Noodzaak.__slots__}
    bronnen = instellingen_of(request).bronnen
    try:
        await vraag_aan(
            check_id(request), partner, Noodzaak(**velden), toegang=toegang, bronnen=bronnen
        )
    except IsIngetrokken:
        raise
    except Weigering as weigering:
        return await _melding(request, toegang, _Terug(partner, str(weigering), velden))
    return RedirectResponse(f"{_LIJST}/{request.path_params['id']}#partner-{partner}", ZIE)


async def post_bevestiging(request: Request) -> Response:
    await toon.bevestig_intrekking(check_id(request), await lezer(request))
    return RedirectResponse(_LIJST, ZIE)


async def get_brief(request: Request) -> Response:
    """Show a draft letter to copy: the words of the law, and blanks."""
    toegang = await lezer(request)
    inzicht = await toon.toon_melding(check_id(request), toegang)
    genomen = find_besluit_met_brief(inzicht, toegang.medewerker.id)
    if genomen is None or genomen.volgnr != request.path_params["volgnr"]:
        raise NietGevonden
    brief = to_brief(inzicht, genomen, toegang.kamer.kennis, vandaag(toegang.kamer.klok))
    terug = f"{_LIJST}/{inzicht.melding.id}"
    return _render(request, "bij/brief.html.j2", toegang, brief, terug=terug)


async def post_beltaak(request: Request) -> Response:
    toegang = await lezer(request)
    await toon.sluit_beltaak(check_id(request), toegang)
    return RedirectResponse(_LIJST, ZIE)


async def get_gezond(request: Request) -> Response:
    """Tell whether this room answers; says nothing else."""
    async with kamer_of(request).store.open_voor(()) as tx:
        await tx.fetchval("select 1")
    return JSONResponse({"status": "ok"})


ROUTES = [
    Route("/meldingen", get_lijst, methods=["GET"]),
    Route("/zoeken", post_zoeken, methods=["POST"]),
    Route("/meldingen/{id}", get_melding, methods=["GET"]),
    Route("/meldingen/{id}/stand", get_stand, methods=["GET"]),
    Route("/meldingen/{id}/besluit", post_besluit, methods=["POST"]),
    Route("/meldingen/{id}/overwegingen", post_overweging, methods=["POST"]),
    Route("/meldingen/{id}/navraag", post_vraag, methods=["POST"]),
    Route("/meldingen/{id}/bevestiging", post_bevestiging, methods=["POST"]),
    Route("/meldingen/{id}/brief/{volgnr:int}", get_brief, methods=["GET"]),
    Route("/beltaken/{id}", post_beltaak, methods=["POST"]),
    Route("/gezond", get_gezond, methods=["GET"]),
]
