"""A dossier lives through its last measurement, then goes, and no message brings it back."""

import json
from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.deps import Deps
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.behoefte import Behoeftestatus
from nazorg.leefgebieden.dossiertermijn import Bewaarreden, Termijnen
from nazorg.store import dossierlezing
from nazorg.usecases.dossiers.bewaren import bewaar_langer
from nazorg.usecases.dossiers.verwijder import verwijder_dossiers
from nazorg.usecases.leefgebieden.herbereken import lock_dossier
from nazorg.usecases.leefgebieden.meet import meet_leefgebieden
from tests.factories import BSN_NINA, TIEL, event, persoon, ruw
from tests.klok import VasteKlok
from tests.usecases.leefgebieden import JOYCE, NUMMER, met, schrijf, vraag, zeg

BEGIN: dict[str, Any] = {"beginDatum": "2026-01-05", "verwachtEinde": None}
BEGIN |= {"tijd": "2026-01-06T08:00:00Z", "id": "v-begin"}
EINDE: dict[str, Any] = {"eindDatum": "2026-02-02", "tijd": "2026-02-02T08:00:00Z"}
EINDE |= {"id": "v-einde", "soort": Soort.BEEINDIGD}
WEG = "2026-08-03"  # the day after the measurement of six months


def op(dag: str) -> datetime:
    return datetime.fromisoformat(f"{dag}T09:00:00").replace(tzinfo=UTC)


@pytest.fixture
async def vrij(deps: Deps, klok: VasteKlok) -> None:
    """Somebody in Tiel who was released on 2 February 2026."""
    klok.zet(op("2026-02-02"))
    await deps.ontvang([ruw(event(**BEGIN)), ruw(event(**EINDE))])


async def ruim_op(deps: Deps, klok: VasteKlok, dag: str, **anders: Any) -> int:
    """Do what the clock does on a day: measure first, then remove."""
    klok.zet(op(dag))
    await meet_leefgebieden(deps.store, klok)
    return await verwijder_dossiers(deps.store, klok, **anders)


async def waar_staat(eigenaar: asyncpg.Connection, dossier: object) -> list[str]:
    """Return every table that holds a row of this dossier."""
    tabellen = await eigenaar.fetch(
        """select table_name from information_schema.columns
        where table_schema = 'nazorg' and column_name = 'dossier_id'"""
    )
    uit = []
    for (tabel,) in tabellen:
        vraag_ = f"select count(*) from nazorg.{tabel} where dossier_id = $1"
        if await eigenaar.fetchval(vraag_, dossier):
            uit.append(tabel)
    return uit


