"""The rules of a gemeente, which of them fire, and when their tasks are due. Without a clock."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.kern.maanden import plus_maanden
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.leefgebieden.beeld import ONBEKEND_BEELD, Beeld, Gebieden, Gebiedsbeeld
from nazorg.leefgebieden.feit import Sleutel
from nazorg.overleggen.ritme import Gepland, Overlegritme, find_volgende
from nazorg.werkvoorraad.regelrij import ONBEKEND, Anker, Regelrij

# Who refused help, or does not need it, is not asked for it again by a rule.
_NIETS_TE_DOEN = frozenset({Stand.GEWEIGERD, Stand.NIET_VAN_TOEPASSING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelset:
    """What holds for one gemeente.

    dicht: days on which its desks are closed besides holidays. leefgebieden: those it works with.
    overleg: how often it meets; gepland: the meetings that people planned, which come first.
    plekken: in which files 'overleg', 'dicht' and 'leefgebieden' stand.
    """

    regels: tuple[Regelrij, ...] = ()
    overleg: Overlegritme | None = None
    gepland: tuple[Gepland, ...] = ()
    dicht: frozenset[date] = frozenset()
    leefgebieden: Gebieden = BASIS
    plekken: Mapping[str, str] = field(default_factory=dict, compare=False)
    _vanaf: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _per_begin: dict[date, tuple[Regelrij, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _zonder_woord: dict[tuple[date, Dossierstatus], tuple[Regelrij, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_vanaf", tuple(sorted({r.vanaf for r in self.regels})))

    def geldig(self, *, op: date) -> tuple[Regelrij, ...]:
        """Return each rule in the newest version that holds for notices of day op."""
        return self._sinds(self._begin(op))

    def kansrijk(self, *, op: date, fase: Dossierstatus, beeld: Beeld) -> tuple[Regelrij, ...]:
        """Return the rules of day op that phase and leefgebieden let fire; more may stop them.

        About most dossiers nobody said anything: which rules that lets fire is looked at once.
        """
        sleutel = (self._begin(op), fase)
        if beeld is ONBEKEND_BEELD and sleutel in self._zonder_woord:
            return self._zonder_woord[sleutel]
        regels = self._sinds(sleutel[0])
        uit = tuple([r for r in regels if fase in r.als.fase and _past_beeld(r, beeld)])
        if beeld is ONBEKEND_BEELD:
            self._zonder_woord[sleutel] = uit
        return uit

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


class Situatie(NamedTuple):
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


class Treffer(NamedTuple):
    """A rule that fired. onderdeel: which leave it is about, or ''."""

    regel: Regelrij
    onderdeel: str
    uiterlijk: date
    wacht_op: tuple[Leefgebied, ...]


def pas_toe(regels: Regelset, s: Situatie) -> tuple[Treffer, ...]:
    """Return every rule that fires, with the day on which its task is due."""
    kansrijk = regels.kansrijk(op=s.gemeld, fase=s.fase, beeld=s.beeld)
    if any(regel.als.snelspoor for regel in kansrijk):
        # A release that comes earlier than it was may leave no meeting either.
        overleg = find_snelspoor(regels, gemeld=s.gehoord, begin=s.begin, vrij_op=s.vrij_op)
        if overleg is None:
            kansrijk = tuple([regel for regel in kansrijk if not regel.als.snelspoor])
    return tuple(
        Treffer(
            regel, onderdeel, _uiterlijk(regel, dag, regels.dicht, s), _wacht_op(regel, s.beeld)
        )
        for regel in kansrijk
        if _geldt(regel, s)
        for onderdeel, dag in _ankers(regel, s)
        if not _is_gemeten(regel, dag, s.beeld)
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
    return beeld[regel.leefgebied].wacht_op if regel.leefgebied else ()


def _past_beeld(regel: Regelrij, beeld: Beeld) -> bool:
    """Tell whether the leefgebieden let a rule fire."""
    als = regel.als
    if regel.leefgebied is not None:
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
        (als.verblijf is None or _past_verblijf(als.verblijf, s))
        and (s.brp_adres or not als.brp_adres)
        and (s.vrij_op is None or not als.zonder_einde)
    )


def _is_gemeten(regel: Regelrij, moment: date, beeld: Beeld) -> bool:
    """Tell whether every leefgebied was spoken of for this moment; only asked by some rules."""
    if regel.als.ongemeten is None:
        return False
    sinds = moment - timedelta(days=regel.als.ongemeten)
    return all(_is_van(kaart, sinds) for kaart in beeld.values())


def _is_van(kaart: Gebiedsbeeld, sinds: date) -> bool:
    # Who refused help, or does not need it, is not asked how it goes.
    if kaart.stand in _NIETS_TE_DOEN:
        return True
    return kaart.laatste is not None and kaart.laatste.gemeten_op >= sinds


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
            return [("", plus_maanden(s.vrij_op, regel.maanden))] if s.vrij_op else []
        case Anker.VERLOF:
            return [(nummer, dag) for nummer, dag in s.verloven if dag > _gezegd(regel, s)]
        case Anker.FEIT | Anker.WAARDE:
            return [("", dag) for dag in _dag_van_feit(regel, s)]


def _gezegd(regel: Regelrij, s: Situatie) -> date:
    """Return when this leefgebied was last spoken of: a leave before that is over."""
    laatste = s.beeld[regel.leefgebied].laatste if regel.leefgebied else None
    return laatste.gemeten_op if laatste else date.min


def _dag_van_feit(regel: Regelrij, s: Situatie) -> Iterator[date]:
    if regel.veld is not None:
        gebied, veld = regel.veld
        woord = s.beeld[gebied].woorden.get(veld)
        if woord is not None and woord.waarde is not None:
            is_waarde = regel.anker is Anker.WAARDE
            yield date.fromisoformat(woord.waarde) if is_waarde else woord.feit.gemeten_op


def _uiterlijk(regel: Regelrij, anker: date, dicht: frozenset[date], s: Situatie) -> date:
    """Count from the anchor. What would fall on a closed day falls on the open day before it.

    Never before the day of the notice: nothing is late at the moment it is asked.
    """
    return niet_voor(_tel(anker, regel.dagen, regel.werkdagen, dicht), s.gemeld, dicht)


@lru_cache(maxsize=65_536)
def _tel(anker: date, dagen: int, werkdagen: int, dicht: frozenset[date]) -> date:
    dag = anker + timedelta(days=dagen)
    if werkdagen:
        return plus_werkdagen(dag, werkdagen, dicht)
    return plus_werkdagen(dag + timedelta(days=1), -1, dicht)


def niet_voor(uiterlijk: date, gemeld: date, dicht: frozenset[date] = frozenset()) -> date:
    """Return the due date, but never before the first open day since the notice."""
    return max(uiterlijk, plus_werkdagen(gemeld, 0, dicht))
