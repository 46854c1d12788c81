"""The reference data of this installation, loaded once and handed over."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from nazorg.detenties.routering import Kaart
from nazorg.kern.gemeente import Gemeenten
from nazorg.leefgebieden.vragen import Vragenboek
from nazorg.overleggen.vorm import Overlegboek
from nazorg.referentie.eigen import load_eigen
from nazorg.referentie.laden import (
    Inrichtingen,
    Profiel,
    load_gemeenten,
    load_inrichtingen,
    load_profielen,
)
from nazorg.referentie.overlegboek import load_overlegboek
from nazorg.referentie.regelboek import load_regelboek
from nazorg.referentie.vragenset import load_vragenboek
from nazorg.werkvoorraad.regelboek import Regelboek


@dataclass(frozen=True, slots=True, eq=False)
class Kennis:
    """Codes that exist, the profiles (regions, gemeenten) that served here, rules, forms.

    One is only itself (eq=False): so what follows from it can be remembered.
    """

    gemeenten: Gemeenten
    inrichtingen: Inrichtingen
    profielen: dict[str, Profiel]
    regelboek: Regelboek = field(default_factory=load_regelboek)
    vragenboek: Vragenboek = field(default_factory=load_vragenboek)
    overlegboek: Overlegboek = field(default_factory=load_overlegboek)

    def kaart(self, *, op: date) -> Kaart:
        """Return what routing needs to know on day op."""
        return Kaart(self.gemeenten, op, self.aangesloten(op=op))

    def aangesloten(self, *, op: date) -> frozenset[str]:
        """Return the codes of the gemeenten that are served, past and present."""
        codes = frozenset(c for p in self.profielen.values() for c in p.gemeenten)
        return _aangesloten_van(codes, op)


@lru_cache(maxsize=8)
def _aangesloten_van(codes: frozenset[str], op: date) -> frozenset[str]:
    """Return codes with their successors on day op, and every code that went up in those."""
    gemeenten = load_gemeenten()
    huidig = {g.code for c in codes if (g := gemeenten.huidige(c, op=op))}
    # A notice may still use the code of a gemeente that went up in one that we serve.
    oud = {
        g.code for g in gemeenten if (nu := gemeenten.huidige(g.code, op=op)) and nu.code in huidig
    }
    return frozenset(codes | huidig | oud)


def load_kennis(alleen: tuple[str, ...] = (), *, eigen: Path | None = None) -> Kennis:
    """Load everything; alleen: ids of the profiles to serve, all shipped ones when empty.

    eigen: directory with own rules and questions. Raises ValueError that names an unknown profile,
    and EigenFout with everything that is wrong in that directory.
    """
    profielen = load_profielen()
    onbekend = [p for p in alleen if p not in profielen]
    if onbekend:
        raise ValueError(f"Onbekend profiel: {', '.join(onbekend)}")
    gekozen = {k: v for k, v in profielen.items() if not alleen or k in alleen}
    # Lists of its own, because people may add to them while nazorg runs.
    gemeenten, inrichtingen = Gemeenten(load_gemeenten()), Inrichtingen(tuple(load_inrichtingen()))
    if eigen is None:
        return Kennis(gemeenten, inrichtingen, gekozen)
    regelboek, vragenboek = load_eigen(eigen)
    return Kennis(gemeenten, inrichtingen, gekozen, regelboek, vragenboek)
