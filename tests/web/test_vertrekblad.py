"""The sheet for the day somebody walks out: fill in, keep, print, and lose nothing."""

import re
from typing import Any

import asyncpg
import httpx2
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.conftest import zoek_bsn
from tests.factories import BSN_DAAN, BSN_NINA, NIJMEGEN, event, persoon
from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, MARIEKE, RUBEN, SAMIRA, Als, stuur, tekst_van

DOSSIER = "/dossiers/NZ-2026-0001"
BLAD = f"{DOSSIER}/vertrekblad"
PDF = f"{BLAD}.pdf"
INGEVULD = {
    "a1_tijd": "10:30",
    "a1_plek": "Stadhuis, balie 3",
    "a1_waarvoor": "ID-kaart ophalen",
    "slapen": "Twee nachten bij familie",
    "meenemen": ["id", "bankpas"],
    "opmerking": "De bus vertrekt om 9:12",
    "bel_wie": "M. Bos",
    "bel_nummer": "0344 123456",
}


async def bewaar(browser: httpx2.AsyncClient, **anders: Any) -> httpx2.Response:
    """Save as a browser does: with the hidden fields of the page that it has open."""
    html = anders.pop("pagina", None) or (await browser.get(BLAD)).text
    verborgen = dict(re.findall(r'type="hidden" name="(versie|dag)" value="([^"]*)"', html))
    return await browser.post(BLAD, data=INGEVULD | verborgen | anders)


@pytest.mark.parametrize(
    ("einde", "staat_er"),
    [("2026-11-23", True), ("2026-11-22", True), ("2026-11-16", True), ("2026-11-15", False)],
)
async def test_the_dossier_leads_to_the_sheet_until_a_week_after_the_release(
    deps: Deps, als: Als, einde: str, staat_er: bool
) -> None:
    await stuur(deps, event(tijd="2026-11-10T08:00:00Z", beginDatum="2026-11-10"))
    browser = await als(JOYCE)

    vast = (await browser.get(DOSSIER)).text
    await stuur(deps, event(Soort.BEEINDIGD, tijd="2026-11-22T08:00:00Z", eindDatum=einde))

    assert f'href="{BLAD}"' in vast
    assert (f'href="{BLAD}"' in (await browser.get(DOSSIER)).text) == staat_er


async def test_a_first_sheet_is_filled_with_what_we_know(deps: Deps, als: Als) -> None:
    await stuur(deps, event(verwachtEinde={"vroegst": "2026-11-27", "laatst": "2026-11-27"}))

    tekst = tekst_van((await (await als(JOYCE)).get(BLAD)).text)

    for stuk in (
        "Nog niet bewaard.",
        "Daan Verhoeven",
        "Vrijdag 27 november 2026",
        "daarna zijn loketten dicht tot maandag 30 november 2026.",
        "De nachtopvang in Tiel kunt u niet vooraf reserveren.",
        "Uw identiteitsbewijs",
        "Aan de casemanager van PI Arnhem",
    ):
        assert stuk in tekst, stuk


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        ("2026-11-24", None),
        ("2026-11-28", "Op deze dag zijn loketten dicht, tot maandag 30 november 2026."),
        ("2026-12-24", "daarna zijn loketten dicht tot maandag 28 december 2026."),
    ],
)
async def test_closed_days_are_told(deps: Deps, als: Als, dag: str, zin: str | None) -> None:
    await stuur(deps, event(verwachtEinde={"vroegst": dag, "laatst": dag}))

    tekst = tekst_van((await (await als(JOYCE)).get(BLAD)).text)

    assert (zin in tekst) if zin else "loketten" not in tekst


async def test_a_range_of_days_is_told_too(deps: Deps, als: Als) -> None:
    await stuur(deps, event())

    tekst = tekst_van((await (await als(JOYCE)).get(BLAD)).text)

    assert "Vraag het aan uw casemanager. Het wordt uiterlijk maandag 14 december 2026." in tekst


async def test_without_a_date_the_sheet_says_so(deps: Deps, als: Als) -> None:
    await stuur(deps, event(verwachtEinde=None))

    assert "De dag is nog niet bekend" in (await (await als(JOYCE)).get(BLAD)).text


async def test_what_was_saved_stands_there_the_next_time(deps: Deps, als: Als) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)

    antwoord = await bewaar(browser)
    html = (await (await als(MARIEKE)).get(BLAD)).text

    assert antwoord.status_code == 303
    assert antwoord.headers["location"] == f"{BLAD}?bewaard=1"
    assert 'value="Stadhuis, balie 3"' in html
    assert "Bewaard door Joyce van Veen, vandaag 09:00." in tekst_van(html)
    assert re.search(r'value="bankpas" checked', html)
    assert re.search(r'value="telefoon">', html)


async def test_a_moved_date_moves_on_the_sheet_too(deps: Deps, als: Als) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)
    await bewaar(browser)

    await stuur(deps, event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"))

    assert "Vrijdag 27 november 2026" in tekst_van((await browser.get(BLAD)).text)


@pytest.mark.parametrize("veld", ["a1_plek", "a1_waarvoor", "slapen", "opmerking", "bel_wie"])
async def test_no_free_text_on_the_sheet_holds_a_medical_word(
    deps: Deps, als: Als, veld: str
) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)

    antwoord = await bewaar(browser, **{veld: "Haalt methadon, heeft schizofrenie"})

    assert antwoord.status_code == 422
    assert "Medische gegevens horen hier niet" in tekst_van(antwoord.text)
    assert f'href="#v-{veld}"' in antwoord.text
    assert "Haalt methadon" in antwoord.text
    assert 'name="versie" value=""' in (await browser.get(BLAD)).text


