"""How far it is with an alert: what went, what waits and why, and who read it."""

from datetime import UTC, datetime

from nazorg.deps import BijDeps
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld
from tests.bij.conftest import Als, stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import ANNE, toegang
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
    assert f"Gelezen door {ANNE.naam} vandaag 23:30" in tekst
    assert van(postvak.mails) == []
