"""Find one message among millions, and from there why it did not become a dossier."""

import re
from typing import Any

import asyncpg
import pytest
from httpx2 import AsyncClient
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.usecases.bewaking.bewaak import Bewaker
from nazorg.web.opmaak.berichtvraag import parse_berichtvraag
from tests.factories import BRON, BSN_DAAN, BUREN, GRONINGEN, NIJMEGEN, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, RUBEN, SAMIRA, Als, tekst_van

ANDERE_BRON = "urn:nld:oin:00000099000000002000:systeem:proefregister"
MIS_BSN = "999993654"
ALLES = ["m-5", "m-4", "m-3", "m-2", "m-1"]


def nummers(html: str) -> list[str]:
    lijst = re.search(r'<table class="msgs">.*?</table>', html, re.DOTALL)
    return re.findall(r'class="nl-link brk" href="[^"]+">([^<]+)<', lijst[0]) if lijst else []


async def zoek(als: Als, wie: str = RUBEN, **velden: str) -> str:
    antwoord = await (await als(wie)).get("/berichten", params=velden)
    assert antwoord.status_code == 200
    return antwoord.text


@pytest.fixture
async def stroom(deps: Deps, klok: VasteKlok) -> None:
    """Five messages, an hour apart, from 9:00 on."""
    for bericht in (
        event(id="m-1", detentieId="A"),
        event(Soort.OVERGEPLAATST, id="m-2", detentieId="A", tijd="2026-11-21T08:00:00Z"),
        event(id="m-3", persoon=persoon(bsn=MIS_BSN)),
        event(id="m-4", detentieId="B", envelop={"source": ANDERE_BRON}),
        event(id="m-5", inrichting="QQQ"),
    ):
        await deps.ontvang([ruw(bericht)])
        klok.verder(hours=1)


@pytest.mark.parametrize(
    ("velden", "gevonden"),
    [
        ({"nummer": "m-1"}, ["m-1"]),
        ({"nummer": " m-3 "}, ["m-3"]),
        ({"nummer": "m-"}, []),
        ({"soort": "overgeplaatst"}, ["m-2"]),
        ({"uitkomst": "apart_gezet"}, ["m-5", "m-3"]),
        ({"uitkomst": "apart_gezet", "reden": "ongeldig_bsn"}, ["m-3"]),
        ({"reden": "ongeldig_bsn"}, ["m-3"]),
        ({"bron": ANDERE_BRON}, ["m-4"]),
        ({"bron": BRON, "soort": "detentie_begonnen", "uitkomst": "verwerkt"}, ["m-1"]),
        ({"van": "2026-11-23T10:00", "tot": "2026-11-23T11:00"}, ["m-3", "m-2"]),
        ({"van": "2026-11-23", "tot": "2026-11-23"}, ALLES),
        ({"van": "2026-11-24"}, []),
        ({"nummer": "m-1", "soort": "overgeplaatst"}, []),
        ({"soort": "onzin", "van": "gisteren", "bron": "x", "uitkomst": "dubbel"}, ALLES),
    ],
    ids=str,
)
@pytest.mark.usefixtures("stroom")
async def test_each_filter_finds_what_it_says_and_nothing_else(
    velden: dict[str, str], gevonden: list[str], als: Als
) -> None:
    html = await zoek(als, **velden)

    assert nummers(html) == gevonden


@pytest.mark.usefixtures("stroom")
async def test_a_number_is_found_after_the_watch_has_looked_too(als: Als, deps: Deps) -> None:
    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()

    for nummer in ("m-1", "m-3", "m-4"):
        assert nummers(await zoek(als, nummer=nummer)) == [nummer]


async def test_both_messages_of_a_contradiction_are_found(deps: Deps, als: Als) -> None:
    await deps.ontvang([ruw(event(id="m-9")), ruw(event(id="m-9", inrichting="VUG"))])

    assert nummers(await zoek(als, nummer="m-9")) == ["m-9", "m-9"]


