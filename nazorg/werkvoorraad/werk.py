"""All work of one dossier: what the notices ask for, and what the leefgebieden ask for on top.

Without a clock: the same notices, facts and rules give the same tasks. So a release that moves
moves every date that hangs on it, and a notice that is withdrawn takes its tasks along.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from nazorg.detenties.detentie import Aanleiding, Detentie, Detentiestatus, Signaal
from nazorg.detenties.dossier import Dossierstand, Dossierstatus
from nazorg.detenties.melding import EindeWijze, Verlofstatus
from nazorg.detenties.routering import RouteReden
from nazorg.kern.klok import day_of
from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.leefgebieden.beeld import (
    ONBEKEND_BEELD,
    Beeld,
    Gebieden,
    Gebiedsbeeld,
    bepaal_beeld,
)
from nazorg.leefgebieden.feit import (
    GEMELDE_STAND,
    Feit,
    Grondslag,
    Herkomst,
    Spreker,
    van_nu,
)
from nazorg.werkvoorraad.regelrij import Anker
from nazorg.werkvoorraad.regels import (
    Regelset,
    Situatie,
    Treffer,
    find_snelspoor,
    niet_voor,
    pas_toe,
)
from nazorg.werkvoorraad.taken import NET_VRIJ_WERKDAGEN, Dicht, Regel, Taak, bepaal_taken

TEGENSPRAAK = "tegenspraak"
# Ours: two weeks are enough to reach somebody, and as long as what is said counts as a measurement.
METING_WAKKER_WERKDAGEN = 10
_ZONDER_ADRES = frozenset({RouteReden.RNI, RouteReden.ONBEKEND, RouteReden.BUITEN_GEBIED})
# After these nobody walks out of the gate, so nothing has to be arranged for that day.
_NIET_THUIS = frozenset({EindeWijze.OVERLIJDEN, EindeWijze.DOORPLAATSING})


class Werk(NamedTuple):
    """The tasks that should exist, and how the leefgebieden stand."""

    taken: tuple[Taak, ...]
    beeld: Beeld


def bepaal_werk(stand: Dossierstand, *, feiten: Iterable[Feit], regels: Regelset) -> Werk:
    """Return the work of a dossier. feiten: what people said; plans are in the notices."""
    huidige = stand.huidige
    beeld = make_beeld(stand, feiten, gebieden=regels.leefgebieden)
    taken = [_vul_aan(t, stand, regels) for t in bepaal_taken(stand, dicht=regels.dicht)]
    if huidige is not None and huidige.wijze not in _NIET_THUIS:
        taken += _vrij(stand, huidige, regels.dicht)
        if stand.status is not Dossierstatus.INGETROKKEN:
            taken += _van_leefgebieden(stand, huidige, beeld, regels)
    return Werk(tuple(taken), beeld)


def make_beeld(stand: Dossierstand, feiten: Iterable[Feit], *, gebieden: Gebieden) -> Beeld:
    """Return the cards of a dossier, as its notices and people say now."""
    huidige = stand.huidige
    vrij_op = find_vrij_op(huidige) if huidige else None
    return bepaal_beeld(find_woorden(stand, feiten), vrij_op=vrij_op, gebieden=gebieden)


def find_woorden(stand: Dossierstand, feiten: Iterable[Feit]) -> list[Feit]:
    """Return every word that counts now: of plans, and of people as far as it is of this time."""
    return [*to_feiten(stand), *van_nu(feiten, sinds=_sinds(stand, stand.huidige))]


def _sinds(stand: Dossierstand, huidige: Detentie | None) -> date | None:
    """Return since when this detention could be known; None when it is the first."""
    if huidige is None or len(stand.detenties) == 1:
        return None
    if not any(d.einde is not None for d in stand.detenties if d is not huidige):
        return None
    gemeld = day_of(huidige.gemeld.op)
    return min(huidige.begin, gemeld) if huidige.begin else gemeld


def _van_leefgebieden(
    stand: Dossierstand, d: Detentie, beeld: Beeld, regels: Regelset
) -> Iterator[Taak]:
    # Nobody said anything about most people, and then no rule speaks: that is told first.
    op, fase = day_of(d.gemeld.op), stand.status
    if beeld is ONBEKEND_BEELD and not regels.kansrijk(op=op, fase=fase, beeld=beeld):
        return
    vrij_op = find_vrij_op(d)
    # Once somebody is out, work presses by its own date and no longer by the release.
    straks = vrij_op if stand.open_detenties else None
    for treffer in pas_toe(regels, to_situatie(stand, d, beeld)):
        yield _to_taak(treffer, stand, straks, regels)
    if beeld is not ONBEKEND_BEELD:
        yield from _tegenspraken(d, beeld, vrij_op, regels)


def find_vrij_op(d: Detentie) -> date | None:
    """Return the real or first expected day of freedom; an end before the begin is no day."""
    if d.einde is not None:
        return None if Signaal.EINDE_VOOR_BEGIN in d.signalen else d.einde
    if d.verwacht is None or Signaal.VERWACHT_EINDE_VOOR_BEGIN in d.signalen:
        return None
    return d.verwacht.vroegst


def to_feiten(stand: Dossierstand) -> Iterator[Feit]:
    """Yield what plans said as facts."""
    for gemeld in stand.gemeld:
        yield to_feit(gemeld.leefgebied, gemeld.stand, tijd=gemeld.tijd, bericht=gemeld.bericht)


def to_feit(leefgebied: Leefgebied, stand: Stand, *, tijd: datetime, bericht: str) -> Feit:
    """Return what a plan said about one leefgebied; tijd: at its source, aware UTC."""
    return Feit(
        id=bericht,
        leefgebied=leefgebied,
        veld=GEMELDE_STAND,
        waarde=stand,
        gemeten_op=day_of(tijd),
        gezegd_op=tijd,
        spreker=Spreker.BERICHT,
        door=bericht,
        grondslag=Grondslag.PBW_18A,
        herkomst=Herkomst.BERICHT,
    )


def to_situatie(stand: Dossierstand, d: Detentie, beeld: Beeld) -> Situatie:
    """Return what rules may look at. A leave that is withdrawn is none."""
    verloven: tuple[tuple[str, date], ...] = ()
    if d.verloven:
        geldig = [v for v in d.verloven if v.status is not Verlofstatus.INGETROKKEN]
        verloven = tuple([(v.nummer, v.van) for v in geldig if v.van is not None])
    gemeld, laatst = d.gemeld.op, d.verwacht_door
    return Situatie(
        fase=stand.status,
        gemeld=day_of(gemeld),
        gehoord=day_of(max(gemeld, laatst.op) if laatst else gemeld),
        begin=d.begin,
        vrij_op=find_vrij_op(d),
        verloven=verloven,
        brp_adres=stand.route.brp is not None and _ZONDER_ADRES.isdisjoint(stand.route.redenen),
        beeld=beeld,
    )


def _vul_aan(taak: Taak, stand: Dossierstand, regels: Regelset) -> Taak:
    """Mark what presses because of what this gemeente has."""
    if taak.vrij_op is not None and taak.regel is Regel.NIEUWE_MELDING:
        return _met_snelspoor(taak, stand, regels)
    return taak


def _met_snelspoor(taak: Taak, stand: Dossierstand, regels: Regelset) -> Taak:
    """Mark a new notice of who is free before the next meeting: that cannot wait for it."""
    d = next(d for d in stand.open_detenties if taak.onderwerp == f"{d.bron}|{d.nummer}")
    gemeld, vrij_op = day_of(d.gemeld.op), find_vrij_op(d)
    overleg = find_snelspoor(regels, gemeld=gemeld, begin=d.begin, vrij_op=vrij_op)
    if overleg is None:
        return taak
    return taak._replace(gegevens=taak.gegevens | {"overleg": overleg.isoformat()})


def _vrij(stand: Dossierstand, d: Detentie, dicht: Dicht) -> Iterator[Taak]:
    """Yield the task for who walked out: follow-up begins then (domain note 3.1, release day).

    Whom a judge let go is called on that day itself; the others on the working day after it. Also
    who was never looked at: half of all stays are that short.
    """
    if d.status is not Detentiestatus.BEEINDIGD or d.einde is None or stand.open_detenties:
        return
    is_direct, door = d.wijze is EindeWijze.ONMIDDELLIJK, d.einde_door or d.gemeld
    na = 0 if is_direct else NET_VRIJ_WERKDAGEN
    yield Taak(
        regel=Regel.DIRECT_VRIJ if is_direct else Regel.NET_VRIJ,
        onderwerp=f"{d.bron}|{d.nummer}",
        uiterlijk=niet_voor(plus_werkdagen(d.einde, na, dicht), day_of(door.op), dicht),
        vrij_op=d.einde,
        aanleiding=door.bericht,
        gegevens={},
    )


def _to_taak(t: Treffer, stand: Dossierstand, vrij_op: date | None, regels: Regelset) -> Taak:
    regel, d = t.regel, stand.huidige
    assert d is not None
    door = _find_aanleiding(t, d, stand)
    gegevens = {"regel": regel.id, "versie": str(regel.versie), "reden": regel.reden}
    if t.wacht_op:
        gegevens["wacht_op"] = " ".join(t.wacht_op)
    if regel.leefgebied is not None:
        gegevens["leefgebied"] = regel.leefgebied.value
    onderdeel = f"|{t.onderdeel}" if t.onderdeel else ""
    uiterlijk = niet_voor(t.uiterlijk, day_of(door.op), regels.dicht)
    if regel.als.ongemeten is not None:
        # Months away: until shortly before it there is nothing to do.
        wakker = plus_werkdagen(uiterlijk, -METING_WAKKER_WERKDAGEN, regels.dicht)
        gegevens["sluimert_tot"] = wakker.isoformat()
    return Taak(
        regel=Regel.LEEFGEBIED,
        onderwerp=f"{d.bron}|{d.nummer}|{regel.id}{onderdeel}",
        uiterlijk=uiterlijk,
        vrij_op=vrij_op,
        aanleiding=door.bericht,
        gegevens=gegevens,
        leefgebied=regel.leefgebied,
    )


def _find_aanleiding(t: Treffer, d: Detentie, stand: Dossierstand) -> Aanleiding:
    """Return the last notice without which this rule would not have fired."""
    als, nodig = t.regel.als, [d.gemeld]
    if t.regel.anker is Anker.VRIJLATING or als.verblijf or als.snelspoor:
        nodig.append((d.einde_door if d.einde else d.verwacht_door) or nodig[0])
    if not d.verloven and not stand.plannen:
        return nodig[0] if nodig[0].op >= nodig[-1].op else nodig[-1]
    nodig += [v.door for v in d.verloven if v.nummer == t.onderdeel and v.door]
    nodig += [g.sinds for g in stand.gemeld if _is_nodig(g.stand, als.standen.get(g.leefgebied))]
    return max(nodig, key=lambda a: a.op)


def _is_nodig(gemeld: Stand, standen: frozenset[Stand] | None) -> bool:
    """Tell whether a plan let a rule fire: not when it fires while nothing is known, too."""
    return standen is not None and gemeld in standen and Stand.ONBEKEND not in standen


def _tegenspraken(
    d: Detentie, beeld: Beeld, vrij_op: date | None, regels: Regelset
) -> Iterator[Taak]:
    """Yield one task per leefgebied in which a newer message contradicts a person."""
    for kaart in beeld.values():
        if kaart.strijd:
            yield _tegenspraak(d, kaart, vrij_op, regels)


def _tegenspraak(d: Detentie, kaart: Gebiedsbeeld, vrij_op: date | None, regels: Regelset) -> Taak:
    nieuwste = max((s.bericht for s in kaart.strijd), key=lambda f: (f.gezegd_op, f.id))
    return Taak(
        regel=Regel.LEEFGEBIED,
        onderwerp=f"{d.bron}|{d.nummer}|{TEGENSPRAAK}|{kaart.leefgebied}",
        uiterlijk=plus_werkdagen(nieuwste.gemeten_op, 1, regels.dicht),
        vrij_op=vrij_op,
        aanleiding=nieuwste.door,
        gegevens={"regel": TEGENSPRAAK, "leefgebied": kaart.leefgebied.value},
        leefgebied=kaart.leefgebied,
    )
