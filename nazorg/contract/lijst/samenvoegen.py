"""Several sheets about the same people as one table, joined by BSN: a tab per subject (DPAN)."""

from collections.abc import Mapping

from nazorg.contract.lijst.cellen import GeenBsn, lees_bsn
from nazorg.contract.lijst.tabel import MAX_KOLOMMEN, MAX_RIJEN, Cel, Onleesbaar, Rij, Tabel
from nazorg.referentie.lijstwoorden import load_lijstwoorden, normaliseer

_PERSOON = frozenset({"bsn", "geslachtsnaam", "voorvoegsel", "voornamen"})


def voeg_samen(bladen: Mapping[str, Tabel]) -> Tabel:
    """Return one row per person. Sheets without a column for the BSN are left out.

    Columns about the person stand there once; others get the name of their sheet before them. A
    row without a BSN, and a second row of somebody on one sheet, stay rows of their own. A place
    has the number of its sheet: the name of a sheet may be that of a person.
    """
    koppen: list[str] = []
    plek: dict[str, int] = {}
    rijen: dict[str, dict[int, Cel]] = {}
    waar: dict[str, list[str]] = {}
    for nummer, (blad, tabel) in enumerate(bladen.items(), 1):
        kolom = _bsn_kolom(tabel)
        if kolom is None:
            continue
        indeling = [_plaats(k, blad, koppen, plek) for k in tabel.koppen]
        gezien: set[str] = set()
        for rij in tabel.rijen:
            sleutel = _sleutel(rij.cellen[kolom])
            if sleutel is None or sleutel in gezien:
                sleutel = f"{nummer} {rij.plek}"
            gezien.add(sleutel)
            inhoud = rijen.setdefault(sleutel, {})
            inhoud.update(
                (i, c) for i, c in zip(indeling, rij.cellen, strict=True) if c is not None
            )
            plaats = f"{rij.plek} op blad {nummer}" if len(bladen) > 1 else rij.plek
            waar.setdefault(sleutel, []).append(plaats)
    if len(koppen) > MAX_KOLOMMEN or len(rijen) > MAX_RIJEN:
        raise Onleesbaar("De bladen hebben samen te veel rijen of kolommen.")
    return Tabel(
        tuple(koppen),
        tuple(
            Rij(", ".join(waar[s]), tuple(rijen[s].get(i) for i in range(len(koppen))))
            for s in rijen
        ),
    )


def _bsn_kolom(tabel: Tabel) -> int | None:
    koppen = load_lijstwoorden().koppen["plan"]
    gevonden = (i for i, k in enumerate(tabel.koppen) if koppen.get(normaliseer(k)) == "bsn")
    return next(gevonden, None)


def _plaats(kop: str, blad: str, koppen: list[str], plek: dict[str, int]) -> int:
    """Return the column of a heading in the joined table, a new one when it is not there yet."""
    veld = load_lijstwoorden().koppen["plan"].get(normaliseer(kop))
    sleutel, naam = (veld, kop) if veld in _PERSOON else (f"{blad}|{kop}", f"{blad}: {kop}")
    if sleutel not in plek:
        plek[sleutel] = len(koppen)
        koppen.append(naam)
    return plek[sleutel]


def _sleutel(cel: Cel) -> str | None:
    try:
        return lees_bsn(cel)
    except GeenBsn:
        return None
