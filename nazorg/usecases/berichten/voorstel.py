"""A proposal to correct a message: made, kept encrypted, opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from nazorg.berichten.beheer import Correctiestand
from nazorg.contract.correctie import Wijziging
from nazorg.kern.medewerker import Medewerker
from nazorg.store.berichtbeheer import Bericht
from nazorg.store.correcties import Correctie
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis

_WIJZIGINGEN = msgspec.json.Decoder(tuple[Wijziging, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """A proposal, opened: what stands there, and what should."""

    correctie: Correctie
    wijzigingen: tuple[Wijziging, ...]


def maak_voorstel(
    b: Bericht,
    wijzigingen: Sequence[Wijziging],
    tekst: str,
    *,
    medewerker: Medewerker,
    kluis: Kluis,
    nu: datetime,
) -> Correctie:
    """Return the row of a new proposal."""
    id_ = Ids(nu)()
    inhoud = msgspec.json.encode(wijzigingen)
    return Correctie(
        id=id_,
        bericht=b.id,
        gemeente=b.gemeente,
        stand=Correctiestand.OPEN,
        velden=tuple(w.pad for w in wijzigingen),
        voorstel=kluis.versleutel(inhoud, voor=b"correctie|voorstel|" + id_.bytes),
        inhoud=None,
        reden=tekst,
        door=medewerker.id,
        naam=medewerker.naam,
        voorgesteld_op=nu,
        besluit_reden=None,
        besluit_naam=None,
        besluit_op=None,
    )


def open_voorstel(c: Correctie, kluis: Kluis) -> tuple[Wijziging, ...]:
    """Return what was proposed. Raises KluisFout."""
    return _WIJZIGINGEN.decode(
        kluis.ontsleutel(c.voorstel, voor=b"correctie|voorstel|" + c.id.bytes)
    )
