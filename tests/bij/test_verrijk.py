"""Questions to partners: on request, with a basis, honest about what came of it (L14, L30, L33)."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.bij.aanwijzing import Functie
from nazorg.commands.opbouw import bases_voor_bij
from nazorg.commands.partnerlijnen import open_partners
from nazorg.commands.simulate import simuleer_voor
from nazorg.deps import BijDeps
from nazorg.kern.medewerker import Doel, Rol
from nazorg.kern.partner import (
    Antwoordstand,
    Basis,
    Gegeven,
    Partner,
    PartnerRefused,
    PartnerUnavailable,
    Vraag,
)
from nazorg.kern.toegang import NietGevonden
from nazorg.settings import Settings
from nazorg.simulatie.feiten import Wereld
from nazorg.simulatie.server import Simulator
from nazorg.store.bij.verrijkingen import Item, Noodzaak, Verrijking
from nazorg.usecases.bij.toon import toon_lijst, toon_melding
from nazorg.usecases.bij.vernietig import vernietig
from nazorg.usecases.bij.verrijk import Bronnen, VraagOnvolledig, mag_zien, verrijk, vraag_aan
from tests.bij.berichten import BSN, gemeld, intrekking
from tests.bij.conftest import stuur
from tests.bij.mensen import BRAM, toegang
from tests.klok import VasteKlok

pytestmark = pytest.mark.usefixtures("aangewezen")
WAAROM = Noodzaak(reden="Onrust in de straat", ontvangers="Burgemeester", noodzaak="Nodig")
KENT = Gegeven(groep="bespreking", naam="In bespreking", waarde="ja")
ITEM = Item(gegeven=KENT, grondslag="Wgs", vervalt_op=datetime(2027, 1, 1, tzinfo=UTC))


def basis(partner: Partner = Partner.ZVH, groep: str = "bespreking") -> Basis:
    return Basis(
        doel=Doel.OPENBARE_ORDE,
        partner=partner,
        groep=groep,
        grondslag="Wgs",
        zichtbaar_voor=frozenset({Rol.BURGEMEESTER}),
        geldig_dagen=90,
    )


class Zvh:
    """A partner with a switch: what it tells, or the fault that it raises."""

    partner = Partner.ZVH

    def __init__(self) -> None:
        self.vragen: list[Vraag] = []
        self.uit: Sequence[Gegeven] | Exception = [KENT]
        self.tussendoor: Callable[[], Awaitable[None]] | None = None

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        self.vragen.append(vraag)
        if self.tussendoor:
            await self.tussendoor()
        if isinstance(self.uit, Exception):
            raise self.uit
        return self.uit


@pytest.fixture
def zvh() -> Zvh:
    return Zvh()


@pytest.fixture
def bronnen(zvh: Zvh) -> Bronnen:
    return Bronnen(
        bronnen={Partner.ZVH: zvh}, bases=lambda: (basis(), basis(Partner.POLITIE, "context"))
    )


@pytest.fixture
async def melding(bij: BijDeps) -> UUID:
    await stuur(bij, gemeld())
    return (await toon_lijst(await toegang(bij))).regels[0].melding.id


async def stand(bij: BijDeps, melding: UUID) -> Verrijking:
    (v,) = (await toon_melding(melding, await toegang(bij))).verrijkingen
    return v


async def vraag(
    bij: BijDeps, melding: UUID, bronnen: Bronnen, partner: Partner = Partner.ZVH
) -> None:
    await vraag_aan(melding, partner, WAAROM, toegang=await toegang(bij), bronnen=bronnen)


async def test_l33_nobody_is_asked_until_a_person_does(
    bij: BijDeps, melding: UUID, zvh: Zvh, bronnen: Bronnen
) -> None:
    await verrijk(bij.kamer, bronnen)
    assert zvh.vragen == []

    await vraag(bij, melding, bronnen)
    assert (await stand(bij, melding)).stand is Antwoordstand.WACHT
    await verrijk(bij.kamer, bronnen)
    (gevraagd,) = zvh.vragen
    assert (gevraagd.bsn, gevraagd.doel, gevraagd.groepen) == (
        BSN,
        Doel.OPENBARE_ORDE,
        frozenset({"bespreking"}),
    )


async def test_what_is_told_carries_source_moment_basis_and_expiry(
    bij: BijDeps, melding: UUID, bronnen: Bronnen, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await vraag(bij, melding, bronnen)
    await verrijk(bij.kamer, bronnen)

    v = await stand(bij, melding)
    assert (v.partner, v.stand, v.gegevens) == (Partner.ZVH, Antwoordstand.BEKEND, (KENT,))
    assert (v.gehoord_op, v.grondslag) == (klok.nu(), "Wgs")
    assert v.vervalt_op == klok.nu() + timedelta(days=90)
    assert b"bespreking" not in await eigenaar.fetchval("select inhoud from bij.verrijking")


async def test_l30_after_its_expiry_nothing_of_it_is_shown_or_kept(
    bij: BijDeps, melding: UUID, bronnen: Bronnen, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await vraag(bij, melding, bronnen)
    await verrijk(bij.kamer, bronnen)
    klok.verder(days=91)

    assert (await stand(bij, melding)).gegevens == ()
    await vernietig(bij.kamer)
    assert await eigenaar.fetchval("select inhoud from bij.verrijking") is None
    v = await stand(bij, melding)
    assert (v.stand, v.vervallen, v.gegevens) == (Antwoordstand.BEKEND, True, ())


async def test_l31_what_is_told_about_an_alert_that_was_withdrawn_meanwhile_is_not_kept(
    bij: BijDeps, melding: UUID, zvh: Zvh, bronnen: Bronnen, eigenaar: asyncpg.Connection
) -> None:
    async def trek_in() -> None:
        await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-23T07:30:00Z")

    zvh.tussendoor = trek_in
    await vraag(bij, melding, bronnen)
    await verrijk(bij.kamer, bronnen)

    rij = await eigenaar.fetchrow("select stand, open, vervalt_op from bij.verrijking")
    assert tuple(rij) == ("niet_toegestaan", False, None)
    assert b"bespreking" not in await eigenaar.fetchval("select inhoud from bij.verrijking")


async def test_nothing_known_is_an_answer(
    bij: BijDeps, melding: UUID, zvh: Zvh, bronnen: Bronnen
) -> None:
    zvh.uit = []
    await vraag(bij, melding, bronnen)
    await verrijk(bij.kamer, bronnen)

    assert (await stand(bij, melding)).stand is Antwoordstand.NIETS_BEKEND


async def test_a_partner_that_is_away_is_said_and_asked_again_with_the_last_value_kept(
    bij: BijDeps, melding: UUID, zvh: Zvh, bronnen: Bronnen, klok: VasteKlok
) -> None:
    await vraag(bij, melding, bronnen)
    await verrijk(bij.kamer, bronnen)
    gehoord = klok.nu()
    klok.verder(days=2)
    zvh.uit = PartnerUnavailable()
    await vraag(bij, melding, bronnen)
    await verrijk(bij.kamer, bronnen)
    weg = klok.nu()
    for _ in range(5):
        klok.verder(hours=2)
        await verrijk(bij.kamer, bronnen)

    v = await stand(bij, melding)
    assert (v.stand, v.sinds) == (Antwoordstand.NIET_BEREIKBAAR, weg)
    assert (v.gegevens, v.gehoord_op) == ((KENT,), gehoord)

    zvh.uit = []
    klok.verder(hours=2)
    await verrijk(bij.kamer, bronnen)
    assert (await stand(bij, melding)).stand is Antwoordstand.NIETS_BEKEND


async def test_refused_is_final_until_somebody_asks_anew(
    bij: BijDeps, melding: UUID, zvh: Zvh, bronnen: Bronnen, klok: VasteKlok
) -> None:
    zvh.uit = PartnerRefused()
    await vraag(bij, melding, bronnen)
    for _ in range(3):
        await verrijk(bij.kamer, bronnen)
        klok.verder(hours=2)

    assert (await stand(bij, melding)).stand is Antwoordstand.GEWEIGERD
    assert len(zvh.vragen) == 1


async def test_without_a_basis_no_call_is_made_and_the_screen_can_say_so(
    bij: BijDeps, melding: UUID, zvh: Zvh
) -> None:
    zonder = Bronnen(bronnen={Partner.ZVH: zvh})
    await vraag(bij, melding, zonder)
    assert not (await stand(bij, melding)).open
    await verrijk(bij.kamer, zonder)

    assert (await stand(bij, melding)).stand is Antwoordstand.NIET_TOEGESTAAN
    assert zvh.vragen == []


async def test_l16_what_was_not_asked_is_not_kept(
    bij: BijDeps, melding: UUID, zvh: Zvh, bronnen: Bronnen
) -> None:
    """A partner that tells more than the basis allows changes nothing."""
    zvh.uit = [KENT, Gegeven(groep="verslag", naam="Verslag", waarde="vertrouwelijk")]
    await vraag(bij, melding, bronnen)
    await verrijk(bij.kamer, bronnen)

    assert (await stand(bij, melding)).gegevens == (KENT,)


@pytest.mark.parametrize("leeg", ["reden", "ontvangers", "noodzaak"])
async def test_l14_a_question_without_reason_receivers_or_necessity_is_refused(
    bij: BijDeps, melding: UUID, bronnen: Bronnen, leeg: str
) -> None:
    velden = {"reden": "a", "ontvangers": "b", "noodzaak": "c"} | {leeg: " "}
    with pytest.raises(VraagOnvolledig):
        await vraag_aan(
            melding,
            Partner.POLITIE,
            Noodzaak(**velden),
            toegang=await toegang(bij),
            bronnen=bronnen,
        )


async def test_l14_a_question_is_about_one_alert_of_the_own_gemeente(
    bij: BijDeps, melding: UUID, bronnen: Bronnen
) -> None:
    with pytest.raises(NietGevonden):
        await vraag_aan(
            melding, Partner.ZVH, WAAROM, toegang=await toegang(bij, BRAM), bronnen=bronnen
        )


def test_the_basis_says_which_roles_may_see_it() -> None:
    assert mag_zien((ITEM,), Functie.LOCOBURGEMEESTER, (basis(),)) == (ITEM,)
    assert mag_zien((ITEM,), Functie.AANDACHTSFUNCTIONARIS, (basis(),)) == ()


async def test_real_partners_are_asked_over_a_socket_with_the_table_of_grounds(
    bij: BijDeps, melding: UUID, klok: VasteKlok
) -> None:
    """The clients, the simulator and the grounds of the product itself."""
    sim = Simulator(Wereld(bij.kamer.vandaag), klok)
    await sim.start()
    try:
        async with open_partners(simuleer_voor(Settings(), sim), klok) as lijnen:
            echt = Bronnen(bronnen=lijnen.bronnen, bases=bases_voor_bij(klok))
            for partner in (Partner.ZVH, Partner.POLITIE, Partner.RECLASSERING, Partner.OM):
                await vraag_aan(melding, partner, WAAROM, toegang=await toegang(bij), bronnen=echt)
            assert await verrijk(bij.kamer, echt) == 4
    finally:
        await sim.stop()

    uit = (await toon_melding(melding, await toegang(bij))).verrijkingen
    assert {v.stand for v in uit} <= {Antwoordstand.BEKEND, Antwoordstand.NIETS_BEKEND}
    assert all(v.grondslag for v in uit)
