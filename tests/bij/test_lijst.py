"""The list: what comes first is first; what is over stands apart, under a heading of its own."""

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.deps import BijDeps
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.verantwoord import toon_beheer
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import TIEL, gemeld, intrekking, terugkeer, verlof, voorval
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import ANNE
from tests.bij.mailserver import Postvak
from tests.bij.mensen import ANNE as BURGEMEESTER
from tests.bij.mensen import BEHEER, toegang
from tests.klok import VasteKlok


async def nummers(bij: BijDeps, *, geweest: bool) -> list[str]:
    regels = (await toon_lijst(await toegang(bij, BURGEMEESTER))).regels
    return [r.melding.nummer for r in regels if r.geweest is geweest]


@pytest.mark.usefixtures("aangewezen")
async def test_what_comes_stands_before_what_is_over_and_each_the_nearest_first(
    bij: BijDeps, klok: VasteKlok
) -> None:
    for nummer, dagen in (("lang-voorbij", 5), ("voorbij", 20), ("later", 60), ("straks", 35)):
        await stuur(bij, gemeld(meldingId=nummer, terugkeer=terugkeer(dagen)))
    tot_morgen = terugkeer(28) | {"laatst": terugkeer(31)["laatst"]}
    await stuur(bij, gemeld(meldingId="uiterlijk-morgen", terugkeer=tot_morgen))
    await stuur(bij, verlof(voorval(4), voorval(33, "v2"), meldingId="weer-verlof"))
    await stuur(bij, verlof(voorval(4), meldingId="verlof-voorbij"))
    klok.verder(days=30)

    assert await nummers(bij, geweest=False) == [
        "uiterlijk-morgen",
        "weer-verlof",
        "straks",
        "later",
    ]
    assert await nummers(bij, geweest=True) == ["voorbij", "lang-voorbij", "verlof-voorbij"]


@pytest.mark.usefixtures("site")
async def test_the_page_names_what_is_over(als: Als, bij: BijDeps, klok: VasteKlok) -> None:
    await stuur(bij, gemeld(meldingId="BIJ-1", terugkeer=terugkeer(5)))
    anne = await als(ANNE)
    assert "Geweest" not in (await anne.get("/bij/meldingen")).text

    klok.verder(days=30)
    anne = await als(ANNE)
    tekst = (await anne.get("/bij/meldingen")).text
    assert "Er is nu geen melding over iemand die nog terugkomt." in tekst
    assert tekst.index(">Geweest</h2>") < tekst.index("Windhoek")
    gevonden = (await anne.post("/bij/zoeken", data={"q": "windhoek"})).text
    assert "1 melding gevonden" in gevonden
    assert ">Geweest</h2>" in gevonden


@pytest.mark.usefixtures("aangewezen")
async def test_one_row_that_cannot_be_read_stops_no_other_and_is_an_alarm(
    bij: BijDeps, werker: Werker, postvak: Postvak, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(meldingId="kapot"), tijd="2026-11-20T08:00:00Z")
    await eigenaar.execute("update bij.melding set inhoud = 'kapot'")
    await stuur(bij, gemeld())
    await werker.doe_ronde()

    assert werker.mislukt == set()
    assert len(postvak.mails) == 2
    assert await nummers(bij, geweest=False) == ["BIJ-1"]
    beheer = await toon_beheer(BEHEER, bij.kamer)
    assert [(soort, code) for soort, code, _ in beheer.alarmen] == [(BijAlarm.ONLEESBAAR, TIEL)]

    await stuur(bij, gemeld(meldingId="kapot"), tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()
    assert sorted(await nummers(bij, geweest=False)) == ["BIJ-1", "kapot"]
    assert (await toon_beheer(BEHEER, bij.kamer)).alarmen == ()


@pytest.mark.usefixtures("aangewezen")
async def test_a_withdrawn_alert_stands_after_what_stands(bij: BijDeps) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await stuur(bij, gemeld(meldingId="BIJ-2", terugkeer=terugkeer(40)))
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")

    assert await nummers(bij, geweest=False) == ["BIJ-2", "BIJ-1"]
