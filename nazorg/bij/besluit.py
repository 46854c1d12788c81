"""What a mayor decides, in person (L07). The system never proposes, ranks or preselects one."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from nazorg.bij.aanwijzing import BESLISSERS, Functie
from nazorg.kern.maanden import plus_maanden
from nazorg.kern.weigering import Weigering


class Besluitsoort(StrEnum):
    """What the mayor decided."""

    GEEN_MAATREGEL = "geen_maatregel"
    GESPREK = "gesprek"
    BEVEL = "bevel"
    GEBIEDSVERBOD = "gebiedsverbod"


# Measures keep their extract for five years; the others leave nothing (L04).
MAATREGELEN = frozenset({Besluitsoort.BEVEL, Besluitsoort.GEBIEDSVERBOD})
# In the one case that we found a ban lasted three months (ECLI:NL:RBOBR:2016:370); the law gives
# the light order of art. 172(3) no number. Longer than this is a typing mistake, no judgement.
LANGSTE_MAANDEN = 12


class BesluitOnvolledig(Weigering):
    """Something that the decision needs is missing or cannot be."""


class NietBevoegd(Weigering):
    """Only a mayor decides, and the own gemeente only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluit:
    """One decision. tot: last day of a measure. functie: in which capacity it was taken.

    doorgegeven_op: when other systems were told that there is one; None: not yet.
    """

    volgnr: int
    soort: Besluitsoort
    tot: date | None
    motivering: str
    door: str
    naam: str
    functie: Functie
    op: datetime
    doorgegeven_op: datetime | None = None


def controleer_besluit(
    soort: Besluitsoort | None, tot: date | None, motivering: str, *, functie: Functie, op: date
) -> Besluitsoort:
    """Return the kind, or raise what is wrong with the decision."""
    if functie not in BESLISSERS:
        raise NietBevoegd("Alleen de burgemeester zelf besluit. U kunt een overweging schrijven.")
    if soort is None:
        raise BesluitOnvolledig("Kies wat u besluit.")
    if soort in MAATREGELEN:
        mist = []
        if tot is None or not op <= tot <= plus_maanden(op, LANGSTE_MAANDEN):
            mist.append("Geef de laatste dag van de maatregel, binnen een jaar vanaf vandaag.")
        if not motivering.strip():
            mist.append("Schrijf waarom u deze maatregel neemt.")
        if mist:
            raise BesluitOnvolledig(" ".join(mist))
    elif tot is not None:
        raise BesluitOnvolledig("Alleen een bevel en een gebiedsverbod hebben een laatste dag.")
    return soort
