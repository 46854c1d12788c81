"""The sixth leefgebied: everywhere where a gemeente chose it, and nowhere else."""

from importlib import resources
from typing import Any

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.leefgebied import BASIS, Leefgebied
from nazorg.referentie.regelbestand import parse_regels
from nazorg.referentie.regelboek import load_regelboek, make_regelboek
from nazorg.usecases.leefgebieden.meet import meet_leefgebieden
from tests.factories import NIJMEGEN, TIEL, event
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import ACTIES, DOSSIER, kaart
from tests.web.vragen import begin, lees

NETWERK = f"{DOSSIER}/leefgebieden/sociaal_netwerk"
ANTWOORD = {"spreker": "persoon", "gemeten_op": "2026-11-23", "grondslag": "pbw_18a"}
LIJST = "/werkvoorraad?venster=alles"


def met_netwerk() -> Any:
    """Return the shipped rules, with the sixth leefgebied for region Rivierenland."""
    map_ = resources.files("nazorg.referentie").joinpath("regels")
    teksten = {b.name: b.read_text(encoding="utf-8") for b in map_.iterdir()}
    aan = 'profiel = "rivierenland"\nextra_leefgebieden = ["sociaal_netwerk"]'
    teksten["rivierenland.toml"] = teksten["rivierenland.toml"].replace(
        'profiel = "rivierenland"', aan
    )
    return make_regelboek({n: parse_regels(n, t) for n, t in teksten.items() if "toml" in n})


@pytest.fixture
async def aan(deps: Deps) -> None:
    object.__setattr__(deps.kennis, "regelboek", met_netwerk())
    await stuur(deps, event(id="b-begin"))


async def test_it_is_off_in_every_shipped_profile() -> None:
    boek = load_regelboek()

    assert {boek.voor(code).leefgebieden for code in (TIEL, NIJMEGEN, "0599")} == {BASIS}


async def test_where_it_is_on_it_has_a_card_a_form_and_work(aan: None, als: Als) -> None:
    joyce = await als(JOYCE)
    assert kaart((await joyce.get(DOSSIER)).text, "Sociaal netwerk").startswith(
        "Sociaal netwerk Onbekend"
    )

    velden = {"netwerk": "steunend", "kinderen_thuis": "ja", "zorg_thuis_geregeld": "nee"}
    uit = await joyce.post(NETWERK, data=ANTWOORD | velden)

    assert uit.status_code == 303
    tekst = kaart((await joyce.get(DOSSIER)).text, "Sociaal netwerk")
    assert "Niet in orde Er zijn kinderen thuis, en de zorg is niet geregeld." in tekst
    lijst = tekst_van((await joyce.get(LIJST)).text)
    assert "Kinderen thuis, en de zorg is niet geregeld: vraag het wijkteam" in lijst
    alleen = await joyce.get(f"{LIJST}&leefgebied=sociaal_netwerk")
    assert "Kinderen thuis" in tekst_van(alleen.text)


async def test_where_it_is_on_it_has_needs_questions_and_measurements(
    aan: None, deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(NETWERK, data=ANTWOORD | {"netwerk": "afwezig"})
    await joyce.post(ACTIES, data={"soort": "maatje", "uiterlijk": "2026-11-26"})

    dossier = tekst_van((await joyce.get(DOSSIER)).text)
    assert "Maatje of vrijwilliger zoeken" in dossier
    intake = await begin(joyce)
    tekst = tekst_van((await joyce.get(f"{intake}/5")).text)
    assert "Wat doen de mensen rond de persoon? Er is niemand De persoon zelf, 23 nov" in tekst
    assert "v-sociaal_netwerk.kinderen_thuis" in lees((await joyce.get(f"{intake}/5")).text)
    klok.verder(days=18)  # the release is the first expected day that counts as the begin here
    assert await meet_leefgebieden(deps.store, klok) == 0
    klok.verder(days=6)
    assert await meet_leefgebieden(deps.store, klok) == 1
    standen = await eigenaar.fetchval("select standen from nazorg.meetmoment")
    assert standen == ["onbekend"] * 5 + ["niet_in_orde"]


async def test_the_queue_shows_five_lights_whatever_a_gemeente_chose(aan: None, als: Als) -> None:
    joyce = await als(JOYCE)
    await joyce.post(NETWERK, data=ANTWOORD | {"netwerk": "afwezig"})

    html = (await joyce.get(LIJST)).text

    assert html.count("Zorg: onbekend") >= 1
    assert "Sociaal netwerk:" not in html


async def test_where_it_is_off_it_is_nowhere_and_cannot_be_reached(deps: Deps, als: Als) -> None:
    await stuur(deps, event(id="b-begin"))
    joyce = await als(JOYCE)
    intake = await begin(joyce)

    for pad in (DOSSIER, LIJST, *(f"{intake}/{nr}" for nr in range(1, 6))):
        html = (await joyce.get(pad)).text.lower()
        assert "netwerk" not in html, pad
        assert "maatje" not in html, pad
    assert (await joyce.get(NETWERK)).status_code == 404
    assert (await joyce.post(NETWERK, data=ANTWOORD | {"netwerk": "afwezig"})).status_code == 404
    actie = await joyce.post(ACTIES, data={"soort": "maatje", "uiterlijk": "2026-11-26"})
    assert actie.status_code == 404


async def test_what_was_said_while_it_was_on_is_hidden_when_it_is_off(
    aan: None, deps: Deps, als: Als
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(NETWERK, data=ANTWOORD | {"netwerk": "afwezig"})

    object.__setattr__(deps.kennis, "regelboek", load_regelboek())

    assert "netwerk" not in (await joyce.get(DOSSIER)).text.lower()
    assert Leefgebied.SOCIAAL_NETWERK not in deps.kennis.regelboek.voor(TIEL).leefgebieden
