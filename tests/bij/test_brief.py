"""The draft letter about a decision: words of the law and blanks, for who decided (D.5; L07)."""

import re
from typing import Any

import asyncpg
import httpx2
import pytest

from nazorg.deps import BijDeps
from nazorg.kern.partner import Partner
from tests.bij.berichten import BSN, NAAM, UITSPRAAK
from tests.bij.conftest import Als
from tests.bij.kamer import ANNE, BRAM, JAAP, KARIN, WIM
from tests.bij.navraag import Pagina

BESLUITEN: dict[str, dict[str, str]] = {
    "bevel": {"tot": "2026-12-20", "motivering": "De straat is onrustig."},
    "gebiedsverbod": {"tot": "2026-12-20", "motivering": "De straat is onrustig."},
    "gesprek": {"motivering": "Eerst praten."},
}
KOPPEN = {
    "bevel": "Bevel op grond van artikel 172, derde lid, van de Gemeentewet",
    "gebiedsverbod": "Gebiedsverbod op grond van artikel 172a van de Gemeentewet",
    "gesprek": "Uitnodiging voor een gesprek",
}
# What of the alert has no place in a letter to somebody: it goes on paper, past who may not know.
VERBODEN = (
    BSN,
    "1984",
    "BIJ-1",
    "mishandeling",
    "302",
    UITSPRAAK["parketnummer"],
    "Rechtbank",
    "gevangenis",
    "contactverbod",
    "meldplicht",
    "10 december",
    "Wijkagent",
    "risico",
    "advies",
    "voorstel",
)


async def besluit(browser: httpx2.AsyncClient, id_: str, soort: str, **velden: str) -> None:
    data = {"besluit": soort, "gezien": "0"} | BESLUITEN.get(soort, {}) | velden
    assert (await browser.post(f"/bij/meldingen/{id_}/besluit", data=data)).status_code == 303


def tekst_van_brief(html: str) -> str:
    """Return the draft as it stands on the page, with its lines."""
    gevonden = re.search(r"<textarea[^>]* readonly>(.*?)</textarea>", html, re.DOTALL)
    assert gevonden is not None
    return gevonden[1].strip()


@pytest.mark.parametrize("soort", BESLUITEN)
async def test_l07_the_draft_has_the_law_the_decision_and_blanks_and_nothing_of_the_alert(
    als: Als, bij: BijDeps, id_: str, soort: str
) -> None:
    anne = await als(ANNE)
    await Pagina(als, bij, id_).vraag(Partner.ZVH)
    weeg = {"tekst": "Wijkagent: hij bedreigde buren."}
    await anne.post(f"/bij/meldingen/{id_}/overwegingen", data=weeg)
    await besluit(anne, id_, soort)
    pagina = await anne.get(f"/bij/meldingen/{id_}/brief/1")
    brief = tekst_van_brief(pagina.text)

    assert pagina.headers["cache-control"] == "no-store"
    assert brief.splitlines()[:3] == ["Burgemeester van Tiel", "", KOPPEN[soort]]
    assert f"Aan: Rik {NAAM}" in brief
    assert "Ik, Anne de Boer, burgemeester van Tiel," in brief
    assert brief.endswith("Tiel, 23 november 2026\n[handtekening]")
    assert "[vul in: " in brief
    assert [woord for woord in VERBODEN if woord.lower() in brief.lower()] == []


async def test_who_writes_the_reason_reads_that_it_goes_to_the_person(als: Als, id_: str) -> None:
    anne = await als(ANNE)
    vraag = (await anne.get(f"/bij/meldingen/{id_}")).text
    assert "Deze tekst komt ook in de conceptbrief aan deze persoon." in vraag
    assert 'aria-describedby="motivering-uitleg"' in vraag

    await besluit(anne, id_, "bevel")

    assert (
        "Haal weg wat deze persoon niet mag weten"
        in (await anne.get(f"/bij/meldingen/{id_}/brief/1")).text
    )


