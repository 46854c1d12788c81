"""What people do with messages that did not go through, in words that are stored."""

from collections.abc import Sequence
from enum import StrEnum

from nazorg.berichten.uitkomst import Uitkomst

# So many set aside in a row and a source is put on hold; so many are tried when it starts again.
REEKS = 20


class Herhaalsoort(StrEnum):
    """Why a run of messages is offered again."""

    HERHALEN = "herhalen"
    HERVATTEN = "hervatten"


class Herhaalstand(StrEnum):
    """How far a run is. Stopped: the trial went wrong, the rest waits on."""

    BEZIG = "bezig"
    KLAAR = "klaar"
    GESTOPT = "gestopt"


class Herhaaluitkomst(StrEnum):
    """What became of one message in a run."""

    VERWERKT = "verwerkt"
    APART_GEZET = "apart_gezet"
    GENEGEERD = "genegeerd"
    OVERGESLAGEN = "overgeslagen"
    MISLUKT = "mislukt"


class Correctiestand(StrEnum):
    """What became of a proposal to correct a message."""

    OPEN = "open"
    GOEDGEKEURD = "goedgekeurd"
    AFGEWEZEN = "afgewezen"
    VERVALLEN = "vervallen"


def is_mis(laatste: Sequence[Herhaaluitkomst]) -> bool:
    """Tell whether the last messages of a run all went wrong. laatste: at most REEKS of them."""
    goed = (Herhaaluitkomst.VERWERKT, Herhaaluitkomst.GENEGEERD, Herhaaluitkomst.OVERGESLAGEN)
    return bool(laatste) and not any(u in goed for u in laatste)


def eindigt_op_apart(uitkomsten: Sequence[Uitkomst], reeks: int) -> bool:
    """Tell whether a source may be at the end of a row of messages that were set aside.

    uitkomsten: its new messages of one batch, in order. With fewer than `reeks` the ones before
    this batch decide.
    """
    return all(u is Uitkomst.APART_GEZET for u in uitkomsten[-reeks:])
