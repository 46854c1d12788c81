"""Lists that a gemeente keeps by itself: what kinds there are, and what became of each row.

A row becomes a message with a source of its own, one per gemeente. Such a source knows less than a
register: it has no number for the detention (`nazorg.detenties.gezag`).
"""

from enum import StrEnum

_SYSTEEM = ":systeem:"
_LIJST = f"{_SYSTEEM}lijst-"


class Lijstsoort(StrEnum):
    """What a list is about."""

    DETENTIE = "detentie"
    PLAN = "plan"


class Rijuitkomst(StrEnum):
    """What becomes of a row, before it is confirmed and after."""

    NIEUW_DOSSIER = "nieuw_dossier"
    BEKEND_DOSSIER = "bekend_dossier"
    WIJKT = "wijkt"
    DUBBEL = "dubbel"
    FOUT = "fout"


def is_lijst(bron: str) -> bool:
    """Tell whether a source is a list of a gemeente."""
    return _LIJST in bron


def make_lijstbron(onze_bron: str, gemeente: str) -> str:
    """Return the source of the list of a gemeente, under the OIN of our own source."""
    return f"{onze_bron.partition(_SYSTEEM)[0]}{_LIJST}{gemeente}"
