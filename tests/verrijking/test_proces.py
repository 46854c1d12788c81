"""`nazorg enrich` as it runs: settings, real sockets, partners that come back, figures."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import asyncpg
import pytest
from pydantic import ValidationError

from nazorg.commands.enrich import build_navrager, verrijk
from nazorg.commands.opbouw import Opstartfout
from nazorg.commands.partnerlijnen import open_partners
from nazorg.commands.simulate import simuleer_voor
from nazorg.deps import Deps
from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.kern.partner import Partner
from nazorg.metrieken.partners import NAMEN
from nazorg.settings import Settings
from nazorg.simulatie.feiten import Wereld
from nazorg.simulatie.schakelaars import Gedrag
from nazorg.simulatie.server import Simulator
from nazorg.usecases.verrijking.dossiers import Dossierzijde
from tests.conftest import zoek_bsn
from tests.factories import BSN_DAAN, BSN_NINA, event, persoon, ruw
from tests.klok import VasteKlok
from tests.partners.lijnen import VOL


@pytest.fixture
async def sim(klok: VasteKlok) -> AsyncIterator[Simulator]:
    klok.zet(SysteemKlok().nu())
    wereld = Wereld(lambda: vandaag(klok))
    for bsn in (BSN_DAAN, BSN_NINA):
        for partner in (Partner.BRP, Partner.ZVH, Partner.RECLASSERING):
            wereld.zeg(partner, bsn, VOL[partner])
    sim = Simulator(wereld, klok)
    await sim.start()
    yield sim
    await sim.stop()


def _vrije_poort() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        poort: int = s.getsockname()[1]
        return poort


async def _wacht_tot(eigenaar: asyncpg.Connection, stand: str, aantal: int) -> None:
    sql = "select count(*) from nazorg.partnervraag where stand = $1"
    async with asyncio.timeout(30):
        while await eigenaar.fetchval(sql, stand) != aantal:  # noqa: ASYNC110 - the database has no event
            await asyncio.sleep(0.05)


async def _haal(poort: int, pad: str) -> str:
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"http://127.0.0.1:{poort}{pad}") as antwoord,
    ):
        return await antwoord.text()


async def test_partners_that_are_off_for_the_whole_run_are_caught_up_with_after(
    sim: Simulator,
    deps: Deps,
    eigenaar: asyncpg.Connection,
    capsys: pytest.CaptureFixture[str],
    klok: VasteKlok,
) -> None:
    settings = simuleer_voor(Settings(), sim)
    await sim.stop()
    stop, poort = asyncio.Event(), _vrije_poort()
    lus = asyncio.create_task(verrijk(settings, deps, stop, poort=poort))
    uit = await deps.ontvang(
        [
            ruw(event()),
            ruw(event(persoon=persoon(bsn=BSN_NINA, geslachtsnaam="Burens"), detentieId="D-2")),
        ]
    )
    assert [u.uitkomst for u in uit] == ["verwerkt"] * 2
    await _wacht_tot(eigenaar, "niet_bereikbaar", 6)
    cijfers = await _haal(poort, "/metrics")
    assert 'nazorg_partner_questions{partner="brp",stand="niet_bereikbaar"} 2.0' in cijfers
    assert json.loads(await _haal(poort, "/health/ready"))["databank"] == "ok"

    await sim.start()
    klok.verder(minutes=30)

    await _wacht_tot(eigenaar, "bekend", 6)
    stop.set()
    await lus
    assert await eigenaar.fetchval("select count(*) from nazorg.partnergegeven") > 6
    log = "".join(capsys.readouterr())
    assert not zoek_bsn(log + cijfers)
    for naam in ("Verhoeven", "Waalkade", "Vink", "Smit"):
        assert naam not in log + cijfers
    assert not any(zoek_bsn(g.pad + str(g.headers)) for g in sim.gekregen)


async def test_one_partner_that_hangs_does_not_hold_the_others_up(
    sim: Simulator, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    sim.schakelaars.zet(Gedrag.HANGT, "brp")
    settings = simuleer_voor(Settings(), sim)
    await deps.ontvang([ruw(event())])
    stop = asyncio.Event()
    lus = asyncio.create_task(verrijk(settings, deps, stop, poort=0))

    await _wacht_tot(eigenaar, "bekend", 2)

    standen = {
        r[0]: r[1] for r in await eigenaar.fetch("select partner, stand from nazorg.partnervraag")
    }
    assert standen["brp"] in ("wacht", "niet_bereikbaar")
    stop.set()
    await lus


async def test_nazorg_never_has_a_line_to_whom_it_may_not_ask(sim: Simulator, deps: Deps) -> None:
    settings = simuleer_voor(Settings(), sim)
    async with open_partners(settings, deps.klok) as partners:
        from nazorg.referentie.grondslagen import load_grondslagen

        zijde = Dossierzijde(
            deps.store, deps.kluis, deps.klok, load_grondslagen(), deps.kennis.regelboek
        )
        navrager = build_navrager(zijde, partners)

        assert set(partners.bronnen) == set(Partner)
        assert set(navrager.bronnen) == {Partner.BRP, Partner.ZVH, Partner.RECLASSERING}


def _instelling(**anders: Any) -> str:
    return json.dumps([{"partner": "brp", "url": "http://127.0.0.1:9/"} | anders])


@pytest.mark.parametrize(
    "anders",
    [
        {"partner": "buurman"},
        {"url": "geen adres"},
        {"headers": {"x-gebruiker": ""}},
        {"per_doel": {"re_integratie": {"x-doelbinding": " "}}},
        {"certificaat": "/tmp/c.pem"},
        {"token_url": "http://127.0.0.1:9/t"},
        {"geheim": "zoekmij"},
        {"onbekend": "zoekmij"},
        {"seconden": 0},
    ],
    ids=str,
)
def test_half_an_agreement_stops_the_start(
    anders: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAZORG_PARTNERS", _instelling(**anders))

    with pytest.raises(ValidationError) as fout:
        Settings()

    assert "zoekmij" not in str(fout.value)


async def test_a_certificate_that_is_not_there_stops_the_start_in_words(
    monkeypatch: pytest.MonkeyPatch, klok: VasteKlok
) -> None:
    monkeypatch.setenv("NAZORG_PARTNERS", _instelling(ca="/niet/hier.pem"))

    with pytest.raises(Opstartfout, match="brp"):
        async with open_partners(Settings(), klok):
            pass


async def test_in_production_a_partner_is_asked_over_https_only(
    monkeypatch: pytest.MonkeyPatch, klok: VasteKlok
) -> None:
    monkeypatch.setenv("NAZORG_OMGEVING", "productie")
    monkeypatch.setenv("NAZORG_PARTNERS", _instelling())

    with pytest.raises(Opstartfout, match="https"):
        async with open_partners(Settings(), klok):
            pass


async def test_every_figure_that_may_be_asked_for_is_given(
    sim: Simulator, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event())])
    settings, poort = simuleer_voor(Settings(), sim), _vrije_poort()
    stop = asyncio.Event()
    lus = asyncio.create_task(verrijk(settings, deps, stop, poort=poort))
    await _wacht_tot(eigenaar, "bekend", 3)

    cijfers = await _haal(poort, "/metrics")

    stop.set()
    await lus
    assert all(f"\n{naam}{{" in cijfers for naam in NAMEN)
    assert 'nazorg_partner_requests_total{partner="zvh",uitkomst="gelukt"} 1.0' in cijfers
