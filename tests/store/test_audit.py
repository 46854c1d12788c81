"""The audit log: written through one door, and every change to it shows."""

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.store import audit, rollen
from nazorg.store.audit import Auditregel, Ketenstand
from nazorg.store.verbinding import Databank

REGEL = Auditregel(
    tijd=datetime(2026, 11, 23, 8, tzinfo=UTC),
    actor="m-1",
    naam="Iemand uit Tiel",
    actie="dossier_ingezien",
    object="dossier:NZ-2026-0001",
    resultaat="getoond",
    oorsprong="127.0.0.1",
    doel="re_integratie",
    gemeente="0281",
)


async def controleer(deps: Deps) -> Ketenstand:
    async with deps.store.open_unscoped_ontvangst() as tx:
        return await audit.verify(tx)


async def schrijf_en_breek_af(deps: Deps) -> None:
    async with deps.store.open_aanmelding() as tx:
        await audit.append(tx, REGEL)
        raise ZeroDivisionError


@pytest.fixture
async def keten(deps: Deps) -> Ketenstand:
    """Five rows, as they should be."""
    for _ in range(5):
        async with deps.store.open_aanmelding() as tx:
            await audit.append(tx, REGEL)
    stand = await controleer(deps)
    assert (stand.aantal, stand.eerste_fout) == (5, None)
    assert len(stand.einde) == 64
    return stand


async def test_an_empty_log_is_whole(deps: Deps) -> None:
    assert await controleer(deps) == Ketenstand(0, None, "")


@pytest.mark.parametrize(
    "kolom",
    ["actor", "actie", "object", "resultaat", "oorsprong", "doel", "gemeente", "naam"],
)
async def test_a_changed_word_shows(
    kolom: str, keten: Ketenstand, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await eigenaar.execute(f"update nazorg.audit set {kolom} = 'anders' where volgnr = 3")

    assert (await controleer(deps)).eerste_fout == 3


async def test_a_changed_moment_shows(
    keten: Ketenstand, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await eigenaar.execute(
        "update nazorg.audit set tijd = tijd + interval '1 microsecond' where volgnr = 2"
    )

    assert (await controleer(deps)).eerste_fout == 2


@pytest.mark.parametrize(("weg", "fout"), [(1, 2), (3, 4)])
async def test_a_removed_row_shows(
    weg: int, fout: int, keten: Ketenstand, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await eigenaar.execute("delete from nazorg.audit where volgnr = $1", weg)

    stand = await controleer(deps)

    assert (stand.aantal, stand.eerste_fout) == (4, fout)


async def test_a_removed_last_row_shows_in_the_end_of_the_chain(
    keten: Ketenstand, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await eigenaar.execute("delete from nazorg.audit where volgnr = 5")

    stand = await controleer(deps)

    # A chain cannot miss what nothing points at: so its end is written down elsewhere.
    assert stand.eerste_fout is None
    assert stand.einde != keten.einde


async def test_an_inserted_row_shows_also_with_a_hash_of_its_own(
    keten: Ketenstand, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await eigenaar.execute(
        """update nazorg.audit set volgnr = volgnr + 1000 where volgnr > 3;
        insert into nazorg.audit select (r).* from (
          select jsonb_populate_record(a, '{"volgnr": 4, "actor": "vals"}') as r
          from nazorg.audit a where volgnr = 3) x;
        update nazorg.audit a set vorige = (select hash from nazorg.audit where volgnr = 3)
          where volgnr = 4;
        update nazorg.audit a set hash = sha256(a.vorige || nazorg.audit_tekst(a))
          where volgnr = 4;
        update nazorg.audit set volgnr = volgnr - 999 where volgnr > 1000"""
    )

    stand = await controleer(deps)

    assert stand.aantal == 6
    assert stand.eerste_fout == 5


async def test_writers_at_the_same_moment_make_one_chain(keten: Ketenstand, deps: Deps) -> None:
    async def schrijf() -> int:
        async with deps.store.open_aanmelding() as tx:
            return await audit.append(tx, REGEL)

    nummers = await asyncio.gather(*(schrijf() for _ in range(8)))

    assert sorted(nummers) == list(range(6, 14))
    assert (await controleer(deps)).eerste_fout is None


async def test_what_was_rolled_back_leaves_no_hole(keten: Ketenstand, deps: Deps) -> None:
    with pytest.raises(ZeroDivisionError):
        await schrijf_en_breek_af(deps)
    async with deps.store.open_aanmelding() as tx:
        assert await audit.append(tx, REGEL) == 6

    assert (await controleer(deps)).eerste_fout is None


@pytest.mark.parametrize("rol", [rollen.APP, rollen.ONTVANGST])
@pytest.mark.parametrize(
    "opdracht",
    [
        "insert into nazorg.audit select * from nazorg.audit",
        "update nazorg.audit set naam = 'anders'",
        "delete from nazorg.audit",
        "truncate nazorg.audit",
        "alter table nazorg.audit disable row level security",
        "alter table nazorg.audit disable trigger all",
        "drop table nazorg.audit",
        "create or replace function nazorg.audit_verify() returns int language sql as 'select 1'",
    ],
)
async def test_no_role_can_touch_what_was_written(
    rol: str, opdracht: str, databank: Databank
) -> None:
    verbinding = await databank.connect(rol)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await verbinding.execute(opdracht)
    finally:
        await verbinding.close()
