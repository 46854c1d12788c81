"""An alert that cannot be decrypted: nobody is sent to an empty page, and somebody is alarmed."""

from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.commands.opbouw import bases_voor_bij
from nazorg.deps import BijDeps
from nazorg.kern.partner import Partner
from nazorg.store.bij.verrijkingen import Noodzaak
from nazorg.usecases.bij.verantwoord import toon_beheer
from nazorg.usecases.bij.verrijk import Bronnen, verrijk, vraag_aan
from nazorg.usecases.bij.verstuur import verstuur_alles
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import NAAM, TIEL, gemeld, intrekking
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import ANNE as ACCOUNT
from tests.bij.mailserver import Postvak
from tests.bij.mensen import ANNE, BEHEER, toegang
from tests.bij.navraag import KENT, Bron
from tests.bij.test_kennisgeving import stand_van, van
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van

aangewezen = pytest.mark.usefixtures("aangewezen")
NACHT = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
OCHTEND = datetime(2026, 11, 24, 6, 1, tzinfo=UTC)


async def alarmen(bij: BijDeps) -> list[tuple[BijAlarm, str]]:
    beheer = await toon_beheer(BEHEER, bij.kamer)
    return [(soort, gemeente) for soort, gemeente, _ in beheer.alarmen]


async def maak_kapot(eigenaar: asyncpg.Connection, nummer: str = "BIJ-1") -> None:
    await eigenaar.execute(
        "update bij.melding set inhoud = 'x' || inhoud where nummer = $1", nummer
    )


async def herstel(eigenaar: asyncpg.Connection) -> None:
    await eigenaar.execute(
        "update bij.melding set inhoud = substring(inhoud from 2) where nummer = 'BIJ-1'"
    )