async def test_the_draft_of_an_order_is_this_text_and_no_other(als: Als, id_: str) -> None:
    """What to do or leave, and where, is left open: that is for the mayor alone."""
    anne = await als(ANNE)
    await besluit(anne, id_, "bevel", motivering="Het is {naam} onrustig.")

    assert tekst_van_brief((await anne.get(f"/bij/meldingen/{id_}/brief/1")).text) == (
        f"""Burgemeester van Tiel

Bevel op grond van artikel 172, derde lid, van de Gemeentewet

Aan: Rik {NAAM}

Ik, Anne de Boer, burgemeester van Tiel, geef u het volgende bevel:

[vul in: wat iemand moet doen of laten, en waar]

Dit bevel geldt tot en met 20 december 2026.

Waarom ik dit bevel geef:
Het is {{naam}} onrustig.

Bent u het niet eens met dit besluit? Dan kunt u binnen zes weken bezwaar maken bij de burgemeester.

Tiel, 23 november 2026
[handtekening]"""
    )


async def test_l07_the_page_of_the_draft_asks_nothing_chooses_nothing_and_sends_nothing(
    als: Als, id_: str, eigenaar: asyncpg.Connection
) -> None:
    anne = await als(ANNE)
    await besluit(anne, id_, "gebiedsverbod")
    voor = await _rijen(eigenaar)
    html = (await anne.get(f"/bij/meldingen/{id_}/brief/1")).text

    kern = html[html.index("<main") : html.index("</main>")]
    assert "<form" not in kern
    assert not re.search(r"<(input|select)|checked|selected", kern)
    assert "Dit is een concept." in kern
    assert await _rijen(eigenaar) == voor  # it is not kept


async def _rijen(db: asyncpg.Connection) -> dict[str, Any]:
    tabellen = ("besluit", "overweging", "doorgave", "kennisgeving", "verrijking", "archief")
    return {t: await db.fetchval(f"select count(*) from bij.{t}") for t in tabellen}


async def test_before_a_decision_there_is_no_draft_and_without_a_measure_neither(
    als: Als, id_: str
) -> None:
    """A draft that lies ready would be a proposal."""
    anne, adres = await als(ANNE), f"/bij/meldingen/{id_}"
    for soort in (None, "geen_maatregel"):
        if soort:
            await besluit(anne, id_, soort)
        assert "Conceptbrief" not in (await anne.get(adres)).text
        assert (await anne.get(f"{adres}/brief/1")).status_code == 404


@pytest.mark.parametrize("soort", BESLUITEN)
async def test_l07_only_the_mayor_who_is_named_in_it_and_the_official_see_the_draft(
    als: Als, id_: str, soort: str
) -> None:
    """BRAM is mayor elsewhere, JAAP may decide in this gemeente too, KARIN is the official."""
    adres = f"/bij/meldingen/{id_}"
    await besluit(await als(ANNE), id_, soort)

    for wie in (ANNE, KARIN):
        browser = await als(wie)
        assert "Conceptbrief" in (await browser.get(adres)).text, wie
        brief = await browser.get(f"{adres}/brief/1")
        assert "Ik, Anne de Boer, burgemeester van Tiel," in tekst_van_brief(brief.text), wie
        assert "Alleen de burgemeester die besloot, ondertekent." in brief.text, wie
    for wie in (BRAM, JAAP, WIM):
        browser = await als(wie)
        antwoord = await browser.get(f"{adres}/brief/1")
        assert (antwoord.status_code, NAAM in antwoord.text) == (404, False), wie
        assert "Conceptbrief" not in (await browser.get(adres)).text, wie
    niemand = await (await als(None)).get(f"{adres}/brief/1")
    assert (niemand.status_code, niemand.headers["location"]) == (303, "/bij/login")


async def test_l06_who_is_mayor_no_more_has_no_draft_of_it(
    als: Als, id_: str, eigenaar: asyncpg.Connection
) -> None:
    anne = await als(ANNE)
    await besluit(anne, id_, "bevel")
    await eigenaar.execute("update bij.aanwijzing set tot = '2026-11-23' where persoon = $1", ANNE)
    antwoord = await anne.get(f"/bij/meldingen/{id_}/brief/1")

    assert (antwoord.status_code, NAAM in antwoord.text) == (403, False)
