"""Invented persons: who they are, and what the source knows of where they live.

Shares of age, sex and address follow the domain note 9.3 and 9.5 (CBS and WODC figures; the shares
without numbers are our own assumption).
"""

import calendar
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from nazorg.kern.bsn import is_bsn
from nazorg.kern.gemeente import ONBEKEND, RNI
from nazorg.synthetic.namen import Naam, draw_naam
from nazorg.synthetic.tijdlijn import Tijdlijn

# BSNs that start like this are for testing; they are never given to a person.
TESTBEREIK = "9999"
# Places outside every shipped profile, for a second address and for notices that are not ours.
BUITEN = ("0014", "0106", "0202", "0228", "0289", "0296", "0344", "0363", "0796", "0935")

_LEEFTIJDEN = ((18, 22, 0.09), (23, 39, 0.50), (40, 49, 0.26), (50, 78, 0.15))
_DEEL_VROUW = 0.05
_DEEL_ZONDER_ADRES = 0.16
_DEEL_TWEEDE_GEMEENTE = 0.06
_DEEL_ALLEEN_SKN = 0.03
_DEEL_MET_SKN = 0.6


@dataclass(slots=True, eq=False)
class Persoon:
    """An invented person. thuis: the gemeente of the profile that this person belongs to.

    brp and vestiging are what the source knows: a four-digit code or None.
    """

    nummer: str
    vrouw: bool
    naam: Naam
    geboorte: dict[str, int] | None
    bsn: str | None
    skn: str | None
    thuis: str
    brp: Tijdlijn[str]
    vestiging: Tijdlijn[str] = field(default_factory=Tijdlijn)
    # A vestiging that the source will hear of with the plan, and not before.
    vestiging_later: str | None = None


def list_testbsns(deel: int, delen: int) -> Sequence[str]:
    """Return every delen-th valid BSN of the test range, from number deel on, in order."""
    return _geldige_testbsns()[deel::delen]


@cache
def _geldige_testbsns() -> tuple[str, ...]:
    return tuple(bsn for n in range(100_000) if is_bsn(bsn := f"{TESTBEREIK}{n:05d}"))


def broken_bsn(bsn: str) -> str:
    """Return bsn with another last digit, so that it fails the elfproef."""
    return bsn[:-1] + str((int(bsn[-1]) + 1) % 10)


class Bevolking:
    """Makes persons, each with a BSN of its own."""

    def __init__(
        self,
        rng: random.Random,
        *,
        jaar: int,
        gewichten: Mapping[str, float],
        bsns: Sequence[str],
    ) -> None:
        self._rng = rng
        self._jaar = jaar
        self._gewichten = gewichten
        self._bsns = rng.sample(bsns, len(bsns))
        self.personen: list[Persoon] = []

    def maak(self, *, zonder_nummer: bool = False) -> Persoon:
        """Return a new person. Raises ValueError when the test range has no BSN left."""
        rng = self._rng
        if not self._bsns:
            raise ValueError("more persons than test BSNs; ask for a smaller volume")
        vrouw = rng.random() < _DEEL_VROUW
        bsn, skn = (None, None) if zonder_nummer else self._nummers()
        thuis = rng.choices(list(self._gewichten), list(self._gewichten.values()))[0]
        persoon = Persoon(
            nummer=f"P{len(self.personen) + 1:04d}",
            vrouw=vrouw,
            naam=draw_naam(rng, vrouw=vrouw),
            geboorte=_geboorte(rng, self._jaar),
            bsn=bsn,
            skn=skn,
            thuis=thuis,
            brp=Tijdlijn(thuis),
        )
        self._vestig(persoon)
        self.personen.append(persoon)
        return persoon

    def _nummers(self) -> tuple[str | None, str | None]:
        rng = self._rng
        # Eight digits, so that no SKN can be taken for a BSN.
        skn = str(rng.randrange(10_000_000, 100_000_000))
        if rng.random() < _DEEL_ALLEEN_SKN:
            return None, skn
        return self._bsns.pop(), skn if rng.random() < _DEEL_MET_SKN else None

    def _vestig(self, persoon: Persoon) -> None:
        """Give some persons no address in the BRP, and some a second gemeente."""
        rng = self._rng
        kans = rng.random()
        if kans < _DEEL_ZONDER_ADRES:
            persoon.brp = Tijdlijn(rng.choice((None, ONBEKEND, RNI)))
        elif kans < _DEEL_ZONDER_ADRES + _DEEL_TWEEDE_GEMEENTE:
            self._geef_tweede_gemeente(persoon)

    def _geef_tweede_gemeente(self, persoon: Persoon) -> None:
        rng = self._rng
        if rng.random() < 1 / 3:
            persoon.brp = Tijdlijn(rng.choice(BUITEN))
            persoon.vestiging = Tijdlijn(persoon.thuis)
            return
        buren = [code for code in self._gewichten if code != persoon.thuis]
        ander = rng.choice(buren if buren and rng.random() < 0.5 else BUITEN)
        if rng.random() < 0.5:
            persoon.vestiging = Tijdlijn(ander)
        else:
            persoon.vestiging_later = ander

    def verhuis(self, persoon: Persoon, moment: datetime) -> None:
        """Move a person with one known address to another gemeente of the profile."""
        buren = [code for code in self._gewichten if code != persoon.thuis]
        if buren and persoon.brp.laatste == persoon.thuis and not persoon.vestiging.laatste:
            persoon.brp.zet(moment, self._rng.choice(buren))


def _geboorte(rng: random.Random, jaar: int) -> dict[str, int] | None:
    """Return a birth date; one in fifty is known in part and one in a hundred not at all."""
    van, tot, _ = rng.choices(_LEEFTIJDEN, [deel for _, _, deel in _LEEFTIJDEN])[0]
    geboortejaar = jaar - rng.randint(van, tot) - 1
    maand = rng.randint(1, 12)
    dag = rng.randint(1, calendar.monthrange(geboortejaar, maand)[1])
    kans = rng.random()
    if kans < 0.01:
        return None
    if kans < 0.02:
        return {"jaar": geboortejaar}
    if kans < 0.03:
        return {"jaar": geboortejaar, "maand": maand}
    return {"jaar": geboortejaar, "maand": maand, "dag": dag}
