"""Malformed messages through each door, in short; `python -m tests.vuur.fuzz` does it for long."""

from pathlib import Path

import pytest

from tests.conftest import laat_door
from tests.e2e.kafka import BOOTSTRAP
from tests.vuur.fuzz import BESTANDEN, DEUREN, fuzz, fuzz_bestand
from tests.vuur.mutaties import Mutator

_KORT = 400
_ZONDER_KAFKA = pytest.mark.skipif(
    not BOOTSTRAP,
    reason="no Kafka: deploy/kafka.sh start, then set NAZORG_TEST_KAFKA_BOOTSTRAP as it says",
)


@pytest.mark.parametrize(
    "deur",
    [
        pytest.param(naam, marks=[pytest.mark.kafka, _ZONDER_KAFKA] if "kafka" in naam else [])
        for naam in DEUREN
    ],
)
async def test_every_malformed_message_is_accounted_for(deur: str, tmp_path: Path) -> None:
    laat_door(tmp_path)

    verslag = await fuzz(deur, _KORT, zaad=3, map_=tmp_path)

    assert verslag.telling.mis == [], str(verslag)
    assert verslag.telling.verstuurd >= _KORT
    # Most are wrong in a way that a person can see in the list.
    assert verslag.rijen["apart_gezet"] > _KORT / 2


@pytest.mark.parametrize("deur", BESTANDEN)
async def test_every_row_of_a_file_is_accounted_for(deur: str, tmp_path: Path) -> None:
    laat_door(tmp_path)

    verslag = await fuzz_bestand(deur, 200, zaad=1, map_=tmp_path)

    assert verslag.telling.mis == [], str(verslag)
    assert verslag.telling.verstuurd >= 200


def test_the_same_seed_sends_the_same_bytes() -> None:
    een, ander = (list(Mutator(5).maak(300)) for _ in range(2))

    assert een == ander
    assert een != list(Mutator(6).maak(300))
