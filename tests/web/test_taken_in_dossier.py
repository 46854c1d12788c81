"""What was done with a task stands in its dossier: what, by whom and when."""

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.factories import event
from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, MARIEKE, Als, stuur, taak_van, tekst_van
from tests.web.doen import doe, ongedaan, sleutel
from tests.web.leefgebieden import ACTIES, DOSSIER


@pytest.fixture
async def nadert(deps: Deps, eigenaar: asyncpg.Connection) -> str:
    await stuur(deps, event(id="b-begin"))
    return await taak_van(eigenaar, "Verhoeven", "vrijlating_nabij")


def tijdlijn(html: str) -> str:
    return tekst_van(html.partition('id="h-tijd"')[2].partition('<div class="stack">')[0])


def acties(html: str) -> str:
    return tekst_van(html.partition('id="h-taken"')[2].partition('id="h-tijd"')[0])


async def test_a_done_task_of_a_rule_can_be_read_back_in_the_dossier(als: Als, nadert: str) -> None:
    joyce = await als(JOYCE)

    await joyce.post(f"/taken/{nadert}/afgehandeld", data={"dossier": "NZ-2026-0001"})

    html = (await joyce.get(DOSSIER)).text
    assert (
        "‘Vrijlating nadert’ is afgehandeld Joyce van Veen, vandaag 09:00 . Bekijk deze taak"
    ) in tijdlijn(html)
    assert f'href="/taken/{nadert}"' in html
    assert "Vrijlating nadert afgehandeld vandaag 09:00 door Joyce van Veen" in acties(html)


async def test_every_deed_is_told_and_undoing_it_too(
    als: Als, eigenaar: asyncpg.Connection, nadert: str, klok: VasteKlok
) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    await doe(joyce, "toegewezen", await sleutel(eigenaar, nadert), eigenaar=HANS)
    klok.verder(minutes=1)
    gedaan = await doe(hans, "afgehandeld", await sleutel(eigenaar, nadert))
    klok.verder(minutes=1)
    await ongedaan(hans, gedaan)

    html = (await joyce.get(DOSSIER)).text

    tekst = tijdlijn(html)
    assert "‘Vrijlating nadert’ is nu van Hans Postma Joyce van Veen, vandaag 09:00" in tekst
    assert "‘Vrijlating nadert’ is afgehandeld Hans Postma, vandaag 09:01" in tekst
    assert "‘Vrijlating nadert’ is teruggezet zoals die was Hans Postma, vandaag 09:02" in tekst
    assert "Vrijlating nadert afgehandeld" not in acties(html)


