"""How far it is with an alert: what went, what waits and why, who read it, and when it is."""

from dataclasses import replace
from datetime import UTC, datetime

import asyncpg
import pytest
from starlette.applications import Starlette

from nazorg.deps import BijDeps
from nazorg.kern.partner import Partner, PartnerUnavailable
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld, verlof
from tests.bij.conftest import Als, stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import ANNE, KARIN, toegang
from tests.bij.navraag import KENT, Bron, Pagina
from tests.bij.test_kennisgeving import van
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van


async def test_the_page_says_when_a_mail_goes_and_goes_on_saying_who_read_it_before_that(
    als: Als, bij: BijDeps, werker: Werker, klok: VasteKlok, postvak: Postvak
) -> None:
    klok.zet(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    anne = await als(ANNE.id)
    id_ = (await toon_lijst(await toegang(bij))).regels[0].melding.id
    adres = f"/bij/meldingen/{id_}"
    tekst = tekst_van((await anne.get(adres)).text)
    assert "Mail aan Karin Aalders wacht tot 24 nov 07:00" in tekst

    await werker.doe_ronde()  # her own mail need not go any more
    tekst = tekst_van((await anne.get(adres)).text)
    assert "Gelezen door u vandaag 23:30" in tekst
    assert van(postvak.mails) == []
    bij_karin = tekst_van((await (await als(KARIN.id)).get(adres)).text)
    assert f"Gelezen door {ANNE.naam} vandaag 23:30" in bij_karin


async def test_how_far_it_is_leads_to_what_others_know_and_says_how_many_answered(
    als: Als, bij: BijDeps, id_: str, klok: VasteKlok
) -> None:
    bronnen = {
        p: Bron(p, uit) for p, uit in ((Partner.ZVH, [KENT]), (Partner.OM, PartnerUnavailable()))
    }
    pagina = Pagina(als, replace(bij, bronnen=replace(bij.bronnen, bronnen=bronnen)), id_)
    html = (await (await als(ANNE.id)).get(f"/bij/meldingen/{id_}")).text
    assert '<a class="nl-link" href="#navraag">Wat anderen weten</a>: niets gevraagd.' in html

    for partner in bronnen:
        await pagina.vraag(partner)
    assert "Wat anderen weten : 1 van 2 vragen beantwoord." in await pagina.na_ronde()


@pytest.mark.parametrize("is_verlof", [True, False])
async def test_a_day_that_is_over_can_come_no_earlier(
    als: Als,
    bij: BijDeps,
    site: Starlette,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
    *,
    is_verlof: bool,
) -> None:
    await stuur(bij, verlof(dagen=17) if is_verlof else gemeld())
    pagina = Pagina(als, bij, str(await eigenaar.fetchval("select id from bij.melding")))
    assert "17 dagen donderdag 10 december Deze dag kan nog eerder worden." in await pagina.tekst()

    klok.verder(days=40)
    tekst = await pagina.tekst()
    assert "– voorbij donderdag 10 december 2026" in tekst
    assert "eerder worden" not in tekst


async def test_a_leave_that_goes_on_by_plan_is_not_over_and_nobody_says_that_he_left(
    als: Als, bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection, site: Starlette
) -> None:
    await stuur(bij, verlof(dagen=2))
    klok.zet(datetime(2026, 11, 26, 15, tzinfo=UTC))
    id_ = str(await eigenaar.fetchval("select id from bij.melding"))
    tekst = await Pagina(als, bij, id_).tekst()
    lijst = tekst_van((await (await als(ANNE.id)).get("/bij/meldingen")).text)

    zin = "Volgens het plan. Wij hoorden niet of iemand vertrok."
    assert f"Nu gepland donderdag 26 november, 20:00 {zin}" in tekst
    assert "voorbij" not in tekst
    assert "wo 25 nov nu, volgens het plan" in lijst
