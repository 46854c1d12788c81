"""What each role may do with deliveries, and with who gets them."""

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from tests.bezorging.conftest import abonneer

RUBEN = Medewerker(
    id="m-1",
    naam="Ruben de Wit",
    functie="Functioneel beheerder",
    rollen=frozenset({Rol.FUNCTIONEEL_BEHEERDER}),
    gemeenten=("0281",),
    regio="Tiel",
    doel=Doel.BERICHTENBEHEER,
)

NIET_VOOR_HET_WEB = (
    "select geheim from nazorg.abonnement",
    "select url from nazorg.abonnement",
    "update nazorg.outbox set uitgezet_op = null",
    "update nazorg.abonnement set naam = 'x'",
    "insert into nazorg.bezorging select * from nazorg.bezorging",
    "delete from nazorg.bezorging",
    "update nazorg.bezorging set subject = gen_random_uuid()",
    "update nazorg.bezorging set bestemming = gen_random_uuid()",
)
NIET_VOOR_DE_BEZORGER = (
    "update nazorg.outbox set inhoud = '{}'",
    "update nazorg.outbox set subject = gen_random_uuid()",
    "delete from nazorg.outbox",
    "update nazorg.abonnement set url = 'http://elders'",
    "update nazorg.abonnement set geheim = ''",
    "delete from nazorg.abonnement",
    "delete from nazorg.bezorging",
)


@pytest.mark.parametrize("sql", NIET_VOOR_HET_WEB)
async def test_the_web_sees_no_secret_and_makes_no_delivery(sql: str, deps: Deps) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with deps.store.open_voor(RUBEN) as tx:
            await tx.execute(sql)


@pytest.mark.parametrize("sql", NIET_VOOR_DE_BEZORGER)
async def test_who_delivers_changes_no_event_and_no_address(sql: str, deps: Deps) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with deps.store.open_unscoped_ontvangst() as tx:
            await tx.execute(sql)


async def test_a_secret_in_the_database_is_of_no_use_without_the_key_or_in_another_row(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    geheim = await abonneer(deps, "http://127.0.0.1:1/in", "een")
    await abonneer(deps, "http://127.0.0.1:1/in", "twee")

    rijen = await eigenaar.fetch("select t::text, geheim from nazorg.abonnement t")

    assert len(rijen) == 2
    assert all(geheim.removeprefix("whsec_") not in r[0] for r in rijen)
    assert rijen[0][1] != rijen[1][1]
