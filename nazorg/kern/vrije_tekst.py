"""Free text about a person: short, and never medical, never a number of a person (L26, L28)."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

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
    lijst = _lees_lijst(frozenset(medisch))
    vlak = _zonder_accenten(tekst.lower())
    aaneen = _STREEPJE.sub("", vlak)
    # Most texts, such as names of tables and places, hold nothing of it anywhere.
    if not (lijst.iets.search(vlak) or (aaneen != vlak and lijst.iets.search(aaneen))):
        return False
    los = _WOORD.findall(vlak)
    woorden = los if aaneen == vlak else [*los, *_WOORD.findall(aaneen)]
    midden = [m for m in lijst.midden if m in vlak or m in aaneen]
    for woord in _zonder_toegestaan(woorden, lijst.mag):
        if woord.startswith(lijst.begin):
            return True
        if midden and any(m in woord for m in midden):
            return True
    vol = [w for w in los if w not in _TUSSEN]
    return any(_staan_samen(vol, paar) for paar in lijst.paren if paar[0] in vlak)


class _Lijst(NamedTuple):
    """The lines of medisch.txt, by what they mean."""

    mag: tuple[str, ...]
    begin: tuple[str, ...]
    midden: tuple[str, ...]
    # Two words that mean it when they stand beside each other, without the little ones.
    paren: tuple[list[str], ...]
    # What is found in every text that holds anything of this list, and in some that do not.
    iets: re.Pattern[str]


@lru_cache(maxsize=8)
def _lees_lijst(medisch: frozenset[str]) -> _Lijst:
    stammen = [_zonder_accenten(m) for m in medisch]
    losse = [m for m in stammen if not m.startswith("!") and " " not in m]
    begin = tuple(m.removeprefix("^") for m in losse)
    paren = tuple(m.split() for m in stammen if " " in m)
    return _Lijst(
        mag=tuple(m[1:] for m in stammen if m.startswith("!")),
        begin=begin,
        midden=tuple(m for m in losse if not m.startswith("^") and len(m) >= _KORTSTE_STAM),
        paren=paren,
        iets=_een_van({*begin, *(een for een, _ in paren)}),
    )


def _een_van(stammen: Collection[str]) -> re.Pattern[str]:
    """Return what finds any of these, by their first letter: two to four times as fast."""
    per_letter = groupby(sorted(stammen), key=lambda stam: stam[:1])
    takken = (f"{re.escape(a)}(?:{'|'.join(re.escape(s[1:]) for s in g)})" for a, g in per_letter)
    return re.compile("|".join(takken))


def _zonder_accenten(tekst: str) -> str:
    """Return the text with plain letters, so that nobody slips past by typing no dots."""
    if tekst.isascii():
        return tekst
    return "".join(t for t in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(t))


def _zonder_toegestaan(woorden: Sequence[str], mag: tuple[str, ...]) -> Iterator[str]:
    """Yield the words, without the begin that may be written."""
    for woord in woorden:
        if woord.startswith(mag):
            begin = next(m for m in mag if woord.startswith(m))
            yield woord[len(begin) :]
        else:
            yield woord


def _staan_samen(woorden: Sequence[str], paar: Sequence[str]) -> bool:
    """Tell whether two words stand beside each other, in any order."""
    een, twee = paar
    return any(
        (a.startswith(een) and b.startswith(twee)) or (a.startswith(twee) and b.startswith(een))
        for a, b in pairwise(woorden)
    )
