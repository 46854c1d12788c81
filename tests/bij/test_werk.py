"""The process of this compartment: what hangs or breaks in one part stops no other, and is seen."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import httpx2
import pytest

from nazorg.bij.kennisgeving import Werkstap
from nazorg.commands import bij as opdracht
from nazorg.deps import BijDeps
from nazorg.kern.partner import Gegeven, Partner, Vraag
from nazorg.metrieken.bij import make_bij_route
from nazorg.settings import Settings
from nazorg.usecases.bij import werk
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.verrijk import Bronnen, vraag_aan
from nazorg.usecases.bij.waarschuw import waarschuw
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import toegang
from tests.bij.test_verrijk import WAAROM, basis
from tests.e2e.systeem import tot

pytestmark = pytest.mark.usefixtures("aangewezen")


class Hangt:
    """A partner that takes the question and never answers."""

    partner = Partner.ZVH

    def __init__(self) -> None:
        self.gevraagd = asyncio.Event()

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        self.gevraagd.set()
        await asyncio.Event().wait()
        return ()


async def test_l33_a_partner_that_hangs_delays_no_mail(
    bij: BijDeps, postvak: Postvak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opdracht, "RONDE_S", 0.05)
    hangt, stop = Hangt(), asyncio.Event()
    bronnen = Bronnen(bronnen={Partner.ZVH: hangt}, bases=lambda: (basis(),))
    await stuur(bij, gemeld())
    id_ = (await toon_lijst(await toegang(bij))).regels[0].melding.id
    await vraag_aan(id_, Partner.ZVH, WAAROM, toegang=await toegang(bij), bronnen=bronnen)
    deps = replace(bij, bronnen=bronnen)
    werk_ = opdracht.werk_bij(Settings(bij_port=0), deps, postvak.server, stop=stop)
    draait = asyncio.create_task(werk_)
    await asyncio.wait_for(hangt.gevraagd.wait(), 20)
    await stuur(bij, gemeld(meldingId="BIJ-2"))
    # The mayor and the official, about each of the two alerts.
    await tot(lambda: len(postvak.mails) == 4, 20)
    stop.set()
    await draait


async def test_a_step_that_fails_is_seen_until_it_goes_well_and_stops_no_other(
    bij: BijDeps, werker: Werker, postvak: Postvak, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stuk(*_: object) -> int:
        raise ConnectionError

    await stuur(bij, gemeld())
    await waarschuw(bij.kamer)
    with monkeypatch.context() as m:
        m.setattr(werk, "waarschuw", stuk)
        await werker.doe_ronde()
    assert postvak.mails
    assert await _mislukt(werker) == {Werkstap.WAARSCHUW}

    await werker.doe_ronde()
    assert await _mislukt(werker) == set()


async def _mislukt(werker: Werker) -> set[str]:
    """Return the steps that failed, as the page with figures says it."""

    async def lees() -> None:
        return None

    transport = httpx2.ASGITransport(make_bij_route(lees, werker.mislukt).app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://x") as client:
        tekst = (await client.get("/metrics")).text
    return {s for s in Werkstap if f'nazorg_bij_step_failed{{stap="{s}"}} 1.0' in tekst}
