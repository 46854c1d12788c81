"""What is not on the list does not get into the log, whoever writes it."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace

import httpx2
import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from nazorg.deps import Deps
from nazorg.logboek import VELDEN, alleen_velden, richt_in
from nazorg.web.site import make_site
from tests.factories import BSN_DAAN
from tests.web.conftest import BASIS, INSTELLINGEN, JOYCE
from tests.web.test_bescherming import KapotteStore


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


class _Gone(io.StringIO):
    """A pipe of which the reader has gone."""

    def write(self, tekst: str) -> int:
        raise BrokenPipeError

    def flush(self) -> None:
        raise BrokenPipeError


def _closed() -> io.StringIO:
    stroom = io.StringIO()
    stroom.close()
    return stroom


@pytest.mark.parametrize("stroom", [None, _closed(), _Gone()], ids=["none", "closed", "broken"])
def test_a_log_that_cannot_be_written_costs_nothing(
    stroom: io.StringIO | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stderr", stroom)
    richt_in("info")

    structlog.get_logger().error("web.error", fout="ValueError")

    # Not on standard output either: there may be a file of messages there.
    assert capsys.readouterr().out == ""


async def test_a_fault_still_gets_its_page_when_nothing_can_be_logged(
    deps: Deps, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuk = replace(deps, store=KapotteStore(deps.store.databank))
    site = httpx2.ASGITransport(app=make_site(stuk, INSTELLINGEN), raise_app_exceptions=False)
    monkeypatch.setattr(sys, "stderr", _closed())
    richt_in("info")

    heel = httpx2.ASGITransport(app=make_site(deps, INSTELLINGEN))
    async with httpx2.AsyncClient(transport=heel, base_url=BASIS) as browser:
        await browser.post("/login", data={"medewerker": JOYCE})
        koekjes = browser.cookies
    async with httpx2.AsyncClient(transport=site, base_url=BASIS, cookies=koekjes) as browser:
        antwoord = await browser.get("/werkvoorraad")
    await stuk.store.close()

    assert antwoord.status_code == 500
    assert "Er ging iets mis" in antwoord.text
