"""What breaks outside us, one at a time: messages, passwords, the broker. Nothing may be lost."""

import asyncio
import json
import math
from typing import Any

import pytest
from confluent_kafka.admin import (  # type: ignore[attr-defined]
    AdminClient,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from nazorg.contract.velden import MAX_BERICHT
from tests.e2e.kafka import BOOTSTRAP
from tests.factories import event, persoon
from tests.gif import een_val, tel_pogingen
from tests.kafka.broken_header import send_broken_header
from tests.kafka.running_consumer import until
from tests.vuur.proefstand import (
    DIRECTORY,
    SCRIPT,
    Jaar,
    Proefstand,
    lezend,
    maak_topic,
    verzin_jaar,
)

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.skipif(
        not BOOTSTRAP,
        reason="no Kafka: deploy/kafka.sh start, then set NAZORG_TEST_KAFKA_BOOTSTRAP as it says",
    ),
]
N = 256


@pytest.fixture(scope="module")
def jaar() -> Jaar:
    return verzin_jaar()


def _begin(nummer: int, *, gif: bool = False, **anders: Any) -> bytes:
    """Return a good notice about a person of its own; gif: our own code will fail on it."""
    naam = f"{'gif' if gif else 'goed'}-{nummer}"
    inhoud = event(
        id=naam, detentieId=naam, persoon=persoon(bsn=None, skn=f"8{nummer:07}"), **anders
    )
    return json.dumps(inhoud).encode()


