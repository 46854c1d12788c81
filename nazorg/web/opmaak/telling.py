"""One day of counts as a screen, and our numbers of it as a file for the source."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date
from itertools import groupby
from urllib.parse import urlencode

from nazorg.berichten.sluiting import Sluiting
from nazorg.berichten.soort import Soort, naam_van_soort
from nazorg.kern.medewerker import Medewerker
from nazorg.store.brontelling import Tellingrij, Telnummer
from nazorg.usecases.bewaking.toon_telling import PER_PAGINA, Teldag, Teldagen
from nazorg.web import taal
from nazorg.web import tellingscherm as s
from nazorg.web.opmaak.berichten import UITKOMST
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.telwoorden import dag_in_woorden, dagkop
from nazorg.web.opmaak.tijdlijn import bron_tekst
from nazorg.web.schermen import Bladeren, Link
from nazorg.web.tellingscherm import Nummers, TelBron, Telling, TelNummer, TelRegel

_GETOOND = 200
_DAGEN = "/berichten/telling"
_EENMAAL = "Wij tellen elk bericht één keer, wat er ook mee gebeurde."


def to_telling(t: Teldag, medewerker: Medewerker) -> Telling:
    """Return the screen."""
    per_bron = groupby(t.rijen, key=lambda r: r.bron)
    klopt, stand = dagkop(t.dag, t.rijen, t.boek)
    return Telling(
        dag=taal.dag_kort(t.dag, vandaag=t.vandaag),
        klopt=klopt,
        stand=stand,
        bronnen=(
            *(_bron(bron, list(rijen), t) for bron, rijen in per_bron),
            *_zonder_telling(t),
        ),
        nummers=_nummers(t, t.gekozen, medewerker) if t.gekozen else None,
        buren=tuple(_buren(t)),
    )


def _buren(t: Teldag) -> Iterator[Link]:
    for naam, dag in (("Vorige dag", t.vorige), ("Volgende dag", t.volgende)):
        if dag:
            yield Link(tekst=f"{naam}: {taal.dag_kort(dag, vandaag=t.vandaag)}", href=_dagpad(dag))
    yield Link(tekst="Alle dagen", href=_DAGEN)


def to_teldagen(t: Teldagen, *, is_begin: bool) -> s.Teldagen:
    """Return a page of the list of all days."""
    volgende = None
    if t.meer:
        href = f"{_DAGEN}?voor={t.dagen[-1][0].isoformat()}"
        volgende = Link(tekst=f"Volgende {PER_PAGINA}", href=href)
    begin = None if is_begin else Link(tekst="Terug naar het begin", href=_DAGEN)
    return s.Teldagen(
        dagen=tuple(_dagregel(dag, rijen, t) for dag, rijen in t.dagen),
        bladeren=Bladeren(volgende=volgende, begin=begin),
    )


def _dagregel(dag: date, rijen: tuple[Tellingrij, ...], t: Teldagen) -> s.TelDagregel:
    klopt, stand = dag_in_woorden(dag, rijen, t.boek)
    return s.TelDagregel(
        dag=taal.dag_kort(dag, vandaag=t.vandaag),
        href=_dagpad(dag),
        bron=str(sum(r.aantal for r in rijen)) if rijen else "",
        bij_ons=str(sum(r.bij_ons for r in rijen)) if rijen else "",
        klopt=klopt,
        stand=stand,
    )


def _zonder_telling(t: Teldag) -> Iterator[TelBron]:
    """Yield the sources that should have counted this day, and did not."""
    for bron in t.boek.gemist_op(t.dag):
        uitleg = "Deze bron gaf over deze dag geen telling. Vraag de bron erom."
        yield TelBron(naam=bron_tekst(bron), herkomst=uitleg, regels=())
    for bron, dicht in sorted(t.boek.gesloten_op(t.dag).items()):
        uitleg = f"Deze bron gaf over deze dag geen telling. {_gesloten(dicht, t)}"
        yield TelBron(naam=bron_tekst(bron), herkomst=uitleg, regels=())


def _gesloten(dicht: Sluiting, t: Teldag) -> str:
    moment = to_moment(dicht.gesloten_op, vandaag=t.vandaag).tekst
    return f"Gesloten door {dicht.naam}, {moment}: {dicht.reden}"


def _dagpad(dag: date) -> str:
    return f"{_DAGEN}/{dag.isoformat()}"


def _bron(bron: str, rijen: list[Tellingrij], t: Teldag) -> TelBron:
    eerste = rijen[0]
    assert eerste.gemeld_op is not None
    moment = to_moment(eerste.gemeld_op, vandaag=t.vandaag).tekst
    hoe = f"bericht {eerste.bericht_id}" if eerste.bericht_id else "een bestand"
    return TelBron(
        naam=bron_tekst(bron),
        herkomst=f"De bron gaf dit door met {hoe}, ontvangen {moment}. {_EENMAAL}",
        regels=tuple(_regel(rij, t) for rij in sorted(rijen, key=_volgorde)),
    )


def _volgorde(rij: Tellingrij) -> tuple[int, str]:
    """Return the place of a kind: as on every other screen, what we do not know last."""
    return next((i for i, s in enumerate(Soort) if s == rij.soort), len(Soort)), rij.soort


def _regel(rij: Tellingrij, t: Teldag) -> TelRegel:
    verschil = "klopt"
    if rij.verschil < 0:
        verschil = f"{-rij.verschil} te weinig"
    elif rij.verschil > 0:
        verschil = f"{rij.verschil} te veel"
    dicht = t.boek.sluiting_van(rij) if rij.verschil else None
    return TelRegel(
        soort=naam_van_soort(rij.soort),
        bron=str(rij.aantal),
        bij_ons=str(rij.bij_ons),
        verschil=verschil,
        stand="na" if dicht else "todo" if rij.verschil else "ok",
        gesloten=_gesloten(dicht, t) if dicht else "",
        href=f"{_pad(rij)}#nummers" if rij.bij_ons else "",
        gekozen=rij is t.gekozen,
    )


def _pad(rij: Tellingrij, *, bestand: str = "") -> str:
    query = urlencode({"bron": rij.bron, "soort": rij.soort})
    return f"{_dagpad(rij.dag)}{bestand}?{query}"


def _nummers(t: Teldag, rij: Tellingrij, medewerker: Medewerker) -> Nummers:
    over = len(t.nummers) - _GETOOND
    return Nummers(
        titel=f"Onze nummers: {naam_van_soort(rij.soort)}, {bron_tekst(rij.bron)}",
        bestand=_pad(rij, bestand="/nummers"),
        rijen=tuple(_nummer(n, t, medewerker) for n in t.nummers[:_GETOOND]),
        meer=f"En nog {over}. Ze staan allemaal in het bestand." if over > 0 else "",
    )


def _nummer(n: Telnummer, t: Teldag, medewerker: Medewerker) -> TelNummer:
    uitkomst, stand, _ = UITKOMST[n.uitkomst]
    return TelNummer(
        volgnummer=str(n.volgorde) if n.volgorde else "",
        id=n.bericht_id,
        vastgelegd=to_moment(n.tijd, vandaag=t.vandaag),
        uitkomst=uitkomst,
        stand=stand,
        href=f"/berichten/{n.id}" if n.gemeente in medewerker.gemeenten else "",
    )


def to_csv(t: Teldag) -> str:
    """Return the numbers as a file for the source: id, sequence and time as it sent them."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(("id", "sequence", "time", "uitkomst"))
    schrijver.writerows(_rijen(t))
    return uit.getvalue()


def _rijen(t: Teldag) -> Iterator[tuple[str, str, str, str]]:
    for n in t.nummers:
        # A cell that begins so is a formula to a spreadsheet; the id of a source may be anything.
        id_ = f"'{n.bericht_id}" if n.bericht_id[0] in "=+-@" else n.bericht_id
        tijd = n.tijd.astimezone(UTC).isoformat().replace("+00:00", "Z")
        yield id_, str(n.volgorde or ""), tijd, n.uitkomst
