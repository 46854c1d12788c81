"""Watch how messages for the mayor come in: what stands still must be seen, by somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from nazorg.berichten.uitkomst import Reden
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.bij.lezer import find_leesalarm
from nazorg.store.bij import alarmen, berichten, hartslagen
from nazorg.store.bij.hartslagen import Hartslag
from nazorg.usecases.bij.gat import GRENZEN, is_oud, zoek_gaten
from nazorg.usecases.bij.kamer import Kamer

_SOORTEN = (BijAlarm.EIGEN_FOUT, BijAlarm.GAT, BijAlarm.LEZER_STIL, BijAlarm.LEZER_ACHTER)
# So long a consumer that is gone is remembered.
_BEWAAR = timedelta(days=1)


async def meld_hartslag(
    consumer: UUID, *, achterstand: int, oudste: timedelta | None, kamer: Kamer
) -> None:
    """Note that a consumer looked at Kafka now. oudste: age of what waits longest, if any waits."""
    nu = kamer.klok.nu()
    oudste_op = nu - oudste if oudste is not None else None
    async with kamer.store.open_unscoped_ontvangst() as tx:
        await hartslagen.schrijf(tx, Hartslag(consumer, nu, achterstand, oudste_op))


async def bewaak(kamer: Kamer) -> int:
    """Open and end the alarms about what comes in. Returns how many kinds it looked at."""
    nu = kamer.klok.nu()
    async with kamer.store.open_unscoped_werk() as tx:
        await tx.execute("select pg_advisory_xact_lock(hashtext('bij.bewaak'))")
        gelezen, oudste = await hartslagen.find(tx, sinds=nu - GRENZEN.hartslag)
        mis = {find_leesalarm(gelezen, oudste, nu=nu, grenzen=GRENZEN)}
        if (await berichten.tel_apart(tx)).get(Reden.EIGEN_FOUT):
            mis.add(BijAlarm.EIGEN_FOUT)
        if any(is_oud(gat, nu=nu) for _, gat in await zoek_gaten(tx)):
            mis.add(BijAlarm.GAT)
        for soort in _SOORTEN:
            await alarmen.replace(tx, soort, [""] if soort in mis else [], nu=nu)
        await alarmen.schrijf_gekeken(tx, nu=nu)
        await hartslagen.delete_oud(tx, voor=nu - _BEWAAR)
    return len(_SOORTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class BijMetingen:
    """What may be a figure: kinds and counts, nothing about anybody.

    apart: messages that are set aside now, by reason. lezer_bekend: a consumer was ever heard.
    """

    alarmen: Mapping[BijAlarm, int]
    apart: Mapping[str, int]
    lezer_bekend: bool


async def meet(kamer: Kamer) -> BijMetingen:
    """Return the figures of this compartment, for who watches over it."""
    async with kamer.store.open_unscoped_werk() as tx:
        gelezen, _ = await hartslagen.find(tx, sinds=kamer.klok.nu())
        return BijMetingen(
            alarmen=await alarmen.tel_open(tx),
            apart=await berichten.tel_apart(tx),
            lezer_bekend=gelezen is not None,
        )
