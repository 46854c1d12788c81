"""The rows that were not taken in, as a CSV file to repair and send again."""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from nazorg.contract.lijst.tabel import Cel, Rij, schrijf

# A cell that begins like this is a formula to a spreadsheet (OWASP, CSV injection).
_GEVAARLIJK = ("=", "+", "-", "@", "\t", "\r", "\n")
FOUT = "fout"


def schrijf_foutbestand(koppen: Sequence[str], rijen: Iterable[tuple[Rij, str]]) -> bytes:
    """Return the same columns with one more that says what is wrong; UTF-8 with BOM, and ;."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    schrijver.writerow([*(_veilig(k) for k in koppen), FOUT])
    for rij, fout in rijen:
        schrijver.writerow([*(_veilig(_cel(c)) for c in rij.cellen), _veilig(fout)])
    return codecs.BOM_UTF8 + uit.getvalue().encode("utf-8", "replace")


def _cel(cel: Cel) -> str:
    if isinstance(cel, str):
        return cel
    if isinstance(cel, date) and not isinstance(cel, datetime):
        return f"{cel.day}-{cel.month}-{cel.year}"
    return schrijf(cel)


def _veilig(tekst: str) -> str:
    return f"'{tekst}" if tekst.startswith(_GEVAARLIJK) else tekst