async def test_a_dossier_lives_through_six_months_and_goes_the_day_after(
    vrij: None, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    assert await ruim_op(deps, klok, "2026-08-01") == 0
    assert await ruim_op(deps, klok, "2026-08-02") == 0
    assert await eigenaar.fetchval("select count(*) from nazorg.meetmoment") == 1

    assert await ruim_op(deps, klok, WEG) == 1

    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 0
    assert await ruim_op(deps, klok, WEG) == 0


async def test_nothing_of_the_person_stays_and_the_ledger_does(
    vrij: None, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await zeg(deps, Leefgebied.INKOMEN, {"inkomensbron": "werk"}, gemeten_op=date(2026, 2, 2))
    await vraag(deps, uiterlijk=date(2026, 2, 5), status=Behoeftestatus.GEREED)
    await schrijf(deps, "Gebeld met moeder.")
    dossier = await eigenaar.fetchval("select id from nazorg.dossier")
    ledger = await eigenaar.fetch("select * from nazorg.bericht order by id")
    assert {"feit", "behoefte", "notitie", "melding"} <= set(await waar_staat(eigenaar, dossier))

    assert await ruim_op(deps, klok, WEG) == 1

    assert await waar_staat(eigenaar, dossier) == []
    assert await eigenaar.fetch("select * from nazorg.bericht order by id") == ledger
    for tabel in ("bericht_inhoud", "zoekterm", "taakactie", "gelezen"):
        assert await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}") == 0, tabel
    rijen = await eigenaar.fetch("select soort, dossier_id <> $1 from nazorg.sleutel", dossier)
    assert [tuple(r) for r in rijen] == [("verwijderd", True)]
    regel = await eigenaar.fetchrow(
        "select actor, object, resultaat from nazorg.audit where actie = 'dossier_verwijderd'"
    )
    assert tuple(regel) == (
        "onderhoud",
        f"dossier:{NUMMER}",
        "bewaartermijn van 6 maanden voorbij",
    )


async def test_who_is_detained_again_keeps_everything(
    vrij: None, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(op("2026-07-01"))
    opnieuw = {"beginDatum": "2026-07-01", "tijd": "2026-07-01T08:00:00Z", "detentieId": "D-2"}
    await deps.ontvang([ruw(event(**(BEGIN | opnieuw | {"id": "v-weer"})))])

    assert await ruim_op(deps, klok, "2026-11-20") == 0
    assert await eigenaar.fetchval("select count(*) from nazorg.detentie") == 2


async def test_what_was_agreed_and_is_not_done_keeps_a_dossier(
    vrij: None, deps: Deps, klok: VasteKlok
) -> None:
    gevraagd = await vraag(deps, uiterlijk=date(2026, 2, 20))
    assert await ruim_op(deps, klok, WEG) == 0

    await vraag(
        deps,
        id=gevraagd.id,
        versie=gevraagd.versie,
        uiterlijk=date(2026, 2, 20),
        status=Behoeftestatus.VERVALLEN,
    )

    assert await ruim_op(deps, klok, WEG) == 1


async def test_a_hold_keeps_a_dossier_up_to_and_including_its_day(
    vrij: None, deps: Deps, klok: VasteKlok
) -> None:
    klok.zet(op("2026-07-01"))
    await bewaar_langer(
        NUMMER,
        Bewaarreden.RECHTSZAAK,
        date(2026, 9, 10),
        medewerker=JOYCE,
        oorsprong="test",
        met=met(deps),
    )

    assert await ruim_op(deps, klok, WEG) == 0
    assert await ruim_op(deps, klok, "2026-09-10") == 0
    assert await ruim_op(deps, klok, "2026-09-11") == 1


async def test_a_measurement_that_is_still_to_be_made_is_waited_for_and_a_missed_one_is_not(
    vrij: None, deps: Deps, klok: VasteKlok
) -> None:
    klok.zet(op("2026-08-10"))
    assert await verwijder_dossiers(deps.store, klok) == 0

    klok.zet(op("2026-08-17"))
    assert await verwijder_dossiers(deps.store, klok) == 1


async def test_a_gemeente_with_a_reason_keeps_longer_and_nobody_shorter_than_six_months(
    vrij: None, deps: Deps, klok: VasteKlok
) -> None:
    negen = Termijnen(6, {TIEL: 9})
    assert await ruim_op(deps, klok, WEG, termijnen=negen) == 0
    assert await ruim_op(deps, klok, "2026-11-02", termijnen=negen) == 0
    assert await ruim_op(deps, klok, "2026-11-03", termijnen=negen) == 1


async def test_a_withdrawn_notice_goes_after_the_same_term(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(op("2026-01-06"))
    weg = event(Soort.INGETROKKEN, berichtId="v-begin", tijd="2026-01-07T08:00:00Z")
    await deps.ontvang([ruw(event(**BEGIN)), ruw(weg)])
    assert await eigenaar.fetchval("select status from nazorg.dossier") == "ingetrokken"

    assert await ruim_op(deps, klok, "2026-07-07") == 0
    assert await ruim_op(deps, klok, "2026-07-08") == 1


async def test_many_go_in_batches_and_each_has_its_line(
    vrij: None, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for nr in range(4):
        wie = {"persoon": persoon(bsn=None), "detentieId": f"M-{nr}"}
        berichten = [BEGIN | {"id": f"m-{nr}"}, EINDE | {"id": f"e-{nr}"}]
        await deps.ontvang([ruw(event(**(b | wie))) for b in berichten])

    assert await ruim_op(deps, klok, WEG, batch=2) == 5

    regels = await eigenaar.fetch(
        "select distinct object from nazorg.audit where actie = 'dossier_verwijderd'"
    )
    assert len(regels) == 5


async def test_a_dossier_in_which_somebody_works_is_passed_by_until_the_next_time(
    vrij: None, deps: Deps, klok: VasteKlok
) -> None:
    klok.zet(op(WEG))
    await meet_leefgebieden(deps.store, klok)
    async with deps.store.open_voor(JOYCE) as tx:
        await lock_dossier(tx, NUMMER, deps.kluis)
        assert await verwijder_dossiers(deps.store, klok) == 0

    assert await verwijder_dossiers(deps.store, klok) == 1


async def test_who_waited_for_a_dossier_that_goes_writes_in_nothing(
    vrij: None, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    id_ = await eigenaar.fetchval("select id from nazorg.dossier")
    await ruim_op(deps, klok, WEG)

    async with deps.store.open_voor(JOYCE) as tx:
        assert await dossierlezing.lock(tx, id_) == (False, None)
        with pytest.raises(NietGevonden):
            await lock_dossier(tx, NUMMER, deps.kluis)


# ---- what comes after it


async def test_a_replay_is_double_and_brings_nothing_back(
    vrij: None, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await ruim_op(deps, klok, WEG)
    anders = json.dumps(event(**BEGIN), indent=2).encode()  # the same event in other bytes

    uit = await deps.ontvang([ruw(event(**BEGIN)), ruw(event(**EINDE)), ruw(anders)])

    assert {u.uitkomst for u in uit} == {Uitkomst.DUBBEL}
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht") == 2
    for tabel in ("dossier", "melding", "taak", "bericht_inhoud"):
        assert await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}") == 0, tabel


async def test_a_late_message_about_it_is_a_fact_without_content_and_costs_no_neighbour(
    vrij: None, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await ruim_op(deps, klok, WEG)
    laat = event(**(EINDE | {"id": "v-laat", "tijd": "2026-08-04T08:00:00Z"}))
    buur = event(persoon=persoon(bsn=BSN_NINA, geslachtsnaam="Smit"), detentieId="N-1")

    een, twee = await deps.ontvang([ruw(laat), ruw(buur)])

    assert (een.uitkomst, een.reden) == (Uitkomst.GENEGEERD, Reden.DOSSIER_VERWIJDERD)
    assert twee.uitkomst is Uitkomst.VERWERKT
    namen = await eigenaar.fetch("select geslachtsnaam from nazorg.dossier")
    assert [n[0] for n in namen] == ["Smit"]
    rij = await eigenaar.fetchrow(
        """select b.uitkomst, b.reden, i.inhoud from nazorg.bericht b
        left join nazorg.bericht_inhoud i on i.id = b.id where b.bericht_id = 'v-laat'"""
    )
    assert tuple(rij) == ("genegeerd", "dossier_verwijderd", None)
    (nog_eens,) = await deps.ontvang([ruw(laat)])
    assert nog_eens.uitkomst is Uitkomst.DUBBEL


async def test_a_new_detention_opens_a_new_dossier_without_the_old_one(
    vrij: None, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await ruim_op(deps, klok, WEG)
    opnieuw = {"id": "v-nieuw", "detentieId": "D-9", "beginDatum": "2026-08-10"}

    (uit,) = await deps.ontvang([ruw(event(**(BEGIN | opnieuw)))])

    assert uit.uitkomst is Uitkomst.VERWERKT
    assert await eigenaar.fetchval("select count(*) from nazorg.detentie") == 1
    nummer = await eigenaar.fetchval("select nummer from nazorg.dossier")
    assert nummer != NUMMER
    (laat,) = await deps.ontvang([ruw(event(**(EINDE | {"id": "v-toch"})))])
    assert laat.reden is Reden.DOSSIER_VERWIJDERD
    assert await eigenaar.fetchval("select count(*) from nazorg.detentie") == 1
