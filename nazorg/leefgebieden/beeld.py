"""How the leefgebieden stand, from everything that messages and people said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.leefgebieden import schulden
from nazorg.leefgebieden.afhankelijk import GRAAF, Graaf, find_wacht_op, order
from nazorg.leefgebieden.catalogus import CATALOGUS, lees_feiten
from nazorg.leefgebieden.feit import GEMELDE_STAND, Feit, Woord, weeg, zonder_teruggenomen
from nazorg.leefgebieden.oordeel import NIET_BEKEND, Oordeel, op_dag
from nazorg.leefgebieden.veld import Hulp

STANDNAAM: dict[Stand, str] = {
    Stand.ONBEKEND: "onbekend",
    Stand.IN_ORDE: "in orde",
    Stand.NIET_IN_ORDE: "niet in orde",
    Stand.IN_BEHANDELING: "in behandeling",
    Stand.NIET_VAN_TOEPASSING: "niet van toepassing",
    Stand.GEWEIGERD: "geweigerd",
}
# Most of what comes in is a plan without any fact of a person, and most dossiers have neither.
_VOLGORDE = order(GRAAF)
_ZONDER_FEITEN = {g: c.assess(c.feiten(), vrij_op=None) for g, c in CATALOGUS.items()}
_GEWEIGERD = Oordeel(Stand.GEWEIGERD, "De persoon wil hier geen hulp bij.")
_NIET_NODIG = Oordeel(Stand.NIET_VAN_TOEPASSING, "Dit speelt niet voor deze persoon.")


@dataclass(frozen=True, slots=True)
class Strijd:
    """Two words that contradict each other: the person's first, then the newer message."""

    mens: Feit
    bericht: Feit


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebiedsbeeld:
    """One leefgebied as a card shows it.

    woorden: per field what counts. waarden: per field what is known; a field in dispute is not.
    laatste: the newest word of all, for source and date; None when
    nobody ever said anything. wacht_op: leefgebieden that must be in order first.
    """

    leefgebied: Leefgebied
    oordeel: Oordeel
    woorden: Mapping[str, Woord]
    laatste: Feit | None
    strijd: tuple[Strijd, ...] = ()
    wacht_op: tuple[Leefgebied, ...] = ()
    waarden: Mapping[str, str]

    @property
    def stand(self) -> Stand:
        return self.oordeel.stand


Beeld = Mapping[Leefgebied, Gebiedsbeeld]
Gebieden = tuple[Leefgebied, ...]
"""BASIS, or all of them: in the order of the enum."""


def bepaal_beeld(
    feiten: Iterable[Feit],
    *,
    vrij_op: date | None,
    graaf: Graaf = GRAAF,
    gebieden: Gebieden = BASIS,
) -> Beeld:
    """Judge every leefgebied, those first for which others wait.

    vrij_op: first day of freedom, None when unknown. gebieden: those that the gemeente works with;
    what was said about another one is left out. The same facts in any order give the same.
    """
    alle = zonder_teruggenomen(feiten)
    if not alle and graaf is GRAAF:
        return ONBEKEND_BEELD if gebieden is BASIS else ONBEKEND_MET_NETWERK
    return _bepaal_beeld(alle, vrij_op, graaf, gebieden)


def _bepaal_beeld(
    alle: list[Feit], vrij_op: date | None, graaf: Graaf, gebieden: Gebieden
) -> Beeld:
    per_gebied: dict[Leefgebied, list[Feit]] = {gebied: [] for gebied in Leefgebied}
    for feit in alle:
        per_gebied[feit.leefgebied].append(feit)
    beeld: dict[Leefgebied, Gebiedsbeeld] = {}
    standen: dict[Leefgebied, Stand] = {}
    for gebied in _VOLGORDE if graaf is GRAAF else order(graaf):
        if gebied in gebieden:
            wacht_op = find_wacht_op(gebied, standen, graaf=graaf)
            beeld[gebied] = _bepaal(gebied, per_gebied[gebied], vrij_op, wacht_op)
            standen[gebied] = beeld[gebied].stand
    return {gebied: beeld[gebied] for gebied in gebieden}


