"""Somebody was earlier: what to say to the second one, and to whom it may be said."""

from typing import NoReturn
from uuid import UUID

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.weigering import Weigering
from nazorg.store import berichtbeheer
from nazorg.store.transactie import Transactie

_LIGT = (Uitkomst.APART_GEZET, Uitkomst.WACHT)


class AlAfgehandeld(Weigering):
    """What was asked was done before. bericht: to look at what became of it."""

    def __init__(self, tekst: str, bericht: UUID) -> None:
        super().__init__(tekst)
        self.bericht = bericht


async def weiger_bericht(tx: Transactie, id_: UUID, medewerker: Medewerker) -> NoReturn:
    """Say that a message is not set aside any more. Raises AlAfgehandeld, or NietGevonden."""
    b = await berichtbeheer.get(tx, id_)
    if b is None or b.gemeente not in medewerker.gemeenten or b.uitkomst in _LIGT:
        raise NietGevonden
    raise AlAfgehandeld("Dit bericht is al afgehandeld. Wat u koos, is niet gedaan.", id_)


async def weiger_voorstel(tx: Transactie, id_: UUID, medewerker: Medewerker) -> NoReturn:
    """Say that a proposal is not open any more. Raises AlAfgehandeld, or NietGevonden."""
    b = await berichtbeheer.get(tx, id_)
    if b is None or b.gemeente not in medewerker.gemeenten:
        raise NietGevonden
    raise AlAfgehandeld("Er ligt geen voorstel meer om over te beslissen.", id_)
