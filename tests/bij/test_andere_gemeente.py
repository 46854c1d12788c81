"""An alert that moves to another gemeente: recalled from the one, new for the other (ADR 0037)."""

from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.bij.besluit import Besluitsoort
from nazorg.deps import BijDeps
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.partner import Partner
from nazorg.kern.toegang import NietGevonden
from nazorg.store.bij.verrijkingen import Noodzaak
from nazorg.usecases.bij.besluit import Keuze, besluit
from nazorg.usecases.bij.toegang import IsIngetrokken
from nazorg.usecases.bij.toon import toon_lijst, toon_melding
from nazorg.usecases.bij.vernietig import vernietig
from nazorg.usecases.bij.verrijk import vraag_aan
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import BUREN, gemeld, intrekking, terugkeer
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import ANNE, BRAM, toegang
from tests.bij.test_kennisgeving import check_neutraal, van
from tests.klok import VasteKlok

pytestmark = pytest.mark.usefixtures("aangewezen")
GESPREK = Keuze(soort=Besluitsoort.GESPREK, tot=None, motivering="", gezien=0)
NODIG = Noodzaak(reden="orde", ontvangers="de burgemeester", noodzaak="het kan niet anders")


async def verhuis(bij: BijDeps) -> None:
    await stuur(
        bij, gemeld(ontvangerGemeente=BUREN), BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"
    )


async def van_wie(bij: BijDeps, wie: Medewerker) -> UUID:
    """Return the only alert that somebody sees."""
    (regel,) = (await toon_lijst(await toegang(bij, wie))).regels
    return regel.melding.id


async def test_the_new_mayor_can_decide_and_sees_nothing_of_what_the_old_one_decided(
    bij: BijDeps,
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await besluit(await van_wie(bij, ANNE), GESPREK, await toegang(bij, ANNE))
    await verhuis(bij)

    nieuw = await van_wie(bij, BRAM)
    assert (await toon_melding(nieuw, await toegang(bij, BRAM))).besluiten == ()
    genomen = await besluit(nieuw, GESPREK, await toegang(bij, BRAM))
    assert genomen.volgnr == 1


async def test_the_old_mayor_is_recalled_and_the_new_one_told(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    await verhuis(bij)
    await werker.doe_ronde()

    assert [len(van(postvak.mails, wie.id)) for wie in (ANNE, BRAM)] == [2, 1]
    for mail in postvak.mails:
        check_neutraal(mail)
    oud = await van_wie(bij, ANNE)
    inzicht = await toon_melding(oud, await toegang(bij, ANNE))
    assert inzicht.melding.alert.ingetrokken == "verkeerde_gemeente"
    with pytest.raises(IsIngetrokken):
        await besluit(oud, GESPREK, await toegang(bij, ANNE))
    with pytest.raises(NietGevonden):
        await toon_melding(oud, await toegang(bij, BRAM))


async def test_the_new_gemeente_can_ask_a_partner_that_the_old_one_asked(bij: BijDeps) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    for wie in (ANNE, BRAM):
        id_, eigen = await van_wie(bij, wie), await toegang(bij, wie)
        await vraag_aan(id_, Partner.ZVH, NODIG, toegang=eigen, bronnen=bij.bronnen)
        assert len((await toon_melding(id_, eigen)).verrijkingen) == 1
        await verhuis(bij)


async def test_where_it_was_never_to_be_seen_nothing_is_recalled(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await verhuis(bij)
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")  # older, and late
    await werker.doe_ronde()

    assert [len(van(postvak.mails, wie.id)) for wie in (ANNE, BRAM)] == [0, 1]
    assert (await toon_lijst(await toegang(bij, ANNE))).regels == ()


async def test_taken_back_in_the_first_gemeente_it_stands_in_the_second(bij: BijDeps) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await verhuis(bij)
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-22T08:00:00Z")
    id_ = await van_wie(bij, BRAM)
    assert (await toon_melding(id_, await toegang(bij, BRAM))).melding.ingetrokken_op is None

    weg = intrekking(ontvangerGemeente=BUREN)
    await stuur(bij, weg, BijSoort.INGETROKKEN, tijd="2026-11-22T09:00:00Z")
    assert (await toon_melding(id_, await toegang(bij, BRAM))).melding.ingetrokken_op


async def test_each_gemeente_keeps_its_own_term(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    klok.verder(days=60)
    verder = gemeld(ontvangerGemeente=BUREN, terugkeer=terugkeer(90))
    await stuur(bij, verder, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    klok.verder(days=220)
    assert await vernietig(bij.kamer) == 1

    assert (await toon_lijst(await toegang(bij, ANNE))).regels == ()
    await van_wie(bij, BRAM)
    inhoud = await eigenaar.fetch("select gemeente from bij.bericht where inhoud <> ''")
    assert [r[0] for r in inhoud] == [BUREN]
    klok.verder(days=60)
    assert await vernietig(bij.kamer) == 1
    assert await eigenaar.fetchval("select count(*) from bij.melding") == 0


async def test_a_decision_still_knows_of_the_one_before_it(bij: BijDeps) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    id_, eigen = await van_wie(bij, ANNE), await toegang(bij, ANNE)
    await besluit(id_, GESPREK, eigen)
    await stuur(bij, gemeld(terugkeer=terugkeer(9)), BijSoort.GEWIJZIGD)

    assert (await besluit(id_, replace(GESPREK, gezien=1), eigen)).volgnr == 2
