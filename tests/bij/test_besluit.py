"""A mayor decides in person; nothing is proposed, and two at once hear of each other (L07)."""

import asyncio
from dataclasses import replace
from datetime import date
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.bij.besluit import BesluitOnvolledig, Besluitsoort, NietBevoegd
from nazorg.deps import BijDeps
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.vrije_tekst import Tekstfout
from nazorg.usecases.bij.besluit import AndersBesloten, Keuze, besluit, overweeg
from nazorg.usecases.bij.toegang import IsIngetrokken
from nazorg.usecases.bij.toon import toon_lijst, toon_melding
from nazorg.usecases.bij.verantwoord import toon_verantwoording
from tests.bij.berichten import gemeld, intrekking
from tests.bij.conftest import stuur
from tests.bij.mensen import ANNE, BRAM, KARIN, toegang

pytestmark = pytest.mark.usefixtures("aangewezen")
GESPREK = Keuze(soort=Besluitsoort.GESPREK, tot=None, motivering="", gezien=0)


@pytest.fixture
async def melding(bij: BijDeps) -> UUID:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    return (await toon_lijst(await toegang(bij))).regels[0].melding.id


async def test_l07_a_mayor_decides_and_it_is_logged(
    bij: BijDeps, melding: UUID, eigenaar: asyncpg.Connection
) -> None:
    keuze = Keuze(
        soort=Besluitsoort.GEBIEDSVERBOD, tot=date(2027, 1, 10), motivering="Onrust", gezien=0
    )
    await besluit(melding, keuze, await toegang(bij))

    (genomen,) = (await toon_melding(melding, await toegang(bij))).besluiten
    assert (genomen.soort, genomen.naam, genomen.motivering) == (keuze.soort, ANNE.naam, "Onrust")
    assert "besloten_gebiedsverbod" in [
        r[0] for r in await eigenaar.fetch("select actie from bij.audit")
    ]
    assert b"Onrust" not in await eigenaar.fetchval("select inhoud from bij.besluit")


async def test_l07_an_official_may_weigh_and_never_decide(bij: BijDeps, melding: UUID) -> None:
    with pytest.raises(NietBevoegd):
        await besluit(melding, GESPREK, await toegang(bij, KARIN))

    await overweeg(melding, "De wijkagent kent de buurt.", await toegang(bij, KARIN))
    inzicht = await toon_melding(melding, await toegang(bij))
    assert [(o.naam, o.tekst) for o in inzicht.overwegingen] == [
        (KARIN.naam, "De wijkagent kent de buurt.")
    ]


async def test_another_mayor_finds_nothing(bij: BijDeps, melding: UUID) -> None:
    for doen in (
        toon_melding(melding, await toegang(bij, BRAM)),
        besluit(melding, GESPREK, await toegang(bij, BRAM)),
        overweeg(melding, "iets", await toegang(bij, BRAM)),
    ):
        with pytest.raises(NietGevonden):
            await doen


@pytest.mark.parametrize(
    "keuze",
    [
        Keuze(soort=None, tot=None, motivering="", gezien=0),
        Keuze(soort=Besluitsoort.BEVEL, tot=None, motivering="x", gezien=0),
        Keuze(soort=Besluitsoort.BEVEL, tot=date(2026, 11, 22), motivering="x", gezien=0),
        Keuze(soort=Besluitsoort.BEVEL, tot=date(2028, 1, 1), motivering="x", gezien=0),
        Keuze(soort=Besluitsoort.BEVEL, tot=date(2026, 12, 1), motivering=" ", gezien=0),
        Keuze(soort=Besluitsoort.GESPREK, tot=date(2026, 12, 1), motivering="", gezien=0),
    ],
)
async def test_half_a_decision_is_refused(bij: BijDeps, melding: UUID, keuze: Keuze) -> None:
    with pytest.raises(BesluitOnvolledig):
        await besluit(melding, keuze, await toegang(bij))


