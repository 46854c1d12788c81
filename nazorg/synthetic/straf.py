"""On what ground someone is held, when that is expected to end, and how it ends.

Shares are our own assumption; the kinds and their limits are in the domain note 3.3 and 4.3.
"""

import random
from datetime import date, timedelta

from nazorg.detenties.melding import EindeWijze, Titel
from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.synthetic.levensloop import Bereik

# Longest stay in days, and the shares of titles up to there.
_TITELS: tuple[tuple[int, dict[Titel, float]], ...] = (
    (
        14,
        {
            Titel.VOORLOPIGE_HECHTENIS: 0.35,
            Titel.HECHTENIS: 0.25,
            Titel.GIJZELING: 0.2,
            Titel.GEVANGENISSTRAF: 0.2,
        },
    ),
    (
        90,
        {
            Titel.VOORLOPIGE_HECHTENIS: 0.35,
            Titel.GEVANGENISSTRAF: 0.45,
            Titel.HECHTENIS: 0.12,
            Titel.GIJZELING: 0.08,
        },
    ),
    (365, {Titel.VOORLOPIGE_HECHTENIS: 0.3, Titel.GEVANGENISSTRAF: 0.7}),
    (9999, {Titel.VOORLOPIGE_HECHTENIS: 0.3, Titel.GEVANGENISSTRAF: 0.6, Titel.ISD: 0.1}),
)
# From this day on the end of a sentence of 8 days to 1 year can be eindverlof (Rtvi 33a-33c).
_EINDVERLOF_SINDS = date(2025, 7, 15)
# Share in order before or during detention (WODC monitor nazorg; domain note 9.4).
_IN_ORDE = {
    Leefgebied.IDENTITEITSBEWIJS: 0.85,
    Leefgebied.HUISVESTING: 0.82,
    Leefgebied.INKOMEN: 0.60,
    Leefgebied.SCHULDEN: 0.28,
    Leefgebied.ZORG: 0.50,
}
_NIET_IN_ORDE = {
    Stand.NIET_IN_ORDE: 0.5,
    Stand.IN_BEHANDELING: 0.2,
    Stand.ONBEKEND: 0.2,
    Stand.GEWEIGERD: 0.05,
    Stand.NIET_VAN_TOEPASSING: 0.05,
}


def draw_titel(rng: random.Random, duur: int) -> Titel:
    delen = next(delen for tot, delen in _TITELS if duur <= tot)
    return rng.choices(list(delen), list(delen.values()))[0]


def draw_wijze(rng: random.Random, titel: Titel, duur: int, dag: date) -> EindeWijze:
    """Return how a detention of duur days ends on dag."""
    delen = _delen_van_wijze(titel, duur, dag) | {EindeWijze.OVERLIJDEN: 0.004}
    return rng.choices(list(delen), list(delen.values()))[0]


def _delen_van_wijze(titel: Titel, duur: int, dag: date) -> dict[EindeWijze, float]:
    match titel:
        case Titel.VOORLOPIGE_HECHTENIS:
            return {EindeWijze.ONMIDDELLIJK: 0.6, EindeWijze.EINDE_STRAF: 0.4}
        case Titel.ISD:
            return {EindeWijze.EINDE_STRAF: 0.7, EindeWijze.DOORPLAATSING: 0.3}
        case Titel.GEVANGENISSTRAF if duur > 365:
            return {
                EindeWijze.VOORWAARDELIJK: 0.75,
                EindeWijze.EINDE_STRAF: 0.15,
                EindeWijze.ELEKTRONISCH_TOEZICHT: 0.05,
                EindeWijze.DOORPLAATSING: 0.05,
            }
        case Titel.GEVANGENISSTRAF if duur > 60:
            delen = {
                EindeWijze.EINDE_STRAF: 0.75,
                EindeWijze.PENITENTIAIR_PROGRAMMA: 0.15,
                EindeWijze.ELEKTRONISCH_TOEZICHT: 0.10,
            }
            return delen | ({EindeWijze.EINDVERLOF: 0.5} if dag >= _EINDVERLOF_SINDS else {})
        case _:
            return {EindeWijze.EINDE_STRAF: 1.0}


def draw_bereik(rng: random.Random, einde: date, *, vanaf: date) -> Bereik:
    """Return a range of expected days around einde that does not begin before vanaf."""
    vroegst = max(vanaf, einde - timedelta(days=rng.randint(0, 3)))
    return vroegst, max(vroegst, einde + timedelta(days=rng.choice((0, 0, 1, 3, 7, 14))))


def draw_anders(rng: random.Random, einde: date, duur: int, *, vanaf: date) -> Bereik:
    """Return a range that a later notice will move: earlier or later than einde."""
    schuif = rng.randint(7, max(10, duur // 3)) * rng.choice((-1, 1, 1))
    return draw_bereik(rng, max(vanaf, einde + timedelta(days=schuif)), vanaf=vanaf)


def draw_standen(rng: random.Random) -> dict[Leefgebied, Stand]:
    """Return what the shareable plan says: three to five leefgebieden."""
    gebieden = sorted(rng.sample(BASIS, rng.choice((3, 4, 5, 5, 5))))
    return {
        gebied: Stand.IN_ORDE
        if rng.random() < _IN_ORDE[gebied]
        else rng.choices(list(_NIET_IN_ORDE), list(_NIET_IN_ORDE.values()))[0]
        for gebied in gebieden
    }