@pytest.mark.usefixtures("stroom")
async def test_an_empty_list_says_which_filter_hides_how_many(als: Als) -> None:
    html = await zoek(als, nummer="m-3", soort="overgeplaatst", uitkomst="apart_gezet")
    tekst = tekst_van(html)

    assert "Niets met deze filters" in tekst
    assert "Zonder ‘Nummer m-3’: 0" not in tekst
    assert "Zonder ‘Overplaatsing’: 1 bericht" in tekst
    verder = re.search(r'href="([^"]+)">Zonder ‘Overplaatsing’', html)
    assert verder
    volgend = await (await als(RUBEN)).get(verder[1].replace("&amp;", "&"))
    assert nummers(volgend.text) == ["m-3"]


async def test_a_bsn_is_not_searched_for_and_comes_back_nowhere(als: Als, deps: Deps) -> None:
    await deps.ontvang([ruw(event())])

    html = await zoek(als, nummer=f"bsn {BSN_DAAN}")

    assert "niet op een BSN" in html
    assert BSN_DAAN not in html


@pytest.mark.usefixtures("stroom")
async def test_another_gemeente_finds_nothing(als: Als) -> None:
    assert nummers(await zoek(als, SAMIRA, nummer="m-1")) == []
    assert nummers(await zoek(als, JOYCE, nummer="m-1")) == ["m-1"]


async def test_the_pages_of_a_search_together_show_every_message_once(deps: Deps, als: Als) -> None:
    object.__setattr__(deps.ontvanger, "reeks", 0)
    wie = [event(id=f"p-{i}", inrichting="QQQ", detentieId=f"D-{i}") for i in range(120)]
    await deps.ontvang([ruw(e) for e in wie])
    browser = await als(RUBEN)

    pad: str | None = "/berichten?uitkomst=apart_gezet&reden=onbekende_inrichting"
    gezien: list[str] = []
    while pad:
        html = (await browser.get(pad)).text
        gezien += nummers(html)
        volgende = re.search(r'href="([^"]+)"><span class="nl-button__label">Volgende', html)
        pad = volgende[1].replace("&amp;", "&") if volgende else None

    assert sorted(gezien) == sorted(f"p-{i}" for i in range(120))


_VELD = st.text(max_size=30) | st.sampled_from(
    [BRON, "2026-11-23T09:00", "0001-01-01", "9999-12-31"]
)


@given(
    st.dictionaries(
        st.sampled_from(["nummer", "soort", "uitkomst", "reden", "bron", "van", "tot", "voor"]),
        _VELD,
    )
)
def test_any_address_is_a_question(velden: dict[str, str]) -> None:
    vraag = parse_berichtvraag(velden)

    assert parse_berichtvraag(vraag.velden).zoek == vraag.zoek
    assert vraag.href().startswith("/berichten")


# ---- from the screens alone: why is there no dossier?


async def vind_pagina(browser: AsyncClient, nummer: str) -> str:
    """Do what a person does: search the number, open the message."""
    html = (await browser.get("/berichten", params={"nummer": nummer})).text
    link = re.search(r'class="nl-link brk" href="(/berichten/[^"]+)"', html)
    assert link, "not in the list"
    return tekst_van((await browser.get(link[1])).text)


async def test_a_message_for_a_gemeente_that_is_not_connected_can_be_found_and_says_so(
    deps: Deps, als: Als
) -> None:
    weg: dict[str, Any] = {"gemeenteBrp": GRONINGEN, "ontvangerGemeente": GRONINGEN}
    await deps.ontvang([ruw(event(id="w-1", **weg))])

    pagina = await vind_pagina(await als(RUBEN), "w-1")

    assert "Geen van de gemeenten in het bericht is hier aangesloten." in pagina
    assert "Daarom is er geen dossier, en bewaarden wij niet wat erin staat." in pagina
    assert "Toon de inhoud" not in pagina
    assert nummers(await zoek(als, SAMIRA, nummer="w-1")) == []


