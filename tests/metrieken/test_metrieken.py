"""Figures for Prometheus: what they count, and that nothing about a person gets into them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht, Uitkomst
from nazorg.deps import Deps
from nazorg.metrieken.meters import ONBEKEND, Meters
from nazorg.metrieken.pagina import lees_databank, make_route
from nazorg.metrieken.tellen import GeteldeIngang, MeetVerzoeken, tel_mee
from nazorg.store.store import Store
from nazorg.store.verbinding import Databank
from nazorg.usecases.bewaking.bewaak import Bewaker
from nazorg.web.site import make_site
from tests.conftest import zoek_bsn
from tests.factories import BRON, BSN_DAAN, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import BASIS, INSTELLINGEN, TOKEN

ANDER = "urn:nld:oin:00000099000000003000:systeem:verzonnen"


class Buiten:
    """The site with its figures beside it, as a browser and a monitor meet them."""

    def __init__(self, deps: Deps, meters: Meters) -> None:
        site = make_site(tel_mee(deps, meters), INSTELLINGEN)
        route = make_route(meters, lees=lees_databank(deps.store, deps.klok))
        self.site = self._client(MeetVerzoeken(site, meters))
        self._monitor = self._client(Starlette(routes=[route]))

    def _client(self, app: Any) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app, raise_app_exceptions=False), base_url=BASIS
        )

    async def stuur(self, *events: dict[str, Any]) -> None:
        antwoord = await self.site.post(
            "/v1/berichten",
            content=json.dumps(list(events)),
            headers={
                "Authorization": f"Bearer {TOKEN}",
                "Content-Type": "application/cloudevents-batch+json",
            },
        )
        assert antwoord.status_code == 200

    async def cijfers(self) -> dict[str, float]:
        antwoord = await self._monitor.get("/metrics")
        assert antwoord.status_code == 200
        assert antwoord.headers["content-type"].startswith("text/plain")
        regels = [r for r in antwoord.text.splitlines() if not r.startswith("#")]
        return {naam: float(w) for naam, _, w in (r.rpartition(" ") for r in regels)}


@pytest.fixture
def buiten(deps: Deps) -> Buiten:
    return Buiten(deps, Meters({BRON}))


def telling(uitkomst: str, bron: str = BRON) -> str:
    return f'nazorg_berichten_total{{bron="{bron}",ingang="nazorg",uitkomst="{uitkomst}"}}'


async def test_every_outcome_is_counted_also_of_a_duplicate(buiten: Buiten) -> None:
    goed = event(detentieId="A")
    await buiten.stuur(goed, goed, event(persoon=persoon(bsn="999993654")))
    await buiten.stuur(goed)

    cijfers = await buiten.cijfers()

    assert cijfers[telling("verwerkt")] == 1
    assert cijfers[telling("dubbel")] == 2
    assert cijfers[telling("apart_gezet")] == 1
    assert cijfers[f'nazorg_apart_gezet{{bron="{BRON}"}}'] == 1
    assert cijfers["nazorg_outbox_waiting"] == 2


async def test_a_message_that_met_a_fault_of_ours_is_a_figure(buiten: Buiten, deps: Deps) -> None:
    """Its sender hears that we have it, so only this tells that somebody must mend something."""
    assert (await buiten.cijfers())["nazorg_eigen_fout"] == 0
    await deps.zet_apart(ruw(event()))

    assert (await buiten.cijfers())["nazorg_eigen_fout"] == 1


async def test_a_source_on_hold_and_what_waits_are_figures(buiten: Buiten) -> None:
    await buiten.stuur(*[event(inrichting="QQQ") for _ in range(20)])
    await buiten.stuur(event(), event())

    cijfers = await buiten.cijfers()

    assert cijfers[telling("wacht")] == 2
    assert cijfers[f'nazorg_wacht{{bron="{BRON}"}}'] == 2
    assert cijfers[f'nazorg_bron_op_pauze{{bron="{BRON}"}}'] == 1
    assert cijfers['nazorg_alarmen{soort="pauze"}'] == 1


async def test_gaps_alarms_and_the_watch_are_figures(
    buiten: Buiten, deps: Deps, klok: VasteKlok
) -> None:
    assert (await buiten.cijfers())["nazorg_bewaking_age_seconds"] == float("inf")
    for nummer in ("1", "4"):
        await buiten.stuur(event(envelop={"sequence": nummer}))
    bewaker = Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen)
    await bewaker.bewaak()
    klok.verder(minutes=11)
    await bewaker.bewaak()
    klok.verder(seconds=30)

    cijfers = await buiten.cijfers()

    assert cijfers[f'nazorg_gaten{{bron="{BRON}"}}'] == 2
    assert cijfers['nazorg_alarmen{soort="gat"}'] == 1
    assert cijfers['nazorg_alarmen{soort="telling"}'] == 0
    assert cijfers["nazorg_bewaking_age_seconds"] == 30
    assert cijfers[f'nazorg_stroom_delay_seconds{{bron="{BRON}",stroom="detentie"}}'] > 86400


async def test_a_request_is_known_by_its_route_and_never_by_its_path(buiten: Buiten) -> None:
    geheim = f"NZ-2026-{BSN_DAAN}"
    for pad in (f"/dossiers/{geheim}", f"/{geheim}", f"/static/{geheim}", "/login"):
        await buiten.site.get(pad)
    await buiten.site.request(f"X{BSN_DAAN}", "/login")

    cijfers = await buiten.cijfers()

    routes = {n.split('route="')[1].split('"')[0] for n in cijfers if "http_duration" in n}
    assert routes == {"/dossiers/{nummer}", "onbekend", "/static", "/login"}
    assert not any(BSN_DAAN in naam for naam in cijfers)
    assert any('method="other"' in naam for naam in cijfers)


async def test_nothing_about_a_person_is_in_the_figures(buiten: Buiten) -> None:
    await buiten.stuur(event(persoon=persoon(geslachtsnaam="Zeldzaam", skn="12345678")))

    tekst = "\n".join(await buiten.cijfers())

    assert not zoek_bsn(tekst)
    for geheim in ("Zeldzaam", "12345678", "D-1", "0281", "NZ-2026"):
        assert geheim not in tekst


@given(st.lists(st.text(max_size=30), max_size=30))
def test_a_source_that_nobody_configured_is_unknown(bronnen: list[str]) -> None:
    meters = Meters({BRON})

    meters.tel(
        [Ontvangst(bron=b, bericht_id="x", uitkomst=Uitkomst.VERWERKT) for b in bronnen],
        ingang="nazorg",
    )

    regels = [r for r in meters.tekst().decode().splitlines() if r.startswith("nazorg_berichten_t")]
    assert len(regels) <= 1
    assert all('bron="onbekend"' in r for r in regels)


async def test_the_figures_of_unknown_sources_are_taken_together(deps: Deps) -> None:
    buiten = Buiten(deps, Meters(set()))
    fout = persoon(bsn="999993654")
    await deps.ontvang([ruw(event(persoon=fout)), ruw(event(persoon=fout) | {"source": ANDER})])

    assert (await buiten.cijfers())['nazorg_apart_gezet{bron="onbekend"}'] == 2


async def test_the_first_sources_that_were_heard_have_a_name_and_no_more_than_twenty(
    deps: Deps, klok: VasteKlok
) -> None:
    buiten, fout = Buiten(deps, Meters(set())), persoon(bsn="999993654")
    for n in range(25):
        klok.verder(seconds=1)
        bron = f"urn:nld:oin:00000099000000003000:systeem:bron-{n:02}"
        await deps.ontvang([ruw(event(persoon=fout) | {"source": bron})])
    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()

    cijfers = await buiten.cijfers()

    apart = {naam: aantal for naam, aantal in cijfers.items() if "nazorg_apart_gezet" in naam}
    assert len(apart) == 21
    assert apart['nazorg_apart_gezet{bron="onbekend"}'] == 5
    assert any("bron-00" in naam for naam in apart)


async def test_the_public_port_has_no_figures(buiten: Buiten) -> None:
    assert (await buiten.site.get("/metrics")).status_code == 404


async def test_without_a_database_the_figures_of_the_process_stay(databank: Databank) -> None:
    store, meters = Store(Databank(socket=databank.socket, naam="bestaat_niet")), Meters(set())
    app = Starlette(routes=[make_route(meters, lees=lees_databank(store, VasteKlok()))])
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app), base_url=BASIS
    ) as client:
        tekst = (await client.get("/metrics")).text

    assert "nazorg_database_up 0.0" in tekst
    await store.close()


class _Ingang:
    is_stuk = True

    async def ontvang(self, berichten: object) -> list[Ontvangst]:
        if self.is_stuk:
            raise OSError
        return [Ontvangst(bron=BRON, bericht_id="1", uitkomst=Uitkomst.VERWERKT)]

    async def zet_apart(self, ruw: object) -> Ontvangst:
        return Ontvangst(bron=ONBEKEND, bericht_id="2", uitkomst=Uitkomst.APART_GEZET)


async def test_what_fails_is_not_counted_and_what_comes_in_is() -> None:
    binnen, meters = _Ingang(), Meters({BRON}, consumer="nazorg")
    ingang = GeteldeIngang(binnen, meters, naam="nazorg")
    bericht: list[RuwBericht] = [ruw(event())]

    with pytest.raises(OSError):  # noqa: PT011 - any will do
        await ingang.ontvang(bericht)
    binnen.is_stuk = False
    await ingang.ontvang(bericht)
    await ingang.zet_apart(bericht[0])

    tekst = meters.tekst().decode()
    for bron, uitkomst in ((BRON, "verwerkt"), (ONBEKEND, "apart_gezet")):
        kop = f'bron="{bron}",ingang="nazorg",uitkomst="{uitkomst}"'
        assert f"nazorg_berichten_total{{{kop}}} 1.0" in tekst


def test_the_figures_of_a_consumer_say_how_far_and_how_old() -> None:
    meters = Meters({BRON}, consumer="nazorg")

    meters.zet_consumer({("t", "0"): 5}, oudste=7, levend=True)

    tekst = meters.tekst().decode()
    assert 'nazorg_kafka_lag{partition="0",topic="t"} 5.0' in tekst
    assert 'nazorg_oldest_unprocessed_seconds{ingang="nazorg"} 7.0' in tekst


async def test_a_late_stream_shows_how_late_until_one_comes_in_time(
    buiten: Buiten, deps: Deps, klok: VasteKlok
) -> None:
    naam = f'nazorg_stroom_delay_seconds{{bron="{BRON}",stroom="detentie"}}'
    bewaker = Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen)
    klok.zet(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    await buiten.stuur(event(tijd=(klok.nu() - timedelta(minutes=52)).isoformat()))

    await bewaker.bewaak()
    klok.verder(hours=3)
    await bewaker.bewaak()
    laat = (await buiten.cijfers())[naam]
    await buiten.stuur(event(tijd=klok.nu().isoformat()))
    await bewaker.bewaak()

    assert laat == 52 * 60
    assert (await buiten.cijfers())[naam] == 0
