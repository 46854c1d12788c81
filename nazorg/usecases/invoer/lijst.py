"""A list on its way in, and the report about it: numbers of rows and sentences, nobody's data."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nazorg.berichten.lijst import Lijstsoort, Rijuitkomst
from nazorg.contract.lijst.foutbestand import schrijf_foutbestand
from nazorg.contract.lijst.kolommen import Indeling
from nazorg.contract.lijst.tabel import Tabel
from nazorg.kern.weigering import Weigering


class NietVanU(Weigering):
    """A list is only for a gemeente of the person who brings it."""


class NietCompleet(Weigering):
    """A column that a list cannot do without was not chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijst:
    """A list that was read.

    moment: when it was brought; aware UTC. mijn: gemeenten that its rows may be about.
    """

    soort: Lijstsoort
    gemeente: str
    moment: datetime
    tabel: Tabel
    indeling: Indeling
    mijn: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rijverslag:
    """What becomes of one row. zinnen: why, for people."""

    plek: str
    uitkomst: Rijuitkomst
    zinnen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verslag:
    rijen: tuple[Rijverslag, ...]

    @property
    def telling(self) -> Counter[Rijuitkomst]:
        return Counter(r.uitkomst for r in self.rijen)


def to_json(verslag: Verslag) -> list[list[Any]]:
    return [[r.plek, r.uitkomst.value, list(r.zinnen)] for r in verslag.rijen]


def from_json(rijen: Sequence[Sequence[Any]]) -> Verslag:
    return Verslag(tuple(Rijverslag(p, Rijuitkomst(u), tuple(z)) for p, u, z in rijen))


def schrijf_foutrijen(tabel: Tabel, verslag: Verslag) -> bytes:
    """Return the wrong rows as a file; empty when there are none."""
    paren = zip(tabel.rijen, verslag.rijen, strict=True)
    fout = [(rij, " ".join(v.zinnen)) for rij, v in paren if v.uitkomst is Rijuitkomst.FOUT]
    return schrijf_foutbestand(tabel.koppen, fout) if fout else b""


def in_woorden(verslag: Verslag) -> str:
    """Return how many rows became what, for the audit log."""
    return ", ".join(f"{u} {verslag.telling[u]}" for u in Rijuitkomst if verslag.telling[u])
