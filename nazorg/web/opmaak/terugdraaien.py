"""What somebody just saved in a dossier, as the bar that says so, with the way back."""

from collections.abc import Sequence

from nazorg.leefgebieden.behoefte import Behoeftestatus, soortnaam
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import Feit, Herkomst
from nazorg.leefgebieden.terug import Daad, Daadsoort, find_laatste, find_samen
from nazorg.store.behoeften import Vastgelegd
from nazorg.store.notities import Notitie
from nazorg.web import taal
from nazorg.web.wachtrijschermen import Melding

_STATUS = {
    Behoeftestatus.OPEN: "gewijzigd",
    Behoeftestatus.LOOPT: "gewijzigd",
    Behoeftestatus.GEREED: "gereed",
    Behoeftestatus.VERVALLEN: "vervallen",
}
TERUGGEDRAAID = {
    Daadsoort.ACTIE: "De actie is weer zoals die was.",
    Daadsoort.NOTITIE: "De notitie is weer zoals die was.",
    Daadsoort.FEITEN: "Wat hier eerder stond, geldt weer.",
}


def write_pad(nummer: str, daad: Daad) -> str:
    """Return where the form that takes back posts to."""
    return f"/dossiers/{nummer}/terugdraaien/{daad}"


def to_daadmelding(
    nummer: str,
    daad: Daad,
    *,
    behoeften: Sequence[Vastgelegd] = (),
    notities: Sequence[Notitie] = (),
    feiten: Sequence[Feit] = (),
) -> Melding | None:
    """Return the bar about a deed that still stands as it was done; None when it does not."""
    match daad.soort:
        case Daadsoort.ACTIE:
            zin = _actie(daad, behoeften)
        case Daadsoort.NOTITIE:
            zin = _notitie(daad, notities)
        case Daadsoort.FEITEN:
            zin = _feiten(daad, feiten)
    return Melding(tekst=zin, ongedaan=write_pad(nummer, daad)) if zin else None


def _actie(daad: Daad, behoeften: Sequence[Vastgelegd]) -> str:
    b = next((v.behoefte for v in behoeften if v.behoefte.id == daad.id), None)
    if b is None or b.versie != daad.versie:
        return ""
    wat = "toegevoegd" if b.versie == 1 else _STATUS[b.status]
    return f"‘{soortnaam(b.soort)}’ is {wat}."


def _notitie(daad: Daad, notities: Sequence[Notitie]) -> str:
    n = max((n for n in notities if n.id == daad.id), key=lambda n: n.versie, default=None)
    if n is None or n.versie != daad.versie:
        return ""
    wat = "weggehaald" if n.weg else "bewaard" if n.versie == 1 else "gewijzigd"
    return f"De notitie is {wat}."


def _feiten(daad: Daad, feiten: Sequence[Feit]) -> str:
    samen = find_samen(feiten, daad.id)
    if not is_terug_te_draaien(feiten, samen):
        return ""
    aantal = taal.aantal(len(samen), "antwoord", "antwoorden")
    return f"{CATALOGUS[samen[0].leefgebied].naam}: {aantal} bewaard."


def is_terug_te_draaien(feiten: Sequence[Feit], samen: Sequence[Feit]) -> bool:
    """Tell whether facts that were saved together are the last word, from the form of a card."""
    if not samen or any(f.herkomst is not Herkomst.KAART for f in samen):
        return False
    return len(find_laatste(feiten, samen)) == len(samen)
