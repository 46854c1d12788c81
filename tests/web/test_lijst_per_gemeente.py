"""A list never shows somebody of another gemeente, whatever is asked for."""

from nazorg.deps import Deps
from tests.factories import BSN_NINA, NIJMEGEN
from tests.web.conftest import JOYCE, MARIEKE, SAMIRA, Als, iemand, stuur


async def test_no_list_of_one_coordinator_shows_people_of_the_other(deps: Deps, als: Als) -> None:
    daar = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
    await stuur(deps, iemand("999993653", "Tielenaar"))
    await stuur(deps, iemand(BSN_NINA, "Nijmegenaar", **daar))

    for persona, eigen, vreemd in (
        (JOYCE, "Tielenaar", "Nijmegenaar"),
        (MARIEKE, "Tielenaar", "Nijmegenaar"),
        (SAMIRA, "Nijmegenaar", "Tielenaar"),
    ):
        browser = await als(persona)
        for vraag in ("", "?venster=alles", "?tab=afgehandeld", "?gemeente=0268", "?gemeente=0281"):
            lijst = (await browser.get(f"/werkvoorraad{vraag}")).text
            assert vreemd not in lijst, (persona, vraag)
            assert vraag == "?tab=afgehandeld" or eigen in lijst, (persona, vraag)
        assert (await browser.get("/berichten")).text.count("<tr><td") == 1
