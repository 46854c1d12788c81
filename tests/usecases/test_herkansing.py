"""A batch that collides is taken in anew: the second attempt knows nothing of the first."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.uitkomst import Ontvangst, Reden, Uitkomst
from nazorg.deps import Deps
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from tests.beheer import fout, goed, hervat, stuur, zet_op_pauze
from tests.factories import event, ruw
from tests.klok import VasteKlok
from tests.usecases.test_verwijder import BEGIN, EINDE, WEG, op, ruim_op


class BotsendeStore(Store):
    """A store on which one transaction ends in a deadlock, after it did its work."""

    async def ertussen(self) -> None:
        """Happens between the two attempts."""

    botsingen = 1

    @asynccontextmanager
    async def open_unscoped_ontvangst(self) -> AsyncIterator[Transactie]:
        botst, self.botsingen = self.botsingen > 0, 0
        try:
            async with super().open_unscoped_ontvangst() as tx:
                yield tx
                if botst:
                    raise asyncpg.DeadlockDetectedError("deadlock detected")
        finally:
            if botst:
                await self.ertussen()


Bots = Callable[..., Awaitable[list[Ontvangst]]]


@pytest.fixture
async def bots(deps: Deps) -> AsyncIterator[Bots]:
    """Take messages in of which the first attempt is undone."""
    store = BotsendeStore(deps.store.databank)

    async def ontvang(
        *events: dict[str, Any], ertussen: Callable[[], Awaitable[Any]] | None = None
    ) -> list[Ontvangst]:
        # Before, so that the first transaction is the one that takes in.
        await deps.ontvanger.codes.ververs(deps.store, deps.klok.nu())
        if ertussen is not None:
            object.__setattr__(store, "ertussen", ertussen)
        return await replace(deps.ontvanger, store=store).ontvang([ruw(e) for e in events])

    yield ontvang
    assert store.botsingen == 0
    await store.close()


async def rij(eigenaar: asyncpg.Connection, id_: str) -> tuple[Any, ...]:
    """Return outcome and reason of the last with this number, and whether its content is kept."""
    gevonden = await eigenaar.fetchrow(
        """select uitkomst, reden, inhoud is not null
        from nazorg.bericht b left join nazorg.bericht_inhoud i using (id)
        where bericht_id = $1 order by b.id desc""",
        id_,
    )
    return tuple(gevonden)


@pytest.fixture
async def weg(deps: Deps, klok: VasteKlok) -> None:
    """Somebody whose dossier was removed when its term was over."""
    klok.zet(op("2026-02-02"))
    await deps.ontvang([ruw(event(**BEGIN)), ruw(event(**EINDE))])
    assert await ruim_op(deps, klok, WEG) == 1


@pytest.mark.usefixtures("weg")
async def test_what_a_late_message_says_is_not_kept_after_a_collision_either(
    bots: Bots, eigenaar: asyncpg.Connection
) -> None:
    (uit,) = await bots(event(**(EINDE | {"id": "v-laat"})))

    assert (uit.uitkomst, uit.reden) == (Uitkomst.GENEGEERD, Reden.DOSSIER_VERWIJDERD)
    assert await rij(eigenaar, "v-laat") == ("genegeerd", "dossier_verwijderd", False)
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 0


async def test_a_contradiction_is_one_in_the_second_attempt_too_when_its_source_ran_again(
    bots: Bots, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, goed(500))
    klok.verder(seconds=1)
    await zet_op_pauze(deps, klok)
    dossier = await eigenaar.fetch("select xmin, * from nazorg.dossier")

    (uit,) = await bots(goed(500, inrichting="VUG"), ertussen=lambda: hervat(deps, eigenaar))

    assert (uit.uitkomst, uit.reden) == (Uitkomst.APART_GEZET, Reden.TEGENSTRIJDIG)
    assert await eigenaar.fetch("select xmin, * from nazorg.dossier") == dossier


async def test_what_waited_in_the_first_attempt_is_judged_when_the_source_runs_again(
    bots: Bots, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await zet_op_pauze(deps, klok)

    uit = await bots(goed(600), fout(601), ertussen=lambda: hervat(deps, eigenaar))

    assert [(u.uitkomst, u.reden) for u in uit] == [
        (Uitkomst.VERWERKT, None),
        (Uitkomst.APART_GEZET, Reden.ONBEKENDE_INRICHTING),
    ]
    assert uit[1].fouten
    assert await rij(eigenaar, "b-600") == ("verwerkt", None, True)
