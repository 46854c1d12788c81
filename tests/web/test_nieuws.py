"""What comes on a list while somebody looks at it: new, back or moved, or by a colleague."""

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import BSN_DAAN, BSN_NINA, event, persoon
from tests.klok import VasteKlok
from tests.web.conftest import HANS, MARIEKE, Als, iemand, stuur, taak_van, tekst_van
from tests.web.doen import doe, sleutel

NIEUW = "/werkvoorraad/nieuw?venster=alles&sinds="


@pytest.fixture
def sinds(klok: VasteKlok) -> str:
    """Return the address of the news since the page was made; a minute goes by after it."""
    return NIEUW + klok.nu().isoformat().replace("+", "%2B")


async def nieuws(als: Als, pad: str, wie: str = MARIEKE) -> str:
    return tekst_van((await (await als(wie)).get(pad)).text)


def wijziging(dag: str, tijd: str = "2026-11-23T07:59:00Z") -> dict[str, object]:
    wie = persoon(bsn=BSN_DAAN, geslachtsnaam="Verhoeven")
    einde = {"vroegst": dag, "laatst": dag}
    return event(
        Soort.GEWIJZIGD, persoon=wie, detentieId="D-Verhoeven", tijd=tijd, verwachtEinde=einde
    )


async def test_a_release_that_moves_is_news_for_each_task_that_moved_with_it(
    deps: Deps, als: Als, klok: VasteKlok, sinds: str
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven"))
    klok.verder(minutes=5)
    # What was there before is not new to who made the page after it.
    pad = NIEUW + klok.nu().isoformat().replace("+", "%2B")
    assert await nieuws(als, pad) == ""
    klok.verder(minutes=5)

    await stuur(deps, wijziging("2026-12-18"))

    assert await nieuws(als, pad) == "2 taken terug of verschoven, toon"
    assert "nieuwe" in await nieuws(als, sinds), "from before both: they are simply new"
    assert "terug" not in await nieuws(als, sinds), "and counted once"


async def test_what_wakes_on_its_day_or_by_a_notice_is_news(
    taak: str, deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await doe(marieke, "sluimert", taak, tot="2026-11-24")
    klok.verder(hours=1)
    pad = NIEUW + klok.nu().isoformat().replace("+", "%2B")
    assert await nieuws(als, pad) == ""

    klok.verder(days=1)

    assert await nieuws(als, pad) == "1 taak terug of verschoven, toon"
    assert await nieuws(als, pad + "&tab=wacht") == ""
    assert await nieuws(als, pad + "&reden=route_beoordelen") == ""


async def test_what_a_colleague_puts_on_my_list_is_news_and_what_i_do_myself_is_not(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", verwachtEinde=None))
    await stuur(deps, iemand(BSN_NINA, "Burens", verwachtEinde=None))
    eerste = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")
    tweede = await taak_van(eigenaar, "Burens", "nieuwe_melding")
    marieke, hans = await als(MARIEKE), await als(HANS)
    klok.verder(minutes=5)
    pad = NIEUW + klok.nu().isoformat().replace("+", "%2B")
    klok.verder(minutes=5)

    await doe(hans, "toegewezen", await sleutel(eigenaar, eerste), eigenaar="marieke-bos")
    await doe(marieke, "toegewezen", await sleutel(eigenaar, tweede), eigenaar="marieke-bos")

    assert await nieuws(als, pad) == "1 taak van een collega, toon"
    assert await nieuws(als, pad, HANS) == "", "it is no longer on that list"


async def test_three_kinds_of_news_are_one_sentence(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", verwachtEinde=None))
    taak = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")
    _, hans = await als(MARIEKE), await als(HANS)
    klok.verder(minutes=5)
    pad = NIEUW + klok.nu().isoformat().replace("+", "%2B") + "&reden=nieuwe_melding"
    klok.verder(minutes=5)

    await doe(hans, "toegewezen", await sleutel(eigenaar, taak), eigenaar="marieke-bos")
    tijd = "2026-11-23T08:01:00Z"
    await stuur(deps, iemand(BSN_NINA, "Burens", verwachtEinde=None, tijd=tijd))

    assert await nieuws(als, pad) == "1 nieuwe taak en 1 taak van een collega, toon"
