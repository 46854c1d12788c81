"""What waits or sleeps: why it went, when it comes back, and what wakes it."""

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import BSN_DAAN, event, persoon
from tests.klok import VasteKlok
from tests.web.conftest import (
    MARIEKE,
    Als,
    iemand,
    stuur,
    taak_van,
    tekst_van,
)
from tests.web.doen import LIJST, ONBEKEND, balk, doe, lijst, ongedaan, stand


async def test_what_waits_says_for_whom_how_long_already_and_comes_back_on_the_day(
    taak: str, als: Als, klok: VasteKlok
) -> None:
    marieke = await als(MARIEKE)

    antwoord = await doe(marieke, "wacht", taak, wacht_op="pi", tot="2026-11-30")

    assert "wacht op de PI, herinnering ma 30 nov." in await balk(marieke, antwoord)
    assert await lijst(marieke) == []
    klok.verder(days=6)
    marieke = await als(MARIEKE)
    tekst = tekst_van((await marieke.get(f"{LIJST}?tab=wacht")).text)
    assert "Wacht op de PI, vraag staat 6 dagen open, herinnering ma 30 nov" in tekst
    klok.verder(days=1)
    marieke = await als(MARIEKE)
    assert await lijst(marieke) == [taak]
    tekst = tekst_van((await marieke.get(LIJST)).text)
    assert "Herinnering: wacht op de PI, vraag staat 7 dagen open" in tekst


