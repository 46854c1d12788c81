"""Which column of a list is which field: guessed from the headings, then chosen by a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nazorg.berichten.lijst import Lijstsoort
from nazorg.contract.lijst.tabel import Tabel
from nazorg.detenties.melding import EindeWijze, Titel
from nazorg.referentie.lijstwoorden import load_lijstwoorden, normaliseer

# Per field where it comes from: a column (its number), or one word for every row.
Indeling = dict[str, int | str]
# On a tab of its own a subject has a heading that says nothing by itself.
_KALE_KOPPEN = frozenset({"status", "stand", "situatie", "geregeld", "in orde", "ja nee"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Veld:
    """A field of a list. vast: the words of which one may be chosen for all rows."""

    naam: str
    label: str
    verplicht: bool = False
    vast: tuple[str, ...] = ()


_WIE = (
    Veld(naam="bsn", label="BSN", verplicht=True),
    Veld(naam="geslachtsnaam", label="Achternaam", verplicht=True),
    Veld(naam="voorvoegsel", label="Voorvoegsel"),
    Veld(naam="voornamen", label="Voornamen"),
)
VELDEN: dict[Lijstsoort, tuple[Veld, ...]] = {
    Lijstsoort.DETENTIE: (
        *_WIE,
        Veld(naam="geboorte", label="Geboortedatum"),
        Veld(naam="gemeente", label="Gemeente van inschrijving"),
        Veld(naam="inrichting", label="Inrichting (PI)", verplicht=True),
        Veld(naam="begin", label="Begin detentie", verplicht=True),
        Veld(naam="titel", label="Titel", verplicht=True, vast=tuple(Titel)),
        Veld(naam="verwacht_vroegst", label="Verwacht einde"),
        Veld(naam="verwacht_laatst", label="Verwacht einde, uiterlijk"),
        Veld(naam="einde", label="Einde detentie"),
        Veld(naam="wijze", label="Wijze van einde", vast=tuple(EindeWijze)),
    ),
    Lijstsoort.PLAN: (
        *_WIE,
        Veld(naam="datum", label="Datum van de gegevens", verplicht=True),
        Veld(naam="identiteitsbewijs", label="ID-bewijs"),
        Veld(naam="huisvesting", label="Huisvesting"),
        Veld(naam="inkomen", label="Inkomen"),
        Veld(naam="schulden", label="Schulden"),
        Veld(naam="zorg_nodig", label="Zorg nodig (ja of nee)"),
        Veld(naam="zorg_krijgt", label="In zorg (ja of nee)"),
        Veld(naam="toestemming_identiteitsbewijs", label="Toestemming ID-bewijs"),
        Veld(naam="toestemming_huisvesting", label="Toestemming onderdak"),
        Veld(naam="toestemming_inkomen", label="Toestemming werk en inkomen"),
        Veld(naam="toestemming_schulden", label="Toestemming schulden"),
        Veld(naam="toestemming_zorg", label="Toestemming zorg"),
        Veld(naam="ingetrokken", label="Toestemming ingetrokken"),
    ),
}


def raad_indeling(
    tabel: Tabel, soort: Lijstsoort, *, eerder: Mapping[str, str], merken: Sequence[str]
) -> Indeling:
    """Return a first proposal: what was chosen the last time, else what the headings say.

    eerder: what `onthoud` gave. merken: one mark per column, made as those were.
    """
    uit: Indeling = {}
    bekend = {v.naam: v for v in VELDEN[soort]}
    for veld, merk in eerder.items():
        if veld not in bekend:
            continue
        if merk.startswith("=") and merk[1:] in bekend[veld].vast:
            uit[veld] = merk[1:]
        elif merk in merken:
            uit[veld] = merken.index(merk)
    woorden = load_lijstwoorden().koppen[soort]
    for kolom, kop in enumerate(tabel.koppen):
        veld_naam = _raad(kop, woorden)
        if veld_naam and veld_naam not in uit and kolom not in uit.values():
            uit[veld_naam] = kolom
    return uit


def _raad(kop: str, woorden: Mapping[str, str]) -> str | None:
    """Return the field of a heading; 'Wonen: status' is about what its sheet is about."""
    blad, dubbelepunt, eigen = kop.partition(": ")
    if dubbelepunt and normaliseer(eigen) in _KALE_KOPPEN:
        return woorden.get(normaliseer(blad))
    return woorden.get(normaliseer(kop)) or woorden.get(normaliseer(eigen))


def lees_keuze(keuzes: Mapping[str, str], soort: Lijstsoort, *, breedte: int) -> Indeling:
    """Return what a person chose: 'k3' is a column, '=isd' one word for all, nonsense nothing."""
    uit: Indeling = {}
    for veld in VELDEN[soort]:
        keuze = keuzes.get(veld.naam, "")
        if keuze.startswith("=") and keuze[1:] in veld.vast:
            uit[veld.naam] = keuze[1:]
        elif keuze in (plekken := [f"k{i}" for i in range(breedte)]):
            uit[veld.naam] = plekken.index(keuze)
    return uit


def onthoud(indeling: Indeling, merken: Sequence[str]) -> dict[str, str]:
    """Return the choice by the marks of the headings, for the next list."""
    return {
        veld: f"={keuze}" if isinstance(keuze, str) else merken[keuze]
        for veld, keuze in indeling.items()
    }


def find_ontbrekend(indeling: Indeling, soort: Lijstsoort) -> list[Veld]:
    """Return the fields that a list cannot do without, and that have no column."""
    return [v for v in VELDEN[soort] if v.verplicht and v.naam not in indeling]


def find_ongebruikt(indeling: Indeling, koppen: Iterable[str]) -> list[str]:
    """Return the headings that we do not take anything from."""
    gebruikt = {keuze for keuze in indeling.values() if isinstance(keuze, int)}
    return [kop for i, kop in enumerate(koppen) if kop and i not in gebruikt]
