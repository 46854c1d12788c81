"""A list as a workbook of Excel (.xlsx). Values only: no formula is computed and no macro is run.

The reader makes room for every cell between the first and the last, so two cells far apart in a
small file would fill the memory. So a file is measured before it is read: how large it unpacks, and
how far its cells lie apart. An entry that unpacks to more than it says is refused by its checksum.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from nazorg.contract.lijst.tabel import Cel, Onleesbaar

MAX_UITGEPAKT = 60 * 1024 * 1024
MAX_DELEN = 500
MAX_CELLEN = 2_000_000
MAX_BLADEN = 20
_STUK = 64 * 1024
_WERKBOEK = "xl/workbook.xml"
_BESCHADIGD = "Dit Excel-bestand is beschadigd of beveiligd met een wachtwoord."
_TE_GROOT = "Dit Excel-bestand is te groot. Bewaar alleen de lijst, zonder lege rijen en kolommen."


def lees_xlsx(ruw: bytes) -> dict[str, Sequence[Sequence[Cel]]]:
    """Return the rows of every sheet that a person can see, by its name. Raises Onleesbaar."""
    _meet(ruw)
    try:
        return _lees(ruw)
    except (CalamineError, OSError, ValueError, TypeError) as fout:
        raise Onleesbaar(_BESCHADIGD) from fout
    except BaseException as fout:
        # A panic inside the reader is no Exception, so that nobody would hide it by accident.
        if type(fout).__name__ != "PanicException":
            raise
        raise Onleesbaar(_BESCHADIGD) from None


def _lees(ruw: bytes) -> dict[str, Sequence[Sequence[Cel]]]:
    boek = CalamineWorkbook.from_filelike(io.BytesIO(ruw))
    zichtbaar = [
        blad.name
        for blad in boek.sheets_metadata
        if blad.typ == SheetTypeEnum.WorkSheet and blad.visible == SheetVisibleEnum.Visible
    ]
    if len(zichtbaar) > MAX_BLADEN:
        raise Onleesbaar(f"Dit Excel-bestand heeft meer dan {MAX_BLADEN} bladen.")
    # With the empty rows above, so that a row has the number that Excel shows.
    return {
        naam: boek.get_sheet_by_name(naam).to_python(skip_empty_area=False) for naam in zichtbaar
    }


def _meet(ruw: bytes) -> None:
    """Refuse what is no workbook, or one that is not to be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(ruw)) as boek:
            delen = boek.infolist()
            namen = {deel.filename for deel in delen}
            if _WERKBOEK not in namen or len(namen) != len(delen):
                raise Onleesbaar("Dit is geen Excel-bestand van de soort .xlsx.")
            if len(delen) > MAX_DELEN or sum(d.file_size for d in delen) > MAX_UITGEPAKT:
                raise Onleesbaar(_TE_GROOT)
            for deel in delen:
                _meet_deel(boek, deel)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError) as fout:
        raise Onleesbaar(_BESCHADIGD) from fout
    except (expat.ExpatError, ValueError, EOFError) as fout:
        raise Onleesbaar(_BESCHADIGD) from fout


def _meet_deel(boek: zipfile.ZipFile, deel: zipfile.ZipInfo) -> None:
    """Unpack one part to its end, for its checksum; measure it when it may be a sheet."""
    meter = _Bladmeter() if deel.filename.lower().endswith(".xml") else None
    with boek.open(deel) as bestand:
        while stuk := bestand.read(_STUK):
            if meter:
                meter.lees(stuk)
    if meter:
        meter.sluit()


class _Bladmeter:
    """Walks through XML and finds how far apart the cells lie that have something in them."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._rij, self._kolom = 0, 0
        self._hoogste_rij, self._hoogste_kolom = 0, 0

    def lees(self, stuk: bytes) -> None:
        self._parser.Parse(stuk, False)

    def sluit(self) -> None:
        self._parser.Parse(b"", True)

    def _doctype(self, *_: Any) -> None:
        raise Onleesbaar(_BESCHADIGD)

    def _begin(self, naam: str, kenmerken: dict[str, str]) -> None:
        match naam.rpartition(":")[2]:
            case "row":
                self._rij = int(kenmerken["r"]) if "r" in kenmerken else self._rij + 1
                self._kolom = 0
            case "c":
                self._plaats(kenmerken.get("r"))
            case "v" | "is" | "t":
                self._hoogste_rij = max(self._hoogste_rij, self._rij)
                self._hoogste_kolom = max(self._hoogste_kolom, self._kolom)
                if self._hoogste_rij * self._hoogste_kolom > MAX_CELLEN:
                    raise Onleesbaar(_TE_GROOT)

    def _plaats(self, adres: str | None) -> None:
        """Go to a cell: by its address ('AB12'), or the next one when it has none."""
        if adres is None:
            self._kolom += 1
            return
        letters = adres.rstrip("0123456789")
        kolom = 0
        for letter in letters.upper():
            kolom = kolom * 26 + ord(letter) - ord("A") + 1
        self._kolom, self._rij = kolom, int(adres[len(letters) :])
