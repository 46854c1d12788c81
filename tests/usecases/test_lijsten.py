"""A list through the front door: what a trial tells is what happens, and a list does no harm."""

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.usecases.invoer.lijst import NietCompleet
from tests.factories import (
    BSN_DAAN,
    BSN_NINA,
    BSN_STEF,
    BUREN,
    GRONINGEN,
    TIEL,
    event,
    persoon,
    ruw,
)
from tests.invoer import BEKEND, DUBBEL, FOUT, NIEUW, STAND, WIJKT, Invoer, detenties, uitkomsten
from tests.klok import VasteKlok
from tests.lijsten import rij


@pytest.fixture
def invoer(deps: Deps) -> Invoer:
    return Invoer(deps)


async def test_a_row_becomes_a_dossier_with_work(
    invoer: Invoer, eigenaar: asyncpg.Connection
) -> None:
    assert await invoer.neem_op(rij()) == [NIEUW]

    d = await eigenaar.fetchrow(
        "select nummer, gemeente, koppeling, inrichting from nazorg.dossier"
    )
    assert tuple(d) == ("NZ-2026-0001", TIEL, "bsn", "ARN")
    assert await detenties(eigenaar) == [("lijst-0281", "lopend")]
    b = await eigenaar.fetchrow("select deur, herkomst, uitkomst from nazorg.bericht")
    assert tuple(b) == ("bestand", "lijst, rij 2", "verwerkt")
    regels = await eigenaar.fetch("select regel from nazorg.taak order by 1")
    assert [r[0] for r in regels] == ["nieuwe_melding", "vrijlating_nabij"]


async def test_a_trial_tells_what_will_happen_and_leaves_everything_as_it_was(
    invoer: Invoer, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(persoon=persoon(bsn=BSN_NINA)))])
    await invoer.neem_op(rij(BSN_STEF))
    rijen = (
        rij(),
        rij(BSN_NINA, begin="20-11-2026"),
        rij(BSN_NINA, begin="1-3-2026", einde="1-4-2026", wijze="vi"),
        rij(BSN_STEF),
        rij("123456780"),
    )
    voor = tuple(await eigenaar.fetchrow(STAND))

    vooraf = await invoer.beproef(*rijen)

    assert tuple(await eigenaar.fetchrow(STAND)) == voor
    assert vooraf == [NIEUW, WIJKT, BEKEND, DUBBEL, FOUT]
    assert await invoer.neem_op(*rijen) == vooraf
    assert await eigenaar.fetchval("select max(nummer) from nazorg.dossier") == "NZ-2026-0003"


