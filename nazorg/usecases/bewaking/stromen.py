"""How late the streams of each source are, and our own reader of Kafka."""

from collections import Counter
from datetime import datetime, timedelta

from nazorg.berichten.alarm import Alarm, Berichtstroom, Grenzen, stroom_van
from nazorg.berichten.soort import Bronsoort
from nazorg.berichten.stroomalarm import alarm_bij_achterstand, alarm_bij_hartslag
from nazorg.contract.lezen import ONBEKENDE_BRON
from nazorg.store import hartslagen, ritmes
from nazorg.store.transactie import Transactie

# What came in so recently tells how far a stream is behind.
NET = timedelta(minutes=15)
# A count that comes in time says nothing about how late the notices are.
_GEEN_STROOM = frozenset(Bronsoort)


async def vind_achterstand(tx: Transactie, *, nu: datetime, grenzen: Grenzen) -> list[Alarm]:
    """Return the alarms for streams that are late, and for our own reader of Kafka."""
    per_stroom = per_berichtstroom(await ritmes.find_vertraging(tx, sinds=nu - NET))
    bronnen = Counter(stroom for _, stroom in per_stroom)
    gevonden = [
        alarm_bij_achterstand(
            stroom,
            traagst,
            bron=bron,
            nu=nu,
            grenzen=grenzen,
            met_naam=bronnen[stroom] > 1,
        )
        for (bron, stroom), traagst in per_stroom.items()
    ]
    gelezen, oudste = await hartslagen.find(tx, sinds=nu - grenzen.hartslag)
    gevonden.append(alarm_bij_hartslag(gelezen, oudste, nu=nu, grenzen=grenzen))
    return [alarm for alarm in gevonden if alarm]


def per_berichtstroom(
    per_soort: dict[tuple[str, str], timedelta],
) -> dict[tuple[str, Berichtstroom], timedelta]:
    """Return how late the freshest message of each stream of each source is.

    One source that is in time says nothing about another. Who may not send has no stream.
    """
    uit: dict[tuple[str, Berichtstroom], timedelta] = {}
    for (bron, soort), duur in per_soort.items():
        if soort in _GEEN_STROOM or bron == ONBEKENDE_BRON:
            continue
        stroom = bron, stroom_van(soort)
        uit[stroom] = min(duur, uit.get(stroom, duur))
    return uit
