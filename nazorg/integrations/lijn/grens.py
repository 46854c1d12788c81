"""The border post: what a partner sent becomes a value of ours, or is refused as a whole.

Nothing of it is quoted in an error: what is wrong may be somebody's number or name.
"""

import re
from datetime import date, timedelta
from typing import TypeVar

import msgspec

from nazorg.kern.bsn import is_bsn
from nazorg.kern.inkomende_tekst import is_toegestaan
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.partner import NIET_OVERGENOMEN, Partnerreden, PartnerRefused
from nazorg.referentie.medisch import load_medisch

_S = TypeVar("_S")
# Their clock may be a little ahead of ours; a day that is further off was not measured yet.
_SPELING = timedelta(days=1)
_OUDSTE = date(1900, 1, 1)
_LANGSTE = 1_000
_NEGEN = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")


def lees(decoder: "msgspec.json.Decoder[_S]", ruw: bytes) -> _S:
    """Return the answer. Raises PartnerRefused when it is not what was agreed."""
    try:
        return decoder.decode(ruw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise buiten_contract() from None


def buiten_contract() -> PartnerRefused:
    return PartnerRefused(Partnerreden.BUITEN_CONTRACT)


def check_persoon(gevraagd: str, gekregen: str) -> None:
    """Refuse an answer that is about somebody else, whatever it says."""
    if gevraagd != gekregen:
        raise PartnerRefused(Partnerreden.ANDER_PERSOON)


def check_gemeten(dag: date | None, klok: Klok) -> date | None:
    """Return a day that something was measured on; one that is yet to come cannot be."""
    if dag is None or _OUDSTE <= dag <= klok.nu().date():  # of UTC: never after ours
        return dag
    if not _OUDSTE <= dag <= vandaag(klok) + _SPELING:
        raise buiten_contract()
    return dag


def check_tekst(tekst: str) -> str:
    """Return a name or a reference on one line, without what does not print. Refuses a long one.

    One that holds a BSN is replaced by a sentence that says so (L28).
    """
    schoon = tekst
    if not tekst.isprintable():
        schoon = "".join(t if t.isprintable() else " " for t in tekst)
    schoon = " ".join(schoon.split())
    if len(schoon) > _LANGSTE:
        raise buiten_contract()
    # Only nine digits in a row: a reference or a telephone number may have a dash in it.
    return NIET_OVERGENOMEN if any(map(is_bsn, _NEGEN.findall(schoon))) else schoon


def check_vrije_tekst(tekst: str) -> tuple[str, bool]:
    """Return free text of a partner, and whether it was replaced: by a sentence that says so.

    A text with a BSN, an illness or a victim (L26, L27, L28) falls; what came with it stays, so
    that one careless sentence does not cost a reader all the rest. Not for names and references.
    """
    schoon = check_tekst(tekst)
    if schoon is not NIET_OVERGENOMEN and is_toegestaan(schoon, medisch=load_medisch()):
        return schoon, False
    return NIET_OVERGENOMEN, True
