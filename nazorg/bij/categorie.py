"""For whom the mayor may be told: the categories of Bjsg art. 11a, as rows with a date (L02).

The rows are data (`nazorg/referentie/bij/categorieen.toml`); which row counts follows from the day
of the fact, because numbers of articles change and old facts keep the old ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nazorg.bij.melding import Straf, Strafbepaling, Strafsoort, Uitspraak

# A measure is unconditional by nature, and its length is not known beforehand.
MAATREGELEN = frozenset({Strafsoort.ISD, Strafsoort.TBS, Strafsoort.PIJ})


@dataclass(frozen=True, slots=True, kw_only=True)
class Categorie:
    """One row of the table. tot: the first day on which it no longer holds for a fact.

    artikelen: article, and the paragraphs that count (empty for all). straffen: any of these.
    """

    code: str
    bron: str
    bevestigd: bool
    straffen: frozenset[Strafsoort]
    artikelen: tuple[tuple[str, frozenset[int]], ...] = ()
    minimum_dagen: int = 0
    alleen_verlengbaar: bool = False
    ook_jeugdstrafrecht: bool = False
    vanaf: date = date.min
    tot: date = date.max


def find_categorie(uitspraak: Uitspraak, tabel: Iterable[Categorie]) -> Categorie | None:
    """Return the first row under which this verdict falls, confirmed rows first; None for none."""
    rijen = sorted(tabel, key=lambda c: not c.bevestigd)
    return next((c for c in rijen if _valt_onder(uitspraak, c)), None)


def _valt_onder(u: Uitspraak, c: Categorie) -> bool:
    if u.pleeg_tot < c.vanaf or u.pleeg_van >= c.tot:
        return False
    return _heeft_bepaling(u.strafbepalingen, c) and _heeft_straf(u, c)


def _heeft_bepaling(bepalingen: Iterable[Strafbepaling], c: Categorie) -> bool:
    if not c.artikelen:
        return True
    return any(
        b.artikel == artikel and (not leden or b.lid in leden)
        for b in bepalingen
        for artikel, leden in c.artikelen
    )


def _heeft_straf(u: Uitspraak, c: Categorie) -> bool:
    return any(
        s.soort in c.straffen
        and (c.ook_jeugdstrafrecht or not s.jeugdstrafrecht)
        and (s.verlengbaar or not c.alleen_verlengbaar)
        and _is_lang_genoeg(s, c)
        for s in u.straffen
    )


def _is_lang_genoeg(straf: Straf, c: Categorie) -> bool:
    """Tell whether the unconditional part is there and long enough; a measure has no days."""
    if straf.soort in MAATREGELEN and c.minimum_dagen == 0:
        return True
    return (straf.onvoorwaardelijk_dagen or 0) >= max(c.minimum_dagen, 1)
