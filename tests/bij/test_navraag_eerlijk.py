"""What the page says of a question to a partner is what happened (D 9, L30)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.deps import BijDeps
from nazorg.kern.partner import (
    NIET_OVERGENOMEN,
    Gegeven,
    Partner,
    Partnerreden,
    PartnerRefused,
    PartnerUnavailable,
    Vraag,
)
from nazorg.kern.vrije_tekst import Tekstfout
from nazorg.store.bij.verrijkingen import Noodzaak
from nazorg.usecases.bij.vernietig import vernietig
from nazorg.usecases.bij.verrijk import verrijk, vraag_aan
from tests.bij.berichten import NAAM, gemeld, intrekking, terugkeer
from tests.bij.conftest import stuur
from tests.bij.mensen import toegang
from tests.bij.navraag import KENT, VELDEN, Bron, Pagina, bij, pagina, zvh
from tests.klok import VasteKlok

__all__ = ["bij", "pagina", "zvh"]


async def test_without_a_bsn_nothing_is_asked_and_the_page_says_that(
    pagina: Pagina, bij: BijDeps, zvh: Bron, eigenaar: asyncpg.Connection
) -> None:
    zonder = gemeld(persoon={"geslachtsnaam": NAAM})
    await stuur(bij, zonder, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    await pagina.vraag()
    tekst = await pagina.na_ronde()

    assert "Er is geen BSN, dus niet gevraagd." in tekst
    assert "Niet gevraagd" in tekst
    assert "beantwoordde de vraag niet" not in tekst
    assert zvh.gevraagd == 0
    assert (
        await eigenaar.fetchval("select resultaat from bij.audit where actie = 'gevraagd_aan_zvh'")
        == "geen_bsn"
    )


async def test_a_partner_that_is_not_connected_is_no_partner_that_is_away(
    pagina: Pagina, eigenaar: asyncpg.Connection
) -> None:
    await pagina.vraag(Partner.RECLASSERING)
    tekst = await pagina.na_ronde()

    assert "Niet aangesloten" in tekst
    assert "Wij blijven het proberen" not in tekst
    acties = [r[0] for r in await eigenaar.fetch("select actie from bij.audit")]
    assert "niet_gevraagd_aan_reclassering" in acties
    assert "antwoord_van_reclassering" not in acties


async def test_an_alert_that_was_hidden_while_we_asked_says_that_it_was_asked(
    pagina: Pagina, bij: BijDeps, zvh: Bron, klok: VasteKlok
) -> None:
    class Verbergt(Bron):
        async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
            later = gemeld(terugkeer=terugkeer(100))
            await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
            return await super().vraag(vraag)

    verbergt = Verbergt(Partner.ZVH, [KENT])
    await pagina.vraag()
    await verrijk(bij.kamer, replace(bij.bronnen, bronnen={Partner.ZVH: verbergt}))
    klok.verder(days=30)
    tekst = await pagina.tekst()

    assert "Wij vroegen het, maar de melding gold daarna niet meer." in tekst
    assert "geen grondslag" not in tekst
    assert "RG-17" not in tekst


@pytest.mark.parametrize(
    ("reden", "zin"),
    [
        (Partnerreden.AFGEWEZEN, "De partner wees de vraag af."),
        (Partnerreden.ANDER_PERSOON, "Het antwoord ging over iemand anders."),
        (Partnerreden.TE_GROOT, "Het antwoord was te groot."),
        (Partnerreden.BUITEN_CONTRACT, "Het antwoord was niet wat is afgesproken."),
    ],
)
async def test_why_there_is_no_answer_reads_differently_for_each_reason(
    pagina: Pagina, zvh: Bron, reden: Partnerreden, zin: str
) -> None:
    zvh.uit = PartnerRefused(reden)
    await pagina.vraag()

    assert zin in await pagina.na_ronde()


async def test_what_was_heard_before_stays_grey_when_the_next_answer_cannot_be_used(
    pagina: Pagina, zvh: Bron
) -> None:
    await pagina.vraag()
    await pagina.na_ronde()
    zvh.uit = PartnerRefused(Partnerreden.TE_GROOT)
    await pagina.vraag()
    tekst = await pagina.na_ronde()

    assert "Hieronder staat wat wij het laatst hoorden." in tekst
    assert "RG-17" in tekst


async def test_the_last_that_was_heard_says_how_old_it_is_while_the_partner_is_away(
    pagina: Pagina, zvh: Bron, klok: VasteKlok
) -> None:
    await pagina.vraag()
    assert "Zorg- en Veiligheidshuis, vandaag 09:00 Waarom gevraagd" in await pagina.na_ronde()

    klok.verder(days=3)
    assert "23 nov 09:00 Waarom" in await pagina.tekst()  # it is known: it has its own end
    zvh.uit = PartnerUnavailable()
    await pagina.vraag()
    tekst = await pagina.na_ronde()
    assert "Niet bereikbaar sinds vandaag 09:00." in tekst
    assert "Zorg- en Veiligheidshuis, 23 nov 09:00, 3 dagen geleden" in tekst
    assert "RG-17" in tekst


async def test_l30_each_thing_has_its_own_date_purpose_and_end(
    pagina: Pagina, bij: BijDeps, zvh: Bron, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    dag = klok.nu().date()
    zvh.uit = [
        Gegeven(groep="casus", naam="tafel", waarde="Top X", geldig_tot=dag + timedelta(days=2)),
        KENT._replace(gemeten_op=date(2026, 11, 1)),
    ]
    await pagina.vraag()
    tekst = await pagina.na_ronde()
    waarvoor = "Voor de openbare orde (Wgs; Gemeentewet art. 172)."
    assert f"{waarvoor} Te zien tot en met 25 november 2026." in tekst
    assert f"Van 1 november 2026. {waarvoor} Te zien tot en met 23 december 2026." in tekst

    klok.verder(days=3)
    tekst = await pagina.tekst()
    assert "Top X" not in tekst
    assert "RG-17" in tekst
    voor = await eigenaar.fetchval("select inhoud from bij.verrijking")
    await vernietig(bij.kamer)
    na = await eigenaar.fetchval("select inhoud from bij.verrijking")
    assert len(na) < len(voor)
    assert "RG-17" in await pagina.tekst()

    klok.verder(days=28)
    await vernietig(bij.kamer)
    assert await eigenaar.fetchval("select inhoud from bij.verrijking") is None
    tekst = await pagina.tekst()
    assert "RG-17" not in tekst
    assert "Het antwoord is vervallen." in tekst


async def test_l30_the_end_that_a_partner_gives_holds_when_it_comes_before_ours(
    pagina: Pagina, zvh: Bron, klok: VasteKlok
) -> None:
    """Ours is thirty days; in the Netherlands the last day lasts until midnight."""
    zvh.uit = [KENT._replace(geldig_tot=date(2026, 11, 30))]
    await pagina.vraag()
    await pagina.na_ronde()

    klok.zet(klok.nu().replace(day=30, hour=22, minute=30))
    assert "RG-17" in await pagina.tekst()
    klok.verder(minutes=31)
    assert "RG-17" not in await pagina.tekst()


async def test_l30_our_own_end_holds_when_a_partner_lets_it_be_used_for_longer(
    pagina: Pagina, zvh: Bron, klok: VasteKlok
) -> None:
    zvh.uit = [KENT._replace(geldig_tot=date(2028, 1, 1))]
    await pagina.vraag()
    assert "Te zien tot en met 23 december 2026." in await pagina.na_ronde()

    klok.verder(days=31)
    assert "RG-17" not in await pagina.tekst()


async def test_l26_an_answer_of_which_nothing_may_be_kept_is_not_called_known(
    pagina: Pagina, zvh: Bron, eigenaar: asyncpg.Connection
) -> None:
    weg = KENT._replace(waarde=NIET_OVERGENOMEN, niet_overgenomen=True)
    zvh.uit = [weg]
    await pagina.vraag()
    assert (
        "Er stond een BSN, iets medisch, een slachtoffer of een ander bij naam in."
        in await pagina.na_ronde()
    )

    zvh.uit = [weg, KENT]
    await pagina.vraag()
    tekst = await pagina.na_ronde()
    assert NIET_OVERGENOMEN in tekst
    assert "RG-17" in tekst


@pytest.mark.parametrize("veld", VELDEN)
async def test_l26_l28_what_goes_to_a_partner_holds_no_illness_and_no_bsn(
    bij: BijDeps, id_: str, eigenaar: asyncpg.Connection, veld: str
) -> None:
    """This text is sent to the police."""
    id_van = await eigenaar.fetchval("select id from bij.melding")
    for tekst in ("Hij heeft een psychose.", "BSN 999990408"):
        with pytest.raises(Tekstfout):
            await vraag_aan(
                id_van,
                Partner.POLITIE,
                Noodzaak(**(VELDEN | {veld: tekst})),
                toegang=await toegang(bij),
                bronnen=bij.bronnen,
            )
    assert await eigenaar.fetchval("select count(*) from bij.verrijking") == 0


async def test_a_withdrawn_alert_is_asked_about_no_more(
    pagina: Pagina, bij: BijDeps, zvh: Bron, eigenaar: asyncpg.Connection
) -> None:
    await pagina.vraag()
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    await verrijk(bij.kamer, bij.bronnen)

    assert zvh.gevraagd == 0
    assert await eigenaar.fetchval("select reden from bij.verrijking") == "melding_weg"
