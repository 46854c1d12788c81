"""How late the streams of each source are, and our own reader of Kafka."""

from collections import Counter
from datetime import datetime

from nazorg.berichten.alarm import Alarm, AlarmSoort, Berichtstroom, Grenzen, stroom_van
from nazorg.berichten.sluiting import Sluitingen
from nazorg.berichten.soort import Bronsoort
from nazorg.berichten.stroomalarm import NET, Peiling, alarm_bij_achterstand, alarm_bij_hartslag
from nazorg.contract.lezen import ONBEKENDE_BRON
from nazorg.store import hartslagen, stromen
from nazorg.store.transactie import Transactie

# A count that comes in time says nothing about how late the notices are.
_GEEN_STROOM = frozenset(Bronsoort)


async def vind_achterstand(
    tx: Transactie,
    gesloten: Sluitingen,
    *,
    gekeken_op: datetime | None,
    nu: datetime,
    grenzen: Grenzen,
) -> list[Alarm]:
    """Return the alarms for streams that were late when they last came, and for our own reader.

    gekeken_op: when the watch looked before this; what came since then must not be missed.
    """
    sinds = min(nu - NET, gekeken_op or nu)
    await stromen.upsert(tx, per_berichtstroom(await stromen.peil(tx, sinds=sinds, net=NET)))
    bekend = await stromen.find(tx)
    bronnen = Counter(stroom for _, stroom in bekend)
    gevonden = [
        alarm_bij_achterstand(
            stroom, peiling, bron=bron, nu=nu, grenzen=grenzen, met_naam=bronnen[stroom] > 1
        )
        for (bron, stroom), peiling in bekend.items()
        if not gesloten.sinds(AlarmSoort.ACHTERSTAND, bron, peiling.laatste_op, stroom=stroom)
    ]
    gelezen, oudste = await hartslagen.find(tx, sinds=nu - grenzen.hartslag)
    gevonden.append(alarm_bij_hartslag(gelezen, oudste, nu=nu, grenzen=grenzen))
    return [alarm for alarm in gevonden if alarm]


def per_berichtstroom(
    per_soort: dict[tuple[str, str], Peiling],
) -> dict[tuple[str, Berichtstroom], Peiling]:
    """Return how late the freshest of the last messages of each stream of each source is.

    One source that is in time says nothing about another. Who may not send has no stream.
    """
    per_stroom: dict[tuple[str, Berichtstroom], list[Peiling]] = {}
    for (bron, soort), peiling in per_soort.items():
        if soort not in _GEEN_STROOM and bron != ONBEKENDE_BRON:
            per_stroom.setdefault((bron, stroom_van(soort)), []).append(peiling)
    return {stroom: _samen(peilingen) for stroom, peilingen in per_stroom.items()}


def _samen(peilingen: list[Peiling]) -> Peiling:
    laatste = max(p.laatste_op for p in peilingen)
    recent = [p.vertraging for p in peilingen if p.laatste_op > laatste - NET]
    return Peiling(min(recent), laatste)
