"""The queue as a file: CSV that a spreadsheet opens, or XLSX. Nothing in it is ever a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from nazorg.kern.leefgebied import Leefgebied
from nazorg.referentie.kennis import Kennis
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.werkvoorraad.exporteer import HOOGSTENS, Omvang, Uitvoer
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.handelingen import naam_van, write_extra, write_klaar
from nazorg.web.opmaak.lijstfilters import LEEFGEBIEDNAAM

KOP = (
    "Prioriteit",
    "Naam",
    "Dossier",
    "Gemeente",
    "Inrichting",
    "Reden",
    "Leefgebied",
    "Uiterlijk",
    "Vrij op",
    "Van",
    "Bijzonderheid",
    "Let op",
)
# With these a spreadsheet begins a formula (OWASP: CSV Injection); a tab or a return may hide one.
_FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n")
_BREEDTE = (11, 28, 14, 18, 20, 48, 14, 12, 12, 22, 48, 44)


def to_regels(u: Uitvoer, kennis: Kennis) -> list[tuple[str, ...]]:
    """Return what stands on the screen, a row per task, in the order of the screen."""
    return [_regel(t, u, kennis) for t in u.rijen]


def _regel(t: Wachtrijrij, u: Uitvoer, kennis: Kennis) -> tuple[str, ...]:
    return (
        gedeeld.prio(t, kennis, vandaag=u.dag).capitalize(),
        gedeeld.naam(t.voornamen, t.voorvoegsel, t.geslachtsnaam),
        t.nummer,
        kennis.gemeenten.naam(t.gemeente),
        kennis.inrichtingen.naam(t.inrichting) if t.inrichting else "",
        gedeeld.zin(t, kennis, vandaag=u.dag),
        LEEFGEBIEDNAAM[Leefgebied(t.leefgebied)] if t.leefgebied else "",
        t.uiterlijk.isoformat(),
        t.vrij_op.isoformat() if t.vrij_op else "",
        naam_van(t.eigenaar, u.collegas) if t.eigenaar else "",
        write_klaar(t, u.collegas, vandaag=u.dag) or write_extra(t, vandaag=u.dag),
        ". ".join(gedeeld.waarschuwingen(t, kennis, vandaag=u.dag)),
    )


def to_csv(regels: Iterable[Sequence[str]]) -> bytes:
    """Return CSV as a Dutch spreadsheet expects it: semicolons, and a mark that it is UTF-8."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    schrijver.writerow(KOP)
    for regel in regels:
        schrijver.writerow([neutraal(waarde) for waarde in regel])
    return uit.getvalue().encode("utf-8-sig")


def neutraal(waarde: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{waarde}" if waarde.lstrip(" ").startswith(_FORMULE) else waarde


def write_rest(omvang: Omvang) -> str:
    """Say what the filters leave out of a list; '' when it is whole."""
    if omvang.is_heel:
        return ""
    if omvang.buiten is None:
        return "Niet alle taken staan in deze lijst. De filters laten er een aantal weg."
    aantal = taal.aantal(omvang.buiten, "taak staat", "taken staan")
    return f"Nog {aantal} niet in deze lijst. De filters laten ze weg."


def write_niet_alles(u: Uitvoer) -> tuple[str, ...]:
    """Say why a list is not all there is; nothing when it is."""
    meer = f"Dit zijn de eerste {HOOGSTENS} taken. Er zijn er meer." if u.meer else ""
    return tuple(zin for zin in (meer, write_rest(u.omvang)) if zin)


def to_xlsx(regels: Iterable[Sequence[str]], over: Sequence[str] = ()) -> bytes:
    """Return a workbook in which every cell is text. over: what is not in it, on a second sheet."""
    uit = io.BytesIO()
    keuzes: dict[str, Any] = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(uit, keuzes) as boek:
        blad = boek.add_worksheet("Werkvoorraad")
        vet = boek.add_format({"bold": True, "bottom": 1})
        for kolom, breedte in enumerate(_BREEDTE):
            blad.set_column(kolom, kolom, breedte)
        blad.freeze_panes(1, 0)
        for kolom, naam in enumerate(KOP):
            blad.write_string(0, kolom, naam, vet)
        for rij, regel in enumerate(regels, start=1):
            for kolom, waarde in enumerate(regel):
                blad.write_string(rij, kolom, waarde)
        if over:
            uitleg = boek.add_worksheet("Over deze lijst")
            for rij, zin in enumerate(over):
                uitleg.write_string(rij, 0, zin)
    return uit.getvalue()
