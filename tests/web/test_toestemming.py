"""L10: consent is no ground for what is recorded while somebody is held; care says so again."""

from typing import Any

import httpx2
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import event
from tests.web.conftest import JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import DOSSIER, veld

ZORG = f"{DOSSIER}/leefgebieden/zorg"
WONEN = f"{DOSSIER}/leefgebieden/huisvesting"
ANTWOORD = {ZORG: {"zorgbehoefte": "ja"}, WONEN: {"verblijf": "bank"}}
LET_OP = "Hier staan gegevens over zorg op grond van toestemming, gegeven in detentie."


async def bewaar(browser: httpx2.AsyncClient, pad: str, **anders: str) -> httpx2.Response:
    html = (await browser.get(pad)).text
    velden = {"gezien": veld(html, "gezien"), "gemeten_op": "2026-11-23", "spreker": "pi"}
    return await browser.post(pad, data=velden | ANTWOORD[pad] | anders)


@pytest.mark.parametrize(
    ("pad", "zin"), [(ZORG, "niet vrij geven"), (WONEN, "artikel 18a Pbw")], ids=["zorg", "wonen"]
)
async def test_consent_of_who_is_held_is_warned_about_once_and_what_was_typed_stays(
    pad: str, zin: str, deps: Deps, als: Als
) -> None:
    await stuur(deps, event())
    joyce = await als(JOYCE)

    antwoord = await bewaar(joyce, pad, grondslag="toestemming")

    assert antwoord.status_code == 422
    assert zin in tekst_van(antwoord.text)
    (typte,) = ANTWOORD[pad].values()
    assert f'value="{typte}" selected' in antwoord.text
    assert 'value="toestemming" selected' in antwoord.text
    assert 'name="toch" value="ja"' in antwoord.text
    assert (await bewaar(joyce, pad, grondslag="toestemming", toch="ja")).status_code == 303


async def test_care_that_is_known_by_consent_from_detention_says_so(deps: Deps, als: Als) -> None:
    await stuur(deps, event())
    joyce = await als(JOYCE)
    await bewaar(joyce, ZORG, grondslag="pbw_18a")
    assert LET_OP not in tekst_van((await joyce.get(ZORG)).text)

    await bewaar(joyce, ZORG, zorgbehoefte="nee", grondslag="toestemming", toch="ja")

    assert LET_OP in tekst_van((await joyce.get(ZORG)).text)
    await bewaar(joyce, WONEN, grondslag="toestemming", toch="ja")
    assert LET_OP not in tekst_van((await joyce.get(WONEN)).text)


async def test_who_is_free_may_consent(deps: Deps, als: Als) -> None:
    einde: dict[str, Any] = {"eindDatum": "2026-11-22", "tijd": "2026-11-22T08:00:00Z"}
    await stuur(deps, event(), event(Soort.BEEINDIGD, **einde))
    joyce = await als(JOYCE)

    assert (await bewaar(joyce, ZORG, grondslag="toestemming")).status_code == 303
    assert LET_OP not in tekst_van((await joyce.get(ZORG)).text)
