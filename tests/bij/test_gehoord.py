"""Who must hear of an alert hears of it, once, and who heard of it hears that it is no more."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.bij.kennisgeving import Belreden
from nazorg.deps import BijDeps
from nazorg.usecases.bij import aanwijzing
from nazorg.usecases.bij.toon import bevestig_intrekking, sluit_beltaak, toon_lijst, toon_melding
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld, intrekking, terugkeer
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import AMBTENAAR, ANNE, BEHEER, BURGEMEESTER, KARIN, toegang, wijs_aan
from tests.bij.test_kennisgeving import van
from tests.klok import VasteKlok

aangewezen = pytest.mark.usefixtures("aangewezen")


async def bellen(bij: BijDeps) -> list[tuple[str, Belreden]]:
    """Return whom the official of Tiel has to call, and why."""
    return [
        (b.taak.persoon, b.taak.reden) for b in (await toon_lijst(await toegang(bij, KARIN))).bellen
    ]


async def dagen(werker: Werker, klok: VasteKlok, aantal: int) -> None:
    for _ in range(aantal):
        await werker.doe_ronde()
        klok.verder(days=1)


async def het(eigenaar: asyncpg.Connection) -> UUID:
    id_ = await eigenaar.fetchval("select id from bij.melding")
    assert isinstance(id_, UUID)
    return id_


async def trek_in(bij: BijDeps, tijd: str = "2026-11-22T08:00:00Z") -> None:
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd=tijd)


async def toon_alles(bij: BijDeps) -> None:
    eigen = await toegang(bij)
    for regel in (await toon_lijst(eigen)).regels:
        await toon_melding(regel.melding.id, eigen)


# ---- designations that end and are renewed


async def test_a_mail_that_waited_over_a_renewed_designation_still_goes(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    await wijs_aan(bij, replace(BURGEMEESTER, tot=date(2026, 11, 24)))
    await wijs_aan(bij, replace(BURGEMEESTER, van=date(2026, 11, 24)))
    klok.zet(datetime(2026, 11, 23, 21, 30, tzinfo=UTC))
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    klok.zet(datetime(2026, 11, 24, 6, 1, tzinfo=UTC))
    for _ in range(3):
        await werker.doe_ronde()

    assert len(postvak.mails) == 1


async def test_who_is_designated_anew_after_a_mail_was_dropped_gets_it_after_all(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    await wijs_aan(bij, replace(BURGEMEESTER, tot=date(2026, 11, 24)))
    klok.zet(datetime(2026, 11, 23, 21, 30, tzinfo=UTC))
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    klok.zet(datetime(2026, 11, 24, 6, 1, tzinfo=UTC))
    await werker.doe_ronde()
    assert postvak.mails == []

    await wijs_aan(bij, replace(BURGEMEESTER, van=date(2026, 11, 24)))
    for _ in range(2):
        await werker.doe_ronde()
    assert len(postvak.mails) == 1


async def test_a_corrected_address_gets_the_mail_that_came_back_at_once_and_once(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    """As the runbook prescribes after a bounce: end the designation and make a new one."""
    id_ = await wijs_aan(bij, BURGEMEESTER)
    postvak.weigert = {"anne-de-boer@voorbeeld.nl"}
    await stuur(bij, gemeld(terugkeer=terugkeer(80)))
    for _ in range(2):
        await werker.doe_ronde()
    dag = date(2026, 11, 23)
    await aanwijzing.beeindig(id_, dag, medewerker=BEHEER, kamer=bij.kamer, oorsprong="test")
    await wijs_aan(bij, replace(BURGEMEESTER, van=dag, email="goed@voorbeeld.nl"))
    for _ in range(3):
        await werker.doe_ronde()

    assert [m["To"] for m in postvak.mails] == ["goed@voorbeeld.nl"]


async def test_l31_a_recall_goes_to_the_corrected_address(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    id_ = await wijs_aan(bij, BURGEMEESTER)
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    dag = date(2026, 11, 23)
    await aanwijzing.beeindig(id_, dag, medewerker=BEHEER, kamer=bij.kamer, oorsprong="test")
    await wijs_aan(bij, replace(BURGEMEESTER, van=dag, email="goed@voorbeeld.nl"))
    await trek_in(bij)
    await werker.doe_ronde()

    assert [m["To"] for m in postvak.mails] == ["anne-de-boer@voorbeeld.nl", "goed@voorbeeld.nl"]


# ---- who read it before anything was sent


@aangewezen
async def test_who_read_it_before_the_mail_went_is_left_alone(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await toon_alles(bij)
    assert [r.gelezen for r in (await toon_lijst(await toegang(bij))).regels] == [True]
    await dagen(werker, klok, 5)

    assert van(postvak.mails) == []
    assert await bellen(bij) == []
    inzicht = await toon_melding(await het(eigenaar), await toegang(bij, KARIN))
    gelezen = {k.persoon: k.geopend_op for k in inzicht.kennisgevingen}
    assert gelezen[ANNE.id] == datetime(2026, 11, 23, 8, tzinfo=UTC)


@aangewezen
async def test_who_reads_while_the_mail_waits_for_the_morning_gets_none(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    klok.zet(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    await toon_alles(bij)
    klok.zet(datetime(2026, 11, 24, 6, 1, tzinfo=UTC))
    await werker.doe_ronde()

    assert (len(van(postvak.mails)), len(van(postvak.mails, KARIN.id))) == (0, 1)


@aangewezen
async def test_l31_who_read_it_before_anything_was_sent_is_recalled(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await toon_alles(bij)
    await trek_in(bij)
    await werker.doe_ronde()

    assert (len(van(postvak.mails)), len(van(postvak.mails, KARIN.id))) == (1, 0)


@aangewezen
async def test_what_changed_after_somebody_read_it_is_new_again(
    bij: BijDeps, werker: Werker
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    await toon_alles(bij)
    later = gemeld(terugkeer=terugkeer(9))
    await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")

    assert [r.gelezen for r in (await toon_lijst(await toegang(bij))).regels] == [False]


# ---- a recall is followed up until it is confirmed


@aangewezen
async def test_a_call_about_an_unread_alert_ends_when_it_is_withdrawn_or_read(
    bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await stuur(bij, gemeld(meldingId="BIJ-2"), tijd="2026-11-20T08:00:00Z")
    await dagen(werker, klok, 4)
    assert await bellen(bij) == [(ANNE.id, Belreden.ONGELEZEN)] * 2

    await trek_in(bij)
    await werker.doe_ronde()
    assert await bellen(bij) == [(ANNE.id, Belreden.ONGELEZEN)]
    await toon_alles(bij)
    await werker.doe_ronde()
    assert await bellen(bij) == []


@aangewezen
async def test_l31_a_recall_that_is_not_confirmed_is_repeated_and_then_called_about(
    bij: BijDeps, werker: Werker, klok: VasteKlok, postvak: Postvak, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    id_ = await het(eigenaar)
    for wie in (ANNE, KARIN):
        await toon_melding(id_, await toegang(bij, wie))
    await trek_in(bij)
    await werker.doe_ronde()
    await bevestig_intrekking(id_, await toegang(bij, KARIN))
    await dagen(werker, klok, 4)
    assert [len(van(postvak.mails, wie.id)) for wie in (ANNE, KARIN)] == [3, 2]
    assert await bellen(bij) == [(ANNE.id, Belreden.INTREKKING)]

    await toon_melding(id_, await toegang(bij))  # seen, but not confirmed
    await werker.doe_ronde()
    assert await bellen(bij) == [(ANNE.id, Belreden.INTREKKING)]
    await bevestig_intrekking(id_, await toegang(bij))
    await werker.doe_ronde()
    assert await bellen(bij) == []


async def test_l31_who_left_is_recalled_by_one_mail_and_one_call(
    bij: BijDeps, werker: Werker, klok: VasteKlok, postvak: Postvak
) -> None:
    await wijs_aan(bij, AMBTENAAR)
    id_ = await wijs_aan(bij, BURGEMEESTER)
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    dag = date(2026, 11, 23)
    await aanwijzing.beeindig(id_, dag, medewerker=BEHEER, kamer=bij.kamer, oorsprong="test")
    await trek_in(bij)
    await dagen(werker, klok, 5)
    assert len(van(postvak.mails)) == 2

    (taak,) = [
        b.taak
        for b in (await toon_lijst(await toegang(bij, KARIN))).bellen
        if b.taak.persoon == ANNE.id
    ]
    assert taak.reden is Belreden.INTREKKING
    await sluit_beltaak(taak.id, await toegang(bij, KARIN))
    await dagen(werker, klok, 5)
    assert ANNE.id not in [wie for wie, _ in await bellen(bij)]
