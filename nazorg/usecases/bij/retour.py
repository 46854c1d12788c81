"""Mail that came back later: noted first, put away after, so that a crash reads it once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import structlog

from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.verstuur import meld_terug

log = structlog.get_logger()
_PER_RONDE = 100


@dataclass(frozen=True, slots=True)
class Teruggekomen:
    """One mail to the return address. kenmerken: mails that it says did not arrive; none is fine.

    naam: by which the mailbox knows it.
    """

    naam: str
    kenmerken: tuple[UUID, ...]


class Retour(Protocol):
    """A mailbox for the return address. Never called inside a database transaction."""

    async def lees(self, hoogstens: int) -> Sequence[Teruggekomen]:
        """Return what waits. Raises OSError."""
        ...

    async def ruim_op(self, mail: Teruggekomen, *, van_ons: bool) -> None:
        """Put one away. van_ons: it was about a mail of ours, and noted."""
        ...


async def verwerk_retour(kamer: Kamer, retour: Retour) -> int:
    """Note each mail that came back. Returns how many were."""
    aantal = 0
    for mail in await retour.lees(_PER_RONDE):
        gevonden = [await meld_terug(id_, kamer=kamer) for id_ in mail.kenmerken]
        await retour.ruim_op(mail, van_ons=any(gevonden))
        aantal += any(gevonden)
        if not any(gevonden):
            log.info("bij.return_not_a_bounce")
    return aantal
