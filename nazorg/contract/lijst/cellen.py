"""What stands in one cell: a day, a number, a name. What can be read in two ways is refused.

No exception has the value in it: it ends in a screen, a log or a file of somebody else.
"""

import math
import re
from datetime import date, datetime, timedelta

from nazorg.contract.lijst.tabel import Cel, schrijf
from nazorg.kern.bsn import is_bsn
from nazorg.referentie.lijstwoorden import load_lijstwoorden, normaliseer

# Excel counts days from here. Only numbers of five digits: one of four is a year.
_EXCEL_NUL = date(1899, 12, 30)
_EXCEL = range(10_000, 73_415)  # 18-5-1927 up to and including 31-12-2100
_DMJ = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})", re.ASCII)
_JMD = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?Z?", re.ASCII
)
_JJJJMMDD = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})", re.ASCII)
_DAG_MAAND = re.compile(r"(\d{1,2})\s+([a-z]+)\s+(\d{4})", re.ASCII)
_MAANDEN = {
    naam: nummer
    for nummer, namen in enumerate(
        (
            ("januari", "jan"), ("februari", "feb", "febr"), ("maart", "mrt", "maa"),
            ("april", "apr"), ("mei",), ("juni", "jun"), ("juli", "jul"),
            ("augustus", "aug"), ("september", "sep", "sept"), ("oktober", "okt"),
            ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for naam in namen
}  # fmt: skip
_UUR = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?$", re.ASCII)
# Our own file with wrong rows writes this before what a spreadsheet would take for a formula.
_VEILIG = re.compile(r"^'(?=[=+\-@])", re.ASCII)


class GeenDatum(ValueError):  # noqa: N818 - what it is, in Dutch
    """A cell is not a day that can be read in one way only."""


class DagBestaatNiet(GeenDatum):
    """A cell is written as a day, and there is no such day."""


class GeenBsn(ValueError):  # noqa: N818 - what it is, in Dutch
    """A cell is not a BSN."""


def lees_tekst(cel: Cel) -> str:
    """Return a cell as text, without the mark of our own file with wrong rows."""
    return _VEILIG.sub("", schrijf(cel))


def lees_bsn(cel: Cel) -> str:
    """Return nine digits that pass the elfproef. Raises GeenBsn.

    A spreadsheet that took it for a number lost the zeros in front; they are put back.
    """
    cijfers = re.sub(r"[ .\-]", "", lees_tekst(cel))
    if 7 <= len(cijfers) <= 9 and cijfers.isascii() and cijfers.isdigit():
        bsn = cijfers.zfill(9)
        if is_bsn(bsn):
            return bsn
    raise GeenBsn


def lees_datum(cel: Cel) -> date | None:
    """Return a day; None for an empty cell. Raises GeenDatum.

    23-11-2026 (also with / or . or spaces), 2026-11-23, 20261123, 23 november 2026, the number of
    Excel, and a cell that is a day itself. A year has four digits.
    """
    match cel:
        case datetime():
            return cel.date()
        case date():
            return cel
        case bool() | timedelta():
            raise GeenDatum
        case int() | float():
            return _uit_getal(cel)
    tekst = lees_tekst(cel)
    return _uit_tekst(tekst) if tekst else None


def _uit_getal(getal: float) -> date:
    if math.isfinite(getal) and int(getal) in _EXCEL:
        return _EXCEL_NUL + timedelta(days=int(getal))
    return _uit_tekst(schrijf(getal))


def _uit_tekst(tekst: str) -> date:
    kaal = tekst.lower()
    if tekst.isascii() and tekst.isdigit() and len(tekst) <= 5:
        if int(tekst) not in _EXCEL:
            raise GeenDatum
        return _EXCEL_NUL + timedelta(days=int(tekst))
    if gevonden := (_JMD.fullmatch(tekst) or _JJJJMMDD.fullmatch(tekst)):
        return _dag(gevonden[1], gevonden[2], gevonden[3])
    kaal = _UUR.sub("", kaal)
    if gevonden := _DMJ.fullmatch(kaal):
        return _dag(gevonden[3], gevonden[2], gevonden[1])
    gevonden = _DAG_MAAND.fullmatch(kaal.replace(".", ""))
    if gevonden and gevonden[2] in _MAANDEN:
        return _dag(gevonden[3], _MAANDEN[gevonden[2]], gevonden[1])
    raise GeenDatum


def _dag(jaar: str, maand: str | int, dag: str) -> date:
    try:
        return date(int(jaar), int(maand), int(dag))
    except ValueError as fout:
        raise DagBestaatNiet from fout


def lees_geboorte(cel: Cel) -> dict[str, int] | None:
    """Return a date of birth of which parts may be unknown: 0-0-1984 and 1984 too."""
    tekst = lees_tekst(cel)
    if not tekst:
        return None
    delen = _DMJ.fullmatch(tekst)
    if delen and "0" in (delen[1].lstrip("0") or "0", delen[2].lstrip("0") or "0"):
        dag, maand, jaar = int(delen[1]), int(delen[2]), int(delen[3])
        if dag and not maand:
            raise GeenDatum
        return {"jaar": jaar, "maand": maand} if maand else {"jaar": jaar}
    if re.fullmatch(r"(?:18|19|20)\d{2}", tekst):
        return {"jaar": int(tekst)}
    gelezen = lees_datum(cel)
    assert gelezen is not None
    return {"jaar": gelezen.year, "maand": gelezen.month, "dag": gelezen.day}


def splits_naam(geslachtsnaam: str) -> tuple[str, str | None, str | None]:
    """Return surname, prefix and given names out of 'van den Berg' or 'Berg, Daan van den'."""
    voor, komma, na = (deel.strip() for deel in geslachtsnaam.partition(","))
    if komma and voor:
        namen, voegsel = _achter(na)
        return voor, voegsel, namen
    woorden = geslachtsnaam.split()
    for aantal in range(min(3, len(woorden) - 1), 0, -1):
        if is_voorvoegsel(" ".join(woorden[:aantal])):
            return " ".join(woorden[aantal:]), " ".join(woorden[:aantal]).lower(), None
    return geslachtsnaam, None, None


def _achter(tekst: str) -> tuple[str | None, str | None]:
    """Return given names and prefix out of what stands behind the comma."""
    woorden = tekst.split()
    for aantal in range(min(3, len(woorden)), 0, -1):
        if is_voorvoegsel(" ".join(woorden[-aantal:])):
            return " ".join(woorden[:-aantal]) or None, " ".join(woorden[-aantal:]).lower()
    return tekst or None, None


def is_voorvoegsel(tekst: str) -> bool:
    return normaliseer(tekst) in load_lijstwoorden().voorvoegsels
