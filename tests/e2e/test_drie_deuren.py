"""An invented year through each of the three doors ends in exactly the truth, and stays there."""

import json
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.e2e.conftest import MaakStroom
from tests.e2e.kafka import BOOTSTRAP, maak_topic
from tests.e2e.site import open_site
from tests.e2e.stroom import Stroom
from tests.e2e.systeem import Systeem
from tests.kafka.mock_kafka import MockKafka

_PERSONA = {"rivierenland": "marieke-bos", "nijmegen": "samira-el-idrissi"}
# Three times for one region, and once for the other: the same outcome each time.
_JAREN = [
    pytest.param("rivierenland", id="rivierenland-1"),
    pytest.param("rivierenland", id="rivierenland-2"),
    pytest.param("rivierenland", id="rivierenland-3"),
    pytest.param("nijmegen", id="nijmegen"),
]


# A way in, through which all of a stream goes. It returns how many messages had which outcome, as
# far as the door says so.
Deur = Callable[[Stroom], Awaitable[Counter[str]]]


async def _is_de_waarheid(systeem: Systeem, stroom: Stroom) -> dict[str, Any]:
    proces = systeem.draai("status", "--truth", str(stroom.waarheid), "--json")
    stand: dict[str, Any] = json.loads(proces.uit)
    assert stand["verschillen"] == []
    assert proces.popen.returncode == 0
    return stand


async def _twee_keer(deur: Deur, systeem: Systeem, stroom: Stroom) -> None:
    """Send it all: that is the truth. Send it all again: not one row is another."""
    eerste = await deur(stroom)
    stand = await _is_de_waarheid(systeem, stroom)
    rijen = await systeem.rijen()

    tweede = await deur(stroom)

    assert await systeem.rijen() == rijen
    assert await _is_de_waarheid(systeem, stroom) == stand
    aantal = len(stroom.regels)
    if eerste:
        soorten = ("verwerkt", "dubbel", "genegeerd", "apart_gezet")
        assert eerste == {soort: stroom.echt["berichten"][soort] for soort in soorten}
        assert +tweede == {"dubbel": aantal}


@pytest.mark.parametrize("profiel", _JAREN)
async def test_a_year_from_a_file_is_the_truth_and_again_changes_no_row(
    profiel: str, systeem: Systeem, stroom: MaakStroom
) -> None:
    await systeem.start_databank()

    async def deur(jaar: Stroom) -> Counter[str]:
        proces = systeem.draai("ingest", str(jaar.bestand))
        telling = Counter(
            {
                naam: int(aantal)
                for naam, aantal in (
                    regel.replace("apart gezet", "apart_gezet").split()
                    for regel in proces.uit.decode().splitlines()[:4]
                )
            }
        )
        assert proces.popen.returncode == (3 if telling["apart_gezet"] else 0)
        return telling

    await _twee_keer(deur, systeem, stroom(profiel))


@pytest.mark.parametrize("profiel", _JAREN)
async def test_a_year_over_http_is_the_truth_and_again_changes_no_row(
    profiel: str, systeem: Systeem, stroom: MaakStroom
) -> None:
    await systeem.start_databank()

    async def deur(jaar: Stroom) -> Counter[str]:
        async with open_site(systeem) as site:
            await site.stuur(jaar.regels)
            assert site.proces.stop() == 0
        return site.uitkomsten

    await _twee_keer(deur, systeem, stroom(profiel))


@pytest.mark.parametrize("profiel", _JAREN)
@pytest.mark.parametrize(
    "waarop",
    [pytest.param("echt", marks=pytest.mark.kafka) if BOOTSTRAP else "nagebootst"],
)
async def test_a_year_over_kafka_is_the_truth_and_again_changes_no_row(
    profiel: str, waarop: str, systeem: Systeem, stroom: MaakStroom, nagebootst: MockKafka | None
) -> None:
    await systeem.start_databank()
    topic = await maak_topic(nagebootst)

    async def deur(jaar: Stroom) -> Counter[str]:
        await topic.stuur(jaar.regels)
        if nagebootst is not None:
            # A group that all members have left costs this cluster 20 seconds: take a new one.
            topic.groep += "-weer"
        proces = systeem.start("consume", omgeving=topic.omgeving)
        await topic.wacht_tot_gelezen()
        assert proces.stop() == 0
        return Counter()

    await _twee_keer(deur, systeem, stroom(profiel))


@pytest.mark.parametrize("profiel", ["rivierenland", "nijmegen"])
async def test_the_queue_page_the_status_and_the_truth_agree_on_the_counts(
    profiel: str, systeem: Systeem, stroom: MaakStroom
) -> None:
    jaar = stroom(profiel)
    await systeem.start_databank()
    systeem.draai("ingest", str(jaar.bestand))
    stand = await _is_de_waarheid(systeem, jaar)

    async with open_site(systeem) as site:
        await site.meld_aan(_PERSONA[profiel])
        groepen, tab, _ = await site.werkvoorraad()
        per_reden = {
            reden: (await site.werkvoorraad(reden))[0]
            for reden in stand["taken_open"]
            if reden != "totaal"
        }

    echt = jaar.echt["taken_open"]
    assert groepen == tab == stand["taken_open"]["totaal"] == sum(echt.values())
    assert {r: n for r, n in per_reden.items() if n} == {r: n for r, n in echt.items() if n}