@aangewezen
async def test_a_mail_that_waited_is_held_when_its_alert_cannot_be_read_any_more(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(NACHT)
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    await maak_kapot(eigenaar)
    klok.zet(OCHTEND)
    for _ in range(3):
        await werker.doe_ronde()
        klok.verder(minutes=20)

    assert postvak.mails == []
    # And not that the mail server is away: it is not.
    assert await alarmen(bij) == [(BijAlarm.ONLEESBAAR, TIEL)]

    await herstel(eigenaar)
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 1
    assert await stand_van(eigenaar) == [("bericht", "verzonden")]
    await werker.doe_ronde()
    assert await alarmen(bij) == []


@aangewezen
async def test_the_mailer_alarms_by_itself_and_sends_the_others(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    """The step that plans may fail; then nothing else looks whether an alert can be read."""
    klok.zet(NACHT)
    await stuur(bij, gemeld())
    await stuur(bij, gemeld(meldingId="BIJ-2"))
    await werker.doe_ronde()
    await maak_kapot(eigenaar)
    klok.zet(OCHTEND)
    assert werker.post is not None

    assert await verstuur_alles(bij.kamer, werker.post) == 2
    assert len(van(postvak.mails)) == 1
    assert await alarmen(bij) == [(BijAlarm.ONLEESBAAR, TIEL)]


@aangewezen
async def test_l31_a_recall_waits_too_until_it_can_be_read(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    postvak.is_vol = True
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()
    await maak_kapot(eigenaar)
    postvak.is_vol = False
    klok.verder(hours=1)
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 1

    await herstel(eigenaar)
    klok.verder(minutes=6)
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 2


@aangewezen
async def test_a_question_about_one_that_cannot_be_read_keeps_no_other_waiting(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    zvh = Bron(Partner.ZVH, [KENT])
    bronnen = Bronnen(bronnen={Partner.ZVH: zvh}, bases=bases_voor_bij(klok))
    waarom = Noodzaak(reden="Onrust", ontvangers="Burgemeester", noodzaak="Nodig")
    anne = await toegang(bij)
    for nummer in ("BIJ-1", "BIJ-2"):
        await stuur(bij, gemeld(meldingId=nummer))
        id_ = await eigenaar.fetchval("select id from bij.melding where nummer = $1", nummer)
        await vraag_aan(id_, Partner.ZVH, waarom, toegang=anne, bronnen=bronnen)
    await maak_kapot(eigenaar)

    await verrijk(bij.kamer, bronnen)
    assert zvh.gevraagd == 1
    assert await standen(eigenaar) == [("BIJ-1", "wacht"), ("BIJ-2", "bekend")]

    await herstel(eigenaar)
    klok.verder(minutes=6)
    await verrijk(bij.kamer, bronnen)
    assert zvh.gevraagd == 2
    assert await standen(eigenaar) == [("BIJ-1", "bekend"), ("BIJ-2", "bekend")]


async def standen(eigenaar: asyncpg.Connection) -> list[tuple[str, str]]:
    rijen = await eigenaar.fetch(
        """select m.nummer, v.stand from bij.verrijking v
        join bij.melding m on m.id = v.melding_id order by 1"""
    )
    return [tuple(r) for r in rijen]


async def test_the_page_says_that_there_is_one_that_cannot_be_read(
    als: Als, id_: str, eigenaar: asyncpg.Connection
) -> None:
    anne = await als(ACCOUNT)
    await maak_kapot(eigenaar)

    lijst = tekst_van((await anne.get("/bij/meldingen")).text)
    assert "1 melding is nu niet te lezen" in lijst
    assert "Er zijn nu geen meldingen" not in lijst
    melding = await anne.get(f"/bij/meldingen/{id_}")
    assert melding.status_code == 422
    assert "Deze melding is nu niet te lezen" in tekst_van(melding.text)
    stand = await anne.get(f"/bij/meldingen/{id_}/stand", headers={"accept": "application/json"})
    assert stand.status_code == 422
    assert NAAM not in lijst + melding.text + stand.text
    gelezen = await eigenaar.fetchval("select count(*) from bij.lezing where persoon = $1", ANNE.id)
    assert gelezen == 0


WAAROM = Noodzaak(reden="Onrust", ontvangers="Burgemeester", noodzaak="Nodig")


async def _vraag(bij: BijDeps, eigenaar: asyncpg.Connection, bronnen: Bronnen, nummer: str) -> str:
    await stuur(bij, gemeld(meldingId=nummer))
    id_ = await eigenaar.fetchval("select id from bij.melding where nummer = $1", nummer)
    await vraag_aan(id_, Partner.ZVH, WAAROM, toegang=await toegang(bij), bronnen=bronnen)
    return str(id_)


async def _maak_stuk(eigenaar: asyncpg.Connection, kolom: str, nummer: str) -> None:
    await eigenaar.execute(
        f"""update bij.verrijking set {kolom} = 'x' || {kolom} where melding_id =
          (select id from bij.melding where nummer = $1)""",
        nummer,
    )


@aangewezen
async def test_a_question_that_cannot_be_read_keeps_no_other_waiting(
    bij: BijDeps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    zvh = Bron(Partner.ZVH, [KENT])
    bronnen = Bronnen(bronnen={Partner.ZVH: zvh}, bases=bases_voor_bij(klok))
    for nummer in ("BIJ-1", "BIJ-2"):
        await _vraag(bij, eigenaar, bronnen, nummer)
    await _maak_stuk(eigenaar, "vraag", "BIJ-1")

    await verrijk(bij.kamer, bronnen)

    assert zvh.gevraagd == 1
    assert await standen(eigenaar) == [("BIJ-1", "wacht"), ("BIJ-2", "bekend")]


@aangewezen
@pytest.mark.parametrize("kolom", ["vraag", "inhoud"])
async def test_an_answer_that_cannot_be_read_is_told_on_the_page_of_its_alert(
    bij: BijDeps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection, kolom: str
) -> None:
    zvh = Bron(Partner.ZVH, [KENT])
    bronnen = Bronnen(bronnen={Partner.ZVH: zvh}, bases=bases_voor_bij(klok))
    id_ = await _vraag(bij, eigenaar, bronnen, "BIJ-1")
    await verrijk(bij.kamer, bronnen)
    await _maak_stuk(eigenaar, kolom, "BIJ-1")
    anne = await als(ACCOUNT)

    pagina = await anne.get(f"/bij/meldingen/{id_}")

    assert pagina.status_code == 200
    assert NAAM in pagina.text
    assert "Wij kunnen dit antwoord niet lezen" in tekst_van(pagina.text)
    # Asked again it is repaired.
    await vraag_aan(UUID(id_), Partner.ZVH, WAAROM, toegang=await toegang(bij), bronnen=bronnen)
    await verrijk(bij.kamer, bronnen)
    assert zvh.gevraagd == 2
    assert "niet lezen" not in tekst_van((await anne.get(f"/bij/meldingen/{id_}")).text)


@aangewezen
async def test_a_decision_that_cannot_be_read_says_so_and_is_no_fault_of_ours(
    bij: BijDeps, als: Als, id_: str, eigenaar: asyncpg.Connection
) -> None:
    anne = await als(ACCOUNT)
    await anne.post(f"/bij/meldingen/{id_}/besluit", data={"besluit": "gesprek", "gezien": "0"})
    await eigenaar.execute("update bij.besluit set inhoud = 'x' || inhoud")

    pagina = await anne.get(f"/bij/meldingen/{id_}")

    assert pagina.status_code == 422
    assert "niet te lezen" in tekst_van(pagina.text)
