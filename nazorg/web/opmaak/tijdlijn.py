"""The notices of a dossier as sentences, newest day first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from nazorg.berichten.lijst import is_lijst
from nazorg.berichten.soort import NAAM
from nazorg.detenties import melding as m
from nazorg.kern.klok import AMSTERDAM
from nazorg.referentie.kennis import Kennis
from nazorg.referentie.laden import load_gemeenten
from nazorg.usecases.dossiers.toon import Ontvangen
from nazorg.web import taal
from nazorg.web.dossierscherm import TijdlijnDag, TijdlijnRegel
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.schermen import Icoon

# A notice that reaches us more than this after the source wrote it down came late.
_LAAT = timedelta(days=1)
_ICOON: dict[type, Icoon] = {
    m.Begin: "door-enter",
    m.Wijziging: "calendar-event",
    m.Overplaatsing: "transfer-in",
    m.Verlofmelding: "history",
    m.Einde: "door-exit",
    m.Intrekking: "ban",
    m.Plan: "file-text",
}


Regel = tuple[datetime, TijdlijnRegel]


def to_tijdlijn(regels: Iterable[Regel], *, vandaag: date) -> tuple[TijdlijnDag, ...]:
    """Return lines by day, newest first. Each comes with the moment at which it was said."""

    def dag_van(regel: Regel) -> date:
        return regel[0].astimezone(AMSTERDAM).date()

    nieuwste_eerst = sorted(regels, key=lambda regel: regel[0], reverse=True)
    return tuple(
        TijdlijnDag(
            titel="Vandaag" if dag == vandaag else taal.dag_lang(dag).capitalize(),
            regels=tuple(regel for _, regel in samen),
        )
        for dag, samen in groupby(nieuwste_eerst, key=dag_van)
    )


def to_berichtregels(
    meldingen: tuple[Ontvangen, ...], kennis: Kennis, *, vandaag: date, blik: datetime | None
) -> Iterator[Regel]:
    """Yield the notices as lines. blik: what was received after it is new."""
    for o in meldingen:
        regel = _to_regel(o, kennis, vandaag)
        is_nieuw = blik is not None and o.ontvangen_op > blik
        yield o.melding.tijd, replace(regel, nieuw=is_nieuw)


def _to_regel(o: Ontvangen, kennis: Kennis, vandaag: date) -> TijdlijnRegel:
    later = o.ontvangen_op - o.melding.tijd
    return TijdlijnRegel(
        icoon=_ICOON[type(o.melding.inhoud)],
        tekst=write_melding(o.melding, kennis, vandaag),
        bron=bron_tekst(o.melding.bron),
        vastgelegd=to_moment(o.melding.tijd, vandaag=vandaag),
        ontvangen=to_moment(o.ontvangen_op, vandaag=vandaag),
        te_laat=f"{taal.aantal(later.days, 'dag', 'dagen')} later binnen" if later > _LAAT else "",
        ingetrokken=o.vervallen,
        verbeterd=o.verbeterd,
        href=_gevolg_href(o),
    )


def _gevolg_href(o: Ontvangen) -> str:
    """Return the page of a message; of a change right to what moved by it, before and after."""
    href = bericht_href(o)
    return f"{href}#h-gevolg" if href and isinstance(o.melding.inhoud, m.Wijziging) else href


def bericht_href(o: Ontvangen | None) -> str:
    """Return the page of the message of a notice; empty when it is not for this person."""
    return f"/berichten/{o.id}" if o and o.zichtbaar else ""


def bron_tekst(bron: str) -> str:
    """Return the system behind a source urn, as people say it; of a list whose it is."""
    if is_lijst(bron):
        return f"Lijst {load_gemeenten().naam(bron.rpartition('-')[2])}"
    return bron.rpartition(":")[2].replace("-", " ").capitalize()


def icoon(melding: m.Melding) -> Icoon:
    return _ICOON[type(melding.inhoud)]


def write_melding(  # noqa: PLR0911 - one line per kind
    melding: m.Melding, kennis: Kennis, vandaag: date
) -> str:
    """Return what a notice says, in one sentence."""
    soort = NAAM[melding.soort]

    def dag(d: date) -> str:
        return taal.dag_kort(d, vandaag=vandaag)

    match melding.inhoud:
        case m.Begin(inrichting=inrichting, datum=datum, verwacht_einde=einde):
            slot = f", einde verwacht {_periode(einde, dag)}" if einde else ""
            return (
                f"Detentie begonnen op {dag(datum)} in {kennis.inrichtingen.naam(inrichting)}{slot}"
            )
        case m.Wijziging() as w:
            return _wijziging(w, dag)
        case m.Overplaatsing(inrichting=inrichting, datum=datum):
            return f"Overgeplaatst naar {kennis.inrichtingen.naam(inrichting)} op {dag(datum)}"
        case m.Verlofmelding(van=date() as van, tot=date() as tot):
            tot_tekst = "" if van == tot else f" tot en met {dag(tot)}"
            return f"{soort}, {dag(van)}{tot_tekst}"
        case m.Einde(datum=datum, wijze=wijze):
            return f"Detentie beëindigd op {dag(datum)} ({wijze.replace('_', ' ')})"
        case m.Plan(onderdelen=onderdelen):
            return f"Deelbaar D&R-plan ontvangen, {len(onderdelen)} leefgebieden"
        case _:
            return soort


def _wijziging(w: m.Wijziging, dag: Callable[[date], str]) -> str:
    if w.verwacht_einde is None:
        return "Einde is nu onbekend"
    if isinstance(w.verwacht_einde, m.Periode):
        return f"Einde nu verwacht {_periode(w.verwacht_einde, dag)}"
    if w.titel is not None:
        return f"Titel gewijzigd: {taal.woord(w.titel)}"
    if w.reden is m.WijzigingReden.ADRES:
        return "Adresgegevens gewijzigd"
    return f"Wijziging: {w.reden.replace('_', ' ')}"


def _periode(einde: m.Periode, dag: Callable[[date], str]) -> str:
    if einde.vroegst == einde.laatst:
        return f"op {dag(einde.vroegst)}"
    return f"tussen {dag(einde.vroegst)} en {dag(einde.laatst)}"
