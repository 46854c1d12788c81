"""A list as CSV: what signs it is written in and what stands between the columns is found out."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from nazorg.contract.lijst.tabel import MAX_KOLOMMEN, Onleesbaar

_TEKENS = (";", ",", "\t")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Signs that no list has: all that steer a machine but tabs and ends of lines and pages.
_STURING = re.compile(r"[\x00-\x08\x0e-\x1f]")
# By so much of a file it is known what stands between its columns.
_BEGIN, _RIJEN = 50_000, 30
_GEEN_TEKST = "Dit bestand is geen tekst. Bewaar de lijst in Excel als .xlsx of als CSV."


def lees_csv(ruw: bytes) -> list[list[str]]:
    """Return the rows. Raises Onleesbaar."""
    tekst = decodeer(ruw)
    teken, tekst = _scheiding(tekst)
    try:
        return list(_rijen(tekst, teken))
    except csv.Error as fout:
        raise Onleesbaar("Het CSV-bestand is beschadigd.") from fout


def decodeer(ruw: bytes) -> str:
    """Return the text of UTF-8, UTF-16 or Windows-1252, as the bytes themselves tell."""
    for bom, naam in _BOMS:
        if ruw.startswith(bom):
            return _decodeer(ruw, naam)
    if b"\0" in ruw:
        return _decodeer(ruw, _zonder_bom(ruw))
    try:
        ruw.decode("utf-8")
    except UnicodeDecodeError:
        return _decodeer(ruw, "cp1252")
    return _decodeer(ruw, "utf-8")


def _zonder_bom(ruw: bytes) -> str:
    """Return which UTF-16 it is: in Dutch text nearly every other byte is NUL."""
    even, oneven = ruw[::2].count(0), ruw[1::2].count(0)
    return "utf-16-le" if oneven > even else "utf-16-be"


def _decodeer(ruw: bytes, naam: str) -> str:
    try:
        tekst = ruw.decode(naam)
    except UnicodeDecodeError as fout:
        raise Onleesbaar(_GEEN_TEKST) from fout
    tekst = tekst.rstrip("\x1a")  # the end of a file, to programs of long ago
    if _STURING.search(tekst):
        raise Onleesbaar(_GEEN_TEKST)
    return tekst


def _scheiding(tekst: str) -> tuple[str, str]:
    """Return the sign between columns, and the text without the line in which Excel tells it."""
    eerste, _, rest = tekst.partition("\n")
    if eerste.lower().startswith("sep=") and len(eerste.strip()) <= 5:
        gegeven = eerste.rstrip("\r")[4:] or "\t"
        return (gegeven if gegeven in _TEKENS else ";"), rest
    return max(_TEKENS, key=lambda t: _past(tekst, t)), tekst


def _past(tekst: str, teken: str) -> tuple[int, int]:
    """Return how well a sign divides the first rows: how many are alike, and into how many."""
    lezer = csv.reader(io.StringIO(tekst[:_BEGIN], newline=""), delimiter=teken)
    try:
        breedtes = Counter(len(rij) for rij in islice(lezer, _RIJEN) if rij)
    except csv.Error:
        return 0, 0
    meest = max(breedtes.items(), key=lambda paar: (paar[0] > 1, paar[1]), default=(0, 0))
    return (meest[1], meest[0]) if meest[0] > 1 else (0, 0)


def _rijen(tekst: str, teken: str) -> Iterator[list[str]]:
    for rij in csv.reader(io.StringIO(tekst, newline=""), delimiter=teken):
        if len(rij) > MAX_KOLOMMEN and any(cel.strip() for cel in rij[MAX_KOLOMMEN:]):
            raise Onleesbaar(f"De lijst heeft meer dan {MAX_KOLOMMEN} kolommen.")
        yield rij[:MAX_KOLOMMEN]
