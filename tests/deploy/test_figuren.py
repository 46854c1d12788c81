"""Rules and dashboard ask for figures, with labels, that /metrics of a real process gives."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.routing import Route

from nazorg.deps import BijDeps, Deps
from nazorg.kern.partner import Antwoordstand, Partner
from nazorg.metrieken.bij import make_bij_route
from nazorg.metrieken.meters import Meters
from nazorg.metrieken.pagina import lees_databank, make_route
from nazorg.metrieken.partners import TELLERS, make_partnerroute
from nazorg.store.transactie import Transactie
from nazorg.usecases.bewaking.bewaak import Bewaker
from nazorg.usecases.bij.bewaak import meet
from tests.factories import BRON, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import BASIS, bij

__all__ = ["bij"]
# Given by Prometheus itself for what it scrapes.
_VAN_PROMETHEUS = {"instance", "job", "le"}
_FIGUUR = re.compile(r"\b(nazorg_[a-z_]+)\b(?:\{([^}]*)\})?")
_LABEL = re.compile(r'(\w+)\s*(?:=~|!~|!=|=)\s*"')
_SAMEN = re.compile(r"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")


def _vragen() -> Iterator[str]:
    wortel = Path(__file__).parents[2] / "deploy"
    regels = yaml.safe_load((wortel / "prometheus/alerts.yaml").read_text(encoding="utf-8"))
    yield from (r["expr"] for groep in regels["groups"] for r in groep["rules"])
    bord = json.loads((wortel / "grafana/nazorg.json").read_text(encoding="utf-8"))
    yield from (doel["expr"] for paneel in bord["panels"] for doel in paneel["targets"])


async def _lees(*routes: Route) -> str:
    """Return what the pages say, as Prometheus reads them."""
    uit = []
    for route in routes:
        transport = httpx2.ASGITransport(app=Starlette(routes=[route]))
        async with httpx2.AsyncClient(transport=transport, base_url=BASIS) as client:
            uit.append((await client.get("/metrics")).text)
    return "\n".join(uit)


def _labels(tekst: str) -> dict[str, set[str]]:
    """Return the labels of every sample that was really given, by its name."""
    gezien: dict[str, set[str]] = defaultdict(set)
    for familie in text_string_to_metric_families(tekst):
        for meting in familie.samples:
            gezien[meting.name] |= set(meting.labels)
    return gezien


async def _standen(_: Transactie) -> dict[tuple[Partner, Antwoordstand], int]:
    return {(Partner.BRP, stand): 1 for stand in Antwoordstand}


@pytest.fixture
async def figuren(deps: Deps, bij: BijDeps, klok: VasteKlok) -> dict[str, set[str]]:
    """Everything that the processes of an installation say, after some good and bad messages."""
    meters = Meters({BRON}, consumer="nazorg")
    goed = event(envelop={"sequence": "1"})
    apart = event(envelop={"sequence": "5"}, persoon=persoon(bsn="999993654"))
    uit = await deps.ontvang([ruw(goed), ruw(apart)])
    meters.tel(uit, ingang="nazorg")
    meters.tel_verzoek("GET", "/dossiers/{nummer}", 500, 0.1)
    meters.zet_consumer({("t", "0"): 5}, oudste=7, levend=True)
    klok.verder(minutes=11)
    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()
    lijn = dict.fromkeys((*TELLERS, "rust", "scheef"), 1.0)
    tekst = await _lees(
        make_route(meters, lees=lees_databank(deps.store, deps.klok)),
        make_bij_route(lambda: meet(bij.kamer), set()),
        make_partnerroute(
            deps.store.open_unscoped_ontvangst, _standen, lambda: {Partner.BRP: lijn}
        ),
    )
    return _labels(tekst)


async def test_every_figure_and_label_that_is_asked_for_is_really_given(
    figuren: dict[str, set[str]],
) -> None:
    gevraagd = list(_vragen())

    assert len(gevraagd) > 40
    for vraag in gevraagd:
        namen = _FIGUUR.findall(vraag)
        assert namen, vraag
        bekend: set[str] = set()
        for naam, keuze in namen:
            if naam not in _ZELDEN:
                assert naam in figuren, (naam, vraag)
            labels = figuren[naam] | _ZELDEN.get(naam, set())
            assert set(_LABEL.findall(keuze)) <= labels, (naam, vraag)
            bekend |= labels
        samen = {w.strip() for deel in _SAMEN.findall(vraag) for w in deel.split(",") if w.strip()}
        assert samen <= bekend | _VAN_PROMETHEUS, vraag


# What only a source on hold, late, or that counts gives; tests/metrieken makes each of them.
_ZELDEN: dict[str, set[str]] = {
    "nazorg_tellingverschil": {"bron"},
    "nazorg_bron_op_pauze": {"bron"},
    "nazorg_stroom_delay_seconds": {"bron", "stroom"},
}
