"""A list that is being taken in: whose it is, how long it is kept, and what is written down."""

import asyncpg
import httpx2
import pytest

from nazorg.deps import Deps
from nazorg.usecases.invoer.ruim_op import ruim_invoer_op
from tests.factories import BSN_DAAN, BSN_NINA, TIEL
from tests.klok import VasteKlok
from tests.lijsten import rij, to_csv
from tests.web.conftest import HANS, JOYCE, MARIEKE, RUBEN, Als, tekst_van
from tests.web.invoerdeur import FOUT_BSN, PAD, breng, breng_goed, tel


@pytest.fixture
async def ruben(als: Als) -> httpx2.AsyncClient:
    return await als(RUBEN)


async def test_nobody_else_can_reach_any_of_it(
    ruben: httpx2.AsyncClient, als: Als, client: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    pad = await breng_goed(ruben, to_csv(rij(), rij(FOUT_BSN)))
    anderen = [await als(wie) for wie in (MARIEKE, HANS, JOYCE)]

    for ander in anderen:
        assert (await ander.get(PAD)).status_code == 404
        assert (await breng(ander, to_csv(rij()))).status_code == 404
    # The same person in another session, too.
    for ander in (*anderen, await als(RUBEN)):
        assert (await ander.get(pad)).status_code == 404
        for deel in ("kolommen", "opnemen", "fouten", "weg"):
            assert (await ander.post(f"{pad}/{deel}")).status_code == 404
    assert (await client.get(pad)).headers["location"] == "/login"
    assert await tel(eigenaar, "dossier") == 0
    assert (await ruben.get(pad)).status_code == 200


async def test_a_list_is_only_for_ones_own_gemeente(
    ruben: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    for gemeente in ("0014", "", "x"):
        antwoord = await breng(ruben, to_csv(rij()), gemeente=gemeente)
        assert "Kies een gemeente waarvoor u werkt." in antwoord.text
    assert await tel(eigenaar, "invoer") == 0


async def test_the_file_is_kept_encrypted_and_only_until_it_is_taken_in(
    ruben: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    pad = await breng_goed(ruben, to_csv(rij(), rij(FOUT_BSN)))
    voor = await eigenaar.fetchrow("select inhoud, verslag::text from nazorg.invoer")
    for woord in (BSN_DAAN, "Verhoeven", FOUT_BSN):
        assert woord.encode() not in voor[0]
        assert woord not in voor[1]

    await ruben.post(f"{pad}/opnemen")

    na = await eigenaar.fetchrow("select inhoud, foutrijen from nazorg.invoer")
    assert na[0] is None
    assert FOUT_BSN.encode() not in na[1]
    await ruben.post(f"{pad}/weg")
    assert await tel(eigenaar, "invoer") == 0
    assert (await ruben.get(pad)).status_code == 404


async def test_after_an_hour_it_is_gone_for_the_eye_at_once_and_for_good_by_the_job(
    ruben: httpx2.AsyncClient, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    pad = await breng_goed(ruben, to_csv(rij()))
    klok.verder(minutes=59)
    assert (await ruben.get(pad)).status_code == 200
    assert await ruim_invoer_op(deps.store, klok) == 0
    klok.verder(minutes=1)

    assert (await ruben.get(pad)).status_code == 404
    assert (await ruben.post(f"{pad}/opnemen")).status_code == 404
    assert await ruim_invoer_op(deps.store, klok) == 1
    assert await tel(eigenaar, "invoer") == 0


async def test_a_new_list_takes_the_place_of_the_last_one(
    ruben: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    oud = await breng_goed(ruben, to_csv(rij()))
    await breng_goed(ruben, to_csv(rij(BSN_NINA)))

    assert (await ruben.get(oud)).status_code == 404
    assert await tel(eigenaar, "invoer") == 1


async def test_confirming_again_does_nothing_more(
    ruben: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    pad = await breng_goed(ruben, to_csv(rij()))
    await ruben.post(f"{pad}/opnemen")

    assert (await ruben.post(f"{pad}/opnemen")).status_code == 303
    await ruben.post(f"{pad}/kolommen", data={"bsn": "k0"})

    assert "Nieuw dossier 1" in tekst_van((await ruben.get(pad)).text)
    assert await tel(eigenaar, "bericht") == 1


async def test_who_is_taking_it_in_now_is_not_disturbed(
    ruben: httpx2.AsyncClient, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    pad = await breng_goed(ruben, to_csv(rij()))
    await eigenaar.execute("update nazorg.invoer set begonnen_op = $1", klok.nu())

    await ruben.post(f"{pad}/opnemen")
    assert "wordt nu opgenomen" in (await ruben.get(pad)).text
    assert await tel(eigenaar, "bericht") == 0

    klok.verder(minutes=3)  # whoever it was did not finish
    assert "Neem 1 rij op" in tekst_van((await ruben.get(pad)).text)
    await ruben.post(f"{pad}/opnemen")
    assert await tel(eigenaar, "bericht") == 1


async def test_it_is_written_down_who_took_in_how_many_and_why_and_not_whom(
    ruben: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    pad = await breng_goed(ruben, to_csv(rij(), rij(BSN_NINA), rij(FOUT_BSN)))
    await ruben.post(f"{pad}/opnemen")

    regel = await eigenaar.fetchrow(
        """select actor, naam, resultaat, doel, gemeente from nazorg.audit
        where actie = 'lijst_opgenomen'"""
    )
    assert tuple(regel) == (
        RUBEN,
        "Ruben de Wit",
        "nieuw_dossier 2, fout 1",
        "berichtenbeheer",
        TIEL,
    )
    alles = await eigenaar.fetch("select object, resultaat from nazorg.audit")
    assert all(w not in str([*r]) for r in alles for w in (BSN_DAAN, BSN_NINA, "Verhoeven"))
