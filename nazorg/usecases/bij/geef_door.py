"""Tell others that a mayor decided: that, and nothing else (claim check).

The row of the decision is its own outbox: it is written in the transaction of the decision, and
stays 'not passed on' until the topic has it. So the event goes at least once, and for one alert in
the order of the decisions. It names no gemeente: with so few alerts that would point at a person.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol

import msgspec

from nazorg.berichten.bezorging import Antwoord, Zending
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.contract.uitgaand import BIJ_BESLOTEN
from nazorg.store.bij import alarmen, besluiten
from nazorg.store.bij.besluiten import Doorgave
from nazorg.usecases.bij.kamer import Kamer

_HOOGSTENS = 100
GEDULD = timedelta(minutes=30)


class Topic(Protocol):
    """Where the events of this room go. Never raises for what the other side does."""

    async def verzend(self, zending: Zending) -> Antwoord: ...


async def geef_door(kamer: Kamer, topic: Topic, *, bron: str) -> int:
    """Pass on what was not passed on yet, the first first; stop at the first that is not taken.

    bron: our own `source`. Nothing is sent inside a transaction. Returns how many were taken.
    """
    async with kamer.store.open_unscoped_werk() as tx:
        open_ = await besluiten.find_door_te_geven(tx, aantal=_HOOGSTENS)
    aantal = 0
    for doorgave in open_:
        if (await topic.verzend(to_zending(doorgave, bron))).reden is not None:
            break
        async with kamer.store.open_unscoped_werk() as tx:
            await besluiten.zet_doorgegeven(tx, doorgave.id, nu=kamer.klok.nu())
        aantal += 1
    await _houd_alarm_bij(kamer, open_[aantal:])
    return aantal


async def _houd_alarm_bij(kamer: Kamer, rest: list[Doorgave]) -> None:
    nu = kamer.klok.nu()
    te_lang = bool(rest) and rest[0].op <= nu - GEDULD
    async with kamer.store.open_unscoped_werk() as tx:
        await alarmen.replace(tx, BijAlarm.BESLUIT_WACHT, [""] if te_lang else [], nu=nu)


def to_zending(d: Doorgave, bron: str) -> Zending:
    """Return the event: the same bytes at every attempt, so the same id too."""
    event = {
        "specversion": "1.0",
        "id": str(d.id),
        "source": bron,
        "type": BIJ_BESLOTEN,
        "time": _moment(d.op),
        "datacontenttype": "application/json",
        "data": {"meldingId": str(d.melding), "besluitId": str(d.id)},
    }
    # By alert, so that the order of its decisions is kept.
    return Zending(id=d.id, dossier=d.melding, inhoud=msgspec.json.encode(event))


def _moment(op: datetime) -> str:
    return op.astimezone(UTC).isoformat().replace("+00:00", "Z")
