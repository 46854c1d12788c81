"""The rules that ship beside this file, put together for each gemeente."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources

from nazorg.kern.leefgebied import BASIS, Leefgebied
from nazorg.referentie.laden import load_gemeenten, load_profielen
from nazorg.referentie.regelbestand import Bestand, parse_regels
from nazorg.werkvoorraad.regelboek import Regelboek
from nazorg.werkvoorraad.regelrij import Regelrij
from nazorg.werkvoorraad.regels import Regelset


@cache
def load_regelboek() -> Regelboek:
    """Return the shipped rules. Raises ValueError (file, rule and reason) when one is wrong."""
    return make_regelboek(load_bestanden())


@cache
def load_bestanden() -> Mapping[str, Bestand]:
    """Return the shipped files by name."""
    map_ = resources.files("nazorg.referentie").joinpath("regels")
    return {
        b.name: parse_regels(b.name, b.read_text(encoding="utf-8"))
        for b in sorted(map_.iterdir(), key=lambda b: b.name)
        if b.name.endswith(".toml")
    }


def make_regelboek(
    bestanden: Mapping[str, Bestand], *, eigen: Mapping[str, Bestand] | None = None
) -> Regelboek:
    """Put general and own rules together for each gemeente.

    eigen: files of this installation. What is about fewer goes before what is about more (a
    gemeente, a profile, everybody); and of two about as many, the own one. Such a rule takes the
    place of one with the same id. Raises ValueError for a profile or rule that does not exist.
    """
    eigen = eigen or {}
    _check_uit(bestanden, eigen)
    profielen = {naam: _huidig(frozenset(p.gemeenten)) for naam, p in load_profielen().items()}
    for naam, b in (*bestanden.items(), *eigen.items()):
        if b.profiel and b.profiel not in profielen:
            raise ValueError(f"{naam}: profiel {b.profiel} kennen wij niet")
    alle = (*bestanden.values(), *eigen.values())
    op_volgorde = sorted(alle, key=lambda b: bool(b.profiel) + 2 * bool(b.gemeente))
    per_gemeente = {
        code: _regelset(code, [b for b in op_volgorde if _is_voor(b, code, profielen)])
        for code in _find_codes(alle, profielen)
    }
    voor_allen = [b for b in op_volgorde if not (b.profiel or b.gemeente)]
    return Regelboek(algemeen=_regelset(None, voor_allen), per_gemeente=per_gemeente)


def _check_uit(bestanden: Mapping[str, Bestand], eigen: Mapping[str, Bestand]) -> None:
    bekend = {r.id for b in (*bestanden.values(), *eigen.values()) for r in b.regels}
    for naam, b in eigen.items():
        for id_ in sorted(b.uit - bekend):
            raise ValueError(f"{naam}: uit noemt regel {id_}, en die is er niet")


def _find_codes(alle: Iterable[Bestand], profielen: Mapping[str, frozenset[str]]) -> set[str]:
    """Return every gemeente for which anything is different."""
    codes: set[str] = set()
    for b in alle:
        codes |= _huidig(frozenset(b.dicht)) | profielen.get(b.profiel, frozenset())
        codes |= _huidig(frozenset({b.gemeente})) if b.gemeente else frozenset()
        codes |= _huidig(frozenset(c for r in b.regels for c in r.gemeenten or ()))
    return codes


def _is_voor(b: Bestand, code: str, profielen: Mapping[str, frozenset[str]]) -> bool:
    if b.gemeente:
        return code in _huidig(frozenset({b.gemeente}))
    return not b.profiel or code in profielen[b.profiel]


@cache
def _huidig(codes: frozenset[str]) -> frozenset[str]:
    """Return the codes with those of the gemeenten in which they went up."""
    gemeenten = load_gemeenten()
    huidig = (gemeenten.huidige(code, op=date.max) for code in codes)
    return codes | {g.code for g in huidig if g}


def _regelset(code: str | None, lagen: Sequence[Bestand]) -> Regelset:
    """Lay files over each other, the last on top. code: None for a gemeente without its own."""
    regels: tuple[Regelrij, ...] = ()
    for b in lagen:
        nieuw = _voor(code, b.regels)
        weg = {r.id for r in nieuw} | b.uit
        regels = (*(r for r in regels if r.id not in weg), *nieuw)
    met_overleg = [b for b in lagen if b.overleg]
    met_dicht = [b for b in lagen if _dicht(b, code)]
    met_extra = [b for b in lagen if b.leefgebieden != BASIS]
    gebieden = tuple(Leefgebied) if met_extra else BASIS
    delen = {"overleg": met_overleg[-1:], "dicht": met_dicht, "leefgebieden": met_extra}
    return Regelset(
        # A rule about a leefgebied that this gemeente does not work with can never speak.
        regels=tuple(r for r in regels if r.kijkt_naar <= set(gebieden)),
        leefgebieden=gebieden,
        overleg=met_overleg[-1].overleg if met_overleg else None,
        dicht=frozenset().union(*(_dicht(b, code) for b in met_dicht)),
        plekken={naam: "; ".join(b.plek for b in bron) for naam, bron in delen.items() if bron},
    )


def _voor(code: str | None, regels: tuple[Regelrij, ...]) -> tuple[Regelrij, ...]:
    return tuple(r for r in regels if r.gemeenten is None or code in _huidig(r.gemeenten))


def _dicht(b: Bestand, code: str | None) -> frozenset[date]:
    """Return the closed days in a file of a gemeente, and of those that went up in it."""
    dagen = (d for oud, d in b.dicht.items() if code in _huidig(frozenset({oud})))
    return frozenset().union(*dagen)
