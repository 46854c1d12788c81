"""Own rules, closed days and sets of questions of an installation, over those that we ship.

A directory with `regels/*.toml` and `vragensets/*.toml`, in the form of the shipped ones. All of it
is read when nazorg starts, and refused as a whole: half of somebody's rules is worse than none.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from nazorg.leefgebieden.vragen import Vragenboek, Vragenset
from nazorg.referentie.regelbestand import parse_eigen
from nazorg.referentie.regelboek import load_bestanden, make_regelboek
from nazorg.referentie.vragenset import load_sets, parse_vragenset
from nazorg.werkvoorraad.regelboek import Regelboek

_MAPPEN = ("regels", "vragensets")
_T = TypeVar("_T")


class EigenFout(ValueError):  # noqa: N818 - a complaint, in Dutch
    """What is wrong in the directory, a line for each file, in Dutch."""


def load_eigen(map_: Path) -> tuple[Regelboek, Vragenboek]:
    """Return all rules and sets of questions, the own ones included. Raises EigenFout."""
    if not map_.is_dir():
        raise EigenFout(f"De map {map_} is er niet, of is niet te lezen.")
    klachten = [
        f"{pad.name}: dit hoort hier niet. Zet bestanden in regels of vragensets."
        for pad in sorted(map_.iterdir())
        if pad.name not in _MAPPEN and not pad.name.startswith(".")
    ]
    regels = _lees(map_ / "regels", parse_eigen, klachten)
    sets = _lees(map_ / "vragensets", _vragenset, klachten)
    klachten += [
        f"vragensets/{naam}: deze versie levert nazorg al mee. Geef een hogere versie."
        for naam, s in sets.items()
        if (s.id, s.versie) in {(m.id, m.versie) for m in load_sets()}
    ]
    if klachten:
        raise EigenFout("\n".join(klachten))
    try:
        boek = make_regelboek(load_bestanden(), eigen=regels)
    except ValueError as fout:
        raise EigenFout(f"regels/{fout}") from fout
    return boek, Vragenboek([*load_sets(), *sets.values()])


def _vragenset(naam: str, tekst: str) -> Vragenset:
    return parse_vragenset(naam, tekst, waar="eigen map")


def _lees(map_: Path, parse: Callable[[str, str], _T], klachten: list[str]) -> dict[str, _T]:
    """Read every file, and add what is wrong to klachten: all of it, not only the first."""
    gelezen: dict[str, _T] = {}
    for pad in sorted(map_.glob("*")) if map_.is_dir() else ():
        plek = f"{map_.name}/{pad.name}"
        if pad.suffix != ".toml":
            klachten.append(f"{plek}: de naam eindigt op .toml")
            continue
        try:
            gelezen[pad.name] = parse(pad.name, pad.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            klachten.append(f"{plek}: dit bestand is niet te lezen als tekst (UTF-8)")
        except ValueError as fout:
            klachten.append(f"{map_.name}/{fout}")
    return gelezen
