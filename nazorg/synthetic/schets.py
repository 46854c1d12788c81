"""The year in outline: which detentions begin when, how long they last and what goes wrong in them.

Numbers that must come out exactly (volume, mix of stays, corrections) are dealt here as quotas, so
that no throw of the dice moves them.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from nazorg.referentie.laden import Profiel

# Own assumptions (domain note 9.5), shares of all detentions.
_DEEL_AFWIJKING = 0.03
_DEEL_ZONDER_NUMMER = 0.01
_DEEL_OPNIEUW = 0.12  # 0.2 within a year: about half of that falls inside the window
_DEEL_VERHUISD = 0.02
_DEEL_VERLOF = 0.25  # of the stays over 180 days

_WEEKDAG = (1.15, 1.2, 1.2, 1.15, 1.1, 0.65, 0.55)
# Courts were closed and short sentences were not called up.
_LUW = (date(2020, 3, 16), date(2020, 5, 31), 0.55)


class Afwijking(Enum):
    """What goes wrong in the notices of a detention and is put right by the source."""

    BEGIN_INGETROKKEN = auto()
    BEGIN_GECORRIGEERD = auto()
    INTREKKING_INGETROKKEN = auto()
    EINDE_GECORRIGEERD = auto()
    EINDE_INGETROKKEN = auto()
    EINDE_VERVANGEN = auto()
    OVERPLAATSING_INGETROKKEN = auto()
    DUBBELE_WIJZIGING = auto()


class Verlofloop(Enum):
    """How far a leave comes."""

    VERLEEND = auto()
    GEWIJZIGD = auto()
    INGETROKKEN = auto()
    VOORGENOMEN = auto()


@dataclass(slots=True)
class Schets:
    """A detention in outline. meld_dag: when its first notice is recorded. duur: days of stay."""

    meld_dag: date
    begin: date
    duur: int
    afwijking: Afwijking | None = None
    verlof: Verlofloop | None = None
    zonder_nummer: bool = False
    # The begin notice went to the gemeente of an earlier address; we only hear what comes later.
    verhuisd: bool = False
    # Index of an earlier detention of the same person.
    eerder: int | None = None

    @property
    def einde(self) -> date:
        return self.begin + timedelta(days=self.duur)


def draw_schetsen(
    rng: random.Random, profiel: Profiel, *, venster: tuple[date, date], aantal: int
) -> list[Schets]:
    """Return outlines with exactly aantal begin notices between them, in order of notice.

    venster: first day and last day (included) on which a first notice can be recorded.
    """
    afwijkingen = _quota_afwijkingen(aantal)
    # A corrected begin is a begin notice too.
    gewone = aantal - afwijkingen.count(Afwijking.BEGIN_GECORRIGEERD)
    dagen = _draw_dagen(rng, venster, gewone)
    duren = _draw_duren(rng, profiel.verblijfsduur, gewone)
    schetsen = []
    for dag, duur in zip(dagen, duren, strict=True):
        vertraging = rng.choices((0, 1, 2, 3), (60, 30, 7, 3))[0]
        schetsen.append(Schets(dag, dag - timedelta(days=vertraging), duur))
    _deal_afwijkingen(rng, schetsen, afwijkingen, venster[1])
    _deal_zonder_nummer(rng, schetsen, venster[1])
    _deal_verlof(rng, schetsen, venster[1])
    _deal_opnieuw(rng, schetsen)
    return schetsen + _draw_verhuisden(rng, venster, aantal)


def _draw_dagen(rng: random.Random, venster: tuple[date, date], aantal: int) -> list[date]:
    eerste, laatste = venster
    dagen = [eerste + timedelta(days=n) for n in range((laatste - eerste).days + 1)]
    gewichten = [_gewicht(dag) for dag in dagen]
    return sorted(rng.choices(dagen, gewichten, k=aantal))


def _gewicht(dag: date) -> float:
    van, tot, deel = _LUW
    return _WEEKDAG[dag.weekday()] * (deel if van <= dag <= tot else 1)


def _draw_duren(
    rng: random.Random, mix: Sequence[tuple[int, int, float]], aantal: int
) -> list[int]:
    """Return lengths of stay in days, with the shares of mix as exact as whole numbers can be."""
    duren: list[int] = []
    totaal = 0.0
    for van, tot, deel in mix:
        totaal += deel
        # Short stays are the more common ones within a class too.
        grenzen = math.log(van), math.log(tot)
        nog = round(totaal * aantal) - len(duren)
        duren += [round(math.exp(rng.uniform(*grenzen))) for _ in range(nog)]
    rng.shuffle(duren)
    return duren


def _quota_afwijkingen(aantal: int) -> list[Afwijking]:
    """Each kind at least once in a year of some size, so that every stream shows them all."""
    if aantal < 50:
        return []
    soorten = list(Afwijking)
    return [
        soorten[n % len(soorten)] for n in range(max(len(soorten), round(_DEEL_AFWIJKING * aantal)))
    ]


def _past(schets: Schets, afwijking: Afwijking, laatste: date) -> bool:
    """Tell whether the source can find and mend this within the window."""
    resterend = (laatste - schets.meld_dag).days
    match afwijking:
        case Afwijking.BEGIN_INGETROKKEN:
            return resterend >= 14
        case Afwijking.BEGIN_GECORRIGEERD | Afwijking.INTREKKING_INGETROKKEN:
            return resterend >= 14 and schets.duur > 14
        case Afwijking.EINDE_GECORRIGEERD:
            return schets.duur > 4 and (laatste - schets.einde).days >= 10
        case _:
            return resterend >= 40 and schets.duur > 40


def _deal_afwijkingen(
    rng: random.Random, schetsen: list[Schets], afwijkingen: list[Afwijking], laatste: date
) -> None:
    for afwijking in afwijkingen:
        kandidaten = [s for s in schetsen if not s.afwijking and _past(s, afwijking, laatste)]
        rng.choice(kandidaten).afwijking = afwijking


def _deal_zonder_nummer(rng: random.Random, schetsen: list[Schets], laatste: date) -> None:
    """Leave some persons without any number, one of them in a detention that is still running."""
    vrij = [s for s in schetsen if s.afwijking is None]
    lopend = [s for s in vrij if s.einde > laatste]
    voorbij = [s for s in vrij if s.einde <= laatste]
    aantal = max(2, round(_DEEL_ZONDER_NUMMER * len(schetsen)))
    gekozen = rng.sample(lopend, min(1, len(lopend)))
    gekozen += rng.sample(voorbij, min(aantal - 1, len(voorbij)))
    for schets in gekozen:
        schets.zonder_nummer = True


def _deal_verlof(rng: random.Random, schetsen: list[Schets], laatste: date) -> None:
    """Deal leave to long stays of which enough falls inside the window; each course in turn."""
    lang = [s for s in schetsen if s.duur > 180]
    ruim = [s for s in lang if not s.afwijking and (laatste - s.meld_dag).days > 100]
    aantal = min(len(ruim), max(len(Verlofloop), round(_DEEL_VERLOF * len(lang))))
    lopen = list(Verlofloop)
    for n, schets in enumerate(rng.sample(ruim, aantal)):
        schets.verlof = lopen[n % len(lopen)]


def _deal_opnieuw(rng: random.Random, schetsen: list[Schets]) -> None:
    """Make some detentions a new one of somebody who was released before."""
    vrij: set[int] = set()
    for nummer, schets in enumerate(schetsen):
        if schets.zonder_nummer or schets.afwijking is Afwijking.BEGIN_INGETROKKEN:
            continue
        terug = sorted(n for n in vrij if (schets.begin - schetsen[n].einde).days > 7)
        if terug and rng.random() < _DEEL_OPNIEUW:
            schets.eerder = rng.choice(terug)
            vrij.discard(schets.eerder)
        vrij.add(nummer)


def _draw_verhuisden(rng: random.Random, venster: tuple[date, date], aantal: int) -> list[Schets]:
    """Return detentions of which we miss the begin: in turn still running and ended."""
    schetsen = []
    for n in range(max(2, round(_DEEL_VERHUISD * aantal))):
        dag = venster[0] + timedelta(days=rng.randint(30, 300))
        begin = dag - timedelta(days=rng.randint(40, 200))
        einde = venster[1] + timedelta(days=rng.randint(20, 400))
        if n % 2:
            einde = dag + timedelta(days=rng.randint(20, 60))
        schetsen.append(Schets(dag, begin, (einde - begin).days, verhuisd=True))
    return schetsen
