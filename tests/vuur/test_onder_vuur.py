"""The consumer under fire, on real Apache Kafka and real PostgreSQL (issue 3, B.9).

Each test makes one thing go wrong while it reads, and then asks: is all of it here, once, in order?
"""

import asyncio
from collections import defaultdict
from contextlib import AsyncExitStack
from itertools import pairwise

import pytest

from tests.e2e.kafka import BOOTSTRAP, Topic
from tests.e2e.stroom import sleutel_van
from tests.kafka.running_consumer import until
from tests.vuur.proefstand import Jaar, Lezer, Proefstand, lezend, maak_topic, partitie, verzin_jaar

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.skipif(
        not BOOTSTRAP,
        reason="no Kafka: deploy/kafka.sh start, then set NAZORG_TEST_KAFKA_BOOTSTRAP as it says",
    ),
]


@pytest.fixture(scope="module")
def jaar() -> Jaar:
    return verzin_jaar()


# The events of each dossier in the order of their transactions, with the offsets behind each.
_GEBEURD = """
select o.subject, o.volgnr, b.herkomst from nazorg.outbox o
  cross join unnest(o.oorzaken) oorzaak join nazorg.bericht b on b.id = oorzaak
where o.type <> 'nl.nazorg.taken-gewijzigd.v1' order by o.volgnr"""


async def _volgorde_klopt(proef: Proefstand, jaar: Jaar) -> None:
    """Of each dossier, what Kafka had first became durable first.

    `volgnr` is taken while the dossier is locked, so it is the order of the transactions. Somebody
    who is known by two keys stands in two partitions, which have no order between them.
    """
    per_dossier: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(dict)
    for dossier, volgnr, herkomst in await proef.kijker.fetch(_GEBEURD):
        waar, _, offset = herkomst.rpartition("@")
        per_dossier[str(dossier), waar].setdefault(volgnr, []).append(int(offset))
    assert len({waar for _, waar in per_dossier}) == 8
    assert len({sleutel_van(regel) for regel in jaar.regels}) > 100
    for gebeurtenissen in per_dossier.values():
        for eerst, later in pairwise(gebeurtenissen.values()):
            assert max(eerst) < min(later)
    assert any(len(g) > 2 for g in per_dossier.values()), "else there is no order to look at"


def _nu() -> float:
    return asyncio.get_running_loop().time()


def _wacht_alleen(lezer: Lezer, naam: str) -> bool:
    """Tell whether this partition is behind, and no other."""
    partities = lezer.voortgang.toestand()["partities"]
    assert isinstance(partities, dict)
    return [n for n, achter in partities.items() if achter != 0] == [naam] and partities[naam] > 0


@pytest.mark.parametrize("aantal", [1, 2, 4])
async def test_order_per_person_is_kept_and_the_end_is_the_same_with_so_many_consumers(
    proef: Proefstand, jaar: Jaar, aantal: int
) -> None:
    topic = await maak_topic()
    async with AsyncExitStack() as stapel:
        lezers = [
            await stapel.enter_async_context(lezend(proef.ingang(), topic, max_records=25))
            for _ in range(aantal)
        ]
        await until(lambda: _verdeeld(lezers), 30)
        await topic.stuur(jaar.regels)
        await proef.wacht_op(jaar.uniek)
        await topic.wacht_tot_gelezen()

        assert all(lezer.ingang.berichten for lezer in lezers)
        assert all(lezer.restarts() == 0 for lezer in lezers)
    await _volgorde_klopt(proef, jaar)
    await proef.is_de_waarheid(jaar)


def _verdeeld(lezers: list[Lezer]) -> bool:
    """Tell whether the eight partitions are shared out, each to one."""
    try:
        delen = [lezer.partities() for lezer in lezers]
    except (AssertionError, IndexError):
        return False  # still joining
    return all(delen) and sum(map(len, delen)) == len(set().union(*delen)) == 8


async def _druppel(topic: Topic, jaar: Jaar, klaar: asyncio.Event) -> None:
    """Keep messages coming for as long as others come and go, so that there is always work."""
    regels = list(jaar.regels)
    while regels:
        deel, regels = regels[:10], regels[10:]
        await topic.stuur(deel)
        if not klaar.is_set():
            await asyncio.sleep(0.4)


