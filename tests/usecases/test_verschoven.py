"""A release that moves: its plan is looked at again, and who reads the list sees it."""

import asyncpg

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import event, ruw
from tests.usecases.test_volgorde import VER_WEG, later, status_van

DICHTERBIJ = {"vroegst": "2026-12-11", "laatst": "2026-12-11"}


async def test_a_plan_for_a_later_day_is_looked_at_again_when_the_release_comes_earlier(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(id="v-1", verwachtEinde=VER_WEG))])
    await eigenaar.execute(
        "update nazorg.taak set status = 'afgehandeld', afgehandeld_op = now(), lijst = 'doen'"
    )

    await deps.ontvang([later(Soort.GEWIJZIGD, 21, verwachtEinde=DICHTERBIJ)])

    na = await status_van(eigenaar)
    assert (na["vrijlating_nabij"], na["nieuwe_melding"]) == ("open", "afgehandeld")
    waarom = await eigenaar.fetchrow(
        """select gewekt->>'reden', gewekt->>'van', afgehandeld_op from nazorg.taak
        where regel = 'vrijlating_nabij'"""
    )
    assert tuple(waarom or ()) == ("vervroegd", VER_WEG["vroegst"], None)

    # Later again, or the same once more: what somebody did since stays done.
    await eigenaar.execute("update nazorg.taak set status = 'afgehandeld'")
    await deps.ontvang([later(Soort.GEWIJZIGD, 22, verwachtEinde=VER_WEG)])
    await deps.ontvang([later(Soort.GEWIJZIGD, 23, verwachtEinde=VER_WEG)])
    assert (await status_van(eigenaar))["vrijlating_nabij"] == "afgehandeld"


async def test_who_reads_the_list_sees_that_a_release_moved(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(id="v-1", verwachtEinde=DICHTERBIJ))])

    await deps.ontvang([later(Soort.GEWIJZIGD, 21, verwachtEinde=VER_WEG)])

    redenen = await eigenaar.fetch(
        "select gewekt->>'reden', gewekt->>'van' from nazorg.taak where status = 'open'"
    )
    assert {tuple(r) for r in redenen} == {("verschoven", DICHTERBIJ["vroegst"])}


ZVH = """
insert into nazorg.taak (id, dossier_id, gemeente, regel, onderwerp, status, uiterlijk, vrij_op,
  aanleiding, gegevens, ontstaan_op, lijst, bij_wijziging)
select gen_random_uuid(), id, gemeente, 'zvh_detentie', 'x', 'open', '2026-11-24', vrij_op, '',
  '{}', now(), 'sluimert', true from nazorg.dossier"""


async def test_what_follows_from_the_zvh_wakes_when_a_release_moves_and_ends_with_the_detention(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(id="v-1", verwachtEinde=VER_WEG))])
    await eigenaar.execute(ZVH)
    vraag = "select status, lijst, vrij_op::text from nazorg.taak where regel = 'zvh_detentie'"

    await deps.ontvang([later(Soort.GEWIJZIGD, 21, id="v-2", verwachtEinde=DICHTERBIJ)])
    assert tuple(await eigenaar.fetchrow(vraag) or ()) == ("open", "doen", DICHTERBIJ["vroegst"])

    await deps.ontvang([later(Soort.INGETROKKEN, 22, berichtId="v-1")])
    await deps.ontvang([later(Soort.INGETROKKEN, 23, berichtId="v-2")])
    na = await status_van(eigenaar)
    assert na["zvh_detentie"] == "vervallen"
