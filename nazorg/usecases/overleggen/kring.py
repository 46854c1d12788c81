"""For whom somebody can plan a meeting: a whole region, or one gemeente."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from nazorg.kern.medewerker import Medewerker
from nazorg.overleggen.overleg import Overlegsoort
from nazorg.overleggen.ritme import Overlegritme
from nazorg.overleggen.vorm import Overlegvorm
from nazorg.referentie.kennis import Kennis
from nazorg.referentie.overlegboek import huidige_gemeenten


class VoorWie(Protocol):
    """A meeting, as far as its name goes."""

    @property
    def soort(self) -> Overlegsoort: ...
    @property
    def regio(self) -> str: ...
    @property
    def gemeenten(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kring:
    """For whom a meeting is. sleutel: the code of a gemeente, or 'regio:' and the profile."""

    sleutel: str
    naam: str
    regio: str
    gemeenten: tuple[str, ...]


def find_kringen(medewerker: Medewerker, kennis: Kennis) -> tuple[Kring, ...]:
    """Return for whom this person can plan: regions of which all gemeenten are theirs, then each.

    Who works for a part of a region sees its meetings, and plans none for the others.
    """
    mijn = set(medewerker.gemeenten)
    regios = [r for r in _regios(kennis) if set(r.gemeenten) <= mijn]
    codes = sorted(mijn, key=kennis.gemeenten.naam)
    return (*regios, *(_gemeente(code, kennis) for code in codes))


def _regios(kennis: Kennis) -> Iterator[Kring]:
    for profiel in kennis.profielen.values():
        codes = huidige_gemeenten(profiel.id)
        if len(codes) > 1:
            yield Kring(
                sleutel=f"regio:{profiel.id}",
                naam=profiel.naam,
                regio=profiel.id,
                gemeenten=codes,
            )


def _gemeente(code: str, kennis: Kennis) -> Kring:
    return Kring(sleutel=code, naam=kennis.gemeenten.naam(code), regio="", gemeenten=(code,))


def find_kring(medewerker: Medewerker, kennis: Kennis, sleutel: str) -> Kring | None:
    return next((k for k in find_kringen(medewerker, kennis) if k.sleutel == sleutel), None)


def naam_van(overleg: VoorWie, kennis: Kennis) -> str:
    """Return for whom a meeting is, as people say it: 'Rivierenland', 'Tiel'."""
    profiel = kennis.profielen.get(overleg.regio)
    return profiel.naam if profiel else kennis.gemeenten.naam(overleg.gemeenten[0])


def vorm_van(
    gemeenten: tuple[str, ...], soort: Overlegsoort, kennis: Kennis, *, op: date
) -> Overlegvorm:
    """Return how these gemeenten hold a kind of meeting; a region has one profile, so one form."""
    return kennis.overlegboek.voor(gemeenten[0], soort, op=op)


def ritme_van(gemeenten: tuple[str, ...], kennis: Kennis) -> Overlegritme | None:
    return kennis.regelboek.voor(gemeenten[0]).overleg


def dicht_van(gemeenten: tuple[str, ...], kennis: Kennis) -> frozenset[date]:
    """Return the days on which the desks of one of them are closed, besides holidays."""
    return frozenset[date]().union(*(kennis.regelboek.voor(g).dicht for g in gemeenten))
