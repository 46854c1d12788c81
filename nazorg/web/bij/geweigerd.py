"""Who may not: a page that says so, a row in the audit chain, and what was typed given back."""

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from nazorg.kern.medewerker import Medewerker
from nazorg.usecases.bij.toegang import leg_weigering_vast
from nazorg.web.bij.schermen import BijFout, Paar
from nazorg.web.bij.toegang import kamer_of, oorsprong
from nazorg.web.rendering import render

NIET_GEVONDEN = ("Niet gevonden", "Deze pagina bestaat niet, of is niet voor u.")
# The fields in which people write more than a word, and what to call them.
_GESCHREVEN = {
    "motivering": "Waarom (besluit)",
    "tekst": "Overweging",
    "reden": "Waarvoor u dit vroeg",
    "ontvangers": "Wie het antwoord te zien krijgt",
    "noodzaak": "Waarom het niet zonder kan",
}
_LANGST = 4000


def pagina(request: Request, fout: BijFout) -> Response:
    return render(request, "bij/fout.html.j2", status_code=fout.status, schil=None, scherm=fout)


def fout_van(status: int, titel: str, tekst: str) -> BijFout:
    """Return the page; /bij leads everybody to a first page of their own."""
    return BijFout(
        titel=titel, tekst=tekst, status=status, terug="/bij", terug_tekst="Naar het begin"
    )


async def leg_vast(request: Request, reden: str) -> None:
    """Note in the audit chain that somebody was refused; of who is not logged in we know nothing.

    Only an id from the address goes into it: the rest of an address may hold anything.
    """
    wie: Medewerker | None = getattr(request.state, "medewerker", None)
    if wie is None:
        return
    wat = request.url.path.split("/")[2]
    if wat == "meldingen":
        with suppress(ValueError, KeyError):
            wat = f"melding {UUID(request.path_params['id'])}"
    kamer = kamer_of(request)
    await leg_weigering_vast(wie, kamer, wat=wat, reden=reden, oorsprong=oorsprong(request))


async def toon_niet_gevonden(request: Request, _: Exception) -> Response:
    return await _weiger(request, "niet_gevonden", fout_van(404, *NIET_GEVONDEN))


async def toon_geen_aanwijzing(request: Request, fout: Exception) -> Response:
    scherm = BijFout(
        titel="U ziet hier niets",
        tekst=f"{fout} Vraag de beheerder van aanwijzingen.",
        status=403,
        terug="/bij/login",
        terug_tekst="Afmelden",
    )
    return await _weiger(request, "geen_aanwijzing", scherm)


async def toon_ingetrokken(request: Request, fout: Exception) -> Response:
    scherm = fout_van(409, "Deze melding is ingetrokken", str(fout))
    return await _weiger(request, "ingetrokken", scherm)


async def _weiger(request: Request, reden: str, scherm: BijFout) -> Response:
    await leg_vast(request, reden)
    return pagina(request, replace(scherm, geschreven=await _geschreven(request)))


async def _geschreven(request: Request) -> tuple[Paar, ...]:
    """Return what was typed in the form that was refused: it is kept nowhere else."""
    if request.method != "POST":
        return ()
    formulier = await request.form()
    velden = {naam: str(formulier.get(naam) or "").strip() for naam in _GESCHREVEN}
    return tuple(
        Paar(kop=_GESCHREVEN[naam], tekst=tekst[:_LANGST])
        for naam, tekst in velden.items()
        if tekst
    )
