"""A batch as it was read, and one attempt to take it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.berichten.uitkomst import Deur, Ontvangst, RuwBericht
from nazorg.contract.gelezen import Lezing
from nazorg.detenties.routering import Kaart
from nazorg.store.berichten import BerichtRij, Eerder
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.usecases.berichten.beoordeel import to_ontvangst, to_rij


@dataclass(frozen=True, slots=True)
class Partij:
    """Messages that came in together and how each was read. Nothing was decided yet."""

    nu: datetime
    kaart: Kaart
    ruwe: Sequence[RuwBericht]
    lezingen: Sequence[Lezing]

    @property
    def deur(self) -> Deur:
        return self.ruwe[0].deur


class Inname:
    """One attempt to take a batch in: its rows, and what becomes of them.

    Made anew for each attempt. What was decided in a transaction that was undone (that a message
    has to wait, contradicts another, comes too late) must not count in the next.
    """

    def __init__(self, partij: Partij, kluis: Kluis) -> None:
        self.partij = partij
        maak_id, aangesloten = Ids(partij.nu), partij.kaart.aangesloten
        self._alle = [
            to_rij(ruw, g, maak_id(), aangesloten=aangesloten, kluis=kluis)
            for ruw, g in zip(partij.ruwe, partij.lezingen, strict=True)
        ]
        # Each (bron, id, content) once.
        self.rijen: list[BerichtRij] = []
        self.gelezen: dict[UUID, Lezing] = {}
        self.ruw: dict[UUID, bytes] = {}
        # The ids of the rows that are new, and what the others were the first time, by their key.
        self.nieuw: set[UUID] = set()
        self.eerder: dict[UUID, Eerder] = {}
        self.gepauzeerd: list[str] = []
        self._neem_eens()

    def _neem_eens(self) -> None:
        gezien: set[tuple[UUID, bytes]] = set()
        for rij, g, ruw in zip(self._alle, self.partij.lezingen, self.partij.ruwe, strict=True):
            if (rij.kop.uniek, rij.hash) not in gezien:
                gezien.add((rij.kop.uniek, rij.hash))
                self.rijen.append(rij)
                self.gelezen[rij.kop.id] = g
                self.ruw[rij.kop.id] = ruw.inhoud

    def antwoorden(self) -> list[tuple[UUID, Ontvangst]]:
        """Return what became of every message, in the order in which they came, with its row id."""
        return [
            (
                r.kop.id,
                to_ontvangst(
                    r, is_nieuw=r.kop.id in self.nieuw, eerder=self.eerder.get(r.kop.uniek)
                ),
            )
            for r in self._alle
        ]
