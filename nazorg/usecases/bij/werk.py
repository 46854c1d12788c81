"""One round of all that happens without a person: tell, send, ask, destroy.

Safe to run at any time: everything looks at all there is, so a round that fails half-way is
finished by the next.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from nazorg.bij.kennisgeving import BijAlarm
from nazorg.store.bij import alarmen, audit
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.post import Post
from nazorg.usecases.bij.vernietig import vernietig
from nazorg.usecases.bij.verrijk import Bronnen, verrijk
from nazorg.usecases.bij.verstuur import verstuur_alles
from nazorg.usecases.bij.waarschuw import waarschuw

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Werker:
    """What the process of this compartment does. post: None where no mail server is set."""

    kamer: Kamer
    post: Post | None
    bronnen: Bronnen

    async def doe_ronde(self) -> int:
        """Do everything once; what fails stops nothing else. Returns how much was done."""
        kamer, post = self.kamer, self.post
        stappen: list[tuple[str, Callable[[], Awaitable[int]]]] = [
            ("waarschuw", lambda: waarschuw(kamer)),
            ("verrijk", lambda: verrijk(kamer, self.bronnen)),
            ("vernietig", lambda: vernietig(kamer)),
        ]
        if post is not None:
            stappen.insert(1, ("verstuur", lambda: verstuur_alles(kamer, post)))
        return sum([await _veilig(naam, stap) for naam, stap in stappen])

    async def verifieer(self) -> bool:
        """Recompute the audit chain of this compartment; an alarm when it was changed."""
        async with self.kamer.store.open_unscoped_werk() as tx:
            stand = await audit.verify(tx)
            mis = stand.eerste_fout is not None
            soort = BijAlarm.AUDIT_VERANDERD
            await alarmen.replace(tx, soort, [""] if mis else [], nu=self.kamer.klok.nu())
        return not mis


async def _veilig(naam: str, stap: Callable[[], Awaitable[int]]) -> int:
    try:
        return await stap()
    except Exception as fout:  # noqa: BLE001 - the edge: the next round tries again
        log.error("bij.step_failed", job=naam, fout=type(fout).__name__)  # noqa: TRY400
        return 0
