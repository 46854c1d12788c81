"""A message that is read anew when another one has its number: what both say decides."""

import json
from typing import Any

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.usecases.berichten.herhaal import Berichtbeheer
from tests.factories import BRON, event, persoon, ruw
from tests.herhalen import repareer, speel, tel, uitkomsten, wie
from tests.klok import VasteKlok
from tests.usecases.test_verwijder import BEGIN, EINDE, WEG, op, ruim_op

Z = "z-1"


def bericht(**anders: Any) -> dict[str, Any]:
    return event(id=Z, **anders)


async def rijen(eigenaar: asyncpg.Connection) -> list[tuple[Any, ...]]:
    """Return outcome and reason of every message in order, and whether its content is kept."""
    gevonden = await eigenaar.fetch(
        """select uitkomst, reden, inhoud is not null
        from nazorg.bericht b left join nazorg.bericht_inhoud i using (id) order by b.id"""
    )
    return [tuple(r) for r in gevonden]


async def test_what_says_something_else_than_the_one_that_came_in_well_is_a_contradiction(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvanger.zet_apart(ruw(bericht()))
    klok.verder(seconds=1)
    await deps.ontvang([ruw(bericht(inrichting="VUG", beginDatum="2026-11-01"))])
    dossier = await eigenaar.fetch("select xmin, * from nazorg.dossier")

    run = await speel(deps)

    assert await uitkomsten(eigenaar, run) == {"apart_gezet": 1}
    assert await rijen(eigenaar) == [
        ("apart_gezet", "tegenstrijdig", True),
        ("verwerkt", None, True),
    ]
    naam = await eigenaar.fetchrow(
        "select bron, bericht_id, soort from nazorg.bericht where uitkomst = 'apart_gezet'"
    )
    assert tuple(naam) == (BRON, Z, "detentie_begonnen")
    assert await eigenaar.fetch("select xmin, * from nazorg.dossier") == dossier


async def test_the_same_in_other_bytes_is_the_same(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    e = bericht()
    await deps.ontvanger.zet_apart(ruw(e))
    klok.verder(seconds=1)
    await deps.ontvang([ruw(json.dumps(dict(reversed(e.items())), indent=1).encode())])

    await speel(deps)

    assert await rijen(eigenaar) == [
        ("genegeerd", "later_ontvangen", True),
        ("verwerkt", None, True),
    ]
    nummers = await eigenaar.fetch("select distinct bericht_id from nazorg.bericht")
    assert [tuple(r) for r in nummers] == [(Z,)], "whoever searches the number finds both"


async def test_as_long_as_the_other_one_is_not_handled_it_stays_aside(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    e = bericht(inrichting="ZN1")
    await deps.ontvanger.zet_apart(ruw(e))
    klok.verder(seconds=1)
    await deps.ontvang([ruw(e)])
    eigen = await eigenaar.fetchval("select id from nazorg.bericht where reden = 'eigen_fout'")
    repareer(deps, "ZN1")

    alleen = await speel(deps, ids=[eigen])
    daarvoor = await rijen(eigenaar)
    await speel(deps)

    assert await uitkomsten(eigenaar, alleen) == {"apart_gezet": 1}
    assert daarvoor == [
        ("apart_gezet", "ander_nog_apart", True),
        ("apart_gezet", "onbekende_inrichting", True),
    ]
    assert await rijen(eigenaar) == [
        ("genegeerd", "later_ontvangen", True),
        ("verwerkt", None, True),
    ]
    assert await tel(eigenaar, "melding") == 1


async def test_two_that_contradict_each_other_in_one_run_do_not_both_fall_away(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for n in ("ZN2", "ZN3"):
        await deps.ontvanger.zet_apart(ruw(bericht(inrichting=n))._replace(herkomst=n))
        klok.verder(seconds=1)
        repareer(deps, n)

    await speel(deps)

    assert await rijen(eigenaar) == [
        ("verwerkt", None, True),
        ("apart_gezet", "tegenstrijdig", True),
    ]


async def test_what_a_beheerder_gave_up_is_given_up_in_its_copy_too(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    e = bericht(inrichting="ZN4")
    await deps.ontvanger.zet_apart(ruw(e))
    klok.verder(seconds=1)
    await deps.ontvang([ruw(e)])
    ander = await eigenaar.fetchval("select id from nazorg.bericht where reden <> 'eigen_fout'")
    await Berichtbeheer(deps.ontvanger).geef_op(
        ander, "Dit was een proef.", medewerker=wie(deps), oorsprong="test"
    )
    repareer(deps, "ZN4")

    await speel(deps)

    assert await rijen(eigenaar) == [("genegeerd", "vervallen_verklaard", True)] * 2


@pytest.mark.parametrize("anders", [{}, {"wijze": "overlijden"}], ids=["zelfde", "anders"])
async def test_about_a_dossier_that_was_removed_nothing_is_kept(
    anders: dict[str, Any], deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(op("2026-02-02"))
    await deps.ontvang([ruw(event(**BEGIN)), ruw(event(**EINDE))])
    klok.verder(seconds=1)
    await deps.ontvanger.zet_apart(ruw(event(**(EINDE | anders))))
    assert await ruim_op(deps, klok, WEG) == 1

    await speel(deps)

    assert (await rijen(eigenaar))[-1] == ("genegeerd", "dossier_verwijderd", False)


async def test_an_open_proposal_falls_away_with_a_contradiction(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    """Nobody could decide about it any more: a contradiction is not ours to correct."""
    await deps.ontvanger.zet_apart(ruw(bericht(persoon=persoon(geslachtsnaam="Anders"))))
    klok.verder(seconds=1)
    await deps.ontvang([ruw(bericht())])
    await eigenaar.execute(
        """insert into nazorg.correctie (id, bericht, gemeente, stand, velden, voorstel, reden,
          door, naam, voorgesteld_op)
        select gen_random_uuid(), id, gemeente, 'open', '{}', '', 'reden', 'x', 'X', now()
        from nazorg.bericht where uitkomst = 'apart_gezet'"""
    )

    await speel(deps)

    assert (await rijen(eigenaar))[0][1] == "tegenstrijdig"
    assert await eigenaar.fetchval("select stand from nazorg.correctie") == "vervallen"
