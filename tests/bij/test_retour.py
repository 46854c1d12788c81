"""A mail that came back hours later: over a real mail server, into a mailbox, to an alarm (D.4)."""

import asyncio
import smtplib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from aiosmtpd.handlers import Mailbox

from nazorg.bij.kennisgeving import BijAlarm, Werkstap
from nazorg.deps import BijDeps
from nazorg.integrations.retour import Retourmap, to_retouradres
from nazorg.integrations.smtp import SmtpPost
from nazorg.store.bij.store import BijStore
from nazorg.store.verbinding import Databank
from nazorg.usecases.bij.toon import sluit_beltaak, toon_lijst, toon_melding
from nazorg.usecases.bij.verantwoord import toon_beheer
from nazorg.usecases.bij.werk import Werker
from tests.bij import dsn
from tests.bij.berichten import gemeld
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak, open_smtp
from tests.bij.mensen import ANNE, BEHEER, KARIN, toegang
from tests.bij.test_kennisgeving import check_neutraal, stand_van, van
from tests.klok import VasteKlok

SJABLOON = "terug+{kenmerk}@voorbeeld.nl"
ONZE = UUID("01a2076b-4400-7000-8a96-7f228acbedcc")
pytestmark = pytest.mark.usefixtures("aangewezen")


@dataclass
class Retourserver:
    """The mail server of the gemeente that takes reports in: it puts them in a Maildir."""

    map_: Path
    port: int

    async def krijgt(self, rapport: bytes, retour: str) -> None:
        """Take a report in, from nobody (RFC 5321 4.5.5: a report has no return address)."""
        await asyncio.to_thread(self._stuur, rapport, retour)

    def _stuur(self, rapport: bytes, retour: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.port) as server:
            server.sendmail("", [retour], rapport.replace(b"\n", b"\r\n"))

    def wachten(self) -> int:
        return len(list((self.map_ / "new").iterdir()))

    def opzij(self) -> int:
        return len(list((self.map_ / "cur").iterdir()))


@pytest.fixture
async def retourserver(tmp_path: Path) -> AsyncIterator[Retourserver]:
    map_ = tmp_path / "retour"
    async with open_smtp(Mailbox(map_)) as port:
        yield Retourserver(map_, port)


@pytest.fixture
def met_retour(werker: Werker, postvak: Postvak, retourserver: Retourserver) -> Werker:
    postvak.retour = SJABLOON
    return replace(
        werker,
        post=SmtpPost(postvak.server),
        retour=Retourmap(retourserver.map_, SJABLOON),
    )


async def alarmen(bij: BijDeps) -> list[BijAlarm]:
    return [soort for soort, _, _ in (await toon_beheer(BEHEER, bij.kamer)).alarmen]


async def bellen(bij: BijDeps) -> list[tuple[str, str]]:
    lijst = await toon_lijst(await toegang(bij, KARIN))
    return [(b.taak.persoon, b.taak.reden) for b in lijst.bellen]


@dataclass
class Heen:
    """A mail to the mayor that went: its return address, itself, and where reports about it go."""

    werker: Werker
    server: Retourserver
    retour: str
    mail: bytes

    async def rapport(self, maak: dsn.Dsn) -> None:
        """Let a report about it come in, that nobody read yet."""
        await self.server.krijgt(maak(self.retour, self.mail), self.retour)

    async def komt_terug(self, maak: dsn.Dsn) -> None:
        """Let a report about it come in and be read."""
        await self.rapport(maak)
        await self.werker.doe_ronde()


@pytest.fixture
async def heen(
    bij: BijDeps, met_retour: Werker, postvak: Postvak, retourserver: Retourserver
) -> Heen:
    await stuur(bij, gemeld())
    await met_retour.doe_ronde()
    ((retour, mail),) = [e for e in postvak.enveloppen if b"To: anne-de-boer" in e[1]]
    return Heen(met_retour, retourserver, retour, mail)


async def test_each_mail_has_a_return_address_of_its_own_that_says_and_opens_nothing(
    bij: BijDeps, met_retour: Werker, postvak: Postvak, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld())
    await met_retour.doe_ronde()

    ids = {r[0].hex for r in await eigenaar.fetch("select id from bij.kennisgeving")}
    adressen = {retour for retour, _ in postvak.enveloppen}
    assert adressen == {f"terug+{id_}@voorbeeld.nl" for id_ in ids}
    for mail in postvak.mails:
        check_neutraal(mail)
        assert mail["From"] == "nazorg@voorbeeld.nl"
    # No row of anything that a page shows has that number, and no page is opened with it.
    melding = await eigenaar.fetchval("select id from bij.melding")
    assert melding.hex not in ids


