"""A filter and a waarneming can be taken back too, and the screen says whose work is taken over."""

import re

import asyncpg
import pytest

from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, MARIEKE, SAMIRA, Als, tekst_van
from tests.web.doen import stel_in

FILTERS = "/werkvoorraad/filters"
VRAAG = {"naam": "Mijn zorg", "terug": "leefgebied=zorg"}


@pytest.fixture
async def filter_id(als: Als, eigenaar: asyncpg.Connection) -> str:
    await (await als(JOYCE)).post(FILTERS, data=VRAAG)
    return str(await eigenaar.fetchval("select id from nazorg.opgeslagen_filter"))


async def test_a_removed_filter_comes_back_from_the_bar_and_from_the_list_of_removed_ones(
    filter_id: str, als: Als
) -> None:
    joyce = await als(JOYCE)

    for _ in range(2):
        antwoord = await joyce.post(f"{FILTERS}/{filter_id}/weg")
        html = (await joyce.get(antwoord.headers["location"])).text
        assert "Filter ‘Mijn zorg’ is weggehaald." in tekst_van(html)
        assert html.count(f'action="{FILTERS}/{filter_id}/terug"') == 2, "the bar and the list"
        assert "Mijn zorg" not in (await joyce.get("/werkvoorraad")).text
        await joyce.post(f"{FILTERS}/{filter_id}/terug")
        assert "leefgebied=zorg" in (await joyce.get(FILTERS)).text

    assert (await joyce.post(f"{FILTERS}/{filter_id}/terug")).status_code == 404, "once is enough"


async def test_sharing_is_taken_back_in_one_press(filter_id: str, als: Als) -> None:
    joyce, marieke = await als(JOYCE), await als(MARIEKE)
    antwoord = await joyce.post(f"{FILTERS}/{filter_id}/deel", data={"gedeeld": "ja"})
    html = (await joyce.get(antwoord.headers["location"])).text
    assert "Filter ‘Mijn zorg’ is gedeeld met uw team." in tekst_van(html)
    assert "Mijn zorg" in (await marieke.get(FILTERS)).text

    await joyce.post(f"{FILTERS}/{filter_id}/terug")

    assert "Mijn zorg" not in (await marieke.get(FILTERS)).text
    assert "Alleen voor u" in tekst_van((await joyce.get(FILTERS)).text)


async def test_a_filter_that_was_overwritten_is_as_it_was(filter_id: str, als: Als) -> None:
    joyce = await als(JOYCE)
    await joyce.post(FILTERS, data=VRAAG | {"terug": "leefgebied=schulden", "gedeeld": "ja"})

    await joyce.post(f"{FILTERS}/{filter_id}/terug")

    html = (await joyce.get(FILTERS)).text
    assert "leefgebied=zorg" in html
    assert "Alleen voor u" in tekst_van(html)


async def test_nobody_touches_the_filter_of_a_colleague(filter_id: str, als: Als) -> None:
    joyce, marieke = await als(JOYCE), await als(MARIEKE)
    await joyce.post(f"{FILTERS}/{filter_id}/deel", data={"gedeeld": "ja"})

    for deed in ("deel", "terug", "weg"):
        assert (await marieke.post(f"{FILTERS}/{filter_id}/{deed}")).status_code == 404


async def test_what_was_removed_goes_for_good_after_a_month(
    filter_id: str, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await (await als(JOYCE)).post(f"{FILTERS}/{filter_id}/weg")
    klok.verder(days=31)
    joyce = await als(JOYCE)
    assert "Mijn zorg" not in (await joyce.get(FILTERS)).text
    await joyce.post(FILTERS, data={"naam": "Iets anders", "terug": ""})
    ander = await eigenaar.fetchval(
        "select id from nazorg.opgeslagen_filter where naam = 'Iets anders'"
    )

    await joyce.post(f"{FILTERS}/{ander}/weg")

    assert await eigenaar.fetchval("select count(*) from nazorg.opgeslagen_filter") == 1


async def test_a_waarneming_is_taken_back_and_again(als: Als) -> None:
    marieke = await als(MARIEKE)
    await als(HANS)

    antwoord = await stel_in(marieke, HANS)

    html = (await marieke.get(antwoord.headers["location"])).text
    zin = "De waarneming van Hans Postma voor Marieke Bos is"
    assert f"{zin} ingesteld." in tekst_van(html)
    stop = re.search(r'action="(/waarneming/[^"]+/stop)"', html)
    assert stop
    html = (await marieke.get((await marieke.post(stop[1])).headers["location"])).text
    assert f"{zin} gestopt." in tekst_van(html)
    hervat = re.search(r'action="(/waarneming/[^"]+/hervat)"', html)
    assert hervat
    await marieke.post(hervat[1])
    assert "loopt nu" in tekst_van((await (await als(HANS)).get("/waarneming")).text)
    assert (await marieke.post(hervat[1])).status_code == 404, "it holds"


async def test_only_the_two_take_it_back_and_only_while_it_would_still_hold(
    als: Als, klok: VasteKlok
) -> None:
    marieke, _ = await als(MARIEKE), await als(HANS)
    html = (await marieke.get((await stel_in(marieke, HANS)).headers["location"])).text
    gevonden = re.search(r'action="(/waarneming/[^"]+)/stop"', html)
    assert gevonden
    pad = gevonden[1]
    await marieke.post(f"{pad}/stop")

    assert (await (await als(JOYCE)).post(f"{pad}/hervat")).status_code == 404
    assert (await (await als(SAMIRA)).post(f"{pad}/hervat")).status_code == 404
    klok.verder(days=7)
    assert (await (await als(MARIEKE)).post(f"{pad}/hervat")).status_code == 404


async def test_the_screen_names_the_gemeenten_that_are_taken_over_and_those_that_are_not(
    als: Als,
) -> None:
    marieke, joyce = await als(MARIEKE), await als(JOYCE)

    van_joyce = tekst_van((await joyce.get("/waarneming")).text)
    van_marieke = tekst_van((await marieke.get("/waarneming")).text)

    geldt = "Waarneming geldt voor Tiel."
    rest = "Buren, Culemborg, Maasdriel, Neder-Betuwe, West Betuwe en Zaltbommel"
    assert f"{geldt} Niet voor de andere gemeenten van uw collega: {rest}" in van_joyce
    assert f"{geldt} Niet voor uw andere gemeenten: {rest}" in van_marieke
    await stel_in(marieke, JOYCE)
    assert f"Voor Tiel. Niet voor {rest}" in tekst_van((await joyce.get("/waarneming")).text)
