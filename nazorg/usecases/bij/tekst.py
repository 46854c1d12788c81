"""What people write in the room of the mayor: never medical, no BSN, and no victim by name."""

from nazorg.kern.slachtoffer import noemt_bij_naam
from nazorg.kern.vrije_tekst import LANGST, Tekstfout, check_tekst
from nazorg.referentie.medisch import load_medisch

_NAAM = (
    "Schrijf geen naam van een slachtoffer of van familie. 'Het slachtoffer' of 'de moeder' is"
    " genoeg."
)


def check_eigen_tekst(tekst: str, *, langst: int = LANGST) -> str:
    """Return the text, trimmed. Raises Tekstfout for what may not be kept (L26, L27, L28)."""
    schoon = check_tekst(tekst, medisch=load_medisch(), langst=langst)
    if noemt_bij_naam(schoon):
        raise Tekstfout(_NAAM)
    return schoon
