"""A number that is missed, while a message that cannot be read lies aside and claims to be it."""

import json

import asyncpg

from nazorg.deps import Deps
from nazorg.store.ids import first_id
from nazorg.usecases.bewaking.ruim_op import ruim_bewaking_op
from tests.factories import BRON, event, ruw
from tests.klok import VasteKlok
from tests.web.conftest import ANDERE_BRON, RUBEN, Als
from tests.web.test_bewaking import bewaak, gaten, lees, stuur


async def stuur_kapot(deps: Deps, nummer: int, bron: str = BRON) -> None:
    """Let a message come in of which the last bytes were lost."""
    inhoud = json.dumps(event(envelop={"sequence": str(nummer)}) | {"source": bron})
    await deps.ontvang([ruw(inhoud.encode()[:-2])])


async def test_the_gap_names_the_message_that_lies_aside_with_its_number(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, 1, 5)
    await stuur_kapot(deps, 3)
    await stuur_kapot(deps, 9)
    await stuur_kapot(deps, 4, ANDERE_BRON)
    klok.verder(minutes=11)
    await bewaak(deps)

    html = await lees(als, RUBEN)

    assert "Nummer 3 ligt apart. Het bericht is geen geldige JSON." in gaten(html)
    assert "Nummer 9 ligt apart" not in html
    assert "Nummer 4 ligt apart" not in html
    id_ = await eigenaar.fetchval("select id from nazorg.apart_nummer where nummer = 3")
    assert (await (await als(RUBEN)).get(f"/berichten/{id_}")).status_code == 200
    assert "Nummer 2 t/m 4" in gaten(html), "a claim closes no gap"


async def test_when_such_a_message_is_repaired_the_gap_closes_and_the_hint_is_gone(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, 1, 3)
    await stuur_kapot(deps, 2)
    klok.verder(minutes=11)
    await bewaak(deps)
    klok.verder(days=2)
    await bewaak(deps)
    # As a correction does it: the row keeps its id, and only now has a source and a number.
    await eigenaar.execute(
        """update nazorg.bericht set bron = $1, volgorde = 2, uitkomst = 'verwerkt', reden = null
        where bron = 'onbekend'""",
        BRON,
    )
    await eigenaar.execute(
        """insert into nazorg.poging (id, bericht, tijd, door, naam, uitkomst, toelichting)
        select $1, n.id, $2, 'r', 'R', 'verwerkt', '' from nazorg.apart_nummer n""",
        first_id(klok.nu()),
        klok.nu(),
    )
    klok.verder(minutes=1)
    await bewaak(deps)
    await ruim_bewaking_op(deps.store, klok)

    html = await lees(als, RUBEN)

    assert "Deze week alsnog binnengekomen: Detentieregister 2." in gaten(html)
    assert "ligt apart" not in gaten(html)
    assert await eigenaar.fetchval("select count(*) from nazorg.apart_nummer") == 0
