"""Put a source on hold when nothing that it sends can be handled, and keep what it sends then.

No statement on the happy path: whether a source is on hold, a process remembers; whether it must
be, is asked only when its messages in a batch end with ones that were set aside.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from nazorg.berichten.alarm import alarm_bij_pauze
from nazorg.berichten.beheer import eindigt_op_apart
from nazorg.berichten.uitkomst import Reden, Uitkomst, mag_opnieuw
from nazorg.contract.lezen import ONBEKENDE_BRON
from nazorg.store import alarmen, pauzes
from nazorg.store.berichten import BerichtRij
from nazorg.store.transactie import Transactie


async def parkeer(tx: Transactie, rijen: Iterable[BerichtRij], op_pauze: frozenset[str]) -> None:
    """Let the messages wait of the sources that are on hold.

    Asks the database whether that still is so: who starts a source again waits for us, and after
    that nothing of it may be left behind waiting. Asks nothing when nothing may wait.
    """
    kandidaten = [r for r in rijen if r.kop.bron in op_pauze and _mag_wachten(r)]
    if not kandidaten:
        return
    echt = await pauzes.hold_open(tx, sorted({r.kop.bron for r in kandidaten}))
    for rij in kandidaten:
        if rij.kop.bron in echt:
            rij.kop.uitkomst, rij.kop.reden = Uitkomst.WACHT, Reden.BRON_OP_PAUZE
            rij.fouten, rij.kop.fouten = (), None


def _mag_wachten(rij: BerichtRij) -> bool:
    """Tell whether a message may be kept to be judged later: not when its content may not be."""
    return (
        rij.inhoud is not None
        and rij.kop.uitkomst is not Uitkomst.GENEGEERD
        and mag_opnieuw(rij.kop.reden, rij.fouten)
    )


async def overweeg_pauze(
    tx: Transactie, rijen: Iterable[BerichtRij], nieuw: set[UUID], *, reeks: int, nu: datetime
) -> list[str]:
    """Put sources on hold whose last `reeks` messages were all set aside; return them.

    rijen: the batch, in order. A message whose source cannot be read says nothing about a source.
    """
    per_bron: dict[str, list[Uitkomst]] = defaultdict(list)
    for rij in rijen:
        if rij.kop.id in nieuw and rij.kop.bron != ONBEKENDE_BRON:
            per_bron[rij.kop.bron].append(rij.kop.uitkomst)
    verdacht = sorted(b for b, u in per_bron.items() if reeks and eindigt_op_apart(u, reeks))
    if not verdacht:
        return []
    op_pauze = await pauzes.open_na_reeks(tx, verdacht, reeks=reeks, nu=nu)
    for bron in op_pauze:
        await alarmen.open_alarm(tx, alarm_bij_pauze(bron, sinds=nu, wachten=0), nu=nu)
    return op_pauze
