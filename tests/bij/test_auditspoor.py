"""Every look, every search and every refusal is in the audit chain of this room (L01, L19)."""

from collections.abc import Awaitable, Callable

import asyncpg
import httpx2
import pytest
from starlette.applications import Starlette

from nazorg.berichten.soort import BijSoort
from nazorg.deps import BijDeps
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import NAAM, gemeld, intrekking, terugkeer
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import ANNE, BRAM, JAAP, KARIN, WIM
from tests.bij.mailserver import Postvak
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van

TEKST = "Een lange overweging over de buurt"
VRAAG = {"partner": "zvh", "reden": TEKST, "ontvangers": "b", "noodzaak": "c"}
Rijen = Callable[[], Awaitable[list[tuple[str, ...]]]]


@pytest.fixture
def rijen(eigenaar: asyncpg.Connection) -> Rijen:
    """Return (who, what, about what, result, gemeente) of all that people did since logging in."""

    async def lees() -> list[tuple[str, ...]]:
        uit = await eigenaar.fetch(
            "select actor, actie, object, resultaat, gemeente from bij.audit order by volgnr"
        )
        ruis = ("aanwijzing_vastgelegd", "bij_bericht_ontvangen", "aangemeld", "mail_verstuurd")
        return [tuple(r) for r in uit if r[1] not in ruis]

    return lees


async def test_reading_the_list_and_searching_are_noted_and_the_term_is_not(
    als: Als, id_: str, rijen: Rijen, eigenaar: asyncpg.Connection
) -> None:
    anne = await als(ANNE)
    assert NAAM in (await anne.get("/bij/meldingen")).text
    assert NAAM in (await anne.post("/bij/zoeken", data={"q": "windh"})).text

    assert await rijen() == [
        (ANNE, "lijst_ingezien", "lijst", "gelukt", "0281"),
        (ANNE, "gezocht", "lijst", "gelukt", "0281"),
    ]
    assert "windh" not in str(await eigenaar.fetch("select * from bij.audit"))


@pytest.mark.parametrize("doe", ["", "/stand", "/besluit", "/overwegingen", "/navraag"])
async def test_l01_an_attempt_on_the_alert_of_another_gemeente_fails_and_is_noted(
    als: Als, id_: str, rijen: Rijen, doe: str
) -> None:
    bram, pad = await als(BRAM), f"/bij/meldingen/{id_}{doe}"
    antwoord = await (bram.get(pad) if doe in ("", "/stand") else bram.post(pad, data=VRAAG))

    assert antwoord.status_code in (404, 422)
    assert NAAM not in antwoord.text
    assert (BRAM, "geweigerd", f"melding {id_}", "niet_gevonden", "0214") in await rijen()


async def test_l01_who_keeps_the_register_is_refused_at_the_alerts_and_it_is_noted(
    als: Als, id_: str, rijen: Rijen
) -> None:
    wim = await als(WIM)
    assert (await wim.get("/bij/meldingen")).status_code == 404
    assert (await wim.get(f"/bij/meldingen/{id_}")).status_code == 404

    assert await rijen() == [
        (WIM, "geweigerd", "meldingen", "niet_gevonden", ""),
        (WIM, "geweigerd", f"melding {id_}", "niet_gevonden", ""),
    ]


async def test_l07_an_official_who_sends_a_decision_is_refused_and_it_is_noted(
    als: Als, id_: str, rijen: Rijen
) -> None:
    velden = {"besluit": "gesprek", "gezien": "0", "motivering": ""}
    antwoord = await (await als(KARIN)).post(f"/bij/meldingen/{id_}/besluit", data=velden)

    assert antwoord.status_code == 422
    assert (KARIN, "geweigerd", f"melding {id_}", "niet_bevoegd", "0281") in await rijen()


async def _schrijf(browser: httpx2.AsyncClient, id_: str) -> list[httpx2.Response]:
    """Send every form there is, each with the same text."""
    besluit = {"besluit": "bevel", "tot": "2026-12-20", "motivering": TEKST, "gezien": "0"}
    return [
        await browser.post(f"/bij/meldingen/{id_}/{naam}", data=velden)
        for naam, velden in (
            ("besluit", besluit),
            ("overwegingen", {"tekst": TEKST}),
            ("navraag", VRAAG),
        )
    ]


