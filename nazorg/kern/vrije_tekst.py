"""Free text about a person: short, and never medical, never a number of a person (L26, L28)."""

import re
from collections.abc import Collection

from nazorg.kern.bsn import is_bsn
from nazorg.kern.weigering import Weigering

LANGST = 1_000
_NEGEN = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_SCHEIDING = re.compile(r"(?<=[0-9])[ .\-](?=[0-9])")
_WOORD = re.compile(r"[^\W\d_]+")


class Tekstfout(Weigering):
    """A text that may not be kept. The message never repeats it."""


def check_tekst(tekst: str, *, medisch: Collection[str], langst: int = LANGST) -> str:
    """Return the text, trimmed. medisch: words in lower case that have no place here.

    Raises Tekstfout when it is too long, or holds a BSN or a medical word. A word counts from its
    begin: 'depressie' also finds 'depressies'.
    """
    schoon = tekst.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(schoon) > langst:
        raise Tekstfout(f"De tekst is te lang. Gebruik hoogstens {langst} tekens.")
    if any(is_bsn(getal) for getal in _NEGEN.findall(_SCHEIDING.sub("", schoon))):
        raise Tekstfout("Schrijf geen BSN in de tekst. Het is al veilig bewaard.")
    if any(w.startswith(tuple(medisch)) for w in _WOORD.findall(schoon.lower())):
        raise Tekstfout(
            "Medische gegevens horen hier niet, zoals een ziekte of een medicijn."
            " Schrijf alleen op wat er geregeld moet worden."
        )
    return schoon
