"""From a row of the DPAN-era export, or of an Informatieblad, to a shareable plan.

Of care only whether it is needed and whether it is there (L26): anything else in that column is
refused. Consent is not a state: without it nothing about that area is taken over, and what was
withdrawn stays out as a whole (L11).
"""

from nazorg.berichten.lijst import Lijstsoort
from nazorg.berichten.soort import Soort
from nazorg.contract.lijst.kolommen import Indeling
from nazorg.contract.lijst.rijen import Cellen, Gelezenrij, Lijstkennis, begin_rij
from nazorg.contract.lijst.tabel import Rij
from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.referentie.lijstwoorden import load_lijstwoorden, normaliseer

_GEBIEDEN = {
    Leefgebied.IDENTITEITSBEWIJS: "stand",
    Leefgebied.HUISVESTING: "stand",
    Leefgebied.INKOMEN: "stand",
    Leefgebied.SCHULDEN: "schulden",
}
_ALLEEN = "Hier mag alleen ja of nee staan."
_MEDISCH = "Hier mag alleen ja of nee staan. Medische gegevens nemen wij niet op."


def lees_plan(rij: Rij, indeling: Indeling, kennis: Lijstkennis) -> Gelezenrij:
    """Return a row of a list of plans."""
    uit, c, data = begin_rij(rij, indeling, Lijstsoort.PLAN, kennis)
    uit.datum = c.dag("datum", verplicht=True)
    if uit.datum and uit.datum > kennis.dag:
        c.fout("datum", "Deze dag moet nog komen.")
    nee = load_lijstwoorden().woorden["ja_nee"]
    if (weg := c.tekst("ingetrokken")) and nee.get(normaliseer(weg)) != "nee":
        c.fout("ingetrokken", "De toestemming is ingetrokken. Wij nemen niets over.")
    onderdelen = [
        {"leefgebied": gebied.value, "stand": stand.value}
        for gebied in BASIS
        if (stand := _stand(c, gebied)) is not None
    ]
    if not onderdelen and not uit.fouten:
        c.fout("identiteitsbewijs", "Deze rij zegt over geen leefgebied iets.")
    uit.blokken[Soort.PLAN_GEDEELD] = {**data, "onderdelen": onderdelen}
    return uit


def _stand(c: Cellen, gebied: Leefgebied) -> Stand | None:
    """Return how an area stands; None when the row says nothing about it."""
    toestemming = _ja_nee(c, f"toestemming_{gebied.value}")
    if toestemming == "nee":
        return Stand.GEWEIGERD
    if gebied is Leefgebied.ZORG:
        stand = _zorg(c)
    else:
        woord = c.woord(gebied.value, _GEBIEDEN[gebied])
        stand = Stand(woord) if woord else None
    if stand is None and toestemming == "ja":
        return Stand.ONBEKEND
    return stand


def _zorg(c: Cellen) -> Stand | None:
    nodig, krijgt = _ja_nee(c, "zorg_nodig", _MEDISCH), _ja_nee(c, "zorg_krijgt", _MEDISCH)
    if krijgt == "ja":
        return Stand.IN_BEHANDELING
    if nodig == "nee":
        return Stand.NIET_VAN_TOEPASSING
    if nodig == "ja":
        return Stand.NIET_IN_ORDE if krijgt == "nee" else Stand.ONBEKEND
    return Stand.ONBEKEND if nodig or krijgt else None


def _ja_nee(c: Cellen, veld: str, klacht: str = _ALLEEN) -> str | None:
    tekst = c.tekst(veld)
    if tekst is None:
        return None
    gevonden = load_lijstwoorden().woorden["ja_nee"].get(normaliseer(tekst))
    if gevonden is None:
        c.fout(veld, klacht)
    return gevonden
