"""What a monitor and `nazorg status` say of events that wait, and of those that were given up."""

from datetime import timedelta
from uuid import UUID

from nazorg.deps import Deps
from nazorg.store.metingen import Metingen
from nazorg.usecases.bewaking.meet import meet
from nazorg.usecases.bezorging import abonnement
from nazorg.usecases.toon_status import toon_status
from tests.bezorging.conftest import NAAM, abonneer, bezorg, maak_bezorger, schrijf
from tests.bezorging.ontvanger import Antwoordt, Ontvanger
from tests.klok import VasteKlok


async def cijfers(deps: Deps) -> Metingen:
    return await meet(deps.store)


async def test_what_waits_has_an_age_until_the_subscription_is_stopped(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    await abonneer(deps, ontvanger.url)
    ontvanger.altijd = Antwoordt(503)
    await schrijf(deps, UUID(int=1), 2)
    await bezorg(maak_bezorger(deps))
    begin = klok.nu()
    klok.verder(hours=2)
    wacht = await cijfers(deps)

    await abonnement.stop(NAAM, store=deps.store, klok=klok)
    klok.verder(hours=1)
    await bezorg(maak_bezorger(deps))
    na = await cijfers(deps)

    assert (wacht.outbox_aantal, wacht.outbox_oudste_op) == (2, begin)
    assert (na.outbox_aantal, na.outbox_oudste_op, na.outbox_dood) == (0, None, 0)
    assert (await toon_status(deps.store))["outbox"] == {"te_verzenden": 0, "niet_bezorgd": 2}


async def test_what_was_given_up_is_counted_as_dead_and_waits_no_longer(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    await abonneer(deps, ontvanger.url)
    ontvanger.altijd = Antwoordt(400)
    await schrijf(deps, UUID(int=1))
    await bezorg(maak_bezorger(deps))
    klok.verder(hours=25)
    await bezorg(maak_bezorger(deps))

    na = await cijfers(deps)

    assert (na.outbox_aantal, na.outbox_oudste_op, na.outbox_dood) == (0, None, 1)


async def test_an_event_that_nobody_put_out_yet_waits(deps: Deps, klok: VasteKlok) -> None:
    await schrijf(deps, UUID(int=1))
    klok.verder(hours=1)

    na = await cijfers(deps)

    assert (na.outbox_aantal, na.outbox_oudste_op) == (1, klok.nu() - timedelta(hours=1))
