"""What reading a message anew leads to, and what a message or a database that fails costs."""

from dataclasses import replace

import asyncpg
import pytest

from nazorg.berichten.uitkomst import RuwBericht
from nazorg.contract.lezen import Lezer, Lezing
from nazorg.deps import Deps
from nazorg.usecases.berichten.speel_opnieuw import DEEL, Herhaler
from tests.factories import BSN_DAAN, GRONINGEN, event, persoon, ruw
from tests.herhalen import fout, leg_neer, repareer, speel, stand, tel, uitkomsten


class LezerMetFout(Lezer):
    """Reads as ever, until a message comes on which our own code fails."""

    def __init__(self, echt: Lezer, valt_over: str) -> None:
        self._echt, self._valt_over, self.pogingen = echt, valt_over.encode(), 0

    def lees(self, bericht: RuwBericht) -> Lezing:
        self.pogingen += 1
        if self._valt_over in bericht.inhoud:
            raise ValueError("a fault of ours")
        return self._echt.lees(bericht)


async def test_a_message_on_which_our_own_code_fails_holds_up_nobody(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps, DEEL + 20, "RJ")
    repareer(deps, "RJ")
    lezer = LezerMetFout(deps.ontvanger.lezer, '"b-37"')
    stuk = replace(deps.ontvanger, lezer=lezer)

    id_ = await speel(deps, ontvanger=stuk)
    await Herhaler(stuk).doe_alles()

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": DEEL + 19, "mislukt": 1}
    assert await stand(eigenaar, id_) == "klaar"
    rij = await eigenaar.fetchrow(
        """select uitkomst, inhoud is not null
        from nazorg.bericht left join nazorg.bericht_inhoud using (id) where bericht_id = 'b-37'"""
    )
    assert tuple(rij) == ("apart_gezet", True)


async def test_a_database_that_is_away_costs_the_run_nothing(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps, DEEL + 10, "RK")
    repareer(deps, "RK")
    id_ = await speel(deps)
    await eigenaar.execute("alter table nazorg.melding rename to weg")
    try:
        with pytest.raises(asyncpg.UndefinedTableError):
            await Herhaler(deps.ontvanger).doe(id_)
    finally:
        await eigenaar.execute("alter table nazorg.weg rename to melding")

    await Herhaler(deps.ontvanger).doe_alles()

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": DEEL + 10}


async def test_who_turns_out_to_be_for_nobody_here_is_not_kept(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(fout(1, "RL", gemeenteBrp=GRONINGEN, ontvangerGemeente=GRONINGEN))])
    assert await eigenaar.fetchval("select gemeente from nazorg.bericht") == "0000"
    repareer(deps, "RL")

    await speel(deps)

    rij = await eigenaar.fetchrow(
        """select uitkomst, reden, inhoud
        from nazorg.bericht left join nazorg.bericht_inhoud using (id)"""
    )
    assert tuple(rij) == ("genegeerd", "gemeente_niet_aangesloten", None)


async def test_the_end_of_a_detention_we_know_counts_although_the_person_moved_away(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(detentieId="D-1"))])
    elders = {"gemeenteBrp": GRONINGEN, "ontvangerGemeente": GRONINGEN}
    await deps.ontvang([ruw(fout(9, "RM", detentieId="D-1", persoon=persoon(BSN_DAAN), **elders))])
    repareer(deps, "RM")

    id_ = await speel(deps)

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": 1}
    assert await tel(eigenaar, "dossier") == 1
