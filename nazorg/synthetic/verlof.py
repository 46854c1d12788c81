"""Leave inside a detention: asked, granted, moved and withdrawn.

Kinds and lengths: dji.nl and cjib.nl on re-integratieverlof (domain note 3.3).
"""

import random
from datetime import date, datetime, timedelta

from nazorg.berichten.soort import Soort
from nazorg.detenties.melding import VerlofSoort, Verlofstatus, Voorwaarde
from nazorg.synthetic.levensloop import Detentie, Verlofstand
from nazorg.synthetic.schets import Verlofloop
from nazorg.synthetic.toeval import draw_kenmerk, draw_moment

# Kind, share, nights.
_SOORTEN = (
    (VerlofSoort.KORTDUREND, 0.40, (0, 0)),
    (VerlofSoort.LANGDUREND, 0.35, (1, 2)),
    (VerlofSoort.INCIDENTEEL, 0.15, (0, 0)),
    (VerlofSoort.STRAFONDERBREKING, 0.05, (1, 2)),
    (VerlofSoort.EXTRAMURALE_ARBEID, 0.05, (0, 2)),
)


def vertel_verlof(
    rng: random.Random, detentie: Detentie, loop: Verlofloop, dagen: tuple[date, date]
) -> None:
    """Record one leave that comes as far as loop says. dagen: first and last day it can start."""
    van = dagen[0] + timedelta(days=rng.randint(0, max(0, (dagen[1] - dagen[0]).days)))
    soort, _, (minst, meest) = rng.choices(_SOORTEN, [deel for _, deel, _ in _SOORTEN])[0]
    tot = van + timedelta(days=rng.randint(minst, meest))
    rest: dict[str, object] = {"verlofSoort": soort.value} | _rest(rng, detentie)
    nummer = draw_kenmerk(rng, "VL")

    def stap(dagen_vooraf: int, soort: Soort, status: Verlofstatus, schuif: int = 0) -> datetime:
        moment = draw_moment(rng, van - timedelta(days=dagen_vooraf))
        stand = Verlofstand(status, van + timedelta(days=schuif), tot + timedelta(days=schuif))
        detentie.meld_verlof(moment, nummer, soort, stand, rest)
        return moment

    stap(rng.randint(12, 20), Soort.VERLOF_VOORGENOMEN, Verlofstatus.VOORGENOMEN)
    if loop is Verlofloop.VOORGENOMEN:
        if rng.random() < 0.5:
            stap(rng.randint(8, 11), Soort.VERLOF_GEWIJZIGD, Verlofstatus.VOORGENOMEN, 1)
        return
    stap(rng.randint(4, 7), Soort.VERLOF_VERLEEND, Verlofstatus.VERLEEND)
    if loop is Verlofloop.GEWIJZIGD:
        stap(rng.randint(2, 3), Soort.VERLOF_GEWIJZIGD, Verlofstatus.VERLEEND, 1)
    elif loop is Verlofloop.INGETROKKEN:
        stap(1, Soort.VERLOF_INGETROKKEN, Verlofstatus.INGETROKKEN)


def _rest(rng: random.Random, detentie: Detentie) -> dict[str, object]:
    rest: dict[str, object] = {}
    if rng.random() < 0.7:
        rest["gemeenteVerblijf"] = detentie.persoon.thuis
    if rng.random() < 0.5:
        voorwaarden = rng.sample(list(Voorwaarde), rng.choice((1, 1, 2)))
        rest["voorwaarden"] = [voorwaarde.value for voorwaarde in voorwaarden]
    return rest
