"""The bar names a task as the list does: after several deeds one knows which one is meant."""

import re

import asyncpg
import pytest

from tests.web.conftest import MARIEKE, Als, tekst_van
from tests.web.doen import LIJST, balk, doe, ongedaan

LANG = "Zes maanden vrij: vraag hoe het gaat en leg elk leefgebied vast"


async def _word_leefgebied(eigenaar: asyncpg.Connection, taak: str, reden: str) -> None:
    await eigenaar.execute(
        """update nazorg.taak set regel = 'leefgebied',
        gegevens = gegevens || jsonb_build_object('reden', $2::text) where id = $1::uuid""",
        taak,
        reden,
    )


@pytest.mark.parametrize(
    ("reden", "kort"),
    [
        ("Wonen: vraag of het onderdak er is", "Wonen: vraag of het onderdak er is"),
        (LANG, "Zes maanden vrij: vraag hoe het gaat en leg elk…"),
    ],
)
async def test_the_bar_says_the_reason_and_not_the_kind(
    reden: str, kort: str, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await _word_leefgebied(eigenaar, taak, reden)
    marieke = await als(MARIEKE)
    assert reden in tekst_van((await marieke.get(LIJST)).text)

    antwoord = await doe(marieke, "afgehandeld", taak)

    assert f"‘{kort}’ van Daan Verhoeven is afgehandeld." in await balk(marieke, antwoord)
    terug = await ongedaan(marieke, antwoord)
    assert f"‘{kort}’ van Daan Verhoeven is teruggezet" in await balk(marieke, terug)


async def test_the_bar_of_a_new_notice_says_what_the_row_says(taak: str, als: Als) -> None:
    marieke = await als(MARIEKE)
    reden = re.search(r'<span class="row__why">([^<]+)<', (await marieke.get(LIJST)).text)
    assert reden

    antwoord = await doe(marieke, "afgehandeld", taak)

    assert f"‘{reden[1]}’ van Daan Verhoeven is afgehandeld." in await balk(marieke, antwoord)
