"""A partner that has a bad day: each fault, for each partner, is one of two things."""

import pytest

from nazorg.integrations.lijn.fouten import lees_wacht
from nazorg.kern.partner import (
    Partner,
    Partnerreden,
    PartnerRefused,
    PartnerUnavailable,
)
from nazorg.simulatie.schakelaars import Gedrag
from nazorg.simulatie.server import Simulator
from tests.klok import VasteKlok
from tests.partners.conftest import MaakLijn
from tests.partners.lijnen import maak_afspraak, maak_client, maak_vraag

LATER = {
    Gedrag.TRAAG: Partnerreden.GEEN_ANTWOORD,
    Gedrag.HANGT: Partnerreden.GEEN_ANTWOORD,
    Gedrag.WEG: Partnerreden.GEEN_VERBINDING,
    Gedrag.DRUK: Partnerreden.DRUK,
    Gedrag.STORING: Partnerreden.STORING,
    Gedrag.GEEN_TOEGANG: Partnerreden.GEEN_TOEGANG,
    Gedrag.HTML: Partnerreden.STORING,
    Gedrag.HALF: Partnerreden.STORING,
}
NOOIT = {
    Gedrag.AFGEWEZEN: Partnerreden.AFGEWEZEN,
    Gedrag.DOORVERWEZEN: Partnerreden.BUITEN_CONTRACT,
    Gedrag.STUK_JSON: Partnerreden.BUITEN_CONTRACT,
    Gedrag.ANDERE_VORM: Partnerreden.BUITEN_CONTRACT,
    Gedrag.GROOT: Partnerreden.TE_GROOT,
    Gedrag.EINDELOOS: Partnerreden.TE_GROOT,
    Gedrag.INGEPAKT: Partnerreden.BUITEN_CONTRACT,
    Gedrag.ANDER_PERSOON: Partnerreden.ANDER_PERSOON,
    Gedrag.FOUTE_DATUM: Partnerreden.BUITEN_CONTRACT,
    Gedrag.TOEKOMST: Partnerreden.BUITEN_CONTRACT,
}


@pytest.mark.parametrize("partner", Partner)
@pytest.mark.parametrize("gedrag", LATER)
async def test_what_is_about_the_moment_may_be_asked_again(
    partner: Partner, gedrag: Gedrag, sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    # Only who never answers is waited for; the others have the time that a busy machine needs.
    seconden = 0.5 if gedrag in (Gedrag.HANGT, Gedrag.TRAAG) else 10
    bron = maak_client(maak_lijn(maak_afspraak(sim, partner, seconden=seconden)), klok)
    sim.schakelaars.zet(gedrag)

    with pytest.raises(PartnerUnavailable) as fout:
        await bron.vraag(maak_vraag(partner))

    assert fout.value.reden is LATER[gedrag]


@pytest.mark.parametrize("partner", Partner)
@pytest.mark.parametrize("gedrag", NOOIT)
async def test_what_is_about_the_answer_is_refused_as_a_whole(
    partner: Partner, gedrag: Gedrag, sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    bron = maak_client(maak_lijn(maak_afspraak(sim, partner, seconden=10)), klok)
    sim.schakelaars.zet(gedrag)

    with pytest.raises(PartnerRefused) as fout:
        await bron.vraag(maak_vraag(partner))

    assert fout.value.reden is NOOIT[gedrag]
    assert fout.value.__suppress_context__ or fout.value.__context__ is None


@pytest.mark.parametrize("partner", Partner)
async def test_after_a_bad_day_the_same_line_answers_again(
    partner: Partner, sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    bron = maak_client(maak_lijn(maak_afspraak(sim, partner)), klok)
    sim.schakelaars.zet(Gedrag.HALF)
    with pytest.raises(PartnerUnavailable):
        await bron.vraag(maak_vraag(partner))
    sim.schakelaars.zet(Gedrag.GOED)

    assert await bron.vraag(maak_vraag(partner))


async def test_a_name_that_is_not_in_dns_is_asked_again(
    maak_lijn: MaakLijn, klok: VasteKlok, sim: Simulator
) -> None:
    afspraak = maak_afspraak(sim, Partner.BRP, url="http://partner.invalid/brp", seconden=5)
    bron = maak_client(maak_lijn(afspraak), klok)

    with pytest.raises(PartnerUnavailable) as fout:
        await bron.vraag(maak_vraag(Partner.BRP))

    assert fout.value.reden in (Partnerreden.GEEN_VERBINDING, Partnerreden.GEEN_ANTWOORD)


async def test_a_partner_whose_machine_is_off_is_asked_again(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    bron = maak_client(maak_lijn(maak_afspraak(sim, Partner.ZVH)), klok)
    await sim.stop()

    with pytest.raises(PartnerUnavailable) as fout:
        await bron.vraag(maak_vraag(Partner.ZVH))
    await sim.start()

    assert fout.value.reden is Partnerreden.GEEN_VERBINDING
    assert await bron.vraag(maak_vraag(Partner.ZVH))


async def test_a_partner_whose_clock_is_off_still_answers_and_is_noticed(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    lijn = maak_lijn(maak_afspraak(sim, Partner.ZVH))
    sim.schakelaars.zet(Gedrag.SCHEVE_KLOK)

    gegevens = await maak_client(lijn, klok).vraag(maak_vraag(Partner.ZVH))

    assert gegevens
    assert lijn.stand.scheef


def test_a_moment_to_come_back_is_taken_against_the_clock_that_named_it() -> None:
    hun_nu, straks = "Mon, 23 Nov 2026 03:00:00 GMT", "Mon, 23 Nov 2026 03:01:00 GMT"

    assert lees_wacht({"Date": hun_nu, "Retry-After": straks}) == 60
    assert lees_wacht({"Retry-After": straks}) is None
    assert lees_wacht({"Retry-After": "straks"}) is None
    assert lees_wacht({"Retry-After": "99999999999"}) == 86_400
