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
from nazorg.contract.fouten import GEEN_GETAL, ONBEKEND_VELD

NIET_TE_VERBETEREN = frozenset(
    {"data.grondslag", "data.detentieId", "data.verlofId", "data.vervangt", "data.berichtId"}
)
# These decide who gets to see the person.
BEPAALT_PLEK = frozenset({"data.ontvangerGemeente", "data.gemeenteBrp", "data.gemeenteVestiging"})
MAX_WAARDE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Veld:
    """A field that is wrong and may be corrected.

    waarde: what stands there now, as text; None when nothing does. weg: we do not know this field,
    so the only right thing is to leave it out.
    """

    pad: str
    tekst: str
    waarde: str | None
    weg: bool


class Wijziging(msgspec.Struct, frozen=True):
    """One field with its new value; None leaves the field out. oud: what stood there, as text."""

    pad: str
    oud: str | None
    nieuw: str | int | None


def find_velden(inhoud: bytes, fouten: Iterable[Fout]) -> tuple[Veld, ...]:
    """Return the fields that may be corrected, in the order in which they are wrong."""
    bericht = _decode(inhoud)
    gevonden = [veld for fout in fouten for veld in _velden_van(bericht, fout)]
    return tuple({veld.pad: veld for veld in reversed(gevonden)}.values())[::-1]


def maak_wijzigingen(
    velden: Sequence[Veld], waarden: Mapping[str, str], weg: Iterable[str]
) -> tuple[Wijziging, ...]:
    """Return what somebody filled in: only known fields, and only what is not empty."""
    weglaten = set(weg)
    uit = []
    for veld in velden:
        nieuw = waarden.get(veld.pad, "").strip()[:MAX_WAARDE]
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


def _velden_van(bericht: Any, fout: Fout) -> Iterator[Veld]:
    """Yield the fields behind one fault: itself, or the parts of the object that it names."""
    if not _mag(fout.pad):
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
        yield Veld(pad=fout.pad, tekst=fout.tekst, waarde=_tekst(waarde), weg=False)


def _mag(pad: str) -> bool:
    delen = pad.split(".")
    is_data = delen[0] == "data" and len(delen) > 1 and "?" not in delen
    ouders = (".".join(delen[: i + 1]) for i in range(len(delen)))
    return is_data and NIET_TE_VERBETEREN.isdisjoint(ouders)


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
