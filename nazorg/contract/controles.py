"""Checks that a shape cannot express: elfproef, known codes, dates that can be true together."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import cache

from msgspec import Struct

from nazorg.berichten.uitkomst import ZIN, Fout, Reden
from nazorg.contract import velden, wire
from nazorg.kern.bsn import is_bsn
from nazorg.kern.deeldatum import is_mogelijk
from nazorg.kern.gemeente import GEEN_WOONPLAATS, RNI

# Per gemeente of a message: the codes that exist, but not for this purpose.
_GEMEENTEN: dict[str, frozenset[str]] = {
    "ontvangerGemeente": GEEN_WOONPLAATS,
    "gemeenteBrp": frozenset(),
    "gemeenteVestiging": frozenset({RNI}),
    "gemeenteVerblijf": frozenset(),
    "gemeenteBestemming": frozenset(),
}
_MET_VOLGORDE = ("totDatum", "eindDatum", "verwachtEinde")
# Each is about two fields, and either may be the wrong one.
EINDE_VOOR_BEGIN = "Het einde ligt vóór het begin."
VERLOF_VOOR_BEGIN = "Het verlof eindigt vóór het begint."
VERWACHT_VOOR_BEGIN = "Het verwachte einde ligt vóór het begin."
_DAGEN = ("beginDatum", "datum", "vanDatum", "totDatum", "eindDatum")


@dataclass(frozen=True, slots=True)
class Bekend:
    """The codes that exist: gemeenten of BRP tabel 33 (past ones too) and inrichtingen."""

    gemeenten: Container[str]
    inrichtingen: Container[str]


def controleer(data: wire.Basis | wire.Los, bekend: Bekend) -> list[Fout]:
    """Return everything that is impossible in data of the right shape; empty when it is fine."""
    # Lists and no generators: nearly every message is right, and each passes here.
    fouten = _persoon(data.persoon)
    fouten += _codes(data, bekend)
    fouten += _jaren(data)
    fouten += _volgorde(data)
    return fouten


def fout(pad: str, reden: Reden, tekst: str | None = None) -> Fout:
    return Fout(pad, reden, tekst or ZIN[reden])


def is_mogelijk_jaar(jaar: int) -> bool:
    """Tell whether a day or moment in jaar can be meant; far ones overflow when we count on."""
    return velden.EERSTE_JAAR <= jaar <= velden.LAATSTE_JAAR


def _persoon(persoon: wire.Persoon | wire.LossePersoon | None) -> list[Fout]:
    fouten: list[Fout] = []
    if persoon is None:
        return fouten
    if persoon.bsn is not None and not is_bsn(persoon.bsn):
        fouten.append(fout("data.persoon.bsn", Reden.ONGELDIG_BSN))
    g = persoon.geboorte
    if g is not None and not is_mogelijk(g.jaar, g.maand, g.dag):
        fouten.append(_datum("persoon.geboorte", "Deze geboortedatum bestaat niet."))
    return fouten


@cache
def _velden_van(soort: type[Struct], namen: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of these fields a kind of message has: most have few, and we look at all."""
    return tuple(naam for naam in namen if naam in soort.__struct_fields__)


_CODES = tuple(_GEMEENTEN)


def _codes(data: wire.Basis | wire.Los, bekend: Bekend) -> list[Fout]:
    fouten: list[Fout] = []
    for naam in _velden_van(type(data), _CODES):
        code: str | None = getattr(data, naam)
        if code is not None and (code not in bekend.gemeenten or code in _GEMEENTEN[naam]):
            fouten.append(fout(f"data.{naam}", Reden.ONBEKENDE_GEMEENTE))
    inrichting: str | None = getattr(data, "inrichting", None)
    if inrichting is not None and inrichting not in bekend.inrichtingen:
        fouten.append(fout("data.inrichting", Reden.ONBEKENDE_INRICHTING))
    return fouten


def _jaren(data: wire.Basis | wire.Los) -> list[Fout]:
    fouten: list[Fout] = []
    for naam in _velden_van(type(data), _DAGEN):
        dag: date | None = getattr(data, naam)
        if dag is not None and not is_mogelijk_jaar(dag.year):
            fouten.append(_datum(naam, "Dit jaar kan niet kloppen."))
    if einde := _verwacht_einde(data):
        for naam, dag in (("vroegst", einde.vroegst), ("laatst", einde.laatst)):
            if not is_mogelijk_jaar(dag.year):
                fouten.append(_datum(f"verwachtEinde.{naam}", "Dit jaar kan niet kloppen."))
    return fouten


def _volgorde(data: wire.Basis | wire.Los) -> list[Fout]:
    """Find an end before its begin. Which kind of message it is, the fields themselves tell."""
    fouten: list[Fout] = []
    if not _velden_van(type(data), _MET_VOLGORDE):
        return fouten
    begin: date | None = getattr(data, "beginDatum", None)
    eind: date | None = getattr(data, "eindDatum", None)
    van: date | None = getattr(data, "vanDatum", None)
    tot: date | None = getattr(data, "totDatum", None)
    if van and tot and tot < van:
        fouten.append(_datum("totDatum", VERLOF_VOOR_BEGIN))
    if begin and eind and eind < begin:
        fouten.append(_datum("eindDatum", EINDE_VOOR_BEGIN))
    verwacht = _verwacht_einde(data)
    if verwacht and verwacht.laatst < verwacht.vroegst:
        fouten.append(_datum("verwachtEinde", "De laatste dag ligt vóór de vroegste dag."))
    if verwacht and begin and verwacht.vroegst < begin:
        fouten.append(_datum("verwachtEinde.vroegst", VERWACHT_VOOR_BEGIN))
    return fouten


def _verwacht_einde(data: wire.Basis | wire.Los) -> wire.VerwachtEinde | None:
    einde = getattr(data, "verwachtEinde", None)
    # In a change notice it may also be 'not said'.
    return einde if isinstance(einde, wire.VerwachtEinde) else None


def _datum(naam: str, tekst: str) -> Fout:
    return fout(f"data.{naam}", Reden.ONMOGELIJKE_DATUM, tekst)
