"""An alert that is not read is called about, by somebody who sees the task, until it is read."""

import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.bij.aanwijzing import Functie
from nazorg.bij.kennisgeving import Belreden, BijAlarm
from nazorg.deps import BijDeps
from nazorg.kern.medewerker import Medewerker
from nazorg.usecases.bij.toon import sluit_beltaak, toon_lijst, toon_melding
from nazorg.usecases.bij.verantwoord import toon_beheer
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import BUREN, NAAM, TIEL, gemeld, intrekking
from tests.bij.conftest import Als, stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import (
    AMBTENAAR,
    ANNE,
    BEHEER,
    BRAM,
    BURGEMEESTER,
    BURGEMEESTER_BUREN,
    KARIN,
    toegang,
    voorstel,
    wijs_aan,
)
from tests.klok import VasteKlok

LOCO = voorstel(BRAM, Functie.LOCOBURGEMEESTER)


async def dagen(werker: Werker, klok: VasteKlok, aantal: int) -> None:
    for _ in range(aantal):
        await werker.doe_ronde()
        klok.verder(days=1)


async def belt(bij: BijDeps, wie: Medewerker) -> list[str]:
    """Return whom this person has to call."""
    return [b.taak.persoon for b in (await toon_lijst(await toegang(bij, wie))).bellen]


async def alarmen(bij: BijDeps) -> list[tuple[BijAlarm, str]]:
    beheer = await toon_beheer(BEHEER, bij.kamer)
    return [(soort, gemeente) for soort, gemeente, _ in beheer.alarmen]


async def lees(bij: BijDeps, wie: Medewerker) -> None:
    eigen = await toegang(bij, wie)
    for regel in (await toon_lijst(eigen)).regels:
        await toon_melding(regel.melding.id, eigen)


async def test_each_call_says_about_which_alert_it_is(
    als: Als, bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    """Two calls to one person would read the same; a number says nothing of anybody."""
    await stuur(bij, gemeld())
    await stuur(bij, gemeld(meldingId="BIJ-2"))
    await dagen(werker, klok, 3)
    klok.verder(hours=1)
    await werker.doe_ronde()
    html = (await (await als(KARIN.id)).get("/bij/meldingen")).text
    deel = html[html.index("Bel nu") : html.index("<h1>")]

    for nummer in ("BIJ-1", "BIJ-2"):
        assert deel.count(f">Naar melding {nummer}</a>") == 2  # the mayor, and who stands in
    assert NAAM not in deel


async def test_where_nobody_can_call_the_beheerder_hears_that_an_alert_is_unread(
    bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await wijs_aan(bij, BURGEMEESTER)
    await wijs_aan(bij, BURGEMEESTER_BUREN)
    await stuur(bij, gemeld())
    await dagen(werker, klok, 3)  # Monday: read by Tuesday, called about from Wednesday
    assert await alarmen(bij) == []

    await werker.doe_ronde()
    assert await alarmen(bij) == [(BijAlarm.ONGELEZEN, TIEL)]
    await lees(bij, ANNE)
    await werker.doe_ronde()
    assert await alarmen(bij) == []


async def test_without_an_official_a_deputy_calls_the_mayor_and_nobody_calls_oneself(
    bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await wijs_aan(bij, BURGEMEESTER)
    await wijs_aan(bij, LOCO)
    await stuur(bij, gemeld())
    await lees(bij, BRAM)
    await dagen(werker, klok, 4)

    assert await belt(bij, BRAM) == [ANNE.id]
    assert await belt(bij, ANNE) == []


async def test_with_an_official_it_is_for_the_official_of_that_gemeente_alone(
    bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await wijs_aan(bij, BURGEMEESTER)
    await wijs_aan(bij, AMBTENAAR)
    await wijs_aan(bij, LOCO)
    # Who calls in one gemeente may decide in another: there it is for its own official.
    await wijs_aan(bij, voorstel(KARIN, Functie.LOCOBURGEMEESTER, BUREN))
    await wijs_aan(bij, BURGEMEESTER_BUREN)
    await wijs_aan(bij, voorstel(ANNE, Functie.AANDACHTSFUNCTIONARIS, BUREN))
    await stuur(bij, gemeld())
    await stuur(bij, gemeld(meldingId="BIJ-2", ontvangerGemeente=BUREN))
    await lees(bij, KARIN)
    await dagen(werker, klok, 4)

    assert sorted(await belt(bij, KARIN)) == [ANNE.id, BRAM.id]
    assert await belt(bij, ANNE) == [BRAM.id]
    assert await belt(bij, BRAM) == []


async def test_a_mail_to_the_official_that_came_back_is_for_the_mayor(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await wijs_aan(bij, BURGEMEESTER)
    await wijs_aan(bij, AMBTENAAR)
    postvak.weigert = {"karin-aalders@voorbeeld.nl"}
    await stuur(bij, gemeld())
    await werker.doe_ronde()

    assert await belt(bij, ANNE) == [KARIN.id]
    assert await belt(bij, KARIN) == []


@pytest.mark.usefixtures("aangewezen")
async def test_a_call_that_was_made_is_asked_for_again_while_nobody_reads(
    bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await stuur(bij, gemeld())
    await lees(bij, KARIN)
    await dagen(werker, klok, 4)
    for _ in range(2):
        (bel,) = (await toon_lijst(await toegang(bij, KARIN))).bellen
        assert bel.taak.reden is Belreden.ONGELEZEN
        await sluit_beltaak(bel.taak.id, await toegang(bij, KARIN))
        await werker.doe_ronde()
        assert await belt(bij, KARIN) == []
        klok.verder(days=3)  # over a weekend
        await werker.doe_ronde()

    assert (BijAlarm.ONGELEZEN, TIEL) in await alarmen(bij)
    await lees(bij, ANNE)
    await werker.doe_ronde()
    assert await belt(bij, KARIN) == []
    assert await alarmen(bij) == []


async def test_the_newest_designation_says_at_which_number_to_call(
    bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await wijs_aan(bij, AMBTENAAR)
    await wijs_aan(bij, voorstel(ANNE, Functie.LOCOBURGEMEESTER, telefoon="0344 11 11 11"))
    vandaag = bij.kamer.vandaag()
    await wijs_aan(bij, voorstel(ANNE, Functie.BURGEMEESTER, van=vandaag, telefoon="0344 22 22 22"))
    await stuur(bij, gemeld())
    await lees(bij, KARIN)
    await dagen(werker, klok, 4)

    (bel,) = (await toon_lijst(await toegang(bij, KARIN))).bellen
    assert bel.telefoon == "0344 22 22 22"


@pytest.mark.usefixtures("site")
async def test_l31_what_is_withdrawn_a_second_time_has_to_be_confirmed_again(
    als: Als, bij: BijDeps, werker: Werker, id_: str
) -> None:
    anne, knop = await als(ANNE.id), "Ik heb de intrekking gelezen"
    await werker.doe_ronde()
    for dag in ("21", "23"):
        await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd=f"2026-11-{dag}T07:00:00Z")
        await werker.doe_ronde()
        assert knop in (await anne.get(f"/bij/meldingen/{id_}")).text
        await anne.post(f"/bij/meldingen/{id_}/bevestiging")
        tekst = (await anne.get(f"/bij/meldingen/{id_}")).text
        assert "U heeft dit gezien." in tekst
        assert tekst.count("Bevestigd vandaag") == 1
        await stuur(bij, gemeld(), BijSoort.GEWIJZIGD, tijd="2026-11-22T08:00:00Z")
        await werker.doe_ronde()