async def test_an_agreed_action_that_was_ticked_off_on_the_queue_is_told_by_its_name(
    als: Als, eigenaar: asyncpg.Connection, nadert: str
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(ACTIES, data={"soort": "onderdak", "uiterlijk": "2026-11-26"})
    actie = await taak_van(eigenaar, "Verhoeven", "behoefte")

    await doe(joyce, "afgehandeld", await sleutel(eigenaar, actie))

    html = (await joyce.get(DOSSIER)).text
    assert "‘Onderdak zoeken’ is afgehandeld" in tijdlijn(html)
    assert acties(html).count("afgehandeld vandaag") == 1


async def test_a_filter_of_the_timeline_leaves_deeds_on_tasks_out(als: Als, nadert: str) -> None:
    joyce = await als(JOYCE)
    await joyce.post(f"/taken/{nadert}/afgehandeld")

    alles, berichten, notities = [
        tijdlijn((await joyce.get(f"{DOSSIER}?tijdlijn={tab}")).text)
        for tab in ("alles", "berichten", "notities")
    ]

    assert "Alles (2) Berichten (1) Notities (0)" in alles
    assert "is afgehandeld" in alles
    assert "is afgehandeld" not in berichten
    assert "is afgehandeld" not in notities


async def test_what_colleagues_did_with_tasks_counts_as_changed_since_you_looked(
    als: Als, eigenaar: asyncpg.Connection, nadert: str, klok: VasteKlok
) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    for browser in (joyce, hans):
        await browser.get(DOSSIER)
    klok.verder(minutes=5)
    nieuw = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")
    await doe(hans, "afgehandeld", await sleutel(eigenaar, nadert), await sleutel(eigenaar, nieuw))
    klok.verder(minutes=5)

    bij_joyce, bij_hans = [(await b.get(DOSSIER)).text for b in (joyce, hans)]

    assert "Sinds u hier keek (vandaag 09:00): 2 keer iets gedaan met een taak." in tekst_van(
        bij_joyce
    )
    assert bij_joyce.count("ev--nieuw") == 2
    assert "Sinds u hier keek" not in tekst_van(bij_hans)


async def test_who_stands_in_for_somebody_is_named_with_that_colleague(
    als: Als, eigenaar: asyncpg.Connection, nadert: str
) -> None:
    joyce, marieke = await als(JOYCE), await als(MARIEKE)
    await doe(joyce, "toegewezen", await sleutel(eigenaar, nadert), eigenaar=JOYCE)
    await joyce.post(
        "/waarneming",
        data={
            "collega": MARIEKE,
            "richting": "ander",
            "van": "2026-11-23",
            "tot": "2026-11-27",
        },
    )

    await doe(marieke, "afgehandeld", await sleutel(eigenaar, nadert))

    assert "Marieke Bos, namens Joyce van Veen, vandaag 09:00" in tijdlijn(
        (await joyce.get(DOSSIER)).text
    )


async def test_the_key_for_undo_has_one_button_on_every_page_with_undo(
    als: Als, nadert: str
) -> None:
    joyce = await als(JOYCE)
    uit = await joyce.post(f"/taken/{nadert}/afgehandeld", data={"dossier": "NZ-2026-0001"})

    dossier = (await joyce.get(uit.headers["location"])).text
    taak = (await joyce.get(f"/taken/{nadert}")).text
    zonder = (await joyce.get(DOSSIER)).text

    knop = '<button type="submit" id="doe-z">Ongedaan maken</button>'
    assert knop in dossier
    for html in (dossier, taak):
        assert html.count('id="doe-z"') == 1
    assert 'id="doe-z"' not in zonder


async def test_only_the_last_deed_has_the_key_on_the_page_of_a_task(
    als: Als, eigenaar: asyncpg.Connection, nadert: str, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    await doe(joyce, "toegewezen", await sleutel(eigenaar, nadert), eigenaar=JOYCE)
    klok.verder(minutes=1)
    await doe(joyce, "vrijgegeven", await sleutel(eigenaar, nadert))
    klok.verder(minutes=1)
    laatste = await doe(joyce, "toegewezen", await sleutel(eigenaar, nadert), eigenaar=JOYCE)
    handeling = laatste.headers["location"].partition("gedaan=")[2][:36]

    html = (await joyce.get(f"/taken/{nadert}")).text

    assert html.count('id="doe-z"') == 1
    formulier = html.rpartition('id="doe-z"')[0].rpartition("<form")[2]
    assert f"/handelingen/{handeling}/ongedaan" in formulier


async def test_an_open_task_says_whose_it_is_and_for_whom_it_waits(
    als: Als, eigenaar: asyncpg.Connection, nadert: str
) -> None:
    joyce, _ = await als(JOYCE), await als(HANS)
    await doe(joyce, "toegewezen", await sleutel(eigenaar, nadert), eigenaar=HANS)
    assert "Van Hans Postma" in acties((await joyce.get(DOSSIER)).text)

    bij = await sleutel(eigenaar, nadert)
    await doe(joyce, "wacht", bij, wacht_op="pi", tot="2026-11-30")

    assert "Van Hans Postma · Wacht op " in acties((await joyce.get(DOSSIER)).text)