async def test_a_broken_message_of_a_gemeente_that_is_not_connected_is_seen_by_somebody(
    deps: Deps, als: Als
) -> None:
    weg: dict[str, Any] = {"gemeenteBrp": GRONINGEN, "ontvangerGemeente": GRONINGEN}
    await deps.ontvang([ruw(event(id="w-2", inrichting="QQQ", **weg))])

    assert "Voeg de code toe" in await vind_pagina(await als(RUBEN), "w-2")


async def test_a_message_lies_with_the_first_gemeente_in_it_that_is_connected(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    velden: dict[str, Any] = {"ontvangerGemeente": GRONINGEN, "gemeenteVestiging": BUREN}
    await deps.ontvang([ruw(event(gemeenteBrp=NIJMEGEN, **velden))])

    assert await eigenaar.fetchval("select gemeente from nazorg.bericht") == NIJMEGEN


async def test_a_message_that_came_twice_says_what_became_of_the_copy(deps: Deps, als: Als) -> None:
    bericht = ruw(event(id="w-3"))
    await deps.ontvang([bericht])
    await deps.ontvang([bericht])

    pagina = await vind_pagina(await als(RUBEN), "w-3")

    assert "Staat in dossier NZ-2026-0001." in pagina
    assert "Stuurt de bron dit bericht nog eens? Dan verandert er niets." in pagina


@pytest.mark.parametrize(
    ("velden", "waarom", "wat_nu"),
    [
        ({"persoon": persoon(bsn=MIS_BSN)}, "Het BSN klopt niet", "Vraag de bron om een verbeterd"),
        ({"inrichting": "QQQ"}, "De code van de inrichting", "Voeg de code toe"),
        ({"titel": "onzin"}, "Velden missen", "Vraag de bron om een verbeterd bericht"),
    ],
    ids=["bsn", "inrichting", "vorm"],
)
async def test_a_message_that_was_set_aside_says_why_and_what_can_be_done(
    velden: dict[str, Any], waarom: str, wat_nu: str, deps: Deps, als: Als
) -> None:
    await deps.ontvang([ruw(event(id="w-4", **velden))])

    pagina = await vind_pagina(await als(RUBEN), "w-4")

    assert waarom in pagina
    assert wat_nu in pagina


# ---- a number that never came


async def stuur_met_gat(deps: Deps, bron: str, *nummers_: int) -> None:
    for n in nummers_:
        envelop = {"source": bron, "sequence": str(n), "sequencetype": "Integer"}
        await deps.ontvang([ruw(event(id=f"g-{bron[-5:]}-{n}", envelop=envelop))])
    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()


@pytest.mark.parametrize("nummer", ["4", "0000000004"])
async def test_a_number_in_a_gap_is_said_to_be_missing_and_at_which_source(
    nummer: str, deps: Deps, als: Als
) -> None:
    await stuur_met_gat(deps, BRON, 3, 5)
    await stuur_met_gat(deps, ANDERE_BRON, 1, 2, 3)

    for velden in ({}, {"bron": BRON}, {"uitkomst": "verwerkt"}):
        tekst = tekst_van(await zoek(als, nummer=nummer, **velden))
        assert "Nummer 4 mist bij Detentieregister." in tekst
        assert "Vraag de bron om het opnieuw te sturen." in tekst


async def test_a_number_that_is_missing_at_two_sources_names_both(deps: Deps, als: Als) -> None:
    await stuur_met_gat(deps, BRON, 3, 5)
    await stuur_met_gat(deps, ANDERE_BRON, 1, 5)

    tekst = tekst_van(await zoek(als, nummer="4"))

    assert "Nummer 4 mist bij Detentieregister en Proefregister." in tekst


@pytest.mark.parametrize(
    "velden",
    [{"nummer": "5"}, {"nummer": "2"}, {"nummer": "n-4"}, {"nummer": "4", "bron": ANDERE_BRON}],
    ids=str,
)
async def test_what_is_not_in_a_gap_is_not_said_to_be_missing(
    velden: dict[str, str], deps: Deps, als: Als
) -> None:
    await stuur_met_gat(deps, BRON, 3, 5)

    tekst = tekst_van(await zoek(als, **velden))

    assert "mist bij" not in tekst
    assert "Wij hebben voor u geen bericht met dit nummer." in tekst
