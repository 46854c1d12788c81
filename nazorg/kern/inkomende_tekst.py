"""Free text that others send: it may say no more than our own people may write (L26, L27, L28)."""

import re
from collections.abc import Collection

from nazorg.kern.vrije_tekst import Tekstfout, check_tekst

# Who suffered has no place here, not even in a sentence: names we cannot know, these words we can.
_SLACHTOFFER = re.compile(r"(?i)\b(slachtoffer|aangever|aangeefster|benadeelde)")


def is_toegestaan(tekst: str, *, medisch: Collection[str]) -> bool:
    """Tell whether a text holds no BSN, no medical word, and nothing about a victim."""
    if _SLACHTOFFER.search(tekst):
        return False
    try:
        check_tekst(tekst, medisch=medisch, langst=len(tekst))
    except Tekstfout:
        return False
    return True
