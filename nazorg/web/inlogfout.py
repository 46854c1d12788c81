"""What somebody reads who does not get in: what happened, and what to do now."""

from dataclasses import dataclass, replace

from nazorg.kern.inlog import InlogMislukt, Inlogreden


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlogfout:
    """status: of the page. doen: what to do, in a sentence of its own."""

    status: int
    titel: str
    tekst: str
    knop: str = "Opnieuw inloggen"
    verder: str = ""


_UITLEG = {
    Inlogreden.AANBIEDER_WEG: Inlogfout(
        status=503,
        titel="Inloggen kan nu even niet",
        tekst="De inlogdienst van uw organisatie geeft geen antwoord. Probeer het over een paar"
        " minuten opnieuw. Lukt het dan nog niet? Bel de helpdesk van uw organisatie.",
    ),
    Inlogreden.GEWEIGERD: Inlogfout(
        status=403,
        titel="U bent niet ingelogd",
        tekst="U bent gestopt met inloggen, of uw organisatie liet u niet door. Probeer het"
        " opnieuw. Lukt het niet? Bel de helpdesk van uw organisatie.",
    ),
    Inlogreden.VERLOPEN: Inlogfout(
        status=400,
        titel="Deze poging om in te loggen is verlopen",
        tekst="Het duurde te lang, of u gebruikte een oude pagina of de knop Terug. Begin opnieuw.",
    ),
    Inlogreden.ANTWOORD_KLOPT_NIET: Inlogfout(
        status=502,
        titel="Inloggen is niet gelukt",
        tekst="Het antwoord van de inlogdienst klopt niet. Voor de veiligheid bent u niet"
        " ingelogd. Het ligt niet aan u. Probeer het opnieuw. Gebeurt het weer? Vertel het"
        " {toegang_bij}.",
    ),
    Inlogreden.NIET_STERK_GENOEG: Inlogfout(
        status=403,
        titel="U moet zich eerst beter bewijzen",
        tekst="U bent ingelogd bij uw organisatie, maar niet op de manier die hier nodig is. Log"
        " opnieuw in met een tweede stap, zoals een code op uw telefoon. Lukt het niet? Vraag"
        " {toegang_bij}.",
        verder="/start?opnieuw=1",
    ),
    Inlogreden.ACCOUNT_ONBEKEND: Inlogfout(
        status=403,
        titel="U hebt hier geen toegang",
        tekst="U bent ingelogd bij uw organisatie. Maar u staat niet, of niet meer, op de lijst van"
        " mensen die hier werken. Hebt u toegang nodig? Vraag het aan {toegang_bij}. Geef dit"
        " kenmerk door:",
        knop="Inloggen met een ander account",
        verder="/start?opnieuw=1",
    ),
}


def leg_uit(fout: InlogMislukt, *, toegang_bij: str) -> Inlogfout:
    """Return what to show; never anything that came from outside."""
    uitleg = _UITLEG[fout.reden]
    tekst = uitleg.tekst.format(toegang_bij=toegang_bij)
    return replace(uitleg, tekst=tekst)
