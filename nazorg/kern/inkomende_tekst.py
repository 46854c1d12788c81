"""Free text that others send: it may say no more than our own people may write (L26, L27, L28)."""

from collections.abc import Collection

from nazorg.kern.slachtoffer import noemt_iemand, noemt_slachtoffer
from nazorg.kern.vrije_tekst import Tekstfout, check_tekst


def is_toegestaan(tekst: str, *, medisch: Collection[str]) -> bool:
    """Tell whether a text holds no BSN, no medical word, and no victim or other person by name.

    Who suffered has no place here, not even in a sentence. A bare name cannot be recognised.
    """
    if noemt_slachtoffer(tekst) or noemt_iemand(tekst):
        return False
    try:
        check_tekst(tekst, medisch=medisch, langst=len(tekst))
    except Tekstfout:
        return False
    return True
