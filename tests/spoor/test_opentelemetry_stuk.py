"""A collector that is away, slow or says no never hurts; and off is off."""

import socket
import subprocess
import sys
import time
from threading import Event

import pytest

from nazorg.berichten.spoor import Spoor
from nazorg.deps import Deps
from nazorg.settings import Settings
from nazorg.sporen.span import volg
from nazorg.sporen.uitvoer import sporen_naar, volledig
from tests.factories import event, ruw
from tests.spoor.collector import Collector, vraag

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
PARENT = f"00-{TRACE}-{SPAN}-01"


async def neem_op(deps: Deps, n: int) -> str:
    (uit,) = await deps.ontvang([ruw(event(id=f"b-{n}", detentieId=f"D-{n}"))])
    return uit.uitkomst


def dichte_poort() -> str:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{proef.getsockname()[1]}"


async def test_a_collector_that_is_away_costs_nothing_but_traces(deps: Deps) -> None:
    begin = time.monotonic()
    with sporen_naar(dichte_poort()):
        assert await neem_op(deps, 1) == "verwerkt"
    assert time.monotonic() - begin < 8


@pytest.mark.parametrize("status", [400, 401, 413, 500])
async def test_a_collector_that_says_no_costs_nothing_but_traces(
    status: int, deps: Deps, collector: Collector
) -> None:
    collector.status = status
    with sporen_naar(collector.adres):
        assert await neem_op(deps, 1) == "verwerkt"
    assert collector.paden
    assert collector.spans == []


async def test_a_collector_that_never_answers_does_not_keep_us_from_stopping(
    deps: Deps, collector: Collector
) -> None:
    collector.hangt = Event()
    begin = time.monotonic()
    with sporen_naar(collector.adres):
        assert await neem_op(deps, 1) == "verwerkt"
    assert time.monotonic() - begin < 5


async def test_without_an_address_nothing_is_followed(deps: Deps) -> None:
    with sporen_naar(None), volg("job", job="proef") as span:
        span.zet(aantal=1)
        span.hernoem("x")
        span.verbind([Spoor(PARENT)])
        assert span.spoor is None
        assert await neem_op(deps, 1) == "verwerkt"


def test_a_command_that_sends_no_traces_does_not_load_what_sends_them() -> None:
    code = "import sys, nazorg.commands.serve; print('opentelemetry' in sys.modules)"

    uit = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert uit.stdout == "False\n"


async def test_after_it_was_switched_off_nothing_is_sent_any_more(
    deps: Deps, collector: Collector
) -> None:
    with sporen_naar(collector.adres):
        await neem_op(deps, 1)
    eerst = len(collector.spans)

    await neem_op(deps, 2)

    assert len(collector.spans) == eerst


async def test_a_sender_that_does_not_want_to_be_traced_is_not(
    deps: Deps, collector: Collector
) -> None:
    with sporen_naar(collector.adres):
        await vraag(deps, "/login", headers={"traceparent": f"00-{TRACE}-{SPAN}-00"})

    assert collector.spans == []


@pytest.mark.parametrize(
    ("gegeven", "adres"),
    [
        ("http://h:4318", "http://h:4318/v1/traces"),
        ("http://h:4318/", "http://h:4318/v1/traces"),
        ("https://h/otlp/v1/traces", "https://h/otlp/v1/traces"),
    ],
)
def test_the_address_gets_the_path_of_the_standard(gegeven: str, adres: str) -> None:
    instelling = Settings(otlp_endpoint=gegeven).otlp_endpoint

    assert volledig(str(instelling)) == adres
