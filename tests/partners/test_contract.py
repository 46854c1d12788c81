"""Both sides keep the contract: what our clients send, and what the simulators answer."""

import csv
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from nazorg.kern.partner import Partner
from nazorg.simulatie.server import Simulator
from tests.factories import BSN_DAAN
from tests.klok import VasteKlok
from tests.partners.conftest import MaakLijn
from tests.partners.lijnen import VOL, maak_afspraak, maak_client, maak_vraag

_GEDEELD = Path(__file__).parents[3] / "shared" / "data" / "brp"
_BRP = _GEDEELD / "personen-openapi.yaml"
needs_brp = pytest.mark.skipif(not _BRP.exists(), reason=f"needs ../shared/data/brp/{_BRP.name}")
_EIGEN = [Partner.ZVH, Partner.RECLASSERING, Partner.POLITIE, Partner.OM]
# Numbers that are never given out: enough of them to see every kind of invented person.
_NUMMERS = [f"9999{n:05d}" for n in range(0, 4000, 13)]


def _document(partner: Partner) -> dict[str, Any]:
    if partner is Partner.BRP:
        brp: dict[str, Any] = yaml.safe_load(_BRP.read_text(encoding="utf-8"))
        return brp
    pad = Path(__file__).parents[2] / "docs" / "contract" / "partners" / f"{partner}.json"
    eigen: dict[str, Any] = json.loads(pad.read_text(encoding="utf-8"))
    return eigen


def _fouten(document: dict[str, Any], schema: str, waarde: object) -> list[str]:
    bron = Resource.from_contents(document, default_specification=DRAFT202012)
    registry: Any = Registry().with_resource("urn:doc", bron)
    keuring = Draft202012Validator(
        {"$ref": f"urn:doc#/components/schemas/{schema}"},
        registry=registry,
        format_checker=FormatChecker(),
    )
    return [fout.message for fout in keuring.iter_errors(waarde)]


async def _wissel(
    partner: Partner, bsn: str, sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> tuple[Any, Any]:
    """Return what our client asked, and what the simulator answers to exactly that."""
    await maak_client(maak_lijn(maak_afspraak(sim, partner)), klok).vraag(maak_vraag(partner, bsn))
    gevraagd = sim.gekregen[-1]
    async with (
        aiohttp.ClientSession() as http,
        http.post(sim.basis + gevraagd.pad, json=gevraagd.inhoud) as antwoord,
    ):
        return gevraagd.inhoud, await antwoord.json(content_type=None)


@pytest.mark.parametrize("partner", _EIGEN)
async def test_client_and_simulator_keep_our_own_contract(
    partner: Partner, sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    document = _document(partner)
    (pad,) = document["paths"]
    for bsn in [BSN_DAAN, *_NUMMERS[:60]]:
        vraag, antwoord = await _wissel(partner, bsn, sim, maak_lijn, klok)

        assert _fouten(document, "Vraag", vraag) == []
        assert _fouten(document, "Antwoord", antwoord) == []
    assert sim.gekregen[-1].pad == f"/{partner}{pad}"


@needs_brp
async def test_client_and_simulator_keep_the_contract_of_the_brp(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    document = _document(Partner.BRP)
    for bsn in [BSN_DAAN, *_NUMMERS[:60]]:
        vraag, antwoord = await _wissel(Partner.BRP, bsn, sim, maak_lijn, klok)

        assert _fouten(document, "RaadpleegMetBurgerservicenummer", vraag) == []
        assert _fouten(document, "RaadpleegMetBurgerservicenummerResponse", antwoord) == []
        for persoon in antwoord["personen"]:
            assert (
                _fouten(document, persoon["verblijfplaats"]["type"], persoon["verblijfplaats"])
                == []
            )
            assert _fouten(document, "VolledigeDatum", persoon["verblijfplaats"]["datumVan"]) == []
    assert sim.gekregen[-1].pad.removeprefix("/brp") in document["paths"]


@needs_brp
async def test_every_field_that_we_ask_the_brp_may_be_asked(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    with (_GEDEELD / "fields-persoon.csv").open(encoding="utf-8") as bestand:
        mag = {rij["pad"] for rij in csv.DictReader(bestand)}

    vraag, _ = await _wissel(Partner.BRP, BSN_DAAN, sim, maak_lijn, klok)

    assert set(vraag["fields"]) <= mag


@pytest.mark.parametrize("partner", _EIGEN)
def test_our_own_contracts_are_whole_and_have_no_number_in_an_address(partner: Partner) -> None:
    document = _document(partner)
    (pad,) = document["paths"]

    Draft202012Validator.check_schema(document["components"]["schemas"]["Antwoord"])
    assert document["openapi"] == "3.1.0"
    assert list(document["paths"][pad]) == ["post"]
    assert "{" not in pad
    assert _fouten(document, "Antwoord", {"burgerservicenummer": "x"})


@pytest.mark.parametrize("partner", _EIGEN)
async def test_what_a_test_says_that_a_partner_knows_is_within_the_contract(
    partner: Partner, sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    sim.wereld.zeg(partner, BSN_DAAN, VOL[partner])

    _, antwoord = await _wissel(partner, BSN_DAAN, sim, maak_lijn, klok)

    assert _fouten(_document(partner), "Antwoord", antwoord) == []
