"""The room of the mayor: its own store, key, clock and data, which every use case here needs."""

from dataclasses import dataclass
from datetime import date

from nazorg.kern.klok import Klok, vandaag
from nazorg.referentie.bij.laden import BijKennis
from nazorg.store.bij.store import BijStore
from nazorg.store.kluis import Kluis


@dataclass(frozen=True, slots=True, kw_only=True)
class Kamer:
    """kluis has the key of the BIJ compartment, and of no other."""

    store: BijStore
    kluis: Kluis
    klok: Klok
    kennis: BijKennis

    def vandaag(self) -> date:
        return vandaag(self.klok)