@pytest.mark.parametrize("plekken", [[0], [N // 2], [N - 1], [0, N - 1], [100, 101]], ids=str)
async def test_poison_at_any_place_costs_at_most_two_log_n_transactions(
    proef: Proefstand, plekken: list[int]
) -> None:
    topic = await maak_topic(1)
    await topic.stuur([_begin(n, gif=n in plekken) for n in range(N)])
    ingang = proef.ingang()
    async with een_val(proef.kijker), lezend(ingang, topic, max_records=N):
        await proef.wacht_op(N)
        await topic.wacht_tot_gelezen(partities=1)
        pogingen = await tel_pogingen(proef.kijker)

    assert await proef.tel("uitkomst = 'verwerkt' and bericht_id like 'goed-%'") == N - len(plekken)
    assert await proef.tel("reden = 'eigen_fout' and uitkomst = 'apart_gezet'") == len(plekken)
    assert len(ingang.apart) == len(plekken)
    assert ingang.berichten[0] == N
    # Beside the one transaction that every batch costs, and the one that sets it aside.
    assert pogingen - 1 - len(plekken) <= 2 * math.log2(N) * len(plekken)
    assert pogingen == len(ingang.berichten) + len(plekken)


async def test_messages_up_to_the_limit_come_in_and_larger_ones_are_set_aside(
    proef: Proefstand,
) -> None:
    topic = await maak_topic(2, instellingen={"max.message.bytes": "4000000"})
    klein = len(_begin(1, titel="gevangenisstraf"))
    opgevuld = {
        1: MAX_BERICHT,
        2: MAX_BERICHT + 1,
        3: 900_000,
        4: 2_500_000,  # more than one fetch asks for
    }
    berichten = [_begin(n).ljust(omvang) for n, omvang in opgevuld.items()]
    berichten += [_begin(n) for n in range(5, 9)]
    await topic.stuur(berichten, max_bytes=4_000_000)

    async with lezend(proef.ingang(), topic):
        await proef.wacht_op(8)
        await topic.wacht_tot_gelezen(partities=2)

    assert klein < MAX_BERICHT
    assert await proef.tel("uitkomst = 'verwerkt'") == 5
    assert await proef.tel("uitkomst = 'verwerkt' and bericht_id = 'goed-1'") == 1
    assert await proef.tel("reden = 'te_groot' and uitkomst = 'apart_gezet'") == 3


async def test_a_record_that_no_client_would_send_is_set_aside_and_blocks_nobody(
    proef: Proefstand,
) -> None:
    topic = await maak_topic(1)
    await send_broken_header(BOOTSTRAP, topic.naam, [_begin(n) for n in range(5)], broken=2)
    await topic.stuur([_begin(n) for n in range(5, 10)])

    async with lezend(proef.ingang(), topic) as lezer:
        await proef.wacht_op(10)

    assert lezer.restarts() == 0
    assert await proef.tel("reden = 'verkeerde_tekens'") == 1
    assert await proef.tel("uitkomst = 'verwerkt'") == 9


def _bewaakt(wachtwoord: str, gebruiker: str) -> dict[str, Any]:
    host, _, poort = BOOTSTRAP.rpartition(":")
    return {
        "bootstrap": f"{host}:{int(poort) + 2}",
        "protocol": "SASL_PLAINTEXT",
        "sasl_mechanisme": "SCRAM-SHA-512",
        "sasl_gebruiker": gebruiker,
        "sasl_wachtwoord": wachtwoord,
    }


async def _geef_wachtwoord(gebruiker: str, wachtwoord: str) -> None:
    """Let Kafka know this user from now on."""
    beheer = AdminClient({"bootstrap.servers": BOOTSTRAP})
    info = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096)
    nieuw = UserScramCredentialUpsertion(gebruiker, info, wachtwoord.encode())
    for antwoord in beheer.alter_user_scram_credentials([nieuw]).values():
        await asyncio.to_thread(antwoord.result, 10)


@pytest.mark.skipif(not DIRECTORY, reason="set NAZORG_TEST_KAFKA_DIR: its Kafka asks a password")
async def test_wrong_credentials_are_said_and_tried_again_until_they_are_right(
    proef: Proefstand, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    topic = await maak_topic(2)
    await topic.stuur([_begin(n) for n in range(5)])
    geheim = "heel-geheim"
    async with lezend(proef.ingang(), topic, **_bewaakt(geheim, topic.groep)) as lezer:
        await until(lambda: lezer.restarts() >= 2, 30)
        nu = _nu()
        assert lezer.voortgang.is_levend(nu)
        assert not lezer.voortgang.is_gereed(nu)
        assert lezer.voortgang.toestand()["toestand"] == "kafka_onbereikbaar"
        gezegd = capsys.readouterr().out + caplog.text

        await _geef_wachtwoord(topic.groep, geheim)
        await proef.wacht_op(5)
        await until(lambda: lezer.voortgang.is_gereed(_nu()))

    assert "kafka.not_reachable" in gezegd
    assert "Authentication failed" in gezegd
    assert geheim not in gezegd


def _nu() -> float:
    return asyncio.get_running_loop().time()


async def _kafka(opdracht: str, *rest: str) -> None:
    proces = await asyncio.create_subprocess_exec(SCRIPT, opdracht, DIRECTORY, *rest)
    assert await proces.wait() == 0


@pytest.mark.skipif(not DIRECTORY, reason="set NAZORG_TEST_KAFKA_DIR to let the broker be killed")
async def test_a_broker_that_is_killed_and_restarted_in_the_middle_costs_nothing(
    proef: Proefstand, jaar: Jaar
) -> None:
    topic = await maak_topic()
    async with lezend(proef.ingang(seconden=0.2), topic, max_records=10) as lezer:
        await topic.stuur(jaar.regels[:400])
        await proef.wacht_op(20)
        await _kafka("kill")
        await until(lambda: not lezer.voortgang.is_gereed(_nu()), 30)
        midden = await proef.tel()
        await _kafka("start", BOOTSTRAP.rpartition(":")[2])
        lezer.ingang.seconden = 0
        await topic.stuur(jaar.regels[400:])
        await proef.wacht_op(jaar.uniek, seconden=60)
        await topic.wacht_tot_gelezen()

        assert midden < jaar.uniek
    await proef.is_de_waarheid(jaar)
