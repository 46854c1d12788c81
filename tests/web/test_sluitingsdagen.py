"""Closed days of a gemeente count on every screen, as holidays do; unknown rules are said."""

from dataclasses import replace
from datetime import date
from typing import Any

import asyncpg
import httpx2
import pytest

from nazorg.commands.opbouw import build_deps
from nazorg.deps import BijDeps, Deps
from nazorg.web.site import make_site
from nazorg.werkvoorraad.regelboek import Regelboek
from tests.factories import BSN_DAAN, BSN_STEF, BUREN, TIEL
from tests.klok import VasteKlok
from tests.web.conftest import (
    INSTELLINGEN,
    JOYCE,
    MARIEKE,
    MaakClient,
    iemand,
    nummer_van,
    stuur,
    taak_van,
    tekst_van,
)

# Today is Monday 23 November: Tiel is closed on Tuesday, on Thursday and on Friday.
DICHT = frozenset({date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 27)})
WOENSDAG: dict[str, Any] = {"verwachtEinde": {"vroegst": "2026-11-25", "laatst": "2026-11-25"}}


@pytest.fixture
def deps(deps: Deps, klok: VasteKlok) -> Deps:
    """Return a nazorg in which Tiel has closed days of its own."""
    boek = deps.kennis.regelboek
    tiel = {TIEL: replace(boek.voor(TIEL), dicht=DICHT)}
    zelfde = {BUREN: boek.voor(BUREN)}
    regelboek = Regelboek(algemeen=boek.voor("0014"), per_gemeente=tiel | zelfde)
    return build_deps(deps.store, deps.kluis, replace(deps.kennis, regelboek=regelboek), klok)


async def joyce(deps: Deps, bij: BijDeps, maak_client: MaakClient) -> httpx2.AsyncClient:
    """Return the browser of who works for Tiel only."""
    return await meld_aan(JOYCE, deps, bij, maak_client)


async def meld_aan(
    wie: str, deps: Deps, bij: BijDeps, maak_client: MaakClient
) -> httpx2.AsyncClient:
    browser = await maak_client(make_site(deps, INSTELLINGEN, bij=bij))
    await browser.post("/login", data={"medewerker": wie})
    return browser


async def test_due_dates_are_counted_in_the_open_days_of_the_gemeente(
    deps: Deps, bij: BijDeps, maak_client: MaakClient, eigenaar: asyncpg.Connection
) -> None:
    nu = {"tijd": "2026-11-23T07:00:00Z"}
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", **nu))
    elders = {"ontvangerGemeente": BUREN, "gemeenteBrp": BUREN}
    await stuur(deps, iemand(BSN_STEF, "Kok", **nu, **elders))

    rijen = await eigenaar.fetch(
        "select gemeente, uiterlijk from nazorg.taak where regel = 'nieuwe_melding'"
    )
    assert dict(rijen) == {TIEL: date(2026, 11, 25), BUREN: date(2026, 11, 24)}
    browser = await meld_aan(MARIEKE, deps, bij, maak_client)
    tekst = tekst_van((await browser.get("/werkvoorraad")).text)
    assert "nog 1 werkdag wo 25 nov" in tekst
    assert "nog 1 werkdag di 24 nov" in tekst


async def test_the_release_the_week_and_the_sheet_say_until_when_desks_are_closed(
    deps: Deps, bij: BijDeps, maak_client: MaakClient, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", **WOENSDAG))
    browser = await joyce(deps, bij, maak_client)
    dossier = f"/dossiers/{await nummer_van(eigenaar, 'Verhoeven')}"

    week = tekst_van((await browser.get("/werkvoorraad")).text)
    vrij = tekst_van((await browser.get(dossier)).text)
    blad = tekst_van((await browser.get(f"{dossier}/vertrekblad")).text)

    let_op = "Vrij op woensdag: loketten daarna dicht tot maandag 30 nov"
    assert f"1 persoon vrij. {let_op} dicht tot ma" in week, "the strip"
    assert week.count(let_op) > 2, "the strip, and each of the rows"
    assert let_op in vrij
    assert "daarna zijn loketten dicht tot maandag 30 november" in blad


async def test_the_usual_day_to_be_reminded_of_what_is_late_is_an_open_day(
    deps: Deps, bij: BijDeps, maak_client: MaakClient, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", tijd="2026-11-18T08:00:00Z"))
    taak = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")

    html = (await (await joyce(deps, bij, maak_client)).get(f"/taken/{taak}/wacht")).text

    assert 'name="tot" value="2026-11-25"' in html


async def test_the_usual_day_to_sleep_until_is_an_open_day(
    deps: Deps, bij: BijDeps, maak_client: MaakClient, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven"))
    taak = await taak_van(eigenaar, "Verhoeven", "nieuwe_melding")

    html = (await (await joyce(deps, bij, maak_client)).get(f"/taken/{taak}/sluimert")).text

    assert 'name="tot" value="2026-11-25"' in html


async def test_an_action_is_not_due_on_a_closed_day(
    deps: Deps, bij: BijDeps, maak_client: MaakClient, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven"))
    pad = f"/dossiers/{await nummer_van(eigenaar, 'Verhoeven')}/acties"
    actie = {"soort": "onderdak", "uiterlijk": "2026-11-24"}

    antwoord = await (await joyce(deps, bij, maak_client)).post(pad, data=actie)

    assert antwoord.status_code == 422
    assert "Op deze dag zijn de loketten dicht. Kies een werkdag." in tekst_van(antwoord.text)


async def test_a_rule_that_we_know_no_more_is_said_with_its_version(
    deps: Deps, bij: BijDeps, maak_client: MaakClient, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", **WOENSDAG))
    await eigenaar.execute(
        """update nazorg.taak set gegevens = gegevens || '{"versie": "99"}'
        where gegevens ->> 'regel' = 'snelspoor-id'"""
    )
    taak = await eigenaar.fetchval(
        "select id from nazorg.taak where gegevens ->> 'regel' = 'snelspoor-id'"
    )

    tekst = tekst_van((await (await joyce(deps, bij, maak_client)).get(f"/taken/{taak}")).text)

    assert "Regel snelspoor-id, versie 99, kennen wij niet meer." in tekst
