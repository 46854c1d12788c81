"""Which tasks follow from a dossier: without a clock, so the same notices give the same tasks."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nazorg.detenties.detentie import Aanleiding, Detentie, Detentiestatus, Signaal
from nazorg.detenties.dossier import Dossierstand, Koppeling
from nazorg.kern.klok import day_of
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.werkdagen import plus_werkdagen, werkweek
from nazorg.werkvoorraad.regels import niet_voor


class Regel(StrEnum):
    """The rule that put a person on the queue. Each has one sentence for people (`zinnen`)."""

    NIEUWE_MELDING = "nieuwe_melding"
    VRIJLATING_NABIJ = "vrijlating_nabij"
    ROUTE_BEOORDELEN = "route_beoordelen"
    NOG_TE_KOPPELEN = "nog_te_koppelen"
    BEGIN_ONTBREEKT = "begin_ontbreekt"
    GEGEVENS_BEOORDELEN = "gegevens_beoordelen"
    DIRECT_VRIJ = "direct_vrij"
    NET_VRIJ = "net_vrij"
    LEEFGEBIED = "leefgebied"
    BEHOEFTE = "behoefte"
    ZVH_DETENTIE = "zvh_detentie"
    ZVH_VERLOF = "zvh_verlof"


# These follow from what the ZVH told beside the notices; a notice neither makes nor ends them.
ZVH_REGELS = frozenset({Regel.ZVH_DETENTIE, Regel.ZVH_VERLOF})


class Taakstatus(StrEnum):
    OPEN = "open"
    AFGEHANDELD = "afgehandeld"
    VERVALLEN = "vervallen"


# Product targets, ours and to be confirmed with the gemeenten (domain note 3.1, strength U).
TRIAGE_WERKDAGEN = 1
VRIJLATING_WERKDAGEN = 5
NET_VRIJ_WERKDAGEN = 1


class Taak(NamedTuple):
    """A task that should exist.

    onderwerp: what it is about within the dossier ('' or 'bron|detentie'); with regel it makes
    the task unique. uiterlijk: the day on which it is due. vrij_op: the expected first day of
    freedom, when there is one. aanleiding: id of the notice that made the rule speak. gegevens:
    facts for the sentence: codes and dates, never a name. leefgebied: which one it is about, None
    for work that is about none.
    """

    regel: Regel
    onderwerp: str
    uiterlijk: date
    vrij_op: date | None
    aanleiding: str
    gegevens: dict[str, str]
    leefgebied: Leefgebied | None = None


Dicht = frozenset[date]


def bepaal_taken(stand: Dossierstand, *, dicht: Dicht = frozenset()) -> tuple[Taak, ...]:
    """Return every task that the notices ask for, only while somebody is held.

    What the leefgebieden ask for comes on top (`werk.bepaal_werk`). dicht: closed days of the
    gemeente, besides holidays.
    """
    lopend, huidige = stand.open_detenties, stand.huidige
    if not lopend or huidige is None:
        return ()
    taken = [taak for d in lopend for taak in _taken_van_detentie(d, dicht)]
    if stand.route.redenen:
        taken.append(_route(stand, huidige, dicht))
    if stand.koppeling is Koppeling.NOG_TE_KOPPELEN:
        taken.append(_taak(Regel.NOG_TE_KOPPELEN, huidige, dicht, onderwerp=""))
    return tuple(taken)


def _taken_van_detentie(d: Detentie, dicht: Dicht) -> Iterator[Taak]:
    if d.status is Detentiestatus.BEGIN_ONTBREEKT:
        yield _taak(Regel.BEGIN_ONTBREEKT, d, dicht)
    else:
        begin = d.begin.isoformat() if d.begin else ""
        yield _taak(Regel.NIEUWE_MELDING, d, dicht, begin=begin, inrichting=d.inrichting or "")
    # An end before the begin is no date to plan by: a person looks at it first.
    is_bruikbaar = not d.signalen or Signaal.VERWACHT_EINDE_VOOR_BEGIN not in d.signalen
    if d.status is Detentiestatus.LOPEND and d.verwacht and is_bruikbaar:
        yield _vrijlating(d, dicht)
    if d.signalen:
        yield _tegenspraak(d, dicht)


def _tegenspraak(d: Detentie, dicht: Dicht) -> Taak:
    """Point at the notice with the date that cannot be, which is not the one with the begin."""
    fout = d.einde_door if Signaal.EINDE_VOOR_BEGIN in d.signalen else d.verwacht_door
    door = fout or d.gemeld
    # Also when it was the begin that moved: then the two speak against each other since then.
    sinds = Aanleiding(door.bericht, max(door.op, d.gemeld.op))
    signalen = " ".join(sorted(d.signalen))
    return _taak(Regel.GEGEVENS_BEOORDELEN, d, dicht, door=sinds, signalen=signalen)


def _vrijlating(d: Detentie, dicht: Dicht) -> Taak:
    assert d.verwacht is not None
    vrij, door = d.verwacht.vroegst, d.verwacht_door or d.gemeld
    vooraf = plus_werkdagen(vrij, -VRIJLATING_WERKDAGEN, dicht)
    return Taak(
        regel=Regel.VRIJLATING_NABIJ,
        onderwerp=_onderwerp(d),
        uiterlijk=niet_voor(vooraf, day_of(door.op), dicht),
        vrij_op=vrij,
        aanleiding=door.bericht,
        gegevens={"laatst": d.verwacht.laatst.isoformat(), "inrichting": d.inrichting or ""},
    )


def _route(stand: Dossierstand, huidige: Detentie, dicht: Dicht) -> Taak:
    """Ask for a look at the route: since it is in doubt, or since somebody is held again."""
    route, gemeld = stand.route, huidige.gemeld
    return _taak(
        Regel.ROUTE_BEOORDELEN,
        huidige,
        dicht,
        door=max(stand.route_door or gemeld, gemeld, key=lambda a: a.op),
        onderwerp="",
        redenen=" ".join(route.redenen),
        brp=route.brp or "",
        vestiging=route.vestiging or "",
    )


def _onderwerp(d: Detentie) -> str:
    return f"{d.bron}|{d.nummer}"


def _taak(
    regel: Regel,
    d: Detentie,
    dicht: Dicht,
    *,
    door: Aanleiding | None = None,
    onderwerp: str | None = None,
    **gegevens: str,
) -> Taak:
    """Make a task that is due a working day after the notice that made the rule speak.

    door: that notice, when it is not the one that started this detention.
    """
    door = door or d.gemeld
    return Taak(
        regel=regel,
        onderwerp=_onderwerp(d) if onderwerp is None else onderwerp,
        uiterlijk=plus_werkdagen(day_of(door.op), TRIAGE_WERKDAGEN, dicht),
        vrij_op=d.verwacht.vroegst if d.verwacht else None,
        aanleiding=door.bericht,
        gegevens=gegevens,
    )


class Groep(StrEnum):
    """The groups of the queue, in the order in which they are read."""

    TE_LAAT = "te_laat"
    VANDAAG = "vandaag"
    DEZE_WEEK = "deze_week"
    LATER = "later"


class Prioriteit(StrEnum):
    SPOED = "spoed"
    HOOG = "hoog"
    NORMAAL = "normaal"


def bepaal_groep(uiterlijk: date, *, vandaag: date) -> Groep:
    """Return the group of a due date. The week ends on Sunday; in the weekend on the next one."""
    if uiterlijk < vandaag:
        return Groep.TE_LAAT
    if uiterlijk == vandaag:
        return Groep.VANDAAG
    _, zondag = werkweek(vandaag)
    return Groep.DEZE_WEEK if uiterlijk <= zondag else Groep.LATER


def bepaal_prioriteit(
    *,
    uiterlijk: date,
    vrij_op: date | None,
    regel: Regel,
    vandaag: date,
    dicht: Dicht = frozenset(),
) -> Prioriteit:
    """Return how pressing a task is: by days left, never by anything about the person (L25)."""
    # What people agreed presses by its own date: a release that passes does not make it urgent.
    nadert = None if regel is Regel.BEHOEFTE else vrij_op
    if nadert is not None and nadert <= plus_werkdagen(vandaag, VRIJLATING_WERKDAGEN, dicht):
        return Prioriteit.SPOED
    if uiterlijk <= vandaag or regel in (Regel.ROUTE_BEOORDELEN, Regel.NOG_TE_KOPPELEN):
        return Prioriteit.HOOG
    return Prioriteit.NORMAAL
