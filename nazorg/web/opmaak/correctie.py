"""Correcting a message as a screen: the form, the proposal with both values, what was decided."""

from collections.abc import Iterable
from datetime import date

from nazorg.berichten.beheer import Correctiestand
from nazorg.contract.correctie import Veld, Wijziging
from nazorg.kern.medewerker import Medewerker
from nazorg.store.correcties import Correctie
from nazorg.usecases.berichten.corrigeer import Voorstel as Geopend
from nazorg.web.berichtscherm import Verbetering, Verbeterveld, Voorstel, Voorstelregel
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.schermen import Stand

_STAND: dict[Correctiestand, tuple[str, Stand]] = {
    Correctiestand.OPEN: ("Voorgesteld", "busy"),
    Correctiestand.GOEDGEKEURD: ("Goedgekeurd", "ok"),
    Correctiestand.AFGEWEZEN: ("Afgewezen", "refused"),
    Correctiestand.VERVALLEN: ("Vervallen", "na"),
}
_LET_OP = "Vraag het nummer na bij de bron. Een ander nummer is een ander mens."
_NUMMERS = frozenset({"data.persoon.bsn", "data.persoon.skn"})
_NIETS = "niets"


def is_open(c: Correctie) -> bool:
    return c.stand is Correctiestand.OPEN


def to_verbetervelden(velden: Iterable[Veld]) -> tuple[Verbeterveld, ...]:
    """Return the fields of the form."""
    return tuple(
        Verbeterveld(
            pad=v.pad,
            tekst=v.tekst,
            waarde=v.waarde,
            weg=v.weg,
            let_op=_LET_OP if v.pad in _NUMMERS else "",
        )
        for v in velden
    )


def to_voorstel(geopend: Geopend, medewerker: Medewerker) -> Voorstel:
    """Return a proposal with both values."""
    return Voorstel(
        id=str(geopend.correctie.id),
        regels=tuple(_regel(w) for w in geopend.wijzigingen),
        mag_besluiten=geopend.correctie.door != medewerker.id,
    )


def _regel(w: Wijziging) -> Voorstelregel:
    return Voorstelregel(
        veld=w.pad,
        oud=_NIETS if w.oud is None else w.oud,
        nieuw="veld weglaten" if w.nieuw is None else str(w.nieuw),
        let_op=_LET_OP if w.pad in _NUMMERS else "",
    )


def to_verbetering(c: Correctie, *, vandaag: date) -> Verbetering:
    """Return a proposal and what became of it; names of fields and people, never a value."""
    tekst, stand = _STAND[c.stand]
    besluit = ""
    if c.besluit_op:
        wanneer = to_moment(c.besluit_op, vandaag=vandaag).tekst
        wie = f"{tekst} door {c.besluit_naam}" if c.besluit_naam else "Anders afgehandeld"
        besluit = f"{wie}, {wanneer}"
    return Verbetering(
        stand_tekst=tekst,
        stand=stand,
        velden=c.velden,
        wie=c.naam,
        moment=to_moment(c.voorgesteld_op, vandaag=vandaag),
        reden=c.reden,
        besluit=besluit,
        besluit_reden=c.besluit_reden or "",
    )
