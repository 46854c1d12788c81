"""What can be recognised of a victim, or another person, in a text: words, and names behind words.

A bare name ('bedreiging van Maria Jansen') and an address cannot be told from other words (L27),
nor a name in capitals or behind a comma. The law itself names relatives (art. 304 Sr), and a lawful
notice that is set aside reaches no mayor: behind a relative only what is plainly a name counts.
"""

import re
import unicodedata

_GELEDEN = "slachtoffer|aangever|aangeefster|benadeelde|nabestaande|gedupeerde|beledigde partij"
_VERWANT = (
    "ex-?partner|ex-?vrouw|ex-?man|ex-?vriendin|ex-?vriend|echtgenote|echtgenoot|levensgezel"
    "|vriendin|dochter|stiefdochter|zoon|stiefzoon|moeder|vader|zusje|zus|broertje|broer"
    "|buurvrouw|buurman|buurmeisje|buurjongen|nichtje|neefje"
)
_AANSPREEK = r"mevrouw|mevr\.?|mw\.?|meneer|dhr\.?|de heer"
_SLACHTOFFER = re.compile(_GELEDEN, re.IGNORECASE)
# Before a name may stand how somebody is addressed, and parts that are not capitals.
_VOORAF = rf"(?:(?i:genaamd|{_AANSPREEK})[ ])?(?:(?i:van|de|den|der|ter|ten|het|el)[ ]){{0,3}}"
# A first name or an initial, and not the article of the law that follows.
_EIGENNAAM = r"(?!(?i:art\b|artikel))[A-Z](?:[a-z]|\.)"
_NABIJ = re.compile(
    rf"\b(?i:{_VERWANT})[ ]{{1,3}}{_VOORAF}{_EIGENNAAM}"
    rf"|(?i:{_GELEDEN})n?s?[ :,(]{{1,3}}{_VOORAF}[A-Z]"
)
_AANGESPROKEN = re.compile(rf"\b(?i:{_AANSPREEK})[ ]{{1,3}}{_VOORAF}[A-Z]")


def noemt_slachtoffer(tekst: str) -> bool:
    """Tell whether a text has a word for who suffered: for text of others, which needs none."""
    return _SLACHTOFFER.search(_vlak(tekst)) is not None


def noemt_bij_naam(tekst: str) -> bool:
    """Tell whether a name stands behind a word for a victim or a relative."""
    return _NABIJ.search(_vlak(tekst)) is not None


def noemt_iemand(tekst: str) -> bool:
    """Tell the same, or that somebody is addressed by name: mevrouw De Wit."""
    return noemt_bij_naam(tekst) or _AANGESPROKEN.search(_vlak(tekst)) is not None


def _vlak(tekst: str) -> str:
    """Return the text with plain letters, and without what one cannot see."""
    if tekst.isascii():
        return tekst
    los = unicodedata.normalize("NFKD", tekst)
    return "".join(t for t in los if unicodedata.category(t) not in ("Mn", "Cf"))