async def test_a_wrong_field_keeps_everything_that_was_typed(deps: Deps, als: Als) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)

    antwoord = await bewaar(browser, a1_tijd="half elf", opmerking=f"zie {BSN_DAAN}")

    assert antwoord.status_code == 422
    html = antwoord.text
    assert "Schrijf een tijd als 10:30." in html
    assert "Zet hier geen BSN." in html
    assert 'value="half elf"' in html
    assert 'href="#v-a1_tijd"' in html
    assert 'aria-describedby="e-a1_tijd"' in html
    assert "Nog niet bewaard" in (await browser.get(BLAD)).text


async def test_a_text_of_a_page_long_is_refused_and_not_thrown_away(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())

    uit = await bewaar(await als(JOYCE), slapen="Slapen bij familie. " * 200)

    assert uit.status_code == 422
    assert "Gebruik hoogstens 300 tekens." in tekst_van(uit.text)
    assert "Slapen bij familie. Slapen bij familie." in uit.text
    assert await eigenaar.fetchval("select count(*) from nazorg.vertrekblad") == 0


async def test_the_second_of_two_people_sees_both_versions(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())
    joyce, hans = await als(JOYCE), await als(HANS)
    pagina = (await hans.get(BLAD)).text
    await bewaar(joyce, a1_plek="Wijkteam West")

    antwoord = await bewaar(hans, pagina=pagina, a1_plek="Balie Tiel")

    assert antwoord.status_code == 409
    tekst = tekst_van(antwoord.text)
    assert "Joyce van Veen bewaarde dit blad intussen" in tekst
    assert "10:30 · Wijkteam West · ID-kaart ophalen" in tekst
    assert 'value="Balie Tiel"' in antwoord.text
    assert await eigenaar.fetchval("select count(*) from nazorg.vertrekblad") == 1

    opnieuw = await bewaar(hans, pagina=antwoord.text, a1_plek="Balie Tiel")

    assert opnieuw.status_code == 303
    assert await eigenaar.fetchval("select count(*) from nazorg.vertrekblad") == 2


async def test_other_people_have_no_sheet_here(deps: Deps, als: Als) -> None:
    await stuur(deps, event())
    await bewaar(await als(JOYCE))

    for wie in (SAMIRA, RUBEN):
        browser = await als(wie)
        assert (await browser.get(BLAD)).status_code == 404
        assert (await browser.get(PDF)).status_code == 404
        assert (await browser.post(BLAD, data=INGEVULD)).status_code == 404


@pytest.mark.parametrize("nummer", ["NZ-2026-9999", "..", "NZ-1-1", "%00"])
async def test_a_number_that_is_not_there_has_no_sheet(als: Als, nummer: str) -> None:
    antwoord = await (await als(JOYCE)).get(f"/dossiers/{nummer}/vertrekblad")

    assert antwoord.status_code == 404


async def test_a_sheet_goes_along_to_another_gemeente_and_is_gone_here(
    deps: Deps, als: Als
) -> None:
    await stuur(deps, event())
    await bewaar(await als(JOYCE))

    await stuur(
        deps,
        event(
            Soort.GEWIJZIGD,
            tijd="2026-11-21T08:00:00Z",
            gemeenteBrp=NIJMEGEN,
            ontvangerGemeente=NIJMEGEN,
        ),
    )

    assert "Stadhuis, balie 3" in (await (await als(SAMIRA)).get(BLAD)).text
    assert (await (await als(JOYCE)).get(BLAD)).status_code == 404


async def test_a_sheet_goes_along_when_two_dossiers_turn_out_to_be_one_person(
    deps: Deps, als: Als
) -> None:
    await stuur(
        deps,
        event(persoon=persoon(bsn=None, skn="12345678"), detentieId="D-1"),
        event(persoon=persoon(bsn=BSN_NINA), detentieId="D-2", tijd="2026-11-20T09:00:00Z"),
    )
    browser = await als(JOYCE)
    await bewaar(browser)

    await stuur(
        deps,
        event(
            persoon=persoon(bsn=BSN_NINA, skn="12345678"),
            detentieId="D-3",
            tijd="2026-11-21T09:00:00Z",
        ),
    )

    bladen = [
        (await browser.get(f"/dossiers/NZ-2026-000{n}/vertrekblad")).text.count("Stadhuis, balie 3")
        for n in (1, 2)
    ]
    assert bladen[0] == bladen[1] > 0


async def test_saving_and_looking_leave_a_trace_without_content(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)
    await bewaar(browser)
    klok.verder(minutes=1)
    await browser.get(BLAD)

    acties = [r["actie"] for r in await eigenaar.fetch("select actie from nazorg.audit")]
    alles = str(await eigenaar.fetch("select * from nazorg.audit"))
    assert acties.count("vertrekblad_bewaard") == 1
    assert acties[-1] == "dossier_ingezien"
    assert "Stadhuis" not in alles
    assert not zoek_bsn(alles)


async def test_what_stands_on_the_sheet_is_encrypted(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())
    await bewaar(await als(JOYCE))

    inhoud = await eigenaar.fetchval("select inhoud from nazorg.vertrekblad")

    assert b"Stadhuis" not in inhoud
