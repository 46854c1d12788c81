"""A return within two working days: a call comes before the return, and not a working day later."""

import pytest

from nazorg.bij.kennisgeving import BijAlarm
from nazorg.deps import BijDeps
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import TIEL, gemeld, verlof
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import ANNE, KARIN
from tests.bij.test_bellen import alarmen, belt, lees
from tests.bij.test_kennisgeving import van
from tests.klok import VasteKlok

pytestmark = pytest.mark.usefixtures("aangewezen")


async def rondes(werker: Werker, aantal: int = 3) -> None:
    for _ in range(aantal):
        await werker.doe_ronde()


async def test_who_does_not_read_an_urgent_alert_is_told_again_and_called_within_hours(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    await stuur(bij, verlof(dagen=1))  # tomorrow
    await rondes(werker)
    klok.verder(minutes=119)
    await rondes(werker)
    assert len(van(postvak.mails)) == 1
    assert await belt(bij, KARIN) == []

    klok.verder(minutes=1)
    await rondes(werker)
    assert len(van(postvak.mails)) == 2
    assert await belt(bij, KARIN) == [ANNE.id]
    assert await alarmen(bij) == []

    klok.verder(hours=2)
    await rondes(werker)
    assert len(van(postvak.mails)) == 2
    assert await alarmen(bij) == [(BijAlarm.ONGELEZEN, TIEL)]

    await lees(bij, ANNE)
    await rondes(werker)
    assert await belt(bij, KARIN) == []
    assert await alarmen(bij) == []


async def test_an_urgent_alert_that_was_read_in_time_is_left_alone(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    await stuur(bij, verlof(dagen=1))
    await rondes(werker)
    await lees(bij, ANNE)
    klok.verder(hours=5)
    await rondes(werker)

    assert len(van(postvak.mails)) == 1
    assert await belt(bij, KARIN) == []
    assert await alarmen(bij) == []


async def test_with_the_mail_server_away_an_urgent_alert_is_called_about_all_the_same(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    postvak.is_vol = True
    await stuur(bij, verlof(dagen=1))
    await rondes(werker)
    klok.verder(hours=2)
    await rondes(werker)

    assert await belt(bij, KARIN) == [ANNE.id]


async def test_with_more_time_it_goes_by_working_days(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    await stuur(bij, gemeld())
    await rondes(werker)
    klok.verder(hours=6)
    await rondes(werker)

    assert len(van(postvak.mails)) == 1
    assert await belt(bij, KARIN) == []
