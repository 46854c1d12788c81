"""What is not on the list does not get into the log, whoever writes it."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from nazorg.logboek import VELDEN, alleen_velden, richt_in
from tests.factories import BSN_DAAN


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    """A log that keeps writing to the captured standard error fails the tests that follow."""
    wortel, aiokafka = logging.getLogger(), logging.getLogger("aiokafka")
    was = structlog.get_config(), wortel.handlers[:], wortel.level
    was_aiokafka = aiokafka.handlers[:], aiokafka.propagate, aiokafka.level
    yield
    instelling, wortel.handlers, niveau = was
    structlog.configure(**instelling)
    wortel.setLevel(niveau)
    aiokafka.handlers, aiokafka.propagate, niveau = was_aiokafka
    aiokafka.setLevel(niveau)


def test_a_field_that_is_not_on_the_list_does_not_get_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    richt_in("info")
    structlog.get_logger().info("message.set_aside", aantal=1, bsn=BSN_DAAN, inhoud="Daan")

    regel = json.loads(capsys.readouterr().err)
    assert regel["aantal"] == 1
    assert regel["weggelaten"] == 2
    assert BSN_DAAN not in json.dumps(regel)
    assert "Daan" not in json.dumps(regel)


def test_debug_lines_stay_out_at_the_usual_level(capsys: pytest.CaptureFixture[str]) -> None:
    richt_in("info")
    structlog.get_logger().debug("consumer.batch", aantal=1)

    assert capsys.readouterr().err == ""


@given(st.dictionaries(st.text(min_size=1), st.integers()))
def test_only_fields_of_the_list_are_left(velden: dict[str, int]) -> None:
    over = alleen_velden(None, "info", dict(velden))

    assert set(over) <= VELDEN
    assert {n: w for n, w in velden.items() if n in VELDEN}.items() <= over.items()
