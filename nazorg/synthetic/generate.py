"""Generate a year of notices about invented people, and the state they must lead to."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.kern.gemeente import Gemeenten
from nazorg.kern.klok import AMSTERDAM
from nazorg.referentie.laden import Profiel, load_gemeenten, load_profielen
from nazorg.synthetic.berichten import Bericht, number_feiten, to_bericht, to_regel
from nazorg.synthetic.levens import Venster, live, live_elsewhere
from nazorg.synthetic.levensloop import Detentie
from nazorg.synthetic.personen import BUITEN
from nazorg.synthetic.ruis_in_leven import age_adressen, mistype_verwachting
from nazorg.synthetic.ruis_in_stroom import Regel, damage, disturb
from nazorg.synthetic.waarheid import count_berichten, describe_staat
from nazorg.synthetic.woonplaats import Woonplaatsen

_DAGEN = 365


@dataclass(frozen=True, slots=True)
class Opbrengst:
    """regels: JSON lines in order of arrival, without line ends. waarheid: the end state."""

    regels: list[str]
    waarheid: dict[str, object]


def generate(
    profiel: Profiel,
    *,
    jaar: int,
    seed: int,
    noise: bool,
    tot: datetime | None = None,
    begin: date | None = None,
    peildatum: date = date.max,
) -> Opbrengst:
    """Return a year of notices for profiel and its truth; equal arguments give equal bytes.

    jaar decides the volume. begin: first of the 365 days on which detentions begin (default: 1
    January of jaar). tot: only notices recorded up to this aware moment exist (default: the end of
    the window), and the truth is that of this moment; a cut leaves the lives as they were.
    peildatum: the day on which herindelingen are judged. Raises ValueError for a naive tot, and
    when a volume needs more persons than there are test BSNs.
    """
    eerste = begin or date(jaar, 1, 1)
    venster = Venster(eerste, eerste + timedelta(days=_DAGEN - 1))
    stroom = _Stroom(
        profiel=profiel,
        aantal=profiel.meldingen_per_jaar.get(jaar, profiel.gemiddeld_per_jaar),
        venster=venster,
        grens=_grens(tot, venster),
        peildatum=peildatum,
        worp=_Worp(f"{profiel.id}|{jaar}|{seed}|{eerste.isoformat()}"),
    )
    regels, staat = stroom.tell(noise=noise)
    waarheid: dict[str, object] = {
        "profiel": profiel.id,
        "jaar": jaar,
        "seed": seed,
        "noise": noise,
    }
    waarheid["berichten"] = count_berichten(regel.uitkomst for regel in regels)
    return Opbrengst([regel.tekst for regel in regels], waarheid | staat)


@dataclass(frozen=True, slots=True)
class _Worp:
    """Dice per subject, so that a change in one subject leaves the others as they were."""

    basis: str

    def __call__(self, onderwerp: str) -> random.Random:
        return random.Random(f"{self.basis}|{onderwerp}")  # noqa: S311 - must be repeatable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stroom:
    """What a stream is made of. grens: the last moment that counts."""

    profiel: Profiel
    aantal: int
    venster: Venster
    grens: datetime
    peildatum: date
    worp: _Worp

    def tell(self, *, noise: bool) -> tuple[list[Regel], dict[str, object]]:
        """Return the lines in order of arrival and the state that they lead to."""
        gemeenten = load_gemeenten()
        gewichten = _gewichten(self.profiel, gemeenten, self.venster.eerste)
        detenties = live(self.worp("leven"), self.profiel, gewichten, self.venster, self.aantal)
        if noise:
            age_adressen(self.worp("adres"), detenties, tuple(gewichten), gemeenten)
            mistype_verwachting(self.worp("verwachting"), detenties, self.grens)
        plaatsen = self._plaatsen(gemeenten, frozenset(gewichten))
        berichten = _berichten(self.worp("nummers"), detenties, plaatsen, self.grens)
        if noise:
            berichten += damage(self.worp("schade"), berichten)
            berichten += self._tell_elsewhere(gemeenten)
        regels = _regels(berichten)
        if noise:
            regels = disturb(self.worp("aankomst"), regels)
        return regels, describe_staat(detenties, plaatsen, self.grens)

    def _tell_elsewhere(self, gemeenten: Gemeenten) -> list[Bericht]:
        """Return notices about people of gemeenten that are not connected."""
        rng = self.worp("elders")
        plaatsen = self._plaatsen(gemeenten, frozenset(BUITEN))
        detenties = live_elsewhere(rng, self.venster, self.aantal)
        return _berichten(rng, detenties, plaatsen, self.grens, Uitkomst.GENEGEERD)

    def _plaatsen(self, gemeenten: Gemeenten, eigen: frozenset[str]) -> Woonplaatsen:
        codes = {code for profiel in load_profielen().values() for code in profiel.gemeenten}
        huidige = (gemeenten.huidige(code, op=self.peildatum) for code in codes)
        aangesloten = frozenset(gemeente.code for gemeente in huidige if gemeente)
        return Woonplaatsen(gemeenten, eigen, self.venster.eerste, self.peildatum, aangesloten)


def _grens(tot: datetime | None, venster: Venster) -> datetime:
    if tot is None:
        dag_erna = venster.laatste + timedelta(days=1)
        return datetime.combine(dag_erna, time(), AMSTERDAM).astimezone(UTC)
    if tot.tzinfo is None:
        raise ValueError("tot needs a time zone")
    return tot.astimezone(UTC)


def _gewichten(profiel: Profiel, gemeenten: Gemeenten, dag: date) -> dict[str, float]:
    """Return the share of each gemeente as it is called on dag."""
    gewichten: dict[str, float] = {}
    for code, gewicht in profiel.gewichten.items():
        huidige = gemeenten.huidige(code, op=dag)
        naam = huidige.code if huidige else code
        gewichten[naam] = gewichten.get(naam, 0) + gewicht
    return gewichten


def _berichten(
    rng: random.Random,
    detenties: list[Detentie],
    plaatsen: Woonplaatsen,
    grens: datetime,
    uitkomst: Uitkomst = Uitkomst.VERWERKT,
) -> list[Bericht]:
    feiten = [feit for detentie in detenties for feit in detentie.feiten]
    number_feiten(rng, feiten)
    return [to_bericht(feit, plaatsen, uitkomst) for feit in feiten if feit.moment <= grens]


def _regels(berichten: list[Bericht]) -> list[Regel]:
    """Write the messages, numbered in the order in which the source recorded them."""
    berichten.sort(key=lambda bericht: (bericht.moment, bericht.id))
    return [
        Regel(bericht.moment, to_regel(bericht, volgorde), bericht.uitkomst, bericht)
        for volgorde, bericht in enumerate(berichten, start=1)
    ]
