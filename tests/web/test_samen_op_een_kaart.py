"""Two people with the same card open: what one of them did not touch is never written."""

import re

import httpx2
import pytest

from nazorg.deps import Deps
from tests.factories import event
from tests.web.conftest import HANS, JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import DOSSIER, WONEN, gekozen, kaart, veld


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    await stuur(deps, event(id="b-begin"))


def vorm(html: str) -> dict[str, str]:
    """Return what a browser sends back of the card when nobody touches it."""
    stuk = html.partition('aria-labelledby="h-weten"')[2].partition("</form>")[0]
    velden = dict(re.findall(r'<input[^>]* name="([^"]*)"[^>]*? value="([^"]*)"', stuk))
    return velden | {n: gekozen(stuk, n) for n in re.findall(r'<select[^>]* name="([^"]*)"', stuk)}


async def _open(browser: httpx2.AsyncClient) -> dict[str, str]:
    return vorm((await browser.get(WONEN)).text)


async def test_two_people_with_different_fields_both_get_what_they_typed(als: Als) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    bij_joyce, bij_hans = await _open(joyce), await _open(hans)
    await joyce.post(WONEN, data=bij_joyce | {"verblijf": "geen_adres"})

    tweede = await hans.post(WONEN, data=bij_hans | {"alleenstaand": "ja"})

    assert tweede.status_code == 303
    nu = await _open(hans)
    assert (nu["verblijf"], nu["alleenstaand"]) == ("geen_adres", "ja")
    assert "geen adres" in kaart((await joyce.get(DOSSIER)).text, "Huisvesting")


async def test_of_a_real_overlap_only_that_field_is_shown_and_asked_again(als: Als) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    bij_joyce, bij_hans = await _open(joyce), await _open(hans)
    van_joyce = {"huur_betaald_tot": "2027-01-31", "verblijf": "bank"}
    await joyce.post(WONEN, data=bij_joyce | van_joyce)

    tweede = await hans.post(WONEN, data=bij_hans | {"huur_betaald_tot": "2027-02-28"})

    assert tweede.status_code == 409
    tabel = re.search(r'<table class="botsing">.*?</table>', tweede.text, re.DOTALL)
    assert tabel
    assert "28 feb 2027 31 jan 2027 (PI, 23 nov; door Joyce van Veen)" in tekst_van(tabel[0])
    assert tabel[0].count("<tr>") == 2  # the heading, and the only field that both changed
    assert (gekozen(tweede.text, "verblijf"), veld(tweede.text, "huur_betaald_tot")) == (
        "bank",
        "2027-02-28",
    )

    opnieuw = await hans.post(WONEN, data=vorm(tweede.text))

    assert opnieuw.status_code == 303
    nu = await _open(joyce)
    assert (nu["verblijf"], nu["huur_betaald_tot"]) == ("bank", "2027-02-28")


async def test_a_mistake_meanwhile_does_not_hide_what_a_colleague_did(als: Als) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    bij_joyce, bij_hans = await _open(joyce), await _open(hans)
    van_joyce = {"verblijf": "bank", "alleenstaand": "nee"}
    await joyce.post(WONEN, data=bij_joyce | van_joyce)
    fout = await hans.post(
        WONEN, data=bij_hans | {"verblijf": "geen_adres", "gemeten_op": "2026-12-01"}
    )
    assert (fout.status_code, gekozen(fout.text, "alleenstaand")) == (422, "nee")

    beter = await hans.post(WONEN, data=vorm(fout.text) | {"gemeten_op": "2026-11-23"})

    assert beter.status_code == 409
    assert (await _open(joyce))["verblijf"] == "bank"
