"""Meetings on the page of a dossier: a panel, and lines of the timeline."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from nazorg.overleggen.overleg import Overlegstand, Puntstand
from nazorg.referentie.kennis import Kennis
from nazorg.store.overlegdossiers import Agendaplek
from nazorg.store.overleggen import Overlegversie
from nazorg.usecases.leefgebieden.lees import Leefinzicht
from nazorg.web import taal
from nazorg.web.dossierscherm import TijdlijnRegel
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.overleggen import titel_van
from nazorg.web.opmaak.tijdlijn import Regel
from nazorg.web.overlegscherm import Dossieroverleg, Overlegvak
from nazorg.web.schermen import Link

_GETOOND = 5
_STAND = {
    Puntstand.OP_AGENDA: "niet afgesloten",
    Puntstand.BESPROKEN: "besproken",
    Puntstand.NIET_BESPROKEN: "niet aan de beurt",
}


def to_overlegvak(nummer: str, leef: Leefinzicht, kennis: Kennis, *, vandaag: date) -> Overlegvak:
    """Return the panel: where this person is discussed, was discussed, and could be."""
    op_agenda = [p for p in leef.agenda if p.stand is not Puntstand.ERAF]
    komend = [p for p in op_agenda if p.overlegstand.is_open and p.stand is Puntstand.OP_AGENDA]
    geweest = [
        p for p in op_agenda if p not in komend and p.overlegstand is not Overlegstand.VERVALLEN
    ]
    bezet = {p.overleg for p in op_agenda}
    return Overlegvak(
        komend=tuple(_regel(p, kennis, vandaag) for p in reversed(komend)),
        geweest=tuple(_regel(p, kennis, vandaag) for p in geweest[:_GETOOND]),
        te_kiezen=tuple(
            Link(
                tekst=f"{titel_van(r.overleg, kennis)},"
                f" {taal.dag_kort(r.overleg.moment.datum, vandaag=vandaag)}",
                href=f"/overleggen/{r.overleg.id}?nummer={nummer}#i-toelichting",
            )
            for r in leef.komend
            if r.overleg.id not in bezet and r.overleg.moment.datum >= vandaag
        )[:_GETOOND],
    )


def _regel(p: Agendaplek, kennis: Kennis, vandaag: date) -> Dossieroverleg:
    wacht = p.overlegstand.is_open and p.stand is Puntstand.OP_AGENDA
    komt_nog = wacht and p.moment.datum >= vandaag
    return Dossieroverleg(
        titel=titel_van(p, kennis),
        href=f"/overleggen/{p.overleg}",
        wanneer=f"{taal.dag_kort(p.moment.datum, vandaag=vandaag)}, {p.moment.van:%H:%M}",
        stand="" if komt_nog else _STAND[p.stand],
        afspraak=p.afspraak,
    )


def to_regels(
    leef: Leefinzicht, kennis: Kennis, *, medewerker: str, vandaag: date
) -> Iterator[Regel]:
    """Yield what happened with meetings about this person, in no order."""
    blik = leef.vorige_blik
    for moment, naam, tekst, citaat in _gebeurtenissen(leef, kennis, vandaag):
        yield (
            moment,
            TijdlijnRegel(
                soort="leefgebied",
                icoon="calendar-event",
                tekst=tekst,
                citaat=citaat,
                bron=naam,
                vastgelegd=to_moment(moment, vandaag=vandaag),
                nieuw=blik is not None and moment > blik and naam != medewerker,
            ),
        )


Gebeurtenis = tuple[datetime, str, str, str]


def _gebeurtenissen(leef: Leefinzicht, kennis: Kennis, vandaag: date) -> Iterator[Gebeurtenis]:
    for p in leef.agenda:
        titel = titel_van(p, kennis)
        versies = [v for v in reversed(leef.overlegversies) if v.overleg == p.overleg]
        toen = _dag(max((v for v in versies if v.op <= p.op), key=_versie, default=None), vandaag)
        yield p.op, p.naam, f"Op de agenda van {titel}{toen}", ""
        if p.einde_op:
            waarom = f": {p.einde_reden}" if p.einde_reden else ""
            yield p.einde_op, p.einde_naam, f"Van de agenda van {titel} gehaald{waarom}", ""
        if p.afspraak and p.afspraak_op:
            dag = taal.dag_kort(p.moment.datum, vandaag=vandaag)
            tekst = f"Afgesproken in {titel} van {dag}"
            yield p.afspraak_op, p.afspraak_naam, tekst, p.afspraak
        yield from _van_overleg(p, titel, versies, vandaag)


def _versie(v: Overlegversie) -> int:
    return v.versie


def _dag(v: Overlegversie | None, vandaag: date) -> str:
    return f" van {taal.dag_kort(v.moment.datum, vandaag=vandaag)}" if v else ""


def _van_overleg(
    p: Agendaplek, titel: str, versies: list[Overlegversie], vandaag: date
) -> Iterator[Gebeurtenis]:
    """Yield what happened to the meeting itself while this person was on its agenda."""
    for vorige, v in pairwise(versies):
        if v.op < p.op or (p.einde_op and v.op > p.einde_op):
            continue
        dag = taal.dag_kort(v.moment.datum, vandaag=vandaag)
        if v.stand is Overlegstand.VERVALLEN:
            reden = f": {v.reden}" if v.reden else ""
            yield v.op, v.naam, f"{titel} van {dag} vervallen{reden}", ""
        elif v.stand is Overlegstand.GEWEEST:
            if p.stand is Puntstand.BESPROKEN:
                yield v.op, v.naam, f"Besproken in {titel} van {dag}", ""
            elif p.stand is Puntstand.NIET_BESPROKEN:
                yield v.op, v.naam, f"Niet aan de beurt in {titel} van {dag}", ""
        elif v.moment != vorige.moment:
            yield v.op, v.naam, f"{titel} verzet naar {dag}, {v.moment.van:%H:%M}", ""