@pytest.mark.parametrize("soort", sorted(dsn.MISLUKT))
async def test_a_report_that_comes_hours_later_is_an_alarm_and_a_call(
    soort: str, bij: BijDeps, heen: Heen, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    assert await stand_van(eigenaar) == [("bericht", "verzonden")]

    klok.verder(hours=5)
    await heen.rapport(dsn.MISLUKT[soort])
    assert heen.server.wachten() == 1
    await heen.werker.doe_ronde()

    assert heen.werker.mislukt == set()
    assert await stand_van(eigenaar) == [("bericht", "teruggekomen")]
    assert await alarmen(bij) == [BijAlarm.MAIL_TERUG]
    assert await bellen(bij) == [(ANNE.id, "teruggekomen")]
    assert (heen.server.wachten(), heen.server.opzij()) == (0, 0)  # nothing of it is kept


async def test_the_same_report_twice_asks_for_one_call(bij: BijDeps, heen: Heen) -> None:
    await heen.komt_terug(dsn.postfix)
    (bel,) = (await toon_lijst(await toegang(bij, KARIN))).bellen
    await sluit_beltaak(bel.taak.id, await toegang(bij, KARIN))

    await heen.komt_terug(dsn.postfix)

    assert await bellen(bij) == []
    assert (heen.server.wachten(), heen.server.opzij()) == (0, 0)


@pytest.mark.parametrize("soort", sorted(dsn.NIET_MISLUKT))
async def test_a_delay_or_somebody_who_is_away_is_put_aside_and_is_no_alarm(
    soort: str, bij: BijDeps, heen: Heen, eigenaar: asyncpg.Connection
) -> None:
    await heen.komt_terug(dsn.NIET_MISLUKT[soort])

    assert await stand_van(eigenaar) == [("bericht", "verzonden")]
    assert await alarmen(bij) == []
    assert (heen.server.wachten(), heen.server.opzij()) == (0, 1)


async def test_a_report_about_a_mail_that_never_went_or_is_not_ours_changes_nothing(
    bij: BijDeps,
    met_retour: Werker,
    postvak: Postvak,
    retourserver: Retourserver,
    eigenaar: asyncpg.Connection,
) -> None:
    postvak.is_vol = True
    await stuur(bij, gemeld())
    await met_retour.doe_ronde()
    wacht = await eigenaar.fetchval("select id from bij.kennisgeving where persoon = $1", ANNE.id)
    mail = b"To: anne-de-boer@voorbeeld.nl\n\nx"
    for id_ in (wacht, ONZE):
        adres = to_retouradres(SJABLOON, id_)
        await retourserver.krijgt(dsn.zonder_origineel(adres, mail), adres)
    await met_retour.doe_ronde()

    assert await stand_van(eigenaar) == [("bericht", "klaar")]
    assert await alarmen(bij) == []


async def test_what_breaks_a_reader_stops_no_other(
    heen: Heen, eigenaar: asyncpg.Connection
) -> None:
    diep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    for nr, rommel in enumerate((b"", b"\xff" * 2_000_000, diep, b"Content-Type: ;;;\n\n")):
        (heen.server.map_ / "new" / f"0-{nr}").write_bytes(rommel)
    await heen.komt_terug(dsn.exchange)

    assert await stand_van(eigenaar) == [("bericht", "teruggekomen")]
    assert (heen.server.wachten(), heen.server.opzij()) == (0, 4)


async def test_with_the_database_away_the_report_stays_and_with_the_mailbox_away_mail_goes_on(
    bij: BijDeps, heen: Heen, postvak: Postvak
) -> None:
    await heen.rapport(dsn.postfix)
    weg = BijStore(Databank(url="postgresql://x@127.0.0.1:9/x"))
    await replace(heen.werker, kamer=replace(bij.kamer, store=weg)).doe_ronde()
    await weg.close()
    assert heen.server.wachten() == 1

    heen.werker.mislukt.clear()
    await heen.werker.doe_ronde()
    assert await alarmen(bij) == [BijAlarm.MAIL_TERUG]

    zonder = replace(heen.werker, retour=Retourmap(heen.server.map_ / "weg", SJABLOON))
    await stuur(bij, gemeld(meldingId="BIJ-2"))
    await zonder.doe_ronde()
    assert zonder.mislukt == {Werkstap.RETOUR}
    assert len(van(postvak.mails)) == 2


async def test_who_read_it_meanwhile_is_called_about_the_address_all_the_same(
    bij: BijDeps, heen: Heen, eigenaar: asyncpg.Connection
) -> None:
    """The next mail would not arrive either."""
    await toon_melding(await eigenaar.fetchval("select id from bij.melding"), await toegang(bij))
    await heen.komt_terug(dsn.postfix)

    assert await alarmen(bij) == [BijAlarm.MAIL_TERUG]