async def test_the_same_list_again_changes_nothing_today_or_later(
    invoer: Invoer, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    rijen = (
        rij(),
        rij(BSN_NINA, begin="1-3-2026", einde="1-4-2026", wijze="einde straf"),
    )
    await invoer.neem_op(*rijen)
    voor = tuple(await eigenaar.fetchrow(STAND))

    assert await invoer.neem_op(*rijen) == [DUBBEL, DUBBEL]
    klok.verder(days=40)
    assert await invoer.neem_op(*reversed(rijen)) == [DUBBEL, DUBBEL]

    assert tuple(await eigenaar.fetchrow(STAND)) == voor


async def test_a_changed_row_corrects_what_the_list_said_before(
    invoer: Invoer, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await invoer.neem_op(rij())
    klok.verder(days=1)

    assert await invoer.neem_op(rij(pi="Vught", verwacht="")) == [BEKEND]

    assert await detenties(eigenaar) == [("lijst-0281", "lopend")]
    d = await eigenaar.fetchrow("select inrichting, verwacht_vroegst from nazorg.detentie")
    assert tuple(d) == ("VUG", None)
    klok.verder(days=1)
    assert await invoer.neem_op(rij()) == [BEKEND]
    assert await invoer.neem_op(rij()) == [DUBBEL]
    assert await eigenaar.fetchval("select inrichting from nazorg.detentie") == "ARN"


async def test_an_end_comes_goes_and_comes_back(
    invoer: Invoer, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    open_, dicht = rij(), rij(einde="21-11-2026", wijze="einde straf", verwacht="11-12-2026")
    for row, uitkomst, stand in (
        (open_, NIEUW, "lopend"),
        (dicht, BEKEND, "beeindigd"),
        (dicht, DUBBEL, "beeindigd"),
        (open_, BEKEND, "lopend"),
        (open_, DUBBEL, "lopend"),
        (dicht, BEKEND, "beeindigd"),
        (dicht, DUBBEL, "beeindigd"),
        (open_, BEKEND, "lopend"),
    ):
        assert await invoer.beproef(row) == [uitkomst]
        assert await invoer.neem_op(row) == [uitkomst]
        assert await detenties(eigenaar) == [("lijst-0281", stand)]
        klok.verder(minutes=1)


async def test_it_also_works_when_the_clock_stands_still(
    invoer: Invoer, eigenaar: asyncpg.Connection
) -> None:
    open_, dicht = rij(), rij(einde="21-11-2026", wijze="einde straf")
    for row in (open_, dicht, open_, dicht, rij(pi="Vught"), dicht):
        await invoer.neem_op(row)
        assert await invoer.neem_op(row) == [DUBBEL]

    assert await detenties(eigenaar) == [("lijst-0281", "beeindigd")]
    assert await eigenaar.fetchval("select inrichting from nazorg.detentie") == "ARN"


async def test_a_message_of_the_register_takes_the_place_of_the_list(
    invoer: Invoer, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await invoer.neem_op(rij(naam="VERHOEVE", begin="18-11-2026"))

    await deps.ontvang([ruw(event())])

    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 1
    assert await detenties(eigenaar) == [("detentieregister", "lopend")]
    assert await eigenaar.fetchval("select geslachtsnaam from nazorg.dossier") == "Verhoeven"
    onderwerpen = await eigenaar.fetch("select onderwerp from nazorg.taak where status = 'open'")
    assert all("lijst-" not in r[0] for r in onderwerpen)


async def test_a_list_after_the_register_makes_no_second_detention(
    invoer: Invoer, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event())])

    assert await invoer.neem_op(rij(naam="VERHOEVE", pi="Vught", begin="20-11-2026")) == [WIJKT]

    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 1
    assert await detenties(eigenaar) == [("detentieregister", "lopend")]
    d = await eigenaar.fetchrow("select geslachtsnaam, inrichting from nazorg.dossier")
    assert tuple(d) == ("Verhoeven", "ARN")


async def test_the_list_counts_again_when_the_register_takes_its_word_back(
    invoer: Invoer, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await invoer.neem_op(rij())
    await deps.ontvang([ruw(event(id="b-fout"))])
    weg = event(Soort.INGETROKKEN, tijd="2026-11-21T08:00:00Z", berichtId="b-fout")

    await deps.ontvang([ruw(weg)])

    assert await detenties(eigenaar) == [
        ("detentieregister", "ingetrokken"),
        ("lijst-0281", "lopend"),
    ]


async def test_the_same_person_twice_in_a_list_is_an_error_at_the_second(
    invoer: Invoer, eigenaar: asyncpg.Connection
) -> None:
    verslag = await invoer.verwerker.neem_op(invoer.lijst(rij(), rij(pi="Vught")))

    assert uitkomsten(verslag) == [NIEUW, FOUT]
    assert verslag.rijen[1].zinnen == ("Deze persoon staat met dezelfde datum ook op rij 2.",)
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht") == 1


async def test_wrong_rows_are_never_messages(invoer: Invoer, eigenaar: asyncpg.Connection) -> None:
    verslag = await invoer.verwerker.neem_op(
        invoer.lijst(
            rij("123456780"),
            rij(verwacht="18-11-2026"),
            rij(BSN_NINA, naam="x" * 300),
            rij(BSN_STEF, einde="18-11-2026", wijze="vi"),
            rij(BSN_STEF, begin="1-1-1850"),
        )
    )

    assert uitkomsten(verslag) == [FOUT] * 5
    assert [r.zinnen[0].partition(":")[0] for r in verslag.rijen] == [
        "BSN",
        "Verwacht einde",
        "Achternaam",
        "Einde detentie",
        "Begin detentie",
    ]
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht") == 0


async def test_only_rows_about_ones_own_gemeenten(
    invoer: Invoer, eigenaar: asyncpg.Connection
) -> None:
    rijen = [
        [*rij(), "Buren"],
        [*rij(BSN_NINA), "Nijmegen"],
        [*rij(BSN_STEF), GRONINGEN],
    ]

    assert await invoer.neem_op(*rijen, extra=("Gemeente",)) == [NIEUW, FOUT, FOUT]

    assert await eigenaar.fetchval("select gemeente from nazorg.dossier") == BUREN


async def test_the_list_of_another_gemeente_is_another_source(
    invoer: Invoer, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await invoer.neem_op(rij())
    klok.verder(minutes=1)

    daar = {"gemeente": BUREN}
    assert await invoer.neem_op(rij(), **daar) == [BEKEND]

    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 1
    assert len(await detenties(eigenaar)) == 1


async def test_without_a_column_that_is_needed_nothing_is_taken_in(
    invoer: Invoer, eigenaar: asyncpg.Connection
) -> None:
    lijst = invoer.lijst(rij())
    del lijst.indeling["begin"]

    for doe in (invoer.verwerker.beproef, invoer.verwerker.neem_op):
        with pytest.raises(NietCompleet, match="Begin detentie"):
            await doe(lijst)
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht") == 0


async def test_no_word_of_a_person_is_in_a_key_or_a_report(
    invoer: Invoer, eigenaar: asyncpg.Connection
) -> None:
    verslag = await invoer.verwerker.neem_op(invoer.lijst(rij(), rij("123456780", naam="Geheim")))

    zichtbaar = [*await eigenaar.fetchrow("select bron, bericht_id, herkomst from nazorg.bericht")]
    zichtbaar += [await eigenaar.fetchval("select nummer from nazorg.detentie"), repr(verslag)]
    for woord in (BSN_DAAN, "Verhoeven", "123456780", "Geheim"):
        assert all(woord not in tekst for tekst in zichtbaar)
