"""A fact about a leefgebied, who said it and when; and which word counts when more were said."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from nazorg.kern.klok import day_of
from nazorg.kern.leefgebied import Leefgebied

GEMELDE_STAND = "gemelde_stand"
"""The field that the shareable D&R plan fills: how the source says that a leefgebied stands."""


class Spreker(StrEnum):
    """Who said it: a message of a source, or a person in one of these roles."""

    BERICHT = "bericht"
    PI = "pi"
    GEMEENTE = "gemeente"
    PARTNER = "partner"
    PERSOON = "persoon"


class Herkomst(StrEnum):
    """How we came to know it."""

    BERICHT = "bericht"
    KAART = "kaart"
    GESPREK = "gesprek"
    TERUG = "terug"


class Grondslag(StrEnum):
    """On what ground we may know it (L09: no datum without one)."""

    PBW_18A = "pbw_18a"
    PUBLIEKE_TAAK = "publieke_taak"
    TOESTEMMING = "toestemming"
    WGS = "wgs"
    VITAAL_BELANG = "vitaal_belang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feit:
    """One word about one field.

    waarde: a value of the catalogue, an ISO date, or None: 'we do not know this any more'.
    gemeten_op: the day about which it is true. gezegd_op: when it was said: for a message its
    time at the source, for a person when it was typed; aware UTC. door: id of the message, or the
    name of who typed it. herkomst: a message, the form of a card, a question in a conversation, or
    a deed that was taken back: then this says again what was said before it, or, without waarde,
    that no person said anything.
    """

    id: str
    leefgebied: Leefgebied
    veld: str
    waarde: str | None
    gemeten_op: date
    gezegd_op: datetime
    spreker: Spreker
    door: str
    grondslag: Grondslag
    herkomst: Herkomst = Herkomst.KAART

    @property
    def is_bericht(self) -> bool:
        return self.spreker is Spreker.BERICHT

    @property
    def is_niets(self) -> bool:
        """Tell whether this takes back the only thing that people said."""
        return self.herkomst is Herkomst.TERUG and self.waarde is None


@dataclass(frozen=True, slots=True)
class Woord:
    """What counts for one field.

    ging_voor_op: an older message with another value, over which this person's later word went.
    strijd: a newer message that contradicts this person's word. While there is one, nobody's word
    counts: both are shown and a person decides.
    """

    feit: Feit
    ging_voor_op: Feit | None = None
    strijd: Feit | None = None

    @property
    def waarde(self) -> str | None:
        return None if self.strijd else self.feit.waarde


Sleutel = tuple[Leefgebied, str]


def weeg(feiten: Iterable[Feit]) -> dict[Sleutel, Woord]:
    """Return per field which word counts now. Any order, doubles allowed: the same answer."""
    per_veld = _per_veld(zonder_teruggenomen(feiten))
    return {sleutel: _weeg_veld(gezegd) for sleutel, gezegd in per_veld.items()}


def _per_veld(feiten: Iterable[Feit]) -> dict[Sleutel, list[Feit]]:
    per_veld: dict[Sleutel, list[Feit]] = defaultdict(list)
    for feit in feiten:
        per_veld[feit.leefgebied, feit.veld].append(feit)
    return per_veld


def zonder_teruggenomen(feiten: Iterable[Feit]) -> list[Feit]:
    """Leave out the words of people about a field of which the last one was taken back."""
    alle = list(feiten)
    if not any(f.is_niets for f in alle):
        return alle
    weg = {
        sleutel
        for sleutel, gezegd in _per_veld(f for f in alle if not f.is_bericht).items()
        if (laatste := _laatste(gezegd)) is not None and laatste.is_niets
    }
    return [f for f in alle if f.is_bericht or (f.leefgebied, f.veld) not in weg]


def _laatste(feiten: Iterable[Feit]) -> Feit | None:
    return max(feiten, key=lambda f: (f.gezegd_op, f.id, f.waarde or ""), default=None)


def _weeg_veld(gezegd: list[Feit]) -> Woord:
    mens = _laatste(f for f in gezegd if not f.is_bericht)
    bericht = _laatste(f for f in gezegd if f.is_bericht)
    if mens is None or bericht is None:
        enige = mens or bericht
        assert enige is not None, "a field with a word has a last one"
        return Woord(enige)
    if mens.waarde == bericht.waarde:
        return Woord(max(mens, bericht, key=lambda f: f.gezegd_op))
    if mens.gezegd_op >= bericht.gezegd_op:
        return Woord(mens, ging_voor_op=bericht)
    # A message that does not know takes nothing back.
    return Woord(mens, strijd=bericht if bericht.waarde is not None else None)


# What a detention ends or starts anew: benefits stop (Participatiewet art. 13), the insurance rests
# (Zorgverzekeringswet art. 24), and an appointment was for the release of that time.
_PER_DETENTIE: frozenset[Sleutel] = frozenset(
    {
        (Leefgebied.IDENTITEITSBEWIJS, "ophalen_op"),
        (Leefgebied.HUISVESTING, "huur_betaald_tot"),
        (Leefgebied.INKOMEN, "inkomensbron"),
        (Leefgebied.INKOMEN, "aanvraag"),
        (Leefgebied.INKOMEN, "afspraak_op"),
        (Leefgebied.ZORG, "verzekering"),
    }
)


def van_nu(feiten: Iterable[Feit], *, sinds: date | None) -> list[Feit]:
    """Leave out what people said before this detention about what a detention changes.

    sinds: the first day of which it could be known; None: nobody was held before. It stays in the
    history, and is asked again: a card that is green of itself is worse than one that asks.
    """
    if sinds is None:
        return list(feiten)
    return [
        f
        for f in feiten
        if (f.leefgebied, f.veld) not in _PER_DETENTIE or day_of(f.gezegd_op) >= sinds
    ]
