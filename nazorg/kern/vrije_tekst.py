"""Free text about a person: short, and never medical, never a number of a person (L26, L28)."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from nazorg.kern.bsn import is_bsn
from nazorg.kern.weigering import Weigering

LANGST = 1_000
_NEGEN = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_SCHEIDING = re.compile(r"(?<=[0-9])[ .\-](?=[0-9])")
_WOORD = re.compile(r"[^\W\d_]+")
_STREEPJE = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011](?=[^\W\d_])")
# Shorter ones occur by chance inside other words.
_KORTSTE_STAM = 5
# What may stand between two words that belong together: 'opgenomen bij de ggz'.
_TUSSEN = frozenset({"bij", "de", "een", "het", "in", "naar", "op", "van", "voor"})
_MEDISCH = (
    "Medische gegevens horen hier niet, zoals een ziekte, een verslaving of een medicijn."
    " Schrijf alleen op wat er geregeld moet worden, bij wie en wanneer."
)


class Tekstfout(Weigering):
    """A text that may not be kept. The message never repeats it."""


def check_tekst(tekst: str, *, medisch: Collection[str], langst: int = LANGST) -> str:
    """Return the text, trimmed. medisch: words that have no place here, as in medisch.txt.

    Raises Tekstfout when it is too long, or holds a BSN or a medical word.
    """
    schoon = tekst.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(schoon) > langst:
        raise Tekstfout(f"De tekst is te lang. Gebruik hoogstens {langst} tekens.")
    if any(is_bsn(getal) for getal in _NEGEN.findall(_SCHEIDING.sub("", schoon))):
        raise Tekstfout("Schrijf geen BSN in de tekst. Het is al veilig bewaard.")
    if holds_medisch(schoon, medisch):
        raise Tekstfout(_MEDISCH)
    return schoon


def holds_medisch(tekst: str, medisch: Collection[str]) -> bool:
    """Tell whether a text has a medical word in it. medisch: lines as in medisch.txt.

    'kanker' is also found in 'longkanker': in Dutch the illness comes last.
    """
    vlak = _zonder_accenten(tekst.lower())
    los = _WOORD.findall(vlak)
    aaneen = _WOORD.findall(_STREEPJE.sub("", vlak))
    stammen = [_zonder_accenten(m) for m in medisch]
    mag = tuple(m[1:] for m in stammen if m.startswith("!"))
    paren = [m.split() for m in stammen if " " in m]
    losse = [m for m in stammen if not m.startswith("!") and " " not in m]
    begin = tuple(m.removeprefix("^") for m in losse)
    midden = tuple(m for m in losse if not m.startswith("^") and len(m) >= _KORTSTE_STAM)
    for woord in _zonder_toegestaan([*los, *aaneen], mag):
        if woord.startswith(begin) or any(m in woord for m in midden):
            return True
    return any(_staan_samen(los, paar) for paar in paren)


def _zonder_accenten(tekst: str) -> str:
    """Return the text with plain letters, so that nobody slips past by typing no dots."""
    return "".join(t for t in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(t))


def _zonder_toegestaan(woorden: Sequence[str], mag: tuple[str, ...]) -> Iterator[str]:
    """Yield the words, without the begin that may be written."""
    for woord in woorden:
        begin = next((m for m in mag if woord.startswith(m)), "")
        yield woord[len(begin) :]


def _staan_samen(woorden: Sequence[str], paar: Sequence[str]) -> bool:
    """Tell whether two words stand beside each other, in any order; little words do not count."""
    vol = [w for w in woorden if w not in _TUSSEN]
    een, twee = paar
    return any(
        (a.startswith(een) and b.startswith(twee)) or (a.startswith(twee) and b.startswith(een))
        for a, b in pairwise(vol)
    )
