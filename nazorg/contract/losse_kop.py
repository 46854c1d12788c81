"""What a message that cannot be taken seems to say of itself: its source and its number.

Only a hint for a person who looks for that number. Nothing is kept under these, and no gap closes
by them: who may not speak for a source could claim any number.
"""

import re
from typing import Any

import msgspec

from nazorg.berichten.volgnummers import is_volgnummer
from nazorg.contract import velden
from nazorg.contract.envelop import bevat_bsn, is_voor_bij

# In text that is no JSON, as in JSON; only when it stands there once, so that it is not of `data`.
_BRON = re.compile(rb'"source"\s*:\s*"([^"\\]{1,200})"')
_ID = re.compile(rb'"id"\s*:\s*"([^"\\]{1,200})"')
_NUMMER = re.compile(rb'"sequence"\s*:\s*"?([0-9]{1,10})(?![0-9])')


def lees_losse_kop(ruw: bytes) -> tuple[str, int] | None:
    """Return the source and the sequence number, or None when one of them cannot be read.

    Of what seems to be for the mayor nothing is read.
    """
    if len(ruw) > velden.MAX_BERICHT or is_voor_bij(ruw):
        return None
    try:
        bron, nummer = _uit_json(msgspec.json.decode(ruw))
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        bron, nummer = _eenmaal(_BRON, ruw), _eenmaal(_NUMMER, ruw)
    is_bron = bool(velden.IS_BRON.match(bron)) and not bevat_bsn(bron)
    is_nummer = nummer.isascii() and nummer.isdigit() and len(nummer) <= 10
    if not (is_bron and is_nummer and is_volgnummer(int(nummer))):
        return None
    return bron, int(nummer)


def _uit_json(inhoud: Any) -> tuple[str, str]:
    if not isinstance(inhoud, dict):
        return "", ""
    bron, nummer = inhoud.get("source"), inhoud.get("sequence")
    # Written as a number it is wrong, and still the number that was meant.
    is_getal = isinstance(nummer, (int, str)) and not isinstance(nummer, bool)
    return bron if isinstance(bron, str) else "", str(nummer) if is_getal else ""


def _eenmaal(patroon: re.Pattern[bytes], ruw: bytes) -> str:
    gevonden = patroon.findall(ruw)
    return gevonden[0].decode("ascii", "replace") if len(gevonden) == 1 else ""


def noemt_nummer(ruw: bytes, nummer: str) -> bool:
    """Tell whether a message that cannot be taken seems to call itself by this `id`.

    Of what seems to be for the mayor nothing is told, and neither of anything else that is in it:
    only an `id` outside `data` counts, whole, and never one that holds a BSN.
    """
    if len(ruw) > velden.MAX_BERICHT or is_voor_bij(ruw) or bevat_bsn(nummer):
        return False
    try:
        inhoud = msgspec.json.decode(ruw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return _eenmaal(_ID, ruw) == nummer
    return isinstance(inhoud, dict) and inhoud.get("id") == nummer
