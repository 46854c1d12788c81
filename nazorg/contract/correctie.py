"""Correct fields of a message: which may be, what stands there now, and the message with others.

Only fields of `data` that the reader names as wrong. Never what says who sends, what it is or on
which ground (everything outside `data`, and `grondslag`), and never a number that points at another
message or detention of the source: only the source knows those.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from nazorg.berichten.uitkomst import Fout
from nazorg.contract.controles import EINDE_VOOR_BEGIN, VERLOF_VOOR_BEGIN, VERWACHT_VOOR_BEGIN
from nazorg.contract.fouten import GEEN_GETAL, ONBEKEND_VELD
from nazorg.contract.veldvorm import VRIJ, Vorm, schrijf_dag, vorm_van

NIET_TE_VERBETEREN = frozenset(
    {"data.grondslag", "data.detentieId", "data.verlofId", "data.vervangt", "data.berichtId"}
)
# These decide who gets to see the person.
BEPAALT_PLEK = frozenset({"data.ontvangerGemeente", "data.gemeenteBrp", "data.gemeenteVestiging"})
MAX_WAARDE = 200
# What is wrong between two fields: the other one may be changed as well.
_HET_ANDERE = {
    EINDE_VOOR_BEGIN: "data.beginDatum",
    VERLOF_VOOR_BEGIN: "data.vanDatum",
    VERWACHT_VOOR_BEGIN: "data.beginDatum",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Veld:
    """A field that is wrong and may be corrected.

    waarde: what stands there now, as text; None when nothing does. weg: we do not know this field,
    so the only right thing is to leave it out. vorm: what may stand there.
    """

    pad: str
    tekst: str
    waarde: str | None
    weg: bool
    vorm: Vorm = VRIJ


class Wijziging(msgspec.Struct, frozen=True):
    """One field with its new value; None leaves the field out. oud: what stood there, as text."""

    pad: str
    oud: str | None
    nieuw: str | int | None


def find_velden(inhoud: bytes, fouten: Iterable[Fout]) -> tuple[Veld, ...]:
    """Return the fields that may be corrected, in the order in which they are wrong."""
    bericht = _decode(inhoud)
    gevonden = [veld for fout in fouten for veld in _velden_om(bericht, fout)]
    return tuple({veld.pad: veld for veld in reversed(gevonden)}.values())[::-1]


def find_beletsels(inhoud: bytes, fouten: Iterable[Fout]) -> tuple[Fout, ...]:
    """Return what is wrong and cannot be corrected here: with any of it a correction is in vain."""
    bericht = _decode(inhoud)
    return tuple(fout for fout in fouten if not any(_velden_van(bericht, fout)))


def mag_veld(pad: str) -> bool:
    """Tell whether a field is one of those that may be corrected at all."""
    delen = pad.split(".")
    is_data = delen[0] == "data" and len(delen) > 1 and "?" not in delen
    ouders = (".".join(delen[: i + 1]) for i in range(len(delen)))
    return is_data and NIET_TE_VERBETEREN.isdisjoint(ouders)


def maak_wijzigingen(
    velden: Sequence[Veld], waarden: Mapping[str, str], weg: Iterable[str]
) -> tuple[Wijziging, ...]:
    """Return what somebody filled in: only known fields, and only what is not empty."""
    weglaten = set(weg)
    uit = []
    for veld in velden:
        nieuw = waarden.get(veld.pad, "").strip()[:MAX_WAARDE]
        nieuw = schrijf_dag(nieuw) if veld.vorm.dag else nieuw
        if veld.weg and veld.pad in weglaten:
            uit.append(Wijziging(veld.pad, veld.waarde, None))
        elif nieuw and not veld.weg:
            uit.append(Wijziging(veld.pad, veld.waarde, nieuw))
    return tuple(uit)


def als_getal(wijzigingen: Sequence[Wijziging], fouten: Iterable[Fout]) -> tuple[Wijziging, ...]:
    """Make a number of what was typed where the reader wants a number."""
    fout = {f.pad for f in fouten if f.tekst == GEEN_GETAL}
    return tuple(
        Wijziging(w.pad, w.oud, int(w.nieuw))
        if w.pad in fout
        and isinstance(w.nieuw, str)
        and w.nieuw.isascii()
        and w.nieuw.isdigit()
        and len(w.nieuw) <= 9
        else w
        for w in wijzigingen
    )


def pas_toe(inhoud: bytes, wijzigingen: Iterable[Wijziging]) -> bytes:
    """Return the message with these values. What is not named stays as it was."""
    bericht = _decode(inhoud)
    for w in wijzigingen:
        ouder, naam = _plek(bericht, w.pad)
        if w.nieuw is None:
            ouder.pop(naam, None)
        else:
            ouder[naam] = w.nieuw
    return msgspec.json.encode(bericht)


def _velden_om(bericht: Any, fout: Fout) -> Iterator[Veld]:
    """Yield the fields behind one fault, and the other one of two that do not go together."""
    if ander := _HET_ANDERE.get(fout.tekst):
        yield from _velden_van(bericht, Fout(ander, fout.reden, fout.tekst))
    yield from _velden_van(bericht, fout)


def _velden_van(bericht: Any, fout: Fout) -> Iterator[Veld]:
    """Yield the fields behind one fault: itself, or the parts of the object that it names."""
    if not mag_veld(fout.pad):
        return
    try:
        ouder, naam = _plek(bericht, fout.pad)
    except KeyError:
        return
    waarde = ouder.get(naam)
    if fout.tekst == ONBEKEND_VELD:
        yield Veld(pad=fout.pad, tekst=fout.tekst, waarde=_tekst(waarde), weg=True)
    elif isinstance(waarde, dict):
        for deel in waarde:
            yield from _velden_van(bericht, Fout(f"{fout.pad}.{deel}", fout.reden, fout.tekst))
    elif not isinstance(waarde, list):
        vorm = vorm_van(bericht.get("type"), fout.pad)
        # What is itself made of parts cannot be typed as one value.
        if not vorm.is_deel:
            tekst = _tekst(waarde)
            yield Veld(pad=fout.pad, tekst=fout.tekst, waarde=tekst, weg=False, vorm=vorm)


def _plek(bericht: Any, pad: str) -> tuple[dict[str, Any], str]:
    """Return the object that a field stands in. Raises KeyError when there is no such object."""
    *ouders, naam = pad.split(".")
    plek = bericht
    for deel in ouders:
        if isinstance(plek, list) and deel.isdigit() and int(deel) < len(plek):
            plek = plek[int(deel)]
        elif isinstance(plek, dict):
            plek = plek[deel]
        else:
            raise KeyError(pad)
    if not isinstance(plek, dict):
        raise KeyError(pad)
    return plek, naam


def _tekst(waarde: Any) -> str | None:
    if waarde is None or isinstance(waarde, str):
        return waarde
    return msgspec.json.encode(waarde).decode()


def _decode(inhoud: bytes) -> Any:
    """Return the message, or nothing at all when it is no JSON: then nothing can be corrected."""
    try:
        return msgspec.json.decode(inhoud)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
