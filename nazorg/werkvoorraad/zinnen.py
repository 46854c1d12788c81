"""The sentence that says why somebody is on the queue, and the rule behind it, in plain Dutch."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.leefgebieden.behoefte import soortnaam
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.werkvoorraad.taken import Regel

_MAANDEN = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]

_KORT: dict[Leefgebied, str] = {
    Leefgebied.IDENTITEITSBEWIJS: "ID",
    Leefgebied.HUISVESTING: "wonen",
    Leefgebied.INKOMEN: "inkomen",
    Leefgebied.SCHULDEN: "schulden",
    Leefgebied.ZORG: "zorg",
}

REGELTEKST: dict[Regel, str] = {
    Regel.NIEUWE_MELDING: "Nieuwe melding: bekijk binnen 1 werkdag wie het is en wat nodig is",
    Regel.VRIJLATING_NABIJ: "Vrijlating nadert: 5 werkdagen vooraf moet het plan er liggen",
    Regel.ROUTE_BEOORDELEN: "Een mens beoordeelt welke gemeente verantwoordelijk is",
    Regel.NOG_TE_KOPPELEN: "Zonder BSN en SKN koppelt een mens de melding aan een persoon",
    Regel.BEGIN_ONTBREEKT: "Er kwam een bericht over een detentie zonder beginmelding",
    Regel.GEGEVENS_BEOORDELEN: "Berichten spreken elkaar tegen: een mens beoordeelt wat klopt",
    Regel.DIRECT_VRIJ: "De rechter liet iemand direct vrij: bel nog op dezelfde dag",
    Regel.NET_VRIJ: "Iemand is vrij: kijk binnen 1 werkdag wat er nog geregeld moet worden",
    Regel.LEEFGEBIED: "Een leefgebied vraagt iets op een vaste dag",
    Regel.BEHOEFTE: "Een medewerker legde vast wat er geregeld moet worden, en wanneer",
    Regel.ZVH_DETENTIE: "Bekend bij het Veiligheidshuis: een mens laat het de gevangenis weten",
    Regel.ZVH_VERLOF: "Bekend bij het Veiligheidshuis: een mens meldt het verlof aan de regisseur",
}

# What each choice in the filter is called.
REGELNAAM: dict[Regel, str] = {
    Regel.NIEUWE_MELDING: "Nieuwe melding",
    Regel.VRIJLATING_NABIJ: "Vrijlating nadert",
    Regel.ROUTE_BEOORDELEN: "Route beoordelen",
    Regel.NOG_TE_KOPPELEN: "Nog te koppelen",
    Regel.BEGIN_ONTBREEKT: "Beginmelding ontbreekt",
    Regel.GEGEVENS_BEOORDELEN: "Gegevens beoordelen",
    Regel.DIRECT_VRIJ: "Direct vrij",
    Regel.NET_VRIJ: "Net vrij",
    Regel.LEEFGEBIED: "Leefgebied",
    Regel.BEHOEFTE: "Afgesproken actie",
    Regel.ZVH_DETENTIE: "Bekend bij Veiligheidshuis",
    Regel.ZVH_VERLOF: "Verlof, Veiligheidshuis",
}


def write_zin(  # noqa: C901, PLR0911 - one sentence per rule
    regel: Regel,
    *,
    gegevens: Mapping[str, str],
    vrij_op: date | None,
    vandaag: date,
    gemeente: Callable[[str], str],
    standen: Sequence[str] = (),
) -> str:
    """Return the sentence. gemeente turns a code into a name.

    standen: of the leefgebieden of the person, in the order of BASIS; empty: not known here.
    """
    match regel:
        case Regel.NIEUWE_MELDING:
            return _nieuw(gegevens, vandaag)
        case Regel.VRIJLATING_NABIJ:
            zin = _vrij(vrij_op, vandaag)
            return zin + _mist(standen) if vrij_op and vrij_op >= vandaag else zin
        case Regel.ROUTE_BEOORDELEN:
            return _route(gegevens, gemeente)
        case Regel.NOG_TE_KOPPELEN:
            return "Nog te koppelen: geen BSN of SKN in het bericht"
        case Regel.BEGIN_ONTBREEKT:
            return "Wijziging ontvangen, maar geen beginmelding"
        case Regel.GEGEVENS_BEOORDELEN:
            return "Berichten spreken elkaar tegen: het einde ligt vóór het begin"
        case Regel.DIRECT_VRIJ:
            return "Direct vrij door de rechter: bel nu"
        case Regel.NET_VRIJ:
            return _sinds_vrij(vrij_op, vandaag) + _mist(standen)
        case Regel.LEEFGEBIED:
            return _leefgebied(gegevens)
        case Regel.BEHOEFTE:
            return soortnaam(gegevens.get("soort", "Afgesproken actie"))
        case Regel.ZVH_DETENTIE:
            return "Bekend bij het Veiligheidshuis: informeer de gevangenis"
        case Regel.ZVH_VERLOF:
            dag = _dag(gegevens.get("van"), vandaag)
            return f"Verlof vanaf {dag}: informeer de regisseur (Veiligheidshuis)"


def _nieuw(gegevens: Mapping[str, str], vandaag: date) -> str:
    zin = f"zit vast sinds {_dag(gegevens.get('begin'), vandaag)}"
    if "overleg" not in gegevens:
        return f"Nieuw: {zin}"
    return f"Snelspoor: {zin}, vrij vóór het overleg van {_dag(gegevens['overleg'], vandaag)}"


def _leefgebied(gegevens: Mapping[str, str]) -> str:
    if "reden" in gegevens:
        return gegevens["reden"]
    if "leefgebied" not in gegevens:
        return "Een leefgebied vraagt aandacht"
    naam = CATALOGUS[Leefgebied(gegevens["leefgebied"])].naam
    return f"{naam}: een nieuw bericht spreekt tegen wat is vastgelegd"


def _mist(standen: Sequence[str]) -> str:
    """Return what is not there yet: that is what the days that are left are for."""
    if standen and all(s == Stand.ONBEKEND for s in standen):
        return ". Nog niets bekend over de leefgebieden"
    for stand, woord in ((Stand.NIET_IN_ORDE, "niet in orde"), (Stand.ONBEKEND, "onbekend")):
        namen = [_KORT[g] for g, s in zip(BASIS, standen, strict=False) if s == stand]
        if namen:
            return f". Nog {woord}: {', '.join(namen)}"
    return ""


def _vrij(vrij_op: date | None, vandaag: date) -> str:
    if vrij_op is None:
        return "Vrijlating nadert"
    dagen = (vrij_op - vandaag).days
    if dagen < 0:
        dag = _dag(vrij_op.isoformat(), vandaag)
        return f"Zou vrij zijn op {dag}, geen bericht van einde ontvangen"
    if dagen == 0:
        return "Komt vandaag vrij"
    return f"Vrij over {dagen} {'dag' if dagen == 1 else 'dagen'}"


def _sinds_vrij(vrij_op: date | None, vandaag: date) -> str:
    if vrij_op is None or vrij_op > vandaag:
        return _vrij(vrij_op, vandaag)
    if vrij_op == vandaag:
        return "Kwam vandaag vrij"
    return f"Vrij sinds {_dag(vrij_op.isoformat(), vandaag)}"


def _route(gegevens: Mapping[str, str], gemeente: Callable[[str], str]) -> str:
    redenen = gegevens.get("redenen", "").split()
    brp = gemeente(gegevens.get("brp", ""))
    wil = gegevens.get("vestiging", "")
    if "verschilt" in redenen and "rni" not in redenen and "onbekend" not in redenen:
        return f"Route: staat ingeschreven in {brp}, wil naar {gemeente(wil)}"
    naar = f", wil naar {gemeente(wil)}" if wil else ""
    if "rni" in redenen:
        return f"Route: niet ingeschreven in Nederland (RNI){naar}"
    if "onbekend" in redenen:
        return f"Route: adres onbekend{naar}"
    if "buiten_gebied" in redenen:
        return f"Route: staat ingeschreven in {brp}, buiten ons gebied{naar}"
    return f"Route: gemeente is heringedeeld, nu {brp}"


def _dag(iso: str | None, vandaag: date) -> str:
    if not iso:
        return "een onbekende dag"
    dag = date.fromisoformat(iso)
    jaar = f" {dag.year}" if dag.year != vandaag.year else ""
    return f"{dag.day} {_MAANDEN[dag.month - 1]}{jaar}"
