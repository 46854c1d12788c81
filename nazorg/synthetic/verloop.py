"""Tell a detention from its outline: begin, changes, transfers, plan, leave, mistakes and end.

Rates per stay come from the domain note 9.5 (own assumptions).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nazorg.detenties.melding import EindeWijze, Titel, WijzigingReden
from nazorg.synthetic.levensloop import INGETROKKEN, Bereik, Detentie, Feit
from nazorg.synthetic.schets import Afwijking, Schets, Verlofloop
from nazorg.synthetic.straf import (
    draw_anders,
    draw_bereik,
    draw_standen,
    draw_titel,
    draw_wijze,
)
from nazorg.synthetic.toeval import draw_moment
from nazorg.synthetic.verlof import vertel_verlof

_KANS_OVERPLAATSING = 0.35  # per stay over 90 days
_KANS_ONVERWACHT = 0.08  # of remand: released at once
_KANS_PLAN = 0.9  # per stay over 28 days
_KANS_EINDE_ONBEKEND = 0.35
_DAG = timedelta(days=1)


@dataclass(slots=True)
class Verteller:
    """Tells detentions.

    inrichtingen: codes that people here are sent to; laatste: last day of the window.
    """

    rng: random.Random
    inrichtingen: Sequence[str]
    inrichtingen_vrouwen: Sequence[str]
    laatste: date

    def vertel(self, schets: Schets, detentie: Detentie) -> None:
        """Record the whole detention, up to its end, however far that lies in the future."""
        _Verhaal(self, self.rng, schets, detentie).vertel()

    def kies_inrichting(self, detentie: Detentie) -> str:
        """Return an inrichting where this person is not now."""
        vrouw = detentie.persoon.vrouw
        codes = self.inrichtingen_vrouwen if vrouw else self.inrichtingen
        return self.rng.choice([c for c in codes if c != detentie.inrichting.laatste])


class _Verhaal:
    """One detention being told."""

    def __init__(
        self, verteller: Verteller, rng: random.Random, schets: Schets, detentie: Detentie
    ) -> None:
        self.verteller = verteller
        self.rng = rng
        self.schets = schets
        self.d = detentie
        self.titel = draw_titel(rng, schets.duur)
        self.bereik = draw_bereik(rng, schets.einde, vanaf=schets.begin)
        self.onverwacht = self._is_onverwacht()
        self.wijzigingen = self._aantal_wijzigingen()

    def vertel(self) -> None:
        gemeld = draw_moment(self.rng, self.schets.meld_dag)
        if self.schets.verhuisd:
            self.d.meld_adres(gemeld)
        elif not self._vertel_begin(gemeld):
            return
        self._vertel_wijzigingen()
        self._vertel_overplaatsing()
        self._vertel_plan()
        self._vertel_verlof()
        if self.schets.afwijking in {Afwijking.EINDE_INGETROKKEN, Afwijking.EINDE_VERVANGEN}:
            self._vertel_vals_einde()
        self._vertel_einde()

    def _is_onverwacht(self) -> bool:
        remand = self.titel is Titel.VOORLOPIGE_HECHTENIS
        return remand and not self.schets.afwijking and self.rng.random() < _KANS_ONVERWACHT

    def _aantal_wijzigingen(self) -> int:
        if self.schets.verhuisd or self.schets.afwijking is Afwijking.DUBBELE_WIJZIGING:
            return 1
        vast = self.onverwacht or self.schets.afwijking is Afwijking.EINDE_VERVANGEN
        if self.schets.duur <= 30 or vast:
            return 0
        return self.rng.choices((0, 1, 2), (0.5, 0.4, 0.1))[0]

    def _vertel_begin(self, gemeld: datetime) -> bool:
        """Record the begin and what goes wrong with it; False when that ends the story."""
        verwacht = self._verwacht_bij_begin()
        plek = self.verteller.kies_inrichting(self.d)
        afwijking = self.schets.afwijking
        if afwijking is Afwijking.BEGIN_GECORRIGEERD:
            fout = self.d.meld_begin(gemeld, self.schets.begin - _DAG, plek, self.titel, verwacht)
            na = gemeld + timedelta(hours=self.rng.randint(1, 20))
            goed = self.d.meld_begin(na, self.schets.begin, plek, self.titel, verwacht)
            goed.vervangt = fout
            return True
        begin = self.d.meld_begin(gemeld, self.schets.begin, plek, self.titel, verwacht)
        if afwijking is Afwijking.BEGIN_INGETROKKEN:
            na = draw_moment(self.rng, self.schets.meld_dag + self.rng.randint(1, 10) * _DAG)
            self._trek_begin_in(begin, na)
            return False
        if afwijking is Afwijking.INTREKKING_INGETROKKEN:
            na = gemeld + timedelta(hours=self.rng.randint(1, 5))
            intrekking = self._trek_begin_in(begin, na)
            self._herstel_begin(intrekking, na + timedelta(hours=self.rng.randint(2, 20)))
        return True

    def _verwacht_bij_begin(self) -> Bereik | None:
        kort_of_remand = self.schets.duur <= 14 or self.titel is Titel.VOORLOPIGE_HECHTENIS
        if kort_of_remand and self.rng.random() < _KANS_EINDE_ONBEKEND:
            return None
        if self.onverwacht:
            later = self.schets.einde + self.rng.randint(14, 90) * _DAG
            return draw_bereik(self.rng, later, vanaf=self.schets.begin)
        if self.wijzigingen:
            schets = self.schets
            return draw_anders(self.rng, schets.einde, schets.duur, vanaf=schets.begin)
        return self.bereik

    def _trek_begin_in(self, begin: Feit, moment: datetime) -> Feit:
        self.d.status.zet(moment, INGETROKKEN)
        for lijn in (self.d.begin, self.d.inrichting, self.d.titel, self.d.verwacht):
            lijn.zet(moment, None)
        return self.d.trek_in(moment, begin, self.rng.choice(("foutief", "verkeerde_persoon")))

    def _herstel_begin(self, intrekking: Feit, moment: datetime) -> None:
        d = self.d
        for lijn in (d.status, d.begin, d.inrichting, d.titel, d.verwacht):
            lijn.herstel(moment)
        d.trek_in(moment, intrekking, "foutief")

    def _dagen(self, marge: int = 0) -> tuple[date, date] | None:
        """Return the first and last day inside the stay on which something can be recorded."""
        eerste = self.schets.meld_dag + (3 + marge) * _DAG
        laatste = self.schets.einde - (1 + marge) * _DAG
        return (eerste, laatste) if eerste <= laatste else None

    def _draw_dag(self, dagen: tuple[date, date]) -> date:
        return dagen[0] + self.rng.randint(0, (dagen[1] - dagen[0]).days) * _DAG

    def _vertel_wijzigingen(self) -> None:
        dagen = self._dagen()
        if not dagen:
            return
        na = self.d.feiten[-1].moment
        moment_dagen = sorted(self._draw_dag(dagen) for _ in range(self.wijzigingen))
        for nummer, dag in enumerate(moment_dagen, start=1):
            na = draw_moment(self.rng, dag, na)
            self._wijzig(na, is_laatste=nummer == self.wijzigingen)
        if self.schets.afwijking is Afwijking.DUBBELE_WIJZIGING and self.wijzigingen:
            na += timedelta(minutes=self.rng.randint(10, 90))
            dubbel = self._wijzig(na, is_laatste=True)
            self.d.trek_in(na + timedelta(hours=self.rng.randint(1, 20)), dubbel, "dubbel")

    def _wijzig(self, moment: datetime, *, is_laatste: bool) -> Feit:
        if not is_laatste:
            einde, duur = self.schets.einde, self.schets.duur
            tussen = draw_anders(self.rng, einde, duur, vanaf=self.schets.begin)
            verwacht = tussen if self.rng.random() < 0.7 else None
            return self.d.meld_verwachting(moment, WijzigingReden.CORRECTIE, verwacht)
        if self.titel is Titel.VOORLOPIGE_HECHTENIS:
            self.titel = Titel.GEVANGENISSTRAF
            reden = WijzigingReden.NIEUWE_TITEL
            return self.d.meld_verwachting(moment, reden, self.bereik, self.titel)
        return self.d.meld_verwachting(moment, self._reden(), self.bereik)

    def _reden(self) -> WijzigingReden:
        oud = self.d.verwacht.laatste
        if self.schets.duur > 365:
            return WijzigingReden.VI_BESLUIT
        if oud and oud[0] < self.bereik[0]:
            return WijzigingReden.STRAFONDERBREKING
        return WijzigingReden.CAPACITEIT if oud else WijzigingReden.CORRECTIE

    def _vertel_overplaatsing(self) -> None:
        is_fout = self.schets.afwijking is Afwijking.OVERPLAATSING_INGETROKKEN
        dagen = self._dagen(marge=3)
        kans = _KANS_OVERPLAATSING if self.schets.duur > 90 else 0.0
        if not dagen or not (is_fout or self.rng.random() < kans):
            return
        # A mistake is found within the window, so it is made early.
        dag = dagen[0] if is_fout else self._draw_dag(dagen)
        moment = draw_moment(self.rng, dag)
        feit = self.d.meld_overplaatsing(moment, dag, self.verteller.kies_inrichting(self.d))
        if is_fout:
            na = draw_moment(self.rng, dag + self.rng.randint(1, 3) * _DAG, moment)
            self.d.inrichting.herstel(na)
            self.d.trek_in(na, feit, "foutief")

    def _vertel_plan(self) -> None:
        dag = self.schets.begin + self.rng.randint(18, 27) * _DAG
        if self.schets.duur <= 28 or self.schets.verhuisd or self.rng.random() > _KANS_PLAN:
            return
        moment = draw_moment(self.rng, dag)
        persoon = self.d.persoon
        if persoon.vestiging_later:
            persoon.vestiging.zet(moment, persoon.vestiging_later)
            persoon.vestiging_later = None
        self.d.meld_plan(moment, draw_standen(self.rng))

    def _vertel_verlof(self) -> None:
        if not self.schets.verlof:
            return
        eerste = self.schets.meld_dag + 60 * _DAG
        laatste = min(self.schets.einde - 5 * _DAG, self.verteller.laatste - 4 * _DAG)
        vertel_verlof(self.rng, self.d, self.schets.verlof, (eerste, laatste))
        if self.rng.random() < 0.3:
            vertel_verlof(self.rng, self.d, Verlofloop.VERLEEND, (eerste, laatste))

    def _vertel_vals_einde(self) -> None:
        """Record an end that did not happen; the source finds out within days."""
        dag = self.schets.meld_dag + self.rng.randint(5, 30) * _DAG
        moment = draw_moment(self.rng, dag)
        feit = self.d.meld_einde(moment, dag, EindeWijze.EINDE_STRAF, {})
        na = draw_moment(self.rng, dag + self.rng.randint(1, 4) * _DAG, moment)
        self.d.status.herstel(na)
        self.d.einde.herstel(na)
        if self.schets.afwijking is Afwijking.EINDE_INGETROKKEN:
            self.d.trek_in(na, feit, "foutief")
            return
        # Not released after all: a new expected end takes the place of the end.
        verwacht = draw_bereik(self.rng, self.schets.einde, vanaf=self.schets.begin)
        wijziging = self.d.meld_verwachting(na, WijzigingReden.CORRECTIE, verwacht)
        wijziging.vervangt = feit

    def _vertel_einde(self) -> None:
        dag = self.schets.einde
        wijze = EindeWijze.ONMIDDELLIJK
        if not self.onverwacht:
            wijze = draw_wijze(self.rng, self.titel, self.schets.duur, dag)
        na = max(feit.moment for feit in self.d.feiten)
        gemeld = draw_moment(self.rng, dag + self.rng.choice((0, 0, 0, 1, 2)) * _DAG, na)
        rest = self._rest_van_einde()
        if self.schets.afwijking is not Afwijking.EINDE_GECORRIGEERD:
            self.d.meld_einde(gemeld, dag, wijze, rest)
            return
        fout = self.d.meld_einde(gemeld, dag - _DAG, wijze, rest)
        na = draw_moment(self.rng, gemeld.date() + self.rng.randint(1, 3) * _DAG, gemeld)
        self.d.meld_einde(na, dag, wijze, rest).vervangt = fout

    def _rest_van_einde(self) -> dict[str, object]:
        rest: dict[str, object] = {}
        if not self.schets.verhuisd and self.rng.random() < 0.5:
            rest["beginDatum"] = self.schets.begin.isoformat()
        if self.rng.random() < 0.3:
            rest["gemeenteBestemming"] = self.d.persoon.thuis
        return rest
