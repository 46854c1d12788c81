"""Who may see what comes for the mayor: designations with a begin, an end and a document (L06)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from nazorg.kern.gemeente import Gemeenten


class Functie(StrEnum):
    """In which capacity somebody is designated."""

    BURGEMEESTER = "burgemeester"
    WAARNEMEND_BURGEMEESTER = "waarnemend_burgemeester"
    LOCOBURGEMEESTER = "locoburgemeester"
    AANDACHTSFUNCTIONARIS = "aandachtsfunctionaris"


# Gemeentewet art. 77 and 78: a deputy and an acting mayor have the powers of the mayor; an official
# never has them (L07).
BESLISSERS = frozenset(
    {Functie.BURGEMEESTER, Functie.WAARNEMEND_BURGEMEESTER, Functie.LOCOBURGEMEESTER}
)


_AMBT = frozenset({Functie.BURGEMEESTER, Functie.WAARNEMEND_BURGEMEESTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanwijzing:
    """One designation. van and tot are half-open; persoon: stable id of who it is.

    stil_van to stil_tot: when a mail can wait until the morning. leest_namens: what this official
    read, the mayor has read, as the document says.
    """

    id: UUID
    gemeente: str
    persoon: str
    naam: str
    functie: Functie
    van: date
    tot: date | None
    document: str
    email: str
    telefoon: str
    stil_van: time
    stil_tot: time
    leest_namens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevoegdheid:
    """What somebody may do in one gemeente today, and until when.

    codes: that gemeente, and all that went up in it: what was sent to them is for it now.
    """

    gemeente: str
    functie: Functie
    aanwijzing: Aanwijzing
    codes: frozenset[str]

    @property
    def beslist(self) -> bool:
        return self.functie in BESLISSERS


def is_geldig(a: Aanwijzing, *, op: date, gemeenten: Gemeenten) -> bool:
    """Tell whether a designation holds on a day: an office ends with its gemeente."""
    if not a.document or op < a.van or (a.tot is not None and op >= a.tot):
        return False
    nu = gemeenten.huidige(a.gemeente, op=op)
    return nu is not None and nu.code == a.gemeente and (nu.begin is None or nu.begin <= op)


def find_bevoegdheden(
    aanwijzingen: Iterable[Aanwijzing], *, persoon: str, op: date, gemeenten: Gemeenten
) -> list[Bevoegdheid]:
    """Return what this person may do today; empty means: nothing to see (L06)."""
    eigen = [
        a for a in aanwijzingen if a.persoon == persoon and is_geldig(a, op=op, gemeenten=gemeenten)
    ]
    # Who is both sees it once, in the capacity that may decide.
    eigen.sort(key=lambda a: (a.gemeente, a.functie not in BESLISSERS, a.van))
    per_gemeente: dict[str, Aanwijzing] = {}
    for a in eigen:
        per_gemeente.setdefault(a.gemeente, a)
    return [
        Bevoegdheid(
            gemeente=code, functie=a.functie, aanwijzing=a, codes=codes_van(code, op, gemeenten)
        )
        for code, a in per_gemeente.items()
    ]


def wie_telt(geldig: Collection[Aanwijzing]) -> frozenset[str]:
    """Return of whom one has to read an alert before it counts as read (L06).

    geldig: who is designated in one gemeente today. It is for the mayor; an acting mayor is the
    mayor (Gemeentewet art. 78). A deputy stands in (art. 77), so counts where neither is there. An
    official only where the register says that this one reads for the mayor.
    """
    ambt = {a.persoon for a in geldig if a.functie in _AMBT}
    anders = {a.persoon for a in geldig if a.functie is Functie.LOCOBURGEMEESTER}
    namens = {a.persoon for a in geldig if a.leest_namens}
    return frozenset((ambt or anders) | namens)


def codes_van(code: str, op: date, gemeenten: Gemeenten) -> frozenset[str]:
    """Return a gemeente and every one that went up in it by this day."""
    nu = {g.code: gemeenten.huidige(g.code, op=op) for g in gemeenten}
    return frozenset(oud for oud, huidig in nu.items() if huidig and huidig.code == code)


def find_zonder_beslisser(
    codes: Iterable[str], aanwijzingen: Iterable[Aanwijzing], *, op: date, gemeenten: Gemeenten
) -> list[str]:
    """Return the gemeenten (as they are called today) where nobody could see an alert now."""
    gedekt = {
        a.gemeente
        for a in aanwijzingen
        if a.functie in BESLISSERS and is_geldig(a, op=op, gemeenten=gemeenten)
    }
    nu = {g.code for c in codes if (g := gemeenten.huidige(c, op=op))}
    return sorted(nu - gedekt)
