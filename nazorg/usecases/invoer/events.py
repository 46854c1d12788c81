"""From rows to messages, given what earlier lists said (ADR 0019).

What an earlier list said word for word is that same message again, so that it is a duplicate. What
changed is a correction that names what it replaces. An end that is no longer there is withdrawn.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

import msgspec

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.contract.lijst.rijen import Gelezenrij
from nazorg.detenties.volgorde import find_vervallen, sort_meldingen
from nazorg.kern.klok import AMSTERDAM
from nazorg.store.kluis import Kluis
from nazorg.store.meldingen import MeldingRij
from nazorg.usecases.berichten.neem_op import open_melding

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Eerder:
    """A notice of an earlier list. data: as it was sent, with what it replaced."""

    id: str
    soort: Soort
    tijd: datetime
    data: Data

    @property
    def inhoud(self) -> Data:
        return {naam: waarde for naam, waarde in self.data.items() if naam != "vervangt"}


@dataclass(slots=True)
class Eerdere:
    """What earlier lists said about one detention. geldig: what was not replaced or withdrawn."""

    geldig: list[Eerder] = field(default_factory=list)
    alle: list[str] = field(default_factory=list)

    def laatste(self, soort: Soort, tijd: datetime | None = None) -> Eerder | None:
        """Return the last that counts of a kind (and of one moment)."""
        van_soort = [e for e in self.geldig if e.soort is soort and tijd in (None, e.tijd)]
        return van_soort[-1] if van_soort else None


class Berichtmaker:
    """Makes the messages of one list. bron: of the list; moment: when it was brought."""

    def __init__(self, *, bron: str, gemeente: str, moment: datetime, kluis: Kluis) -> None:
        self.bron, self._gemeente, self._moment, self._kluis = bron, gemeente, moment, kluis

    def nummer(self, rij: Gelezenrij) -> str:
        """Return the number that we give to the detention of a row, the same for ever."""
        if rij.begin is None:
            return "P-" + self._afdruk("plan", rij.bsn)
        return "L-" + self._afdruk("detentie", f"{rij.bsn}|{rij.begin.isoformat()}")

    def sleutel(self, rij: Gelezenrij) -> bytes:
        """Return the key under which that detention is remembered (`make_sleutels`)."""
        return self._kluis.index("detentie", f"{self.bron}|{self.nummer(rij)}")

    def lees_eerdere(self, rijen: Iterable[MeldingRij]) -> dict[str, Eerdere]:
        """Return what earlier lists said, by number of the detention."""
        per_nummer: dict[str, Eerdere] = defaultdict(Eerdere)
        op_id = {rij.bericht_id: rij for rij in rijen}
        meldingen = sort_meldingen([open_melding(rij, self._kluis) for rij in op_id.values()])
        vervallen = find_vervallen(meldingen)
        for m in meldingen:
            rij = op_id[m.id]
            ruw = self._kluis.ontsleutel(rij.inhoud, voor=b"melding|inhoud|" + rij.id.bytes)
            per_nummer[m.detentie].alle.append(m.id)
            if (m.bron, m.id) not in vervallen:
                eerder = Eerder(m.id, m.soort, m.tijd, msgspec.json.decode(ruw))
                per_nummer[m.detentie].geldig.append(eerder)
        return per_nummer

    def maak(self, rij: Gelezenrij, eerdere: Eerdere) -> Iterator[bytes]:
        """Yield the messages of a row, as structured CloudEvents."""
        basis = {"detentieId": self.nummer(rij)}
        for soort, blok in rij.blokken.items():
            data = basis | {naam: waarde for naam, waarde in blok.items() if waarde is not None}
            if soort is Soort.PLAN_GEDEELD:
                assert rij.datum is not None
                tijd = datetime.combine(rij.datum, time(), AMSTERDAM).astimezone(UTC)
                yield self._zeg(soort, data, eerdere, eerdere.laatste(soort, tijd), tijd)
            else:
                yield self._zeg(soort, data, eerdere, eerdere.laatste(soort), self._moment)
        einde = eerdere.laatste(Soort.BEEINDIGD)
        if einde is not None and rij.begin is not None and Soort.BEEINDIGD not in rij.blokken:
            data = {n: w for n, w in einde.inhoud.items() if n in _BASIS}
            data |= {"berichtId": einde.id, "reden": "foutief"}
            yield self._zeg(Soort.INGETROKKEN, data, eerdere, None, self._moment)

    def _zeg(
        self, soort: Soort, data: Data, eerdere: Eerdere, laatste: Eerder | None, tijd: datetime
    ) -> bytes:
        """Say it again word for word, correct what was said, or say it for the first time."""
        if laatste is not None and laatste.inhoud == data:
            return self._event(laatste.id, soort, laatste.tijd, laatste.data)
        if laatste is not None:
            data = data | {"vervangt": laatste.id}
        # After what was said before: the same words may come back, and are then news again.
        verleden = "|".join(sorted(eerdere.alle))
        inhoud = json.dumps(data, sort_keys=True)
        id_ = "lijst-" + self._afdruk("bericht", f"{soort}|{tijd.isoformat()}|{inhoud}|{verleden}")
        return self._event(id_, soort, tijd, data)

    def _event(self, id_: str, soort: Soort, tijd: datetime, data: Mapping[str, Any]) -> bytes:
        return msgspec.json.encode(
            {
                "specversion": "1.0",
                "id": id_,
                "source": self.bron,
                "type": TYPE_VAN_SOORT[soort],
                "time": tijd.isoformat(),
                "datacontenttype": "application/json",
                "data": data,
            }
        )

    def _afdruk(self, waarvoor: str, tekst: str) -> str:
        """Return a name that is always the same and tells nothing: keyed, and of 128 bits."""
        geheim = self._kluis.index(f"lijst-{waarvoor}", f"{self._gemeente}|{tekst}")
        return hashlib.sha256(geheim).hexdigest()[:32]


_BASIS = ("detentieId", "persoon", "ontvangerGemeente", "gemeenteBrp", "grondslag")


def find_dubbele(rijen: Sequence[Gelezenrij], nummers: Sequence[str]) -> dict[int, str]:
    """Return which rows say the same as an earlier row of this list, with the place of that one."""
    eerste: dict[tuple[str, str], str] = {}
    dubbel: dict[int, str] = {}
    for i, (rij, nummer) in enumerate(zip(rijen, nummers, strict=True)):
        sleutel = (nummer, rij.datum.isoformat() if rij.datum else "")
        if sleutel in eerste:
            dubbel[i] = eerste[sleutel]
        else:
            eerste[sleutel] = rij.plek
    return dubbel
