"""The clocks of article 11a: nine months, five years, and proof (L04, L30)."""

import asyncio
from datetime import UTC, date, datetime

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.bij.besluit import Besluitsoort
from nazorg.bij.kennisgeving import Werkstap
from nazorg.deps import BijDeps
from nazorg.store.bij.bewaring import Archiefstuk
from nazorg.usecases.bij.besluit import Keuze, besluit, overweeg
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.verantwoord import Verantwoording, toon_verantwoording
from nazorg.usecases.bij.vernietig import vernietig
from nazorg.usecases.bij.waarschuw import waarschuw
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import NAAM, gemeld, intrekking, terugkeer, uitspraak
from tests.bij.conftest import stuur
from tests.bij.mensen import toegang
from tests.klok import VasteKlok

# Provided on 23 November 2026: gone on 23 August 2027 at the latest, the extract in August 2032.
VOOR, WEG = datetime(2027, 8, 21, 8, tzinfo=UTC), datetime(2027, 8, 22, 8, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("aangewezen")
_VAN_MELDING = (
    "melding",
    "kennisgeving",
    "besluit",
    "overweging",
    "verrijking",
    "beltaak",
    "lezing",
)


async def _aantal(eigenaar: asyncpg.Connection) -> int:
    """Count what is left of alerts, in every table that can hold something about somebody."""
    som = 0
    for tabel in _VAN_MELDING:
        som += await eigenaar.fetchval(f"select count(*) from bij.{tabel}")
    return som + int(await eigenaar.fetchval("select count(*) from bij.bericht where inhoud <> ''"))


async def _besluit(bij: BijDeps, soort: Besluitsoort, tot: date | None) -> None:
    t = await toegang(bij)
    (regel,) = (await toon_lijst(t)).regels
    await overweeg(regel.melding.id, "Wij spraken met de wijkagent.", t)
    await besluit(regel.melding.id, Keuze(soort=soort, tot=tot, motivering="Rust", gezien=0), t)


async def _verantwoording(bij: BijDeps) -> Verantwoording:
    (tiel,) = await toon_verantwoording(await toegang(bij))
    return tiel


async def test_l04_without_a_measure_all_is_destroyed_within_nine_months(
    bij: BijDeps, werker: Werker, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    await _besluit(bij, Besluitsoort.GESPREK, None)
    klok.zet(VOOR)
    await vernietig(bij.kamer)
    assert await _aantal(eigenaar) > 0

    klok.zet(WEG)
    assert await vernietig(bij.kamer) == 1
    assert await _aantal(eigenaar) == 0
    uit = await _verantwoording(bij)
    assert uit.archief == ()
    (bewijs,) = uit.vernietigingen
    assert bewijs.uiterlijk == date(2027, 8, 23)
    assert bewijs.vernietigd_op.date() < bewijs.uiterlijk
    assert bewijs.rijen["melding"] == bewijs.rijen["bericht"] == bewijs.rijen["besluit"] == 1
    assert NAAM not in repr(bewijs)
    assert await vernietig(bij.kamer) == 0


async def test_l04_of_a_measure_an_extract_stays_five_years_and_then_goes(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await _besluit(bij, Besluitsoort.BEVEL, date(2026, 12, 31))
    klok.zet(WEG)
    await vernietig(bij.kamer)

    assert await _aantal(eigenaar) == 0
    (stuk,) = (await _verantwoording(bij)).archief
    assert isinstance(stuk, Archiefstuk)
    assert stuk.vernietigen_op == date(2032, 8, 22)
    assert [b.soort for b in stuk.uittreksel.besluiten] == [Besluitsoort.BEVEL]

    klok.zet(datetime(2032, 8, 21, 8, tzinfo=UTC))
    await vernietig(bij.kamer)
    assert len((await _verantwoording(bij)).archief) == 1
    klok.zet(datetime(2032, 8, 22, 8, tzinfo=UTC))
    await vernietig(bij.kamer)
    uit = await _verantwoording(bij)
    assert uit.archief == ()
    assert [v.soort for v in uit.vernietigingen] == ["archief", "melding"]


async def test_l04_what_was_set_aside_does_not_outlive_an_alert(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(uitspraken=[uitspraak(onherroepelijkOp=None)]))
    klok.zet(WEG)
    await vernietig(bij.kamer)

    assert await _aantal(eigenaar) == 0


async def test_a_message_that_was_destroyed_does_not_come_back(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(), id="zelfde")
    klok.zet(WEG)
    await vernietig(bij.kamer)

    assert (await stuur(bij, gemeld(), id="zelfde")).uitkomst == "dubbel"
    assert await _aantal(eigenaar) == 0


async def test_what_may_not_be_shown_yet_is_in_no_figure(bij: BijDeps, klok: VasteKlok) -> None:
    """A figure would tell a mayor that something is coming, months before the law does."""
    await stuur(bij, gemeld(terugkeer=terugkeer(110)))
    ver = gemeld(meldingId="BIJ-2", terugkeer=terugkeer(111))
    await stuur(bij, ver, tijd="2026-11-20T08:00:00Z")
    weg = intrekking(meldingId="BIJ-2")
    await stuur(bij, weg, BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    await waarschuw(bij.kamer)
    assert (await _verantwoording(bij)).cijfers == {}

    klok.verder(days=40)
    for _ in range(2):
        await waarschuw(bij.kamer)
    assert (await _verantwoording(bij)).cijfers == {2027: {"gemeld_definitief": 1}}


async def test_what_came_and_was_withdrawn_between_two_rounds_counts_as_both(bij: BijDeps) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    await waarschuw(bij.kamer)

    cijfers = (await _verantwoording(bij)).cijfers
    assert cijfers == {2026: {"gemeld_definitief": 1, "ingetrokken": 1}}


async def test_two_clocks_at_once_make_one_certificate(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    klok.zet(WEG)
    assert sum(await asyncio.gather(vernietig(bij.kamer), vernietig(bij.kamer))) == 1


async def test_figures_outlive_the_alerts_and_name_nobody(bij: BijDeps, klok: VasteKlok) -> None:
    await stuur(bij, gemeld())
    await waarschuw(bij.kamer)
    await _besluit(bij, Besluitsoort.GEEN_MAATREGEL, None)
    klok.zet(WEG)
    await vernietig(bij.kamer)

    uit = await _verantwoording(bij)
    assert uit.cijfers == {2026: {"gemeld_definitief": 1, "besluit_geen_maatregel": 1}}


async def test_l04_what_cannot_be_read_goes_too_and_holds_nothing_else_up(
    bij: BijDeps, werker: Werker, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await stuur(bij, gemeld(meldingId="BIJ-2"))
    await eigenaar.execute("update bij.melding set inhoud = 'kapot' where nummer = 'BIJ-1'")
    klok.zet(WEG)

    assert await vernietig(bij.kamer) == 2
    assert await _aantal(eigenaar) == 0


async def test_l04_l30_an_answer_that_cannot_be_read_holds_no_destruction_up(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    klok.verder(days=200)
    await stuur(bij, gemeld(meldingId="BIJ-2"))
    await eigenaar.execute(
        """insert into bij.verrijking (id, melding_id, gemeente, partner, stand, sinds,
          gevraagd_door, gevraagd_op, vervalt_op, grondslag, open, niet_voor, vraag, inhoud, reden)
        select gen_random_uuid(), id, gemeente, 'zvh', 'bekend', $1, 'A', $1, $1, 'g', false, $1,
          'kapot', 'kapot', '' from bij.melding where nummer = 'BIJ-2'""",
        klok.nu(),
    )
    klok.zet(WEG)

    assert await vernietig(bij.kamer) == 1

    assert await eigenaar.fetchval("select inhoud from bij.verrijking") is None


async def test_l04_a_measure_of_which_no_extract_can_be_made_stays_and_is_seen_to(
    bij: BijDeps, werker: Werker, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await _besluit(bij, Besluitsoort.BEVEL, date(2026, 12, 20))
    await eigenaar.execute("update bij.melding set inhoud = 'kapot'")
    await stuur(bij, gemeld(meldingId="BIJ-2"))
    klok.zet(WEG)
    await werker.doe_ronde()

    assert werker.mislukt == {Werkstap.VERNIETIG}
    nummers = [r["nummer"] for r in await eigenaar.fetch("select nummer from bij.melding")]
    assert nummers == ["BIJ-1"]
    assert await eigenaar.fetchval("select count(*) from bij.besluit") == 1
