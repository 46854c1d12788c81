"""Undo, many tasks at once, and two people on the same task: nothing is lost."""

import re
from uuid import uuid4

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.factories import BSN_DAAN, BSN_NINA, BSN_STEF, BUREN
from tests.klok import VasteKlok
from tests.web.conftest import (
    HANS,
    JOYCE,
    MARIEKE,
    Als,
    iemand,
    stuur,
    taak_van,
    tekst_van,
)
from tests.web.doen import (
    ONBEKEND,
    balk,
    doe,
    ongedaan,
    sleutel,
    stand,
)


async def test_every_deed_can_be_undone_from_the_bar(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await als(HANS)
    await doe(marieke, "toegewezen", taak, eigenaar=MARIEKE)
    begin = await stand(eigenaar, taak)
    deeds: list[tuple[str, dict[str, str]]] = [
        ("afgehandeld", {}),
        ("toegewezen", {"eigenaar": HANS}),
        ("vrijgegeven", {}),
        ("sluimert", {"tot": "2026-11-30"}),
        ("wacht", {"tot": "2026-11-30", "wacht_op": "pi"}),
    ]

    for soort, velden in deeds:
        antwoord = await doe(marieke, soort, taak, **velden)
        assert await stand(eigenaar, taak) != begin, soort
        terug = await ongedaan(marieke, antwoord)
        assert await stand(eigenaar, taak) == begin, soort
        assert "is teruggezet zoals die was." in await balk(marieke, terug)


async def test_undoing_does_not_take_back_what_a_colleague_did_since(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    antwoord = await doe(marieke, "toegewezen", taak, eigenaar=HANS)
    await hans.post(f"/taken/{taak}/afgehandeld")

    terug = await ongedaan(marieke, antwoord)

    tekst = await balk(marieke, terug)
    assert "Er is niets veranderd." in tekst
    assert "Daan Verhoeven: Hans Postma heeft deze taak al afgehandeld (vandaag 09:00)." in tekst
    assert (await stand(eigenaar, taak))[0] == "afgehandeld"


async def test_the_history_says_who_did_what_and_undoes_the_last(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    await doe(marieke, "toegewezen", taak, eigenaar=HANS)
    await doe(hans, "sluimert", taak, tot="2026-11-30")

    html = (await marieke.get(f"/taken/{taak}/voorbeeld")).text

    tekst = tekst_van(html)
    assert "Sluimert tot ma 30 nov Hans Postma, vandaag 09:00 Maak dit ongedaan" in tekst
    assert "Is nu van Hans Postma Marieke Bos, vandaag 09:00" in tekst
    assert tekst.count("Maak dit ongedaan") == 1, "what came after it stands in the way"
    pad = re.search(r'action="(/handelingen/[^"]+)"', html)
    assert pad
    await marieke.post(pad[1], data={"alleen": taak})
    assert (await stand(eigenaar, taak))[1:3] == (HANS, "doen")


async def test_undoing_twice_is_undoing_once(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    antwoord = await doe(marieke, "sluimert", taak, tot="2026-11-30")

    await ongedaan(marieke, antwoord)
    await doe(marieke, "sluimert", taak, tot="2026-11-30")
    nog_eens = await ongedaan(marieke, antwoord)

    assert nog_eens.status_code == 303
    assert (await stand(eigenaar, taak))[2] == "sluimert", "that was another deed"


@pytest.fixture
async def drie(deps: Deps, eigenaar: asyncpg.Connection) -> list[str]:
    """Two in Tiel and one in Buren."""
    await stuur(deps, iemand(BSN_DAAN, "Een", **ONBEKEND))
    await stuur(deps, iemand(BSN_NINA, "Twee", **ONBEKEND))
    await stuur(deps, iemand(BSN_STEF, "Drie", gemeenteBrp=BUREN, **ONBEKEND))
    return [await taak_van(eigenaar, n, "nieuwe_melding") for n in ("Een", "Twee", "Drie")]


async def test_a_preview_shows_what_will_happen_and_does_nothing(
    drie: list[str], als: Als, eigenaar: asyncpg.Connection
) -> None:
    await als(JOYCE)
    marieke = await als(MARIEKE)
    await doe(marieke, "afgehandeld", drie[1])

    antwoord = await marieke.post(
        "/werkvoorraad/opdracht", data={"soort": "toegewezen", "taak": drie, "terug": "tab=team"}
    )

    tekst = tekst_van(antwoord.text)
    assert antwoord.status_code == 200
    assert "Om deze 3 taken gaat het" in tekst
    assert "Gaat niet mee. Deze taak is al afgehandeld." in tekst
    assert "Joyce van Veen Werkt niet voor Buren" in tekst
    assert "Wijs 2 taken toe" in tekst
    assert 'href="/werkvoorraad?tab=team"' in antwoord.text, "the way out changes nothing"
    assert [(await stand(eigenaar, t))[1] for t in drie] == ["", "", ""]


async def test_many_at_once_have_an_outcome_each_and_one_undo(
    drie: list[str], als: Als, eigenaar: asyncpg.Connection
) -> None:
    await als(JOYCE)
    marieke = await als(MARIEKE)

    antwoord = await doe(marieke, "toegewezen", *drie, eigenaar=JOYCE)

    tekst = await balk(marieke, antwoord)
    assert "2 taken toegewezen aan Joyce van Veen." in tekst
    assert "Daan Drie: deze collega werkt niet voor die gemeente." in tekst
    assert [(await stand(eigenaar, t))[1] for t in drie] == [JOYCE, JOYCE, ""]
    logboek = await eigenaar.fetch(
        "select object from nazorg.audit where actie = 'taak_toegewezen' order by volgnr"
    )
    assert len(logboek) == len({r[0] for r in logboek}) == 2

    await ongedaan(marieke, antwoord)

    assert [(await stand(eigenaar, t))[1] for t in drie] == ["", "", ""]


async def test_what_is_of_another_gemeente_is_counted_and_never_named(
    drie: list[str], als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)

    vooraf = await joyce.post(
        "/werkvoorraad/opdracht", data={"soort": "afgehandeld", "taak": [*drie, str(uuid4())]}
    )
    antwoord = await doe(joyce, "afgehandeld", *drie)

    assert "2 taken zijn er niet meer, of niet voor u." in tekst_van(vooraf.text)
    assert "Drie" not in vooraf.text
    tekst = await balk(joyce, antwoord)
    assert "2 taken afgehandeld." in tekst
    assert "1 taak is er niet meer, of niet voor u." in tekst
    assert "Drie" not in tekst
    assert (await stand(eigenaar, drie[2]))[0] == "open"


async def test_nothing_chosen_or_too_much_is_said_in_dutch(taak: str, als: Als) -> None:
    joyce = await als(JOYCE)
    veel = [str(uuid4()) for _ in range(201)]

    for pad in ("/werkvoorraad/opdracht", "/werkvoorraad/doe"):
        leeg = await joyce.post(pad, data={"soort": "afgehandeld"})
        assert leeg.status_code == 422
        assert "Kies eerst één of meer taken in de lijst." in leeg.text
    vol = await doe(joyce, "afgehandeld", *veel)
    assert vol.status_code == 422
    assert "Kies hoogstens 200 taken tegelijk." in vol.text


async def test_the_second_of_two_sees_what_the_first_did_and_nothing_is_lost(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    gezien = await sleutel(eigenaar, taak)
    await doe(marieke, "wacht", gezien, wacht_op="pi", tot="2026-11-30")

    antwoord = await doe(hans, "afgehandeld", gezien)

    tekst = await balk(hans, antwoord)
    assert "Er is niets veranderd." in tekst
    assert (
        "Daan Verhoeven: Marieke Bos heeft deze taak al bij 'Wacht op anderen' gezet"
        " (vandaag 09:00)." in tekst
    )
    assert (await stand(eigenaar, taak))[2] == "wacht"
    opnieuw = await doe(hans, "afgehandeld", await sleutel(eigenaar, taak))
    assert "is afgehandeld." in await balk(hans, opnieuw)


async def test_doing_the_same_at_the_same_time_is_not_a_conflict(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    gezien = await sleutel(eigenaar, taak)
    await doe(marieke, "afgehandeld", gezien)

    tekst = await balk(hans, await doe(hans, "afgehandeld", gezien))

    assert "Marieke Bos heeft deze taak al afgehandeld (vandaag 09:00)." in tekst


async def test_a_second_press_keeps_the_way_back(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    gezien = await sleutel(eigenaar, taak)
    eerste = await doe(marieke, "afgehandeld", gezien)

    tweede = await doe(marieke, "afgehandeld", gezien)

    assert tweede.headers["location"] == eerste.headers["location"]
    tekst = await balk(marieke, tweede)
    assert "is afgehandeld." in tekst
    assert "Ongedaan maken" in tekst
    await ongedaan(marieke, tweede)
    assert (await stand(eigenaar, taak))[0] == "open"


async def test_the_same_deed_much_later_tells_that_it_was_done(
    taak: str, als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    marieke = await als(MARIEKE)
    gezien = await sleutel(eigenaar, taak)
    await doe(marieke, "afgehandeld", gezien)
    klok.verder(minutes=5)

    tekst = await balk(marieke, await doe(marieke, "afgehandeld", gezien))

    assert "Er is niets veranderd." in tekst


async def test_giving_a_task_to_whose_it_is_says_so(
    taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke = await als(MARIEKE)
    await als(HANS)
    eerst = await doe(marieke, "toegewezen", await sleutel(eigenaar, taak), eigenaar=HANS)
    await doe(marieke, "sluimert", await sleutel(eigenaar, taak), tot="2026-11-25")
    assert eerst.status_code == 303

    nog_eens = await doe(marieke, "toegewezen", await sleutel(eigenaar, taak), eigenaar=HANS)

    assert "deze taak is al van Hans Postma." in await balk(marieke, nog_eens)


async def test_what_is_done_says_by_whom_and_is_not_late(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", verwachtEinde=None))
    taak = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")
    klok.verder(days=7)
    hans, marieke = await als(HANS), await als(MARIEKE)
    await doe(hans, "afgehandeld", await sleutel(eigenaar, taak))

    lijst_ = (await marieke.get("/werkvoorraad?tab=afgehandeld")).text
    voorbeeld = (await marieke.get(f"/taken/{taak}/voorbeeld")).text

    for html in (lijst_, voorbeeld):
        assert "Afgehandeld door Hans Postma, ma 30 nov" in tekst_van(html)
        assert "te laat" not in tekst_van(html)
        assert "due--laat" not in html