async def test_what_sleeps_until_a_day_is_back_on_that_day_and_says_so(
    taak: str, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    antwoord = await doe(marieke, "sluimert", taak, tot="2026-11-25")
    assert "sluimert tot wo 25 nov." in await balk(marieke, antwoord)
    assert await lijst(marieke, "sluimert") == [taak]

    klok.verder(days=1)
    assert await lijst(await als(MARIEKE)) == []
    klok.verder(days=1)
    marieke = await als(MARIEKE)

    assert await lijst(marieke) == [taak]
    html = (await marieke.get(LIJST)).text
    assert "Terug: sluimerde tot 25 nov" in tekst_van(html)
    assert "row--new" in html, "what comes back is unread"


async def _meld_overplaatsing(deps: Deps) -> None:
    await stuur(
        deps,
        event(
            Soort.OVERGEPLAATST,
            persoon=persoon(geslachtsnaam="Verhoeven"),
            detentieId="D-Verhoeven",
            tijd="2026-11-22T08:00:00Z",
        ),
    )


async def test_a_notice_wakes_what_sleeps_until_something_changes(
    deps: Deps, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await doe(marieke, "sluimert", taak, tot="2026-12-24", bij_wijziging="ja")

    await _meld_overplaatsing(deps)

    assert await lijst(marieke) == [taak]
    assert "Terug: er kwam een nieuw bericht" in tekst_van((await marieke.get(LIJST)).text)


@pytest.mark.parametrize(
    ("soort", "velden"),
    [
        ("sluimert", {"tot": "2026-12-24"}),
        ("toegewezen", {"eigenaar": MARIEKE}),
        ("afgehandeld", {}),
    ],
)
async def test_undo_brings_back_why_a_task_was_back(
    soort: str, velden: dict[str, str], taak: str, als: Als, klok: VasteKlok
) -> None:
    await doe(await als(MARIEKE), "sluimert", taak, tot="2026-11-25")
    klok.verder(days=2)
    marieke = await als(MARIEKE)
    assert "Terug: sluimerde tot 25 nov" in tekst_van((await marieke.get(LIJST)).text)

    await ongedaan(marieke, await doe(marieke, soort, taak, **velden))

    assert "Terug: sluimerde tot 25 nov" in tekst_van((await marieke.get(LIJST)).text)


async def test_undo_brings_back_that_a_change_woke_a_task(
    deps: Deps, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await doe(marieke, "sluimert", taak, tot="2026-12-24", bij_wijziging="ja")
    await _meld_overplaatsing(deps)
    vraag = "select gewekt from nazorg.taak where id = $1::uuid"
    gewekt = await eigenaar.fetchval(vraag, taak)

    antwoord = await doe(marieke, "sluimert", taak, tot="2026-12-25")
    assert await eigenaar.fetchval(vraag, taak) is None
    await ongedaan(marieke, antwoord)

    assert "Terug: er kwam een nieuw bericht" in tekst_van((await marieke.get(LIJST)).text)
    assert await eigenaar.fetchval(vraag, taak) == gewekt


async def test_what_sleeps_until_something_changes_is_back_on_the_day_of_the_release(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    """No notice may come at all: the day itself is the change."""
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven"))  # free on 11 December
    taak = await taak_van(eigenaar, "Verhoeven", "vrijlating_nabij")
    marieke = await als(MARIEKE)

    antwoord = await doe(marieke, "sluimert", taak, bij_wijziging="ja")

    bericht = await balk(marieke, antwoord)
    assert "sluimert tot vr 11 dec, of tot er iets verandert" in bericht
    klok.verder(days=18)
    assert taak in await lijst(await als(MARIEKE))


@pytest.mark.parametrize(
    ("vrij", "wakker"), [("2026-12-04", True), ("2026-12-11", False), ("2027-01-15", False)]
)
async def test_an_earlier_release_wakes_also_what_sleeps_until_a_day(
    vrij: str, wakker: bool, deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven"))  # free on 11 December
    taak = await taak_van(eigenaar, "Verhoeven", "vrijlating_nabij")
    marieke = await als(MARIEKE)
    await doe(marieke, "sluimert", taak, tot="2026-11-30")

    await stuur(
        deps,
        event(
            Soort.GEWIJZIGD,
            persoon=persoon(geslachtsnaam="Verhoeven"),
            detentieId="D-Verhoeven",
            tijd="2026-11-22T08:00:00Z",
            verwachtEinde={"vroegst": vrij, "laatst": vrij},
        ),
    )

    assert (taak in await lijst(marieke)) is wakker
    if wakker:
        tekst = tekst_van((await marieke.get(LIJST)).text)
        assert "Terug: vrijlating ging van 11 dec naar 4 dec" in tekst


async def test_what_fell_away_and_is_needed_again_does_not_come_back_asleep(
    deps: Deps, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await doe(marieke, "sluimert", taak, tot="2026-12-24")
    await eigenaar.execute("update nazorg.taak set status = 'vervallen' where id = $1::uuid", taak)

    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", tijd="2026-11-22T08:00:00Z", **ONBEKEND))

    assert (await stand(eigenaar, taak))[::2] == ("open", "doen")


@pytest.mark.parametrize(
    ("soort", "velden", "zin"),
    [
        ("sluimert", {"tot": "2026-11-23"}, "Deze dag is al geweest of is vandaag."),
        ("sluimert", {"tot": "2020-01-01"}, "Deze dag is al geweest of is vandaag."),
        ("sluimert", {"tot": "straks"}, "Dit is geen dag."),
        ("sluimert", {"tot": ""}, "Kies een dag, of laat de taak terugkomen"),
        ("wacht", {"tot": "2026-11-30"}, "Kies op wie u wacht."),
        ("wacht", {"tot": "2026-11-30", "wacht_op": "oma"}, "Kies op wie u wacht."),
        ("wacht", {"tot": "2028-11-30", "wacht_op": "pi"}, "meer dan een jaar weg"),
    ],
)
async def test_a_wrong_day_or_choice_is_said_in_dutch_and_nothing_typed_is_lost(
    soort: str,
    velden: dict[str, str],
    zin: str,
    taak: str,
    als: Als,
    eigenaar: asyncpg.Connection,
) -> None:
    marieke = await als(MARIEKE)

    antwoord = await doe(marieke, soort, taak, **velden)

    assert antwoord.status_code == 422
    assert zin in tekst_van(antwoord.text)
    assert f'name="tot" value="{velden["tot"]}"' in antwoord.text
    if velden.get("wacht_op") == "pi":
        assert 'value="pi" checked' in antwoord.text
    assert (await stand(eigenaar, taak))[2] == "doen"


async def test_a_day_may_be_written_as_people_here_write_it(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await doe(await als(MARIEKE), "sluimert", taak, tot="25-11-2026")

    assert (await stand(eigenaar, taak))[2:] == ("sluimert", "2026-11-25")
