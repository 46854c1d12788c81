"""The table of grounds, from grondslagen.toml: who may be asked for what, and why (L09, L30)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nazorg.kern.medewerker import Doel, Rol
from nazorg.kern.partner import Basis, Partner

_NERGENS = "Voor dit doel is geen grondslag om dit bij deze partner te vragen."
_TOESTEMMING = "Dit mag alleen met toestemming van de persoon, en die is er niet."
_NOODZAAK = "Dit mag alleen voor één persoon tegelijk, met een geschreven noodzaak."


@dataclass(frozen=True, slots=True)
class _Rij:
    vanaf: date
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Oordeel:
    """What may be asked now. bases: empty means no question is sent; waarom says why not."""

    bases: tuple[Basis, ...]
    waarom: str = ""

    @property
    def groepen(self) -> frozenset[str]:
        return frozenset(b.groep for b in self.bases)

    def basis_van(self, groep: str) -> Basis | None:
        return next((b for b in self.bases if b.groep == groep), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grondslagen:
    """Every ground there is, and where it is said that there is none."""

    rijen: tuple[_Rij, ...]
    geen: Mapping[tuple[Doel, Partner], str] = field(default_factory=dict)

    def beoordeel(
        self,
        doel: Doel,
        partner: Partner,
        *,
        op: date,
        toestemming: bool = False,
        noodzaak: bool = False,
    ) -> Oordeel:
        """Return what may be asked on this day, with or without consent and necessity."""
        gevonden = self._geldig(doel, partner, op)
        mag = tuple(
            b
            for b in gevonden
            if (toestemming or not b.toestemming) and (noodzaak or not b.noodzaak)
        )
        return Oordeel(bases=mag, waarom="" if mag else self._waarom(doel, partner, gevonden))

    def _geldig(self, doel: Doel, partner: Partner, op: date) -> list[Basis]:
        """Return each group in the newest version that holds on this day."""
        nieuwste: dict[str, Basis] = {}
        for rij in sorted(self.rijen, key=lambda r: r.vanaf):
            if (rij.basis.doel, rij.basis.partner) == (doel, partner) and rij.vanaf <= op:
                nieuwste[rij.basis.groep] = rij.basis
        return list(nieuwste.values())

    def kent(self, doel: Doel, partner: Partner) -> bool:
        """Tell whether there is any ground at all, on whatever day or condition."""
        return any((r.basis.doel, r.basis.partner) == (doel, partner) for r in self.rijen)

    def vraagt_toestemming(self, doel: Doel, partner: Partner) -> bool:
        """Tell whether consent would let us ask more than without."""
        return any(
            r.basis.toestemming
            for r in self.rijen
            if (r.basis.doel, r.basis.partner) == (doel, partner)
        )

    def _waarom(self, doel: Doel, partner: Partner, bases: Iterable[Basis]) -> str:
        bases = list(bases)
        if not bases:
            return self.geen.get((doel, partner), _NERGENS)
        return _NOODZAAK if any(b.noodzaak for b in bases) else _TOESTEMMING


@cache
def load_grondslagen() -> Grondslagen:
    """Return the table that comes with nazorg. Raises ValueError when it is wrong."""
    tekst = (files("nazorg.referentie") / "grondslagen.toml").read_text(encoding="utf-8")
    return lees_grondslagen(tomllib.loads(tekst))


def lees_grondslagen(toml: Mapping[str, Any]) -> Grondslagen:
    """Return the table from its rows. Raises ValueError for a double, incomplete or mixed row."""
    rijen = tuple(_lees(r) for r in toml.get("basis", ()))
    geen: dict[tuple[Doel, Partner], str] = {}
    for r in toml.get("geen", ()):
        geen[Doel(r["doel"]), Partner(r["partner"])] = _verplicht(r, "waarom")
    sleutels = [(r.basis.doel, r.basis.partner, r.basis.groep, r.vanaf) for r in rijen]
    if len(set(sleutels)) != len(sleutels):
        raise ValueError("grondslagen.toml: twee keer dezelfde rij")
    if any((r.basis.doel, r.basis.partner) in geen for r in rijen):
        raise ValueError("grondslagen.toml: wel en geen grondslag voor hetzelfde")
    return Grondslagen(rijen=rijen, geen=geen)


def _lees(r: Mapping[str, Any]) -> _Rij:
    _verplicht(r, "bron")
    basis = Basis(
        doel=Doel(r["doel"]),
        partner=Partner(r["partner"]),
        groep=_verplicht(r, "groep"),
        grondslag=_verplicht(r, "grondslag"),
        zichtbaar_voor=frozenset(Rol(rol) for rol in r["zichtbaar_voor"]),
        geldig_dagen=int(r["geldig_dagen"]),
        toestemming=bool(r.get("toestemming", False)),
        noodzaak=bool(r.get("noodzaak", False)),
    )
    if not basis.zichtbaar_voor or not 1 <= basis.geldig_dagen <= 366:
        raise ValueError("grondslagen.toml: zichtbaar_voor of geldig_dagen klopt niet")
    return _Rij(r["vanaf"], basis)


def _verplicht(r: Mapping[str, Any], naam: str) -> str:
    waarde = str(r.get(naam, "")).strip()
    if not waarde:
        raise ValueError(f"grondslagen.toml: {naam} ontbreekt")
    return waarde
