"""Lists as a gemeente keeps them: rows with defaults, as CSV or a workbook. Nobody is real."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from tests.factories import BSN_DAAN

KOPPEN = (
    "BSN",
    "Achternaam",
    "Voornamen",
    "PI",
    "Begindatum",
    "Titel",
    "Verwacht einde",
    "Einddatum",
    "Wijze",
)
PLANKOPPEN = (
    "BSN",
    "Naam",
    "Datum",
    "ID-bewijs",
    "Wonen",
    "Inkomen",
    "Schulden",
    "Zorg nodig",
    "In zorg",
)


def rij(bsn: str | int = BSN_DAAN, **anders: Any) -> list[Any]:
    """Return a row of a list of detentions."""
    velden: dict[str, Any] = {
        "naam": "Verhoeven",
        "voornamen": "Daan Pieter",
        "pi": "PI Arnhem",
        "begin": "19-11-2026",
        "titel": "gevangenisstraf",
        "verwacht": "11-12-2026",
        "einde": "",
        "wijze": "",
    }
    return [bsn, *(velden | anders).values()]


def planrij(bsn: str = BSN_DAAN, **anders: Any) -> list[Any]:
    """Return a row of a list of plans."""
    velden: dict[str, Any] = {
        "naam": "Verhoeven",
        "datum": "3-3-2024",
        "id": "geldig",
        "wonen": "nee",
        "inkomen": "aangevraagd",
        "schulden": "nee",
        "zorg_nodig": "ja",
        "in_zorg": "nee",
    }
    return [bsn, *(velden | anders).values()]


def to_csv(
    *rijen: Sequence[Any],
    koppen: Sequence[str] = KOPPEN,
    teken: str = ";",
    codering: str = "utf-8-sig",
) -> bytes:
    uit = io.StringIO(newline="")
    csv.writer(uit, delimiter=teken).writerows([koppen, *rijen])
    return uit.getvalue().encode(codering)


def to_xlsx(bladen: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook. A date becomes a cell that Excel shows as a date."""
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True})
    dag = boek.add_format({"num_format": "d-m-yyyy"})
    for naam, rijen in bladen.items():
        blad = boek.add_worksheet(naam)
        for i, rij_ in enumerate(rijen):
            for j, cel in enumerate(rij_):
                if isinstance(cel, date):
                    blad.write_datetime(i, j, cel, dag)
                else:
                    blad.write(i, j, cel)
    boek.close()
    return uit.getvalue()