def _bepaal(
    gebied: Leefgebied,
    gezegd: list[Feit],
    vrij_op: date | None,
    wacht_op: tuple[Leefgebied, ...],
) -> Gebiedsbeeld:
    woorden = {veld: woord for (_, veld), woord in weeg(gezegd).items()} if gezegd else {}
    waarden = {v: w.waarde for v, w in woorden.items() if w.waarde is not None}
    eigen = _assess(gebied, waarden, vrij_op, wacht_op)
    gemeld = woorden.get(GEMELDE_STAND)
    mens = _laatste_van_mens(gezegd)
    oordeel, strijd = _verenig(eigen, gemeld.feit if gemeld else None, mens)
    per_veld = tuple(Strijd(w.feit, w.strijd) for w in woorden.values() if w.strijd)
    if per_veld:
        oordeel = _BETWIST
    klaar = oordeel.stand in (Stand.IN_ORDE, Stand.NIET_VAN_TOEPASSING, Stand.GEWEIGERD)
    return Gebiedsbeeld(
        leefgebied=gebied,
        oordeel=oordeel,
        woorden=woorden,
        laatste=max(gezegd, key=lambda f: (f.gezegd_op, f.id), default=None),
        strijd=(*per_veld, *strijd),
        wacht_op=() if klaar else wacht_op,
        waarden=waarden,
    )


def _assess(
    gebied: Leefgebied,
    waarden: Mapping[str, str],
    vrij_op: date | None,
    wacht_op: tuple[Leefgebied, ...],
) -> Oordeel:
    if not waarden.keys() - {GEMELDE_STAND}:
        return _ZONDER_FEITEN[gebied]
    if waarden.get("hulp") == Hulp.GEWEIGERD:
        return _GEWEIGERD
    if waarden.get("hulp") == Hulp.NIET_NODIG:
        return _NIET_NODIG
    soort = CATALOGUS[gebied]
    feiten = lees_feiten(soort, waarden)
    if gebied is Leefgebied.SCHULDEN:
        namen = [CATALOGUS[g].naam.lower() for g in wacht_op]
        return schulden.assess(feiten, vrij_op=vrij_op, wacht_op=namen)
    return soort.assess(feiten, vrij_op=vrij_op)


_BETWIST = Oordeel(
    Stand.ONBEKEND,
    "Een nieuw bericht spreekt tegen wat hier is vastgelegd.",
    "Kijk wat klopt",
)


def _laatste_van_mens(gezegd: Iterable[Feit]) -> Feit | None:
    van_mensen = [f for f in gezegd if not f.is_bericht]
    return max(van_mensen, key=lambda f: (f.gezegd_op, f.id), default=None)


def _verenig(
    eigen: Oordeel, gemeld: Feit | None, mens: Feit | None
) -> tuple[Oordeel, tuple[Strijd, ...]]:
    """Bring what people said and what the plan says together, never in silence.

    The later word counts. A plan that is newer than a person's word and says something else is a
    dispute. A plan that says 'onbekend' says nothing.
    """
    stand = _stand_van(gemeld)
    if gemeld is None or stand is Stand.ONBEKEND or stand is eigen.stand:
        return eigen, ()
    if mens is None:
        return _volgens_plan(stand, gemeld, eigen), ()
    if eigen.stand is Stand.ONBEKEND:
        is_later = mens.gezegd_op >= gemeld.gezegd_op and mens.waarde is None
        return (eigen if is_later else _volgens_plan(stand, gemeld, eigen)), ()
    if mens.gezegd_op >= gemeld.gezegd_op:
        erbij = f" Gaat voor op het D&R-plan van {op_dag(gemeld.gemeten_op)}."
        return replace(eigen, waarom=eigen.waarom + erbij), ()
    return _BETWIST, (Strijd(mens, gemeld),)


def _stand_van(gemeld: Feit | None) -> Stand:
    return Stand(gemeld.waarde) if gemeld and gemeld.waarde else Stand.ONBEKEND


_PLANSTAP = {
    Stand.NIET_IN_ORDE: "Vraag de PI wat er nodig is",
    Stand.IN_BEHANDELING: "Vraag de PI hoe ver het is",
}


def _volgens_plan(stand: Stand, gemeld: Feit, eigen: Oordeel) -> Oordeel:
    waarom = "Zo staat het in het D&R-plan."
    if eigen.stand is Stand.ONBEKEND and eigen.waarom != NIET_BEKEND:
        plan = f"Volgens het D&R-plan van {op_dag(gemeld.gemeten_op)}: {STANDNAAM[stand]}."
        waarom = f"{eigen.waarom} {plan}"
    return Oordeel(stand, waarom, _PLANSTAP.get(stand, ""))


ONBEKEND_BEELD: Beeld = _bepaal_beeld([], None, GRAAF, BASIS)
ONBEKEND_MET_NETWERK: Beeld = _bepaal_beeld([], None, GRAAF, tuple(Leefgebied))
"""The cards of who nobody said anything about: most dossiers, so it is made once. Never changed."""


def standen_van(beeld: Beeld) -> list[str] | None:
    """Return the stands in the order of the leefgebieden; None when nobody said anything."""
    if beeld is ONBEKEND_BEELD or beeld is ONBEKEND_MET_NETWERK:
        return None
    return [kaart.stand.value for kaart in beeld.values()]
