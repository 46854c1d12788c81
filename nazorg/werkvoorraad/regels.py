"""Rules that a gemeente may want different, as data: when they fire and when their task is due.

A rule only looks at days, at how the leefgebieden stand and at fixed answers. It proposes work and
never decides about a person (L07, L25).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.leefgebieden.beeld import ONBEKEND_BEELD, Beeld, Gebieden
from nazorg.leefgebieden.feit import Sleutel
from nazorg.overleggen.ritme import Gepland, Overlegritme, find_volgende

# Who refused help, or does not need it, is not asked for it again by a rule.
_NIETS_TE_DOEN = frozenset({Stand.GEWEIGERD, Stand.NIET_VAN_TOEPASSING})
ONBEKEND = "onbekend"
"""Stands in a list of answers for: nobody knows. It is never taken for 'nee'."""


class Anker(StrEnum):
    """From which day the due date of a rule is counted."""

    MELDING = "melding"
    VRIJLATING = "vrijlating"
    VERLOF = "verlof"
    FEIT = "feit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorwaarden:
    """When a rule fires: everything that is given must hold.

    velden: one of these answers; niet: none of these. verblijf: first and last number of days of
    the expected stay, both included. brp_adres: there is a valid address in the Netherlands.
    wacht: the leefgebied of the rule waits for others, or does not. snelspoor: free before the next
    meeting.
    """

    standen: Mapping[Leefgebied, frozenset[Stand]] = field(default_factory=dict)
    velden: Mapping[Sleutel, frozenset[str]] = field(default_factory=dict)
    niet: Mapping[Sleutel, frozenset[str]] = field(default_factory=dict)
    verblijf: tuple[int, int] | None = None
    brp_adres: bool = False
    wacht: bool | None = None
    snelspoor: bool = False
    fase: frozenset[Dossierstatus] = frozenset({Dossierstatus.IN_DETENTIE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelrij:
    """One rule in one version. vanaf: the first day for notices of which it holds.

    naam: what the rule says; reden: why somebody is on the queue; bron: where it comes from.
    werkdagen, dagen: from the anchor, negative for before; dagen count every day. veld: the fact
    from whose day is counted, for the anchor FEIT. gemeenten: only these; None for all.
    """

    id: str
    versie: int
    vanaf: date
    leefgebied: Leefgebied
    naam: str
    reden: str
    bron: str
    anker: Anker
    werkdagen: int = 0
    dagen: int = 0
    veld: Sleutel | None = None
    gemeenten: frozenset[str] | None = None
    als: Voorwaarden = field(default_factory=Voorwaarden)

    @property
    def kijkt_naar(self) -> frozenset[Leefgebied]:
        """The leefgebieden that a gemeente must work with for this rule to mean anything."""
        sleutels = [*self.als.velden, *self.als.niet, *([self.veld] if self.veld else [])]
        return frozenset({self.leefgebied, *self.als.standen, *(gebied for gebied, _ in sleutels)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelset:
    """What holds for one gemeente.

    dicht: days on which its desks are closed besides holidays. leefgebieden: those it works with.
    overleg: how often it meets; gepland: the meetings that people planned, which come first.
    """

    regels: tuple[Regelrij, ...] = ()
    overleg: Overlegritme | None = None
    gepland: tuple[Gepland, ...] = ()
    dicht: frozenset[date] = frozenset()
    leefgebieden: Gebieden = BASIS
    _vanaf: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _per_begin: dict[date, tuple[Regelrij, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _zonder_woord: dict[date, tuple[Regelrij, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_vanaf", tuple(sorted({r.vanaf for r in self.regels})))

    def geldig(self, *, op: date) -> tuple[Regelrij, ...]:
        """Return each rule in the newest version that holds for notices of day op."""
        return self._sinds(self._begin(op))

    def kansrijk(self, *, op: date, beeld: Beeld) -> tuple[Regelrij, ...]:
        """Return the rules of day op that the leefgebieden let fire; the rest may still stop them.

        About most dossiers nobody said anything: which rules that lets fire is looked at once.
        """
        begin = self._begin(op)
        if beeld is not ONBEKEND_BEELD:
            return tuple([r for r in self._sinds(begin) if _past_beeld(r, beeld)])
        if begin not in self._zonder_woord:
            kansrijk = [r for r in self._sinds(begin) if _past_beeld(r, beeld)]
            self._zonder_woord[begin] = tuple(kansrijk)
        return self._zonder_woord[begin]

    def volgend_overleg(self, na: date) -> date | None:
        """Return the next meeting after a day; None where nobody knows of any."""
        return find_volgende(self.overleg, self.gepland, na, self.dicht)

    def _begin(self, op: date) -> date:
        """Return since when the rules of day op hold: there are only a few such stretches."""
        plek = bisect_right(self._vanaf, op)
        return self._vanaf[plek - 1] if plek else date.min

    def _sinds(self, begin: date) -> tuple[Regelrij, ...]:
        if begin not in self._per_begin:
            nieuwste: dict[str, Regelrij] = {}
            for regel in self.regels:
                eerder = nieuwste.get(regel.id)
                if regel.vanaf <= begin and (eerder is None or eerder.versie < regel.versie):
                    nieuwste[regel.id] = regel
            self._per_begin[begin] = tuple(nieuwste.values())
        return self._per_begin[begin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situatie:
    """What rules look at. gemeld: the day of the notice, as people in the Netherlands read it.

    gehoord: the day on which the expected end as it is now was heard of, if that is later.
    vrij_op: the first expected day of freedom, or the real one. verloven: number and first day.
    """

    fase: Dossierstatus
    gemeld: date
    gehoord: date
    begin: date | None
    vrij_op: date | None
    verloven: tuple[tuple[str, date], ...]
    brp_adres: bool
    beeld: Beeld


@dataclass(frozen=True, slots=True)
class Treffer:
    """A rule that fired. onderdeel: which leave it is about, or ''."""

    regel: Regelrij
    onderdeel: str
    uiterlijk: date
    wacht_op: tuple[Leefgebied, ...]


def pas_toe(regels: Regelset, s: Situatie) -> tuple[Treffer, ...]:
    """Return every rule that fires, with the day on which its task is due."""
    # A release that comes earlier than it was may leave no meeting either.
    overleg = find_snelspoor(regels, gemeld=s.gehoord, begin=s.begin, vrij_op=s.vrij_op)
    return tuple(
        Treffer(
            regel, onderdeel, _uiterlijk(regel, dag, regels.dicht, s), _wacht_op(regel, s.beeld)
        )
        for regel in regels.kansrijk(op=s.gemeld, beeld=s.beeld)
        if (overleg is not None or not regel.als.snelspoor) and _geldt(regel, s)
        for onderdeel, dag in _ankers(regel, s)
    )


def find_snelspoor(
    regels: Regelset, *, gemeld: date, begin: date | None, vrij_op: date | None
) -> date | None:
    """Return the meeting for which a person cannot wait, because it comes after the release.

    None when it can wait, or when nobody knows: no meeting, no begin or no expected end.
    """
    if begin is None or vrij_op is None:
        return None
    overleg = regels.volgend_overleg(gemeld)
    return overleg if overleg is not None and vrij_op <= overleg else None


def _wacht_op(regel: Regelrij, beeld: Beeld) -> tuple[Leefgebied, ...]:
    return beeld[regel.leefgebied].wacht_op


def _past_beeld(regel: Regelrij, beeld: Beeld) -> bool:
    """Tell whether the leefgebieden let a rule fire."""
    als = regel.als
    stand = beeld[regel.leefgebied].stand
    if stand in _NIETS_TE_DOEN and stand not in als.standen.get(regel.leefgebied, ()):
        return False
    return (
        all(beeld[gebied].stand in standen for gebied, standen in als.standen.items())
        and all(_waarde(beeld, sleutel) in waarden for sleutel, waarden in als.velden.items())
        and not any(_waarde(beeld, sleutel) in waarden for sleutel, waarden in als.niet.items())
        and (als.wacht is None or als.wacht is bool(_wacht_op(regel, beeld)))
    )


def _waarde(beeld: Beeld, sleutel: Sleutel) -> str:
    """Return the answer that counts, or ONBEKEND."""
    gebied, veld = sleutel
    return beeld[gebied].waarden.get(veld, ONBEKEND)


def _geldt(regel: Regelrij, s: Situatie) -> bool:
    """Tell whether what is known besides the leefgebieden lets a rule fire."""
    als = regel.als
    return (
        s.fase in als.fase
        and (als.verblijf is None or _past_verblijf(als.verblijf, s))
        and (s.brp_adres or not als.brp_adres)
    )


def _past_verblijf(grenzen: tuple[int, int], s: Situatie) -> bool:
    if s.begin is None or s.vrij_op is None:
        return False
    return grenzen[0] <= (s.vrij_op - s.begin).days <= grenzen[1]


def _ankers(regel: Regelrij, s: Situatie) -> Iterable[tuple[str, date]]:
    """Return the days to count from: none when a day is not known, more for more leaves."""
    match regel.anker:
        case Anker.MELDING:
            return [("", s.gemeld)]
        case Anker.VRIJLATING:
            return [("", s.vrij_op)] if s.vrij_op else []
        case Anker.VERLOF:
            return [(nummer, dag) for nummer, dag in s.verloven if dag > _gezegd(regel, s)]
        case Anker.FEIT:
            return [("", dag) for dag in _dag_van_feit(regel, s)]


def _gezegd(regel: Regelrij, s: Situatie) -> date:
    """Return when this leefgebied was last spoken of: a leave before that is over."""
    laatste = s.beeld[regel.leefgebied].laatste
    return laatste.gemeten_op if laatste else date.min


def _dag_van_feit(regel: Regelrij, s: Situatie) -> Iterator[date]:
    if regel.veld is not None:
        gebied, veld = regel.veld
        woord = s.beeld[gebied].woorden.get(veld)
        if woord is not None and woord.waarde is not None:
            yield woord.feit.gemeten_op


def _uiterlijk(regel: Regelrij, anker: date, dicht: frozenset[date], s: Situatie) -> date:
    """Count from the anchor. What would fall on a closed day falls on the open day before it.

    Never before the day of the notice: nothing is late at the moment it is asked.
    """
    dag = anker + timedelta(days=regel.dagen)
    if regel.werkdagen:
        dag = plus_werkdagen(dag, regel.werkdagen, dicht)
    else:
        dag = plus_werkdagen(dag + timedelta(days=1), -1, dicht)
    return niet_voor(dag, s.gemeld, dicht)


def niet_voor(uiterlijk: date, gemeld: date, dicht: frozenset[date] = frozenset()) -> date:
    """Return the due date, but never before the first open day since the notice."""
    return max(uiterlijk, plus_werkdagen(gemeld, 0, dicht))
