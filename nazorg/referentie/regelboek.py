"""The rules that ship beside this file, put together for each gemeente."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from nazorg.kern.leefgebied import BASIS
from nazorg.referentie.laden import load_gemeenten, load_profielen
from nazorg.referentie.regelbestand import ALGEMEEN, Bestand, parse_regels
from nazorg.werkvoorraad.regelboek import Regelboek
from nazorg.werkvoorraad.regelrij import Regelrij
from nazorg.werkvoorraad.regels import Regelset


@cache
def load_regelboek() -> Regelboek:
    """Return the shipped rules. Raises ValueError (file, rule and reason) when one is wrong."""
    map_ = resources.files("nazorg.referentie").joinpath("regels")
    bestanden = {
        b.name: parse_regels(b.name, b.read_text(encoding="utf-8"))
        for b in sorted(map_.iterdir(), key=lambda b: b.name)
        if b.name.endswith(".toml")
    }
    return make_regelboek(bestanden)


def make_regelboek(bestanden: Mapping[str, Bestand]) -> Regelboek:
    """Put general and own rules together for each gemeente.

    An own rule takes the place of a general one with the same id. Raises ValueError for a profile
    that does not exist.
    """
    algemeen = bestanden[ALGEMEEN]
    geen_eigen = Bestand("", (), None, {})
    apart = {*algemeen.dicht, *(c for r in algemeen.regels for c in r.gemeenten or ())}
    per_gemeente = {code: _regelset(code, algemeen, geen_eigen) for code in apart}
    profielen = load_profielen()
    for naam, bestand in bestanden.items():
        if naam == ALGEMEEN:
            continue
        if bestand.profiel not in profielen:
            raise ValueError(f"{naam}: profiel {bestand.profiel} kennen wij niet")
        for code in _huidig(profielen[bestand.profiel].gemeenten):
            per_gemeente[code] = _regelset(code, algemeen, bestand)
    voor_allen = tuple(r for r in _voor(None, algemeen.regels) if r.kijkt_naar <= set(BASIS))
    voor_ieder = Regelset(regels=voor_allen, overleg=algemeen.overleg)
    return Regelboek(algemeen=voor_ieder, per_gemeente=per_gemeente)


def _huidig(codes: tuple[str, ...]) -> set[str]:
    """Return the codes with those of the gemeenten in which they went up."""
    gemeenten = load_gemeenten()
    huidig = (gemeenten.huidige(code, op=date.max) for code in codes)
    return {*codes, *(g.code for g in huidig if g)}


def _regelset(code: str, algemeen: Bestand, eigen: Bestand) -> Regelset:
    eigen_regels = _voor(code, eigen.regels)
    ids = {r.id for r in eigen_regels}
    rest = [r for r in _voor(code, algemeen.regels) if r.id not in ids]
    gebieden = frozenset(eigen.leefgebieden)
    return Regelset(
        # A rule about a leefgebied that this gemeente does not work with can never speak.
        regels=tuple(r for r in (*rest, *eigen_regels) if r.kijkt_naar <= gebieden),
        leefgebieden=eigen.leefgebieden,
        overleg=eigen.overleg or algemeen.overleg,
        dicht=algemeen.dicht.get(code, frozenset()) | eigen.dicht.get(code, frozenset()),
    )


def _voor(code: str | None, regels: tuple[Regelrij, ...]) -> tuple[Regelrij, ...]:
    return tuple(r for r in regels if r.gemeenten is None or code in r.gemeenten)
