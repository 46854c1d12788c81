"""Mail to a mayor: in time, once, neutral, and never lost (D.4; L06, L31)."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.deps import BijDeps
from nazorg.usecases.bij.toon import bevestig_intrekking, toon_lijst, toon_melding
from nazorg.usecases.bij.verantwoord import toon_beheer
from nazorg.usecases.bij.verstuur import meld_terug
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import NAAM, gemeld, intrekking, terugkeer, verlof
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import ANNE, BEHEER, KARIN, toegang
from tests.klok import VasteKlok

# What may not stand in any mail, in any part of it (UX 8): who, what, where, when, how many.
VERBODEN = (
    NAAM,
    "Rik",
    "1984",
    "BIJ",
    "302",
    "mishandeling",
    "verlof",
    "terugkeer",
    "terug ",
    "vrij",
    "detentie",
    "gevang",
    "Tiel",
    "intrek",
    "ingetrokken",
    "herinnering",
    "http",
    "spoed",
    "10 december",
    "10-12-2026",
)
pytestmark = pytest.mark.usefixtures("aangewezen")


def van(mails: list[EmailMessage], wie: str = ANNE.id) -> list[EmailMessage]:
    return [m for m in mails if m["To"].startswith(wie)]


def check_neutraal(mail: EmailMessage) -> None:
    alles = mail.as_string() + mail.get_content()
    # Random, so a number of an article may stand in it by chance.
    for toeval in (mail["Message-ID"], re.findall("Kenmerk: (.+)", mail.get_content())[0]):
        alles = alles.replace(toeval.strip(), "")
    assert mail["Subject"] == "Er staat een nieuw bericht voor u klaar"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert [w for w in VERBODEN if w.lower() in alles.lower()] == []
    assert not re.search(r"(?<![0-9A-Za-z])[0-9]{9}(?![0-9A-Za-z])", alles)


async def stand_van(eigenaar: asyncpg.Connection, wie: str = ANNE.id) -> list[tuple[str, str]]:
    rijen = await eigenaar.fetch(
        "select soort, stand from bij.kennisgeving where persoon = $1 order by id", wie
    )
    return [tuple(r) for r in rijen]


async def test_everybody_who_is_designated_gets_one_mail_that_says_nothing(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await stuur(bij, gemeld())
    for _ in range(3):
        await werker.doe_ronde()

    assert sorted(m["To"] for m in postvak.mails) == [
        "anne-de-boer@voorbeeld.nl",
        "karin-aalders@voorbeeld.nl",
    ]
    for mail in postvak.mails:
        check_neutraal(mail)
    assert "Karin Aalders, 0344 00 00 00" in van(postvak.mails)[0].get_content()


async def test_an_alert_that_may_not_be_shown_yet_is_not_announced(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    await stuur(bij, gemeld(terugkeer=terugkeer(100)))
    await werker.doe_ronde()
    assert postvak.mails == []

    klok.verder(days=10)
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 1


async def test_unread_is_repeated_and_then_somebody_has_to_call(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    await stuur(bij, gemeld())
    await werker.doe_ronde()  # Monday; we ask to read it by Tuesday
    klok.verder(days=1)
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 1

    klok.verder(days=1)
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 2
    for mail in postvak.mails:
        check_neutraal(mail)

    klok.verder(hours=1)
    await werker.doe_ronde()
    (bel,) = (await toon_lijst(await toegang(bij, KARIN))).bellen[:1]
    assert bel.taak.reden == "ongelezen"
    assert (await toon_lijst(await toegang(bij, ANNE))).bellen == ()


async def test_who_opened_it_in_the_app_is_left_alone(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    lijst = await toon_lijst(await toegang(bij))
    await toon_melding(lijst.regels[0].melding.id, await toegang(bij))
    klok.verder(days=4)
    await werker.doe_ronde()

    assert len(van(postvak.mails)) == 1
    geopend = await eigenaar.fetchval(
        "select geopend_op from bij.kennisgeving where persoon = $1", ANNE.id
    )
    assert geopend == datetime(2026, 11, 23, 8, tzinfo=UTC)


async def test_a_day_that_moves_forward_is_told_again(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    eerder = gemeld(terugkeer=terugkeer(9))
    await stuur(bij, eerder, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()

    assert len(van(postvak.mails)) == 2


async def test_l31_a_withdrawal_recalls_the_alert_from_all_who_got_it_with_proof(
    bij: BijDeps, werker: Werker, postvak: Postvak, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    for _ in range(2):
        await werker.doe_ronde()

    assert [len(van(postvak.mails, wie)) for wie in (ANNE.id, KARIN.id)] == [2, 2]
    for mail in postvak.mails:
        check_neutraal(mail)
    id_ = await eigenaar.fetchval("select id from bij.melding")
    inzicht = await toon_melding(id_, await toegang(bij))
    assert inzicht.melding.ingetrokken_op is not None
    await bevestig_intrekking(id_, await toegang(bij))
    bewijs = await eigenaar.fetch(
        """select persoon from bij.kennisgeving
        where soort = 'intrekking' and bevestigd_op is not null"""
    )
    assert [r[0] for r in bewijs] == [ANNE.id]
    acties = await eigenaar.fetch("select actie from bij.audit where actor = $1", ANNE.id)
    assert "intrekking_bevestigd" in [r[0] for r in acties]


async def test_l31_what_nobody_got_yet_is_not_recalled(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()

    assert postvak.mails == []


async def test_a_mail_server_that_is_down_for_a_day_loses_nothing(
    bij: BijDeps,
    werker: Werker,
    postvak: Postvak,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
) -> None:
    postvak.is_vol = True
    await stuur(bij, gemeld())
    for _ in range(24):
        await werker.doe_ronde()
        klok.verder(hours=1)
    assert postvak.mails == []
    assert ("bericht", "klaar") in await stand_van(eigenaar)
    beheer = await toon_beheer(BEHEER, bij.kamer)
    assert "mail_wacht" in [soort for soort, _, _ in beheer.alarmen]

    postvak.is_vol = False
    klok.verder(hours=1)
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 1
    await werker.doe_ronde()
    assert (await toon_beheer(BEHEER, bij.kamer)).alarmen == ()


async def test_mail_that_was_never_tried_is_an_alarm_too(bij: BijDeps, klok: VasteKlok) -> None:
    """Without a mail server (NAZORG_SMTP_HOST) no mail is tried; that may not be silent."""
    zonder_server = Werker(kamer=bij.kamer, post=None, bronnen=bij.bronnen)
    await stuur(bij, gemeld())
    await zonder_server.doe_ronde()
    assert (await toon_beheer(BEHEER, bij.kamer)).alarmen == ()

    klok.verder(hours=24)  # past the quiet hours, and past the patience
    await zonder_server.doe_ronde()
    beheer = await toon_beheer(BEHEER, bij.kamer)
    assert BijAlarm.MAIL_WACHT in [soort for soort, _, _ in beheer.alarmen]


async def test_a_crash_after_the_call_sends_the_same_message_id_again(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    # As it was between the call and the note: on its way, and nobody knows more.
    await eigenaar.execute(
        "update bij.kennisgeving set stand = 'bezig', verzonden_op = null, lease_tot = $1",
        klok.nu() + timedelta(minutes=5),
    )
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 1

    klok.verder(minutes=6)
    await werker.doe_ronde()
    een, twee = van(postvak.mails)
    assert een["Message-ID"] == twee["Message-ID"]
    assert await stand_van(eigenaar) == [("bericht", "verzonden")]


async def test_a_refused_address_is_an_alarm_and_a_call_at_once(
    bij: BijDeps, werker: Werker, postvak: Postvak, eigenaar: asyncpg.Connection
) -> None:
    postvak.weigert = {"anne-de-boer@voorbeeld.nl"}
    await stuur(bij, gemeld())
    await werker.doe_ronde()

    assert await stand_van(eigenaar) == [("bericht", "teruggekomen")]
    beheer = await toon_beheer(BEHEER, bij.kamer)
    assert [a[0] for a in beheer.alarmen] == ["mail_terug"]
    (bel,) = (await toon_lijst(await toegang(bij, KARIN))).bellen
    assert (bel.taak.reden, bel.naam) == ("teruggekomen", ANNE.naam)


async def test_a_bounce_that_comes_later_is_one_too(
    bij: BijDeps, werker: Werker, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    id_ = await eigenaar.fetchval("select id from bij.kennisgeving where persoon = $1", ANNE.id)

    assert await meld_terug(id_, kamer=bij.kamer)
    assert await stand_van(eigenaar) == [("bericht", "teruggekomen")]


async def test_at_night_a_mail_waits_for_the_morning_unless_it_is_urgent(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    klok.zet(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))  # half past eleven in the Netherlands
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    assert postvak.mails == []

    await stuur(bij, verlof(dagen=2, meldingId="BIJ-2"))
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 1

    klok.zet(datetime(2026, 11, 24, 6, 1, tzinfo=UTC))
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 3  # and the urgent one once more: nobody read it


async def test_whose_designation_ended_gets_no_mail_any_more(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    postvak.is_vol = True
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    await eigenaar.execute(
        "update bij.aanwijzing set tot = '2026-11-24' where persoon = $1", ANNE.id
    )
    klok.verder(days=1)
    postvak.is_vol = False
    await werker.doe_ronde()

    assert van(postvak.mails) == []
    assert await stand_van(eigenaar) == [("bericht", "vervallen")]
