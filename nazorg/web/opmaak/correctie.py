"""Correcting a message as a screen: the form, the proposal with both values, what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from nazorg.berichten.beheer import Correctiestand
from nazorg.berichten.uitkomst import Fout
from nazorg.contract.correctie import Veld, Wijziging
from nazorg.contract.fouten import ONTBREEKT
from nazorg.kern.medewerker import Medewerker
from nazorg.store.correcties import Correctie
from nazorg.usecases.berichten.voorstel import Voorstel as Geopend
from nazorg.web import taal
from nazorg.web.berichtscherm import (
    WAARDE,
    Ingevuld,
    Verbetering,
    Verbeterveld,
    Voorstel,
    Voorstelregel,
)
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.schermen import Keuze, Link, Stand

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


def to_wachtend(voorstellen: Mapping[UUID, bool]) -> Link | None:
    """Return how many proposals wait for a second pair of eyes; True is one of who looks."""
    if not voorstellen:
        return None
    hoeveel = taal.aantal(len(voorstellen), "bericht wacht", "berichten wachten")
    zelf = sum(voorstellen.values())
    eigen = f" {zelf} daarvan stelde u zelf voor." if zelf else ""
    if zelf == len(voorstellen):
        eigen = " U stelde dat zelf voor."
    return Link(
        tekst=f"{hoeveel} op een tweede beheerder.{eigen}", href="/berichten?voorstel=open#lijst"
    )


def to_wachttekst(*, eigen: bool) -> str:
    """Return who has to decide about a proposal."""
    return "Uw voorstel wacht op een ander" if eigen else "Voorstel wacht op uw oordeel"


def to_verbetervelden(velden: Iterable[Veld], ingevuld: Ingevuld) -> tuple[Verbeterveld, ...]:
    """Return the fields of the form, with what was typed in them when it was refused."""
    return tuple(
        Verbeterveld(
            pad=v.pad,
            tekst=v.tekst,
            waarde=v.waarde,
            weg=v.weg,
            let_op=_LET_OP if v.pad in _NUMMERS else "",
            is_dag=v.vorm.dag,
            keuzes=_keuzes(v, ingevuld.waarden.get(WAARDE + v.pad, "")),
            nieuw=ingevuld.waarden.get(WAARDE + v.pad, ""),
            weg_gekozen=v.pad in ingevuld.weg,
            fout=ingevuld.fouten.get(WAARDE + v.pad, ""),
        )
        for v in velden
    )


def _keuzes(v: Veld, gekozen: str) -> tuple[Keuze, ...]:
    return tuple(Keuze(waarde=k, tekst=taal.woord(k), gekozen=k == gekozen) for k in v.vorm.keuzes)


def to_meldingen(ingevuld: Ingevuld, velden: Iterable[Veld]) -> tuple[str, ...]:
    """Return what is wrong with a form and stands beside no field of it."""
    getoond = {WAARDE + v.pad for v in velden}
    los = tuple(
        f"{naam.removeprefix(WAARDE) or 'Het hele bericht'}: {tekst}"
        for naam, tekst in ingevuld.fouten.items()
        if naam.startswith(WAARDE) and naam not in getoond
    )
    if not ingevuld.fouten and not ingevuld.meldingen:
        return ()
    beslist = los or ingevuld.meldingen or ("Kijk bij het veld met de fout.",)
    return ("Dit is nog niet vastgelegd.", *beslist)


def to_niet_verbeteren(beletsels: Sequence[Fout]) -> str:
    """Say why a correction is impossible, in one sentence and what to do instead; or nothing."""
    if not beletsels:
        return ""
    waarom = ", ".join(dict.fromkeys(_beletsel(f) for f in beletsels if f.pad))
    return (
        f"Dit bericht kunt u niet zelf verbeteren{': ' if waarom else ''}{waarom}. Vraag de bron."
    )


def _beletsel(fout: Fout) -> str:
    veld = fout.pad.removeprefix("data.")
    return f"{veld} ontbreekt" if fout.tekst == ONTBREEKT else f"{veld} klopt niet"


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
    # What falls away by itself was decided by nobody.
    if c.stand is Correctiestand.VERVALLEN and c.besluit_naam:
        tekst = "Ingetrokken"
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