async def test_who_decides_second_must_first_read_what_was_decided(
    bij: BijDeps, melding: UUID
) -> None:
    await besluit(melding, GESPREK, await toegang(bij))
    with pytest.raises(AndersBesloten):
        await besluit(melding, GESPREK, await toegang(bij))

    opnieuw = Keuze(soort=Besluitsoort.GEEN_MAATREGEL, tot=None, motivering="", gezien=1)
    await besluit(melding, opnieuw, await toegang(bij))
    inzicht = await toon_melding(melding, await toegang(bij))
    assert [b.volgnr for b in inzicht.besluiten] == [1, 2]


@pytest.mark.parametrize("gezien", [-1, 5])
async def test_a_page_that_never_was_decides_nothing(
    bij: BijDeps, melding: UUID, gezien: int
) -> None:
    with pytest.raises(AndersBesloten):
        await besluit(melding, replace(GESPREK, gezien=gezien), await toegang(bij))


async def test_two_at_the_same_moment_make_one_decision(bij: BijDeps, melding: UUID) -> None:
    een, ander = await toegang(bij), await toegang(bij)
    uit = await asyncio.gather(
        besluit(melding, GESPREK, een), besluit(melding, GESPREK, ander), return_exceptions=True
    )

    assert sorted(type(u).__name__ for u in uit) == ["AndersBesloten", "Besluit"]


async def test_l31_nothing_is_decided_about_what_was_withdrawn(bij: BijDeps, melding: UUID) -> None:
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    with pytest.raises(IsIngetrokken):
        await besluit(melding, GESPREK, await toegang(bij))


async def test_l25_search_knows_names_and_numbers_and_nothing_of_who_somebody_is(
    bij: BijDeps,
) -> None:
    """What nobody may be sorted or sought by is not sought by, also where it is known."""
    persoon = {
        "geslachtsnaam": "Windhoek",
        "voornamen": "Rik",
        "bsn": "999990408",
        "skn": "20417",
        "geboorte": {"jaar": 1984},
        "geboorteplaats": "Paramaribo",
        "geboorteland": "Suriname",
        "nationaliteiten": ["Surinaamse", "Belgische"],
        "adres": {"straat": "Waalkade", "huisnummer": "3", "plaats": "Tiel"},
    }
    await stuur(bij, gemeld(persoon=persoon))
    t = await toegang(bij)

    for iets in ("windh", "rik", "BIJ-1"):
        assert len((await toon_lijst(t, zoek=iets)).regels) == 1, iets
    for niets in ("suri", "Belgische", "Paramaribo", "20417", "1984", "999990408", "Waalkade"):
        assert (await toon_lijst(t, zoek=niets)).regels == (), niets


async def test_figures_are_for_the_mayor_only(bij: BijDeps, melding: UUID) -> None:
    with pytest.raises(NietGevonden):
        await toon_verantwoording(await toegang(bij, KARIN))
    (buren,) = await toon_verantwoording(await toegang(bij, BRAM))
    assert buren.cijfers == {}


@pytest.mark.parametrize(
    "tekst",
    ["Hij heeft een psychose.", "BSN 999990408 staat erin", "Slachtoffer Anna woont ernaast."],
)
async def test_l26_l27_l28_free_text_holds_no_illness_no_bsn_and_no_victim_by_name(
    bij: BijDeps, melding: UUID, tekst: str, eigenaar: asyncpg.Connection
) -> None:
    bevel = Keuze(soort=Besluitsoort.BEVEL, tot=date(2026, 12, 1), motivering=tekst, gezien=0)
    with pytest.raises(Tekstfout):
        await overweeg(melding, tekst, await toegang(bij))
    with pytest.raises(Tekstfout):
        await besluit(melding, bevel, await toegang(bij))

    assert await eigenaar.fetchval("select count(*) from bij.overweging") == 0
