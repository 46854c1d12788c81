"""After a form that was refused: the title says so, and the reason stands above the page."""

import re

import httpx2
import pytest

from nazorg.deps import Deps
from tests.factories import event
from tests.web.conftest import JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import ACTIES, DOSSIER, NOTITIES, WONEN, veld

GEEN_DAG = "Dit is geen dag. Schrijf bijvoorbeeld 25-11-2026."


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    await stuur(deps, event(id="b-begin"))


def check_bovenaan(antwoord: httpx2.Response, veld_id: str, zin: str) -> None:
    """Check title, focus and the way to the field; the field itself is there too."""
    html = antwoord.text
    assert antwoord.status_code == 422
    assert "<title>Fout: " in html
    lijst = re.search(r'<div id="fout" role="alert" tabindex="-1" autofocus>.*?</div>', html)
    assert lijst
    assert f'<a class="nl-link" href="#{veld_id}">{zin}' in lijst[0]
    assert html.index(lijst[0]) < html.index('<nav class="crumbs"')
    assert f'id="{veld_id}"' in html


async def test_a_note_that_may_not_be_kept(als: Als) -> None:
    joyce = await als(JOYCE)

    check_bovenaan(
        await joyce.post(NOTITIES, data={"tekst": "Gebruikt methadon"}), "noot", "Medische"
    )


async def test_an_action_without_a_kind_on_the_dossier(als: Als) -> None:
    joyce = await als(JOYCE)

    check_bovenaan(await joyce.post(ACTIES, data={"soort": ""}), "na-soort", "Kies wat")


async def test_an_action_on_the_page_of_a_leefgebied(als: Als) -> None:
    joyce = await als(JOYCE)
    actie = {"soort": "onderdak", "vanaf": "leefgebied", "stap": "Bel over methadon"}

    check_bovenaan(await joyce.post(ACTIES, data=actie), "t-nieuw", "Medische")


async def test_a_waarneming_without_a_colleague(als: Als) -> None:
    joyce = await als(JOYCE)
    await als("marieke-bos")

    antwoord = await joyce.post("/waarneming", data={"van": "morgen", "tot": "31-02-2026"})

    check_bovenaan(antwoord, "veld-collega", "Kies een collega.")
    assert tekst_van(antwoord.text).count(GEEN_DAG) == 4  # above the page, and at both fields
    assert veld(antwoord.text, "tot") == "31-02-2026"


async def test_a_page_without_a_mistake_says_nothing_of_the_kind(als: Als) -> None:
    joyce = await als(JOYCE)

    for adres in (DOSSIER, WONEN, "/waarneming"):
        html = (await joyce.get(adres)).text
        assert "<title>Fout" not in html
        assert 'id="fout"' not in html


@pytest.mark.parametrize("dag", ["31-02-2026", "morgen"])
@pytest.mark.parametrize("vanaf", ["", "leefgebied"])
async def test_a_due_day_that_is_no_day_is_never_dropped(als: Als, dag: str, vanaf: str) -> None:
    joyce = await als(JOYCE)

    antwoord = await joyce.post(
        ACTIES, data={"soort": "onderdak", "uiterlijk": dag, "vanaf": vanaf}
    )

    check_bovenaan(antwoord, "d-nieuw" if vanaf else "na-dag", GEEN_DAG)
    assert veld(antwoord.text, "uiterlijk") == dag
    assert "Onderdak zoeken · " not in tekst_van((await joyce.get(DOSSIER)).text)


@pytest.mark.parametrize("dag", ["25-11-2026", "25/11/2026", "2026-11-25"])
async def test_a_due_day_may_be_typed_as_people_here_write_it(als: Als, dag: str) -> None:
    joyce = await als(JOYCE)

    assert (
        await joyce.post(ACTIES, data={"soort": "onderdak", "uiterlijk": dag})
    ).status_code == 303

    assert "wo 25 nov" in tekst_van((await joyce.get(DOSSIER)).text)


async def test_a_day_to_look_back_to_that_is_no_day_is_told(als: Als) -> None:
    joyce = await als(JOYCE)

    check_bovenaan(await joyce.get(f"{DOSSIER}?op=31-02-2026"), "op", GEEN_DAG)