async def test_what_was_typed_when_a_term_ended_is_noted_as_refused_and_given_back(
    als: Als, id_: str, rijen: Rijen, eigenaar: asyncpg.Connection
) -> None:
    anne = await als(ANNE)
    await eigenaar.execute("update bij.aanwijzing set tot = '2026-11-23' where persoon = $1", ANNE)

    for antwoord in await _schrijf(anne, id_):
        assert antwoord.status_code == 403
        assert TEKST in antwoord.text
        # What somebody typed may not stay on a screen that does not lock.
        assert 'http-equiv="refresh" content="120;url=/bij/login"' in antwoord.text
    assert await rijen() == [(ANNE, "geweigerd", f"melding {id_}", "geen_aanwijzing", "")] * 3


async def test_what_was_typed_about_a_withdrawn_alert_is_noted_as_refused_and_given_back(
    als: Als, id_: str, bij: BijDeps, rijen: Rijen
) -> None:
    anne = await als(ANNE)
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")

    for antwoord in await _schrijf(anne, id_):
        assert antwoord.status_code == 409
        assert TEKST in antwoord.text
    assert await rijen() == [(ANNE, "geweigerd", f"melding {id_}", "ingetrokken", "0281")] * 3


async def test_what_was_typed_about_an_alert_that_was_hidden_meanwhile_is_given_back(
    als: Als, id_: str, bij: BijDeps
) -> None:
    anne = await als(ANNE)
    later = gemeld(terugkeer=terugkeer(200))
    await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")

    for antwoord in await _schrijf(anne, id_):
        assert antwoord.status_code == 404
        assert TEKST in antwoord.text


@pytest.fixture
async def beltaak(id_: str, werker: Werker, klok: VasteKlok, eigenaar: asyncpg.Connection) -> str:
    """The mayor did not read, also not after a second mail: somebody must call."""
    for _ in range(5):
        await werker.doe_ronde()
        klok.verder(days=1)
    return str(await eigenaar.fetchval("select id from bij.beltaak where persoon = $1", ANNE))


async def test_that_somebody_called_is_noted_with_the_alert(
    als: Als, id_: str, beltaak: str, rijen: Rijen
) -> None:
    karin = await als(KARIN)
    for _ in range(2):  # pressed twice
        assert (await karin.post(f"/bij/beltaken/{beltaak}")).status_code == 303

    assert await rijen() == [(KARIN, "gebeld", f"melding {id_}", "gelukt", "0281")]
    assert "belde over deze melding" in (await karin.get(f"/bij/meldingen/{id_}")).text


@pytest.mark.parametrize("wie", [ANNE, BRAM])
async def test_a_call_is_closed_by_who_has_that_task_and_by_nobody_else(
    als: Als, beltaak: str, rijen: Rijen, wie: str, eigenaar: asyncpg.Connection, site: Starlette
) -> None:
    antwoord = await (await als(wie)).post(f"/bij/beltaken/{beltaak}")

    assert antwoord.status_code == 404
    assert await eigenaar.fetchval("select gedaan_op from bij.beltaak") is None
    assert [(r[0], r[1], r[2]) for r in await rijen()] == [(wie, "geweigerd", "beltaken")]


async def test_each_mail_that_went_and_each_that_came_back_is_noted_and_stays(
    id_: str,
    bij: BijDeps,
    werker: Werker,
    postvak: Postvak,
    eigenaar: asyncpg.Connection,
    klok: VasteKlok,
) -> None:
    """That a mayor was told can be shown when the alert itself is long destroyed."""
    postvak.weigert = {"jaap-visser@voorbeeld.nl"}
    await werker.doe_ronde()
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()
    verwacht = {
        ("mail_verstuurd", f"{soort} aan {wie}")
        for soort in ("bericht", "intrekking")
        for wie in (ANNE, KARIN)
    } | {("mail_teruggekomen", f"bericht aan {JAAP}")}

    async def genoteerd() -> set[tuple[str, str]]:
        vraag = "select actie, resultaat from bij.audit where object = $1 and gemeente = '0281'"
        return {tuple(r) for r in await eigenaar.fetch(vraag, f"melding {id_}")}

    assert verwacht <= await genoteerd()
    klok.verder(days=300)
    await werker.doe_ronde()
    assert await eigenaar.fetchval("select count(*) from bij.melding") == 0
    assert verwacht <= await genoteerd()


async def test_the_page_tells_when_a_mail_went_and_that_one_came_back(
    als: Als, id_: str, werker: Werker, postvak: Postvak
) -> None:
    postvak.weigert = {"jaap-visser@voorbeeld.nl"}
    await werker.doe_ronde()
    tekst = tekst_van((await (await als(ANNE)).get(f"/bij/meldingen/{id_}")).text)

    assert "vandaag 09:00 Het systeem verstuurde een mail" in tekst
    assert "vandaag 09:00 Het systeem hoorde dat een mail niet aankwam" in tekst
