"""Read how meetings are held, and refuse a wrong row with file, row and reason."""

import tomllib
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from importlib import resources
from typing import Any

from nazorg.overleggen.overleg import Overlegsoort, check_opzet
from nazorg.overleggen.vorm import Overlegboek, Overlegvorm, Voorstelreden, Voorstelregel
from nazorg.referentie.laden import load_gemeenten, load_profielen
from nazorg.referentie.medisch import load_medisch

ALGEMEEN = "algemeen.toml"
_PER = {"regio": True, "gemeente": False}
_WEKEN = ("weken", "kort_weken")
_WEKEN_VAN = {Voorstelreden.BEGIN: {"weken"}, Voorstelreden.VRIJLATING: {*_WEKEN}}


@cache
def load_overlegboek() -> Overlegboek:
    """Return the shipped forms. Raises ValueError (file, row and reason) when one is wrong."""
    map_ = resources.files("nazorg.referentie").joinpath("overleggen")
    return make_overlegboek(
        {
            b.name: b.read_text(encoding="utf-8")
            for b in sorted(map_.iterdir(), key=lambda b: b.name)
            if b.name.endswith(".toml")
        }
    )


def make_overlegboek(teksten: Mapping[str, str]) -> Overlegboek:
    """Put general and own rows together; teksten: name of a file to its text."""
    algemeen: tuple[Overlegvorm, ...] = ()
    per_gemeente: dict[str, tuple[Overlegvorm, ...]] = {}
    for naam, tekst in teksten.items():
        profiel, vormen = _lees(naam, tekst)
        if naam == ALGEMEEN:
            algemeen = vormen
            continue
        if profiel not in load_profielen():
            raise ValueError(f"{naam}: profiel {profiel} is unknown")
        per_gemeente |= dict.fromkeys(huidige_gemeenten(profiel), vormen)
    if {v.soort for v in algemeen} != set(Overlegsoort):
        raise ValueError(f"{ALGEMEEN}: every kind needs a row")
    return Overlegboek(algemeen, per_gemeente)


def huidige_gemeenten(profiel: str) -> tuple[str, ...]:
    """Return the codes of a profile, with those that went up in another one followed."""
    gemeenten = load_gemeenten()
    codes = load_profielen()[profiel].gemeenten
    huidig = (gemeenten.huidige(code, op=date.max) for code in codes)
    return tuple(sorted({g.code for g in huidig if g}))


def _lees(naam: str, tekst: str) -> tuple[str, tuple[Overlegvorm, ...]]:
    try:
        ruw = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise ValueError(f"{naam}: {fout}") from fout
    _check_namen(naam, ruw, {"profiel", "overleg"})
    profiel = str(ruw.get("profiel", ""))
    if bool(profiel) is (naam == ALGEMEEN):
        raise ValueError(f"{naam}: profiel is needed, except in {ALGEMEEN}")
    rijen = enumerate(ruw.get("overleg", ()), start=1)
    return profiel, tuple(_vorm(f"{naam}, overleg {nr}", r) for nr, r in rijen)


def _check_namen(plek: str, ruw: Mapping[str, Any], bekend: set[str]) -> None:
    for naam in ruw.keys() - bekend:
        raise ValueError(f"{plek}: {naam} is no known name")


_VELDEN = {
    "soort",
    "vanaf",
    "bron",
    "per",
    "over_werkdagen",
    "van",
    "tot",
    "plek",
    "deelnemers",
    "zaken",
    "voorstel",
}


def _vorm(plek: str, ruw: Mapping[str, Any]) -> Overlegvorm:
    _check_namen(plek, ruw, _VELDEN)
    try:
        vorm = _lees_vorm(plek, ruw)
    except KeyError as fout:
        raise ValueError(f"{plek}: {fout.args[0]} is missing or not known") from fout
    except (TypeError, ValueError) as fout:
        raise ValueError(str(fout) if plek in str(fout) else f"{plek}: {fout}") from fout
    if vorm.tot <= vorm.van:
        raise ValueError(f"{plek}: tot must come after van")
    if fouten := check_opzet(vorm.plek, vorm.deelnemers, vorm.zaken, medisch=load_medisch()):
        raise ValueError(f"{plek}: {', '.join(fouten)} is wrong")
    return vorm


def _lees_vorm(plek: str, ruw: Mapping[str, Any]) -> Overlegvorm:
    if type(ruw["vanaf"]) is not date:
        raise ValueError(f"{plek}: vanaf must be a date, written without quotes")
    over = ruw.get("over_werkdagen")
    if over is not None and (type(over) is not int or not 1 <= over <= 60):
        raise ValueError(f"{plek}: over_werkdagen must be a number from 1 to 60")
    return Overlegvorm(
        soort=Overlegsoort(ruw["soort"]),
        vanaf=ruw["vanaf"],
        bron=_bron(plek, ruw),
        per_regio=_PER[ruw["per"]],
        over_werkdagen=over,
        van=time.fromisoformat(ruw["van"]),
        tot=time.fromisoformat(ruw["tot"]),
        plek=str(ruw["plek"]),
        deelnemers=tuple(map(str, ruw["deelnemers"])),
        zaken=int(ruw["zaken"]),
        regels=tuple(_regel(plek, r) for r in ruw.get("voorstel", ())),
    )


def _bron(plek: str, ruw: Mapping[str, Any]) -> str:
    if not str(ruw["bron"]).strip():
        raise ValueError(f"{plek}: bron is empty")
    return str(ruw["bron"])


def _regel(plek: str, ruw: Mapping[str, Any]) -> Voorstelregel:
    _check_namen(plek, ruw, {"reden", "bron", *_WEKEN})
    reden = Voorstelreden(ruw["reden"])
    if reden is Voorstelreden.INGEBRACHT:
        raise ValueError(f"{plek}: only a person brings somebody in")
    if {naam for naam in _WEKEN if naam in ruw} != _WEKEN_VAN.get(reden, set()):
        raise ValueError(f"{plek}: {reden} needs other weken and kort_weken")
    weken = [ruw.get(naam, 0) for naam in _WEKEN]
    if any(type(w) is not int or not 0 <= w <= 104 for w in weken):
        raise ValueError(f"{plek}: weken and kort_weken are numbers up to 104")
    return Voorstelregel(reden=reden, bron=_bron(plek, ruw), weken=weken[0], kort_weken=weken[1])
