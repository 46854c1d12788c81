"""The sentence that says why somebody is on the queue, and the rule behind it, in plain Dutch."""

from collections.abc import Callable, Mapping
from datetime import date

from nazorg.werkvoorraad.taken import Regel

_MAANDEN = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]

REGELTEKST: dict[Regel, str] = {
    Regel.NIEUWE_MELDING: "Nieuwe melding: bekijk binnen 1 werkdag wie het is en wat nodig is",
    Regel.VRIJLATING_NABIJ: "Vrijlating nadert: 5 werkdagen vooraf moet het plan er liggen",
    Regel.ROUTE_BEOORDELEN: "Een mens beoordeelt welke gemeente verantwoordelijk is",
    Regel.NOG_TE_KOPPELEN: "Zonder BSN en SKN koppelt een mens de melding aan een persoon",
    Regel.BEGIN_ONTBREEKT: "Er kwam een bericht over een detentie zonder beginmelding",
    Regel.GEGEVENS_BEOORDELEN: "Berichten spreken elkaar tegen: een mens beoordeelt wat klopt",
}

# What each choice in the filter is called.
REGELNAAM: dict[Regel, str] = {
    Regel.NIEUWE_MELDING: "Nieuwe melding",
    Regel.VRIJLATING_NABIJ: "Vrijlating nadert",
    Regel.ROUTE_BEOORDELEN: "Route beoordelen",
    Regel.NOG_TE_KOPPELEN: "Nog te koppelen",
    Regel.BEGIN_ONTBREEKT: "Beginmelding ontbreekt",
    Regel.GEGEVENS_BEOORDELEN: "Gegevens beoordelen",
}


def write_zin(
    regel: Regel,
    *,
    gegevens: Mapping[str, str],
    vrij_op: date | None,
    vandaag: date,
    gemeente: Callable[[str], str],
) -> str:
    """Return the sentence. gemeente turns a code into a name."""
    match regel:
        case Regel.NIEUWE_MELDING:
            return f"Nieuw: zit vast sinds {_dag(gegevens.get('begin'), vandaag)}"
        case Regel.VRIJLATING_NABIJ:
            return _vrij(vrij_op, vandaag)
        case Regel.ROUTE_BEOORDELEN:
            return _route(gegevens, gemeente)
        case Regel.NOG_TE_KOPPELEN:
            return "Nog te koppelen: geen BSN of SKN in het bericht"
        case Regel.BEGIN_ONTBREEKT:
            return "Wijziging ontvangen, maar geen beginmelding"
        case Regel.GEGEVENS_BEOORDELEN:
            return "Berichten spreken elkaar tegen: het einde ligt vóór het begin"


def _vrij(vrij_op: date | None, vandaag: date) -> str:
    if vrij_op is None:
        return "Vrijlating nadert"
    dagen = (vrij_op - vandaag).days
    if dagen < 0:
        dag = _dag(vrij_op.isoformat(), vandaag)
        return f"Zou vrij zijn op {dag}, geen bericht van einde ontvangen"
    if dagen == 0:
        return "Komt vandaag vrij"
    vrijdag = ", op vrijdag" if vrij_op.weekday() == 4 and dagen <= 14 else ""
    return f"Vrij over {dagen} {'dag' if dagen == 1 else 'dagen'}{vrijdag}"


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
