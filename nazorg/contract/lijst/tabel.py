"""A list as a table: headings and rows, whatever file it came from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nazorg.kern.weigering import Weigering
from nazorg.referentie.lijstwoorden import normaliseer

MAX_BYTES = 5 * 1024 * 1024
MAX_RIJEN = 5_000
MAX_KOLOMMEN = 200
# Somebody may have put a title above the headings.
_KOP_BINNEN = 10

Cel = str | int | float | bool | date | datetime | time | timedelta | None


class Onleesbaar(Weigering):
    """A file is not a list that we can read; the text says why, and never what is in it."""


@dataclass(frozen=True, slots=True)
class Rij:
    """One row. plek: where it stands, for people ('4', or '4 op blad 2' with more tabs)."""

    plek: str
    cellen: tuple[Cel, ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """Headings (text, empty where there is none) and the rows below, each as wide as the head."""

    koppen: tuple[str, ...]
    rijen: tuple[Rij, ...]


def to_tabel(rijen: Iterable[Sequence[Cel]], bekende_koppen: Iterable[str]) -> Tabel | None:
    """Return the table in raw rows; None when there is nothing in them. Raises Onleesbaar.

    bekende_koppen: headings as `normaliseer` gives them, by which the row of headings is found.
    """
    gevuld = [(nummer, rij) for nummer, rij in enumerate(_begrensd(rijen), 1) if not _is_leeg(rij)]
    if not gevuld:
        return None
    plek = _vind_kop([rij for _, rij in gevuld[:_KOP_BINNEN]], frozenset(bekende_koppen))
    koppen = tuple(schrijf(cel) for cel in gevuld[plek][1])
    while koppen and not koppen[-1]:
        koppen = koppen[:-1]
    onder = gevuld[plek + 1 :]
    if len(onder) > MAX_RIJEN:
        raise Onleesbaar(f"De lijst heeft meer dan {MAX_RIJEN} rijen. Knip de lijst in stukken.")
    breedte = max([len(koppen), *(len(rij) for _, rij in onder)])
    return Tabel(
        (*koppen, *[""] * (breedte - len(koppen))),
        tuple(Rij(str(n), (*rij, *[None] * (breedte - len(rij)))) for n, rij in onder),
    )


def schrijf(cel: Cel) -> str:
    """Return a cell as text: days as 2026-11-23, whole numbers without a point, ja and nee."""
    match cel:
        case None:
            return ""
        case bool():
            return "ja" if cel else "nee"
        case datetime():
            return (cel.date() if cel.time() == time() else cel).isoformat()
        case float() if cel.is_integer():
            return str(int(cel))
    return " ".join(str(cel).split())


def _begrensd(rijen: Iterable[Sequence[Cel]]) -> Iterator[tuple[Cel, ...]]:
    for rij in rijen:
        einde = len(rij)
        while einde and rij[einde - 1] in (None, ""):
            einde -= 1
        if einde > MAX_KOLOMMEN:
            raise Onleesbaar(f"De lijst heeft meer dan {MAX_KOLOMMEN} kolommen.")
        yield tuple(rij[:einde])


def _is_leeg(rij: Sequence[Cel]) -> bool:
    return not any(schrijf(cel) for cel in rij)


def _vind_kop(rijen: Sequence[Sequence[Cel]], bekend: frozenset[str]) -> int:
    """Return which of the first rows has the headings: the one with most that we know."""
    tellingen = [sum(normaliseer(schrijf(c)) in bekend for c in rij) for rij in rijen]
    # One word that we know may well be in a row; a row of headings has more of them.
    return tellingen.index(max(tellingen)) if max(tellingen) > 1 else 0
