"""What a search found, as a screen."""

from datetime import date

from nazorg.detenties.dossier import Dossierstatus
from nazorg.referentie.kennis import Kennis
from nazorg.store.zoeken import Vondst
from nazorg.usecases.dossiers.zoek import Zoekresultaat
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.zoekscherm import Gevonden, Zoekscherm

_STATUS = {
    Dossierstatus.IN_DETENTIE: "In detentie",
    Dossierstatus.VRIJ: "Vrij",
    Dossierstatus.INGETROKKEN: "Melding ingetrokken",
}


def to_zoekscherm(
    tekst: str, uit: Zoekresultaat | None, kennis: Kennis, *, hoogstens: int, vandaag: date
) -> Zoekscherm:
    """Return the screen. uit: None before anybody searched."""
    if uit is None:
        return Zoekscherm(tekst="", kop="", uitleg="", gevonden=(), daar_kop="", daar=())
    aantal = len(uit.vondsten)
    kop = taal.aantal(aantal, "dossier gevonden", "dossiers gevonden")
    uitleg = uit.uitleg
    if uit.meer:
        uitleg = f"Dit zijn de eerste {hoogstens}. Typ meer van de naam om minder te vinden."
    elif not uitleg and not aantal and not uit.in_inrichting:
        uitleg = (
            "Niets gevonden in uw gemeenten. Typ het begin van de achternaam of van een voornaam."
        )
    return Zoekscherm(
        tekst=tekst,
        kop=kop if aantal else "",
        uitleg=uitleg,
        gevonden=tuple(_gevonden(v, kennis, vandaag) for v in uit.vondsten),
        daar_kop=f"In {uit.inrichting}" if uit.in_inrichting else "",
        daar=tuple(_gevonden(v, kennis, vandaag) for v in uit.in_inrichting),
    )


def _gevonden(v: Vondst, kennis: Kennis, vandaag: date) -> Gevonden:
    status = _STATUS[Dossierstatus(v.status)]
    if v.status == Dossierstatus.IN_DETENTIE and v.vrij_op:
        status += f", verwacht vrij {taal.dag_kort(v.vrij_op, vandaag=vandaag)}"
    return Gevonden(
        naam=gedeeld.naam(v.voornamen, v.voorvoegsel, v.geslachtsnaam),
        href=f"/dossiers/{v.nummer}",
        nummer=v.nummer,
        geboren=taal.geboortedatum(v.geboorte_jaar, v.geboorte_maand, v.geboorte_dag),
        plek=gedeeld.plek(v.gemeente, v.inrichting, kennis),
        status=status,
    )
