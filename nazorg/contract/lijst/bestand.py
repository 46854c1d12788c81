"""From the bytes of an uploaded file to one table."""

from nazorg.berichten.lijst import Lijstsoort
from nazorg.contract.lijst.csvbestand import lees_csv
from nazorg.contract.lijst.samenvoegen import voeg_samen
from nazorg.contract.lijst.tabel import MAX_BYTES, Onleesbaar, Tabel, to_tabel
from nazorg.contract.lijst.xlsx import lees_xlsx
from nazorg.referentie.lijstwoorden import load_lijstwoorden

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"


def lees_bestand(ruw: bytes, soort: Lijstsoort) -> Tabel:
    """Return the list in a CSV or .xlsx file. Raises Onleesbaar. Slow: not on the event loop.

    Of a workbook the first sheet with something in it; for plans all sheets, joined by BSN.
    """
    if len(ruw) > MAX_BYTES:
        raise Onleesbaar(f"Het bestand is groter dan {MAX_BYTES // 1024**2} MB.")
    koppen = load_lijstwoorden().koppen[soort]
    if ruw.startswith(_OLE):
        raise Onleesbaar(
            "Dit is een oud Excel-bestand, of er zit een wachtwoord op. Bewaar als .xlsx."
        )
    if not ruw.startswith(_ZIP):
        tabel = to_tabel(lees_csv(ruw), koppen)
        return _niet_leeg(tabel)
    bladen = {
        naam: tabel
        for naam, rijen in lees_xlsx(ruw).items()
        if (tabel := to_tabel(rijen, koppen)) is not None
    }
    if soort is Lijstsoort.PLAN and (samen := voeg_samen(bladen)).rijen:
        return samen
    if soort is Lijstsoort.PLAN and len(bladen) > 1:
        raise Onleesbaar("Geen van de bladen heeft een kolom met de naam BSN.")
    return _niet_leeg(next(iter(bladen.values()), None))


def _niet_leeg(tabel: Tabel | None) -> Tabel:
    if tabel is None or not tabel.rijen:
        raise Onleesbaar("Er staan geen rijen in dit bestand.")
    return tabel