async def test_consumers_that_come_and_go_while_others_work_lose_and_double_nothing(
    proef: Proefstand, jaar: Jaar
) -> None:
    topic, klaar = await maak_topic(), asyncio.Event()
    stroom = asyncio.create_task(_druppel(topic, jaar, klaar))
    async with lezend(proef.ingang(seconden=0.05), topic, max_records=10) as blijver:
        await asyncio.wait_for(blijver.ingang.bezig.wait(), 20)
        begin = blijver.generatie
        async with lezend(proef.ingang(seconden=0.05), topic, max_records=10) as gast:
            await asyncio.wait_for(gast.ingang.bezig.wait(), 20)
            async with lezend(proef.ingang(seconden=0.05), topic, max_records=10) as tweede:
                await asyncio.wait_for(tweede.ingang.bezig.wait(), 20)
        midden = await proef.tel()
        klaar.set()
        await stroom
        await proef.wacht_op(jaar.uniek)
        await topic.wacht_tot_gelezen()

        assert midden < jaar.uniek
        # Two came and two left; when two things happen at once they are one rebalance.
        assert blijver.generatie >= begin + 3
        assert blijver.restarts() == 0
    await proef.is_de_waarheid(jaar)


async def test_a_partition_that_is_paused_costs_the_others_nothing_and_shows_its_age(
    proef: Proefstand, jaar: Jaar
) -> None:
    topic = await maak_topic()
    async with lezend(proef.ingang(), topic, max_records=25) as lezer:
        await until(lambda: _verdeeld([lezer]), 30)
        stil = partitie(topic, 3)
        naam = f"{topic.naam}[3]"
        lezer.consumer.pause(stil)
        await topic.stuur(jaar.regels)
        await until(lambda: _wacht_alleen(lezer, naam), 30)
        assert await proef.tel("herkomst like '%[3]@%'") == 0
        eerst = lezer.voortgang.oudste(_nu())
        await asyncio.sleep(1.5)
        assert lezer.voortgang.oudste(_nu()) >= eerst + 1

        lezer.consumer.resume(stil)
        await proef.wacht_op(jaar.uniek)

        assert lezer.restarts() == 0
    await _volgorde_klopt(proef, jaar)
    await proef.is_de_waarheid(jaar)


async def test_a_database_that_is_slow_for_longer_than_a_session_causes_no_rebalance(
    proef: Proefstand, jaar: Jaar
) -> None:
    topic = await maak_topic()
    async with lezend(proef.ingang(), topic, max_records=50) as lezer:
        await until(lambda: _verdeeld([lezer]), 30)
        generatie = lezer.generatie
        async with proef.kijker.transaction():
            # Longer than the session of this consumer (RUSTIG: 6 seconds).
            await proef.kijker.execute("lock table nazorg.bericht in access exclusive mode")
            await topic.stuur(jaar.regels)
            await asyncio.wait_for(lezer.ingang.bezig.wait(), 20)
            await asyncio.sleep(7.5)
            achter = lezer.voortgang.toestand()["achterstand"]
            oud = lezer.voortgang.oudste(_nu())
        await proef.wacht_op(jaar.uniek)
        await topic.wacht_tot_gelezen()

        assert lezer.generatie == generatie
        assert lezer.restarts() == 0
        assert achter == len(jaar.regels)
        assert 7 < oud < 25
    await _volgorde_klopt(proef, jaar)
    await proef.is_de_waarheid(jaar)


async def test_a_topic_that_is_made_later_is_read_from_its_first_message(
    proef: Proefstand, jaar: Jaar
) -> None:
    topic = Topic(BOOTSTRAP)
    async with lezend(proef.ingang(), topic) as lezer:
        await until(lambda: lezer.voortgang.toestand()["toestand"] == "topic_ontbreekt", 20)
        nu = _nu()
        assert lezer.voortgang.is_levend(nu)
        assert not lezer.voortgang.is_gereed(nu)

        await maak_topic(naam=topic.naam)
        await topic.stuur(jaar.regels)
        await proef.wacht_op(jaar.uniek)
        await until(lambda: lezer.voortgang.is_gereed(_nu()))
    await proef.is_de_waarheid(jaar)
