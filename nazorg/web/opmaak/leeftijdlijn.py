"""What people wrote, as lines between the notices of the timeline."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from nazorg.leefgebieden.behoefte import Behoefte, Behoeftestatus, soortnaam
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import Feit, Herkomst
from nazorg.leefgebieden.terug import Daad, Daadsoort
from nazorg.store.behoeften import Vastgelegd
from nazorg.store.notities import Notitie, Zicht
from nazorg.usecases.leefgebieden.lees import Leefinzicht
from nazorg.web import taal
from nazorg.web.dossierscherm import Notitieknop, TijdlijnRegel
from nazorg.web.opmaak.acties import eigenaar_van
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.leefgebieden import SLEUTEL, SPREKER, waarde_tekst
from nazorg.web.opmaak.terugdraaien import is_terug_te_draaien, write_pad
from nazorg.web.schermen import Icoon

_ICOON: dict[str, Icoon] = {
    "id": "id",
    "wonen": "home",
    "inkomen": "cash",
    "schulden": "receipt-euro",
    "zorg": "stethoscope",
    "netwerk": "users",
}
_WAT = {
    Behoeftestatus.OPEN: "Actie open",
    Behoeftestatus.LOOPT: "Actie loopt",
    Behoeftestatus.GEREED: "Actie gereed",
    Behoeftestatus.VERVALLEN: "Actie vervallen",
}
Regel = tuple[datetime, TijdlijnRegel]


def to_regels(
    leef: Leefinzicht, *, medewerker_id: str, medewerker: str, vandaag: date, nummer: str
) -> Iterator[Regel]:
    """Yield what people wrote with its moment, in no order.

    New is what somebody else wrote since this person looked last. nummer: of the dossier, in which
    the last word about something can be taken back; empty for a look back.
    """
    blik = leef.vorige_blik
    nu = {v.behoefte for v in leef.behoeften}

    def is_nieuw(moment: datetime, door: str) -> bool:
        return blik is not None and moment > blik and door != medewerker

    for feiten in _per_keer(leef.feiten):
        moment, door = feiten[0].gezegd_op, feiten[0].door
        regel = _feiten(feiten, vandaag, nieuw=is_nieuw(moment, door))
        kan = is_terug_te_draaien(leef.feiten, feiten)
        daad = Daad(Daadsoort.FEITEN, UUID(feiten[0].id))
        yield moment, replace(regel, terug=_pad(nummer, daad, kan=kan))
    for v in leef.versies:
        regel = _behoefte(v, vandaag, nieuw=is_nieuw(v.op, v.naam))
        daad = Daad(Daadsoort.ACTIE, v.behoefte.id, v.behoefte.versie)
        yield v.op, replace(regel, terug=_pad(nummer, daad, kan=v.behoefte in nu))
    for versies in _per_notitie(leef.notities):
        n = versies[0]
        nieuw = is_nieuw(n.gezet_op, n.naam)
        regel = _notitie(n, len(versies), vandaag, nieuw=nieuw, ik=medewerker_id)
        daad = Daad(Daadsoort.NOTITIE, n.id, n.versie)
        kan = n.door == medewerker_id
        yield versies[-1].gezet_op, replace(regel, terug=_pad(nummer, daad, kan=kan))


def _pad(nummer: str, daad: Daad, *, kan: bool) -> str:
    return write_pad(nummer, daad) if nummer and kan else ""


def _per_keer(feiten: Sequence[Feit]) -> Iterator[list[Feit]]:
    """Yield the facts that were saved together: one form is one line."""
    for _, samen in groupby(feiten, key=lambda f: (f.gezegd_op, f.leefgebied)):
        yield list(samen)


def _feiten(feiten: list[Feit], vandaag: date, *, nieuw: bool) -> TijdlijnRegel:
    een = feiten[0]
    gebied = CATALOGUS[een.leefgebied]
    delen = [
        f"{gebied.veld(f.veld).vraag.removesuffix('?')}: {waarde_tekst(f, vandaag=vandaag)}"
        for f in feiten
    ]
    return TijdlijnRegel(
        soort="leefgebied",
        icoon=_ICOON[SLEUTEL[een.leefgebied]],
        tekst=f"{gebied.naam} {_wat(feiten)}",
        delen=tuple(delen),
        bron=f"{een.door}, gezegd door {SPREKER[een.spreker]}",
        vastgelegd=to_moment(een.gezegd_op, vandaag=vandaag),
        nieuw=nieuw,
    )


def _wat(feiten: Sequence[Feit]) -> str:
    is_terug = any(f.herkomst is Herkomst.TERUG for f in feiten)
    return "teruggezet op wat er eerder stond" if is_terug else "vastgelegd"


def _behoefte(v: Vastgelegd, vandaag: date, *, nieuw: bool) -> TijdlijnRegel:
    b = v.behoefte
    wat = "Nieuwe actie" if b.versie == 1 else _WAT[b.status]
    return TijdlijnRegel(
        soort="leefgebied",
        icoon="check" if b.status is Behoeftestatus.GEREED else _ICOON[SLEUTEL[b.leefgebied]],
        tekst=f"{wat}: {soortnaam(b.soort)}",
        delen=tuple(_afspraak(b, vandaag)),
        bron=v.naam,
        vastgelegd=to_moment(v.op, vandaag=vandaag),
        nieuw=nieuw,
    )


def _afspraak(b: Behoefte, vandaag: date) -> Iterator[str]:
    """Yield what was agreed: who does it, by when, and what comes next."""
    yield f"Wie doet het: {eigenaar_van(b)}"
    if b.uiterlijk:
        yield f"Uiterlijk: {taal.dag_en_maand(b.uiterlijk, vandaag=vandaag)}"
    if b.stap:
        yield f"Volgende stap: {b.stap}"


def _per_notitie(notities: Sequence[Notitie]) -> Iterator[list[Notitie]]:
    """Yield the versions of each note, newest first."""
    op_id = sorted(notities, key=lambda n: (n.id, -n.versie))
    for _, versies in groupby(op_id, key=lambda n: n.id):
        yield list(versies)


def _notitie(n: Notitie, versies: int, vandaag: date, *, nieuw: bool, ik: str) -> TijdlijnRegel:
    prive = n.zicht is Zicht.EIGEN
    gewijzigd = f", gewijzigd {to_moment(n.gezet_op, vandaag=vandaag).tekst}" if versies > 1 else ""
    knop = None
    if n.door == ik and not n.weg:
        knop = Notitieknop(id=str(n.id), versie=n.versie, tekst=n.tekst)
    return TijdlijnRegel(
        soort="notitie",
        icoon="file-text",
        tekst="Notitie weggehaald" if n.weg else "Notitie, alleen voor u" if prive else "Notitie",
        citaat=n.tekst,
        bron=f"{n.naam}{gewijzigd}",
        vastgelegd=to_moment(n.gezet_op, vandaag=vandaag),
        nieuw=nieuw,
        notitie=knop,
    )
