"""What the screen says about rules: which version, what moved, and what the fast track asks."""

import re

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import event
from tests.web.conftest import JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import DOSSIER, WONEN, bewaar


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    """Somebody in Tiel, free on 11 December at the earliest, before the meeting of 7 January."""
    await stuur(deps, event(id="b-begin"))


async def test_a_task_says_which_version_of_which_rule_made_it(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="geen_adres")
    tekst = tekst_van((await joyce.get(DOSSIER)).text)
    assert "regel opvang-tiel, versie 1)" in tekst

    await eigenaar.execute(
        """update nazorg.taak set gegevens = jsonb_set(gegevens, '{versie}', '"9"')
        where gegevens ->> 'regel' = 'opvang-tiel'"""
    )

    tekst = tekst_van((await joyce.get(DOSSIER)).text)
    assert "Regel opvang-tiel, versie 9, kennen wij niet meer." in tekst


async def test_a_release_that_moves_shows_every_task_before_and_after_in_one_place(
    deps: Deps, als: Als
) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="geen_adres")
    await stuur(deps, event(Soort.GEWIJZIGD, tijd="2026-11-23T08:30:00Z"))

    html = (await joyce.get(DOSSIER)).text
    pad = re.search(r'href="(/berichten/[^"#]+)#h-gevolg"', html)
    assert pad
    tekst = tekst_van((await joyce.get(pad[1])).text)

    assert "Verwacht einde" in tekst
    assert "Opvang Tiel reserveert niet: maak het vertrekblad" in tekst
    assert "26 nov" in tekst
    assert "10 dec" in tekst


async def test_every_word_is_shown_with_who_said_it_its_day_and_its_ground(als: Als) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="bank")

    tekst = tekst_van((await joyce.get(WONEN)).text)

    assert (
        "PI, 23 nov; door Joyce van Veen; grond: Re-integratie (artikel 18a Pbw), vandaag 09:00"
    ) in tekst
