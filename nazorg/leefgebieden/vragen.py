"""A set of questions for a conversation, in one version; and what of it still has to be asked.

A version never changes: a better question is a new version, and answers keep the one under which
they were given.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.vrije_tekst import Tekstfout, check_tekst
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.veld import Veld, Veldfout


class Vraagsoort(StrEnum):
    """What an answer looks like. Of a `veld` the answer is a fact of a leefgebied."""

    VELD = "veld"
    KEUZE = "keuze"
    DAG = "dag"
    TEKST = "tekst"


class Bekend(StrEnum):
    """What notices tell: a question about it is only asked while they do not."""

    VRIJ_OP = "vrij_op"
    INRICHTING = "inrichting"
    GEMEENTE_BRP = "gemeente_brp"
    GEMEENTE_VESTIGING = "gemeente_vestiging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """One question. sleutel: its name within the set; leefgebied: only for a `veld`.

    keuzes: value to Dutch label, for a list. bekend: the notices may have told this already.
    """

    sleutel: str
    tekst: str
    soort: Vraagsoort
    leefgebied: Leefgebied | None = None
    keuzes: Mapping[str, str] = field(default_factory=dict)
    bekend: Bekend | None = None

    @property
    def veld(self) -> Veld | None:
        """The field that an answer fills, None when it fills none."""
        if self.leefgebied is None:
            return None
        return CATALOGUS[self.leefgebied].veld(self.sleutel.partition(".")[2])

    def check(self, waarde: str, *, medisch: Collection[str]) -> str:
        """Return the answer as it may be kept; '' is no answer.

        Raises Veldfout or Tekstfout, which do not repeat it.
        """
        if not waarde.strip():
            return ""
        if self.soort is Vraagsoort.TEKST:
            return check_tekst(waarde, medisch=medisch)
        return (self.veld or Veld(self.sleutel, self.tekst, self.keuzes)).check(waarde)

    def label(self, waarde: str) -> str:
        """Return an answer as people read it; a date and a text stay as they are."""
        veld = self.veld
        return (veld.keuzes if veld else self.keuzes).get(waarde, waarde)


@dataclass(frozen=True, slots=True)
class Deel:
    """What is asked on one page."""

    titel: str
    vragen: tuple[Vraag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vragenset:
    """One set in one version. vanaf: the first day on which it may be begun.

    plek: in which file it stands.
    """

    id: str
    versie: int
    vanaf: date
    bron: str
    naam: str
    delen: tuple[Deel, ...]
    plek: str = field(default="", compare=False)

    def delen_voor(self, leefgebieden: Collection[Leefgebied]) -> tuple[Deel, ...]:
        """Return the pages for a gemeente that works with these leefgebieden; no page is empty."""
        passend = (
            Deel(
                d.titel,
                tuple(v for v in d.vragen if v.leefgebied is None or v.leefgebied in leefgebieden),
            )
            for d in self.delen
        )
        return tuple(d for d in passend if d.vragen)


class Vragenboek:
    """All sets in all versions."""

    def __init__(self, sets: Collection[Vragenset]) -> None:
        self._sets = {(s.id, s.versie): s for s in sets}

    def find(self, id_: str, versie: int) -> Vragenset | None:
        """Return a set in the version in which it was begun."""
        return self._sets.get((id_, versie))

    def nieuwste(self, *, op: date) -> tuple[Vragenset, ...]:
        """Return each set in the newest version that may be begun on this day, by name."""
        per_id: dict[str, Vragenset] = {}
        for s in sorted(self._sets.values(), key=lambda s: s.versie):
            if s.vanaf <= op:
                per_id[s.id] = s
        return tuple(sorted(per_id.values(), key=lambda s: s.naam))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuk:
    """What stands at a question by now. teken: names this answer, '' when there is none."""

    waarde: str = ""
    teken: str = ""
    wie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschil:
    """A question that two people answered differently."""

    sleutel: str
    getypt: str
    nu: Stuk


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """What of a form is new, and what clashes with what a colleague saved in between."""

    nieuw: Mapping[str, str]
    botsingen: tuple[Verschil, ...]


def vergelijk(
    getypt: Mapping[str, str],
    *,
    gezien: Mapping[str, str],
    toen: Mapping[str, str],
    nu: Mapping[str, Stuk],
) -> Vergelijking:
    """Lay a form beside what is saved. What only one of two people touched clashes with nothing.

    gezien: per question the `teken` that the form showed. toen: per `teken` its answer.
    """
    nieuw: dict[str, str] = {}
    botsingen: list[Verschil] = []
    for sleutel, waarde in getypt.items():
        staat, zag = nu.get(sleutel, Stuk()), gezien.get(sleutel, "")
        if waarde == staat.waarde:
            continue
        if zag == staat.teken:
            nieuw[sleutel] = waarde
        elif waarde != toen.get(zag, ""):
            botsingen.append(Verschil(sleutel=sleutel, getypt=waarde, nu=staat))
    return Vergelijking(nieuw, tuple(botsingen))


def check_antwoorden(
    vragen: Collection[Vraag], getypt: Mapping[str, str], *, medisch: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the answers that may be kept, and per question what is wrong with the others."""
    goed: dict[str, str] = {}
    fouten: dict[str, str] = {}
    for vraag in vragen:
        if vraag.sleutel in getypt:
            try:
                goed[vraag.sleutel] = vraag.check(getypt[vraag.sleutel], medisch=medisch)
            except (Veldfout, Tekstfout) as fout:
                fouten[vraag.sleutel] = str(fout).removeprefix(f"{vraag.tekst} ")
    return goed, fouten
