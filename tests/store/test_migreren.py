"""From an empty database to today's shape, and again without harm."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest

from nazorg.store import rollen
from nazorg.store.ids import first_id
from nazorg.store.migreren import _upgrade, migreer
from nazorg.store.verbinding import Databank

_VORM = """
select 'kolom', table_schema || '.' || table_name || '.' || column_name, data_type, is_nullable
  from information_schema.columns where table_schema in ('nazorg', 'bij')
union all
select 'beleid', schemaname || '.' || tablename || '.' || policyname, qual, with_check
  from pg_policies
union all
select 'recht', table_schema || '.' || table_name, grantee, privilege_type
  from information_schema.role_table_grants where table_schema in ('nazorg', 'bij')
union all
select 'index', schemaname || '.' || indexname, indexdef, ''
  from pg_indexes where schemaname in ('nazorg', 'bij')
order by 1, 2, 3, 4"""


_MAAND = re.compile(r"bericht_inhoud_\d{4}_\d{2}")


async def open_als_eigenaar(databank: Databank) -> asyncpg.Connection:
    if databank.url:
        return await asyncpg.connect(databank.url)
    return await asyncpg.connect(host=str(databank.socket), user="nz_super", database=databank.naam)


@pytest.fixture
async def leeg(databank: Databank, eigenaar: asyncpg.Connection) -> AsyncIterator[Databank]:
    """A database of its own, with roles and without tables."""
    naam = "nazorg_migratietest"
    await eigenaar.execute(f"drop database if exists {naam}")
    await eigenaar.execute(f"create database {naam}")
    url = urlsplit(databank.url)._replace(path=f"/{naam}").geturl() if databank.url else None
    nieuw = replace(databank, url=url, naam=naam)
    verbinding = await open_als_eigenaar(nieuw)
    await verbinding.execute(rollen.bootstrap_sql())
    await verbinding.close()
    yield nieuw
    await eigenaar.execute(f"drop database {naam} with (force)")


async def vorm(databank: Databank) -> list[Any]:
    verbinding = await open_als_eigenaar(databank)
    try:
        # Months come and go with the messages of other tests; the table that they part stays.
        rijen: list[Any] = [r for r in await verbinding.fetch(_VORM) if not _MAAND.search(r[1])]
        versies = await verbinding.fetch(
            """select 'nazorg', version_num from nazorg.migratie
            union all select 'bij', version_num from bij.migratie order by 1"""
        )
        return [*rijen, *versies]
    finally:
        await verbinding.close()


async def test_migrating_twice_changes_nothing_the_second_time(leeg: Databank) -> None:
    await migreer(leeg)
    eerst = await vorm(leeg)

    await migreer(leeg)

    assert len(eerst) > 100
    assert await vorm(leeg) == eerst


async def test_a_new_database_has_the_shape_of_the_one_that_we_test_with(
    leeg: Databank, databank: Databank
) -> None:
    await migreer(leeg)

    assert await vorm(leeg) == await vorm(databank)


async def test_making_the_roles_again_is_harmless(
    databank: Databank, eigenaar: asyncpg.Connection
) -> None:
    eerst = await vorm(databank)

    await eigenaar.execute(rollen.bootstrap_sql())

    assert await vorm(databank) == eerst


async def test_what_messages_said_moves_to_its_month_and_leaves_nothing_behind(
    leeg: Databank,
) -> None:
    await _breng_tot(leeg, "0003")
    verbinding = await open_als_eigenaar(leeg)
    ids = [first_id(datetime(2026, maand, 1, tzinfo=UTC)) for maand in (3, 4, 5)]
    for id_, inhoud in zip(ids, (b"maart " * 500, b"april", None), strict=True):
        await verbinding.execute(
            """insert into nazorg.bericht (id, bron, bericht_id, soort, ontvangen_op, deur,
              herkomst, uitkomst, inhoud, inhoud_hash, gemeente, uniek)
            values ($1, 'b', 'i', 's', now(), 'http', 'h', 'verwerkt', $2, '', '0281', $1)""",
            id_,
            inhoud,
        )

    await migreer(leeg)

    rijen = await verbinding.fetch(
        """select tableoid::regclass::text, id, gemeente, inhoud
        from nazorg.bericht_inhoud order by id"""
    )
    assert [tuple(r) for r in rijen] == [
        ("nazorg.bericht_inhoud_2026_03", ids[0], "0281", b"maart " * 500),
        ("nazorg.bericht_inhoud_2026_04", ids[1], "0281", b"april"),
    ]
    assert [
        r[0] for r in await verbinding.fetch("select id from nazorg.bericht order by id")
    ] == ids
    plek = await verbinding.fetchval("select pg_relation_filepath('nazorg.bericht')")
    await verbinding.execute("checkpoint")
    assert b"april" not in await verbinding.fetchval("select pg_read_binary_file($1)", plek)
    await verbinding.close()


async def _breng_tot(databank: Databank, versie: str) -> None:
    engine = databank.engine(rollen.EIGENAAR, verbindingen=1)
    async with engine.connect() as verbinding:
        await verbinding.run_sync(_upgrade, "nazorg", versie)
        await verbinding.commit()
    await engine.dispose()


async def test_an_action_from_before_gets_its_leefgebied_and_the_day_of_the_release(
    leeg: Databank,
) -> None:
    await _breng_tot(leeg, "0019")
    verbinding = await open_als_eigenaar(leeg)
    dossier, taak = (first_id(datetime(2026, 3, dag, tzinfo=UTC)) for dag in (1, 2))
    await verbinding.execute(
        """insert into nazorg.dossier (id, nummer, gemeente, status, koppeling, geslachtsnaam,
          vrij_op, route_redenen, laatste_op, geopend_op, gewijzigd_op, versie)
        values ($1, 'NZ-2026-0001', '0281', 'in_detentie', 'bsn', 'X', '2026-11-27', '{}',
          now(), now(), now(), 1)""",
        dossier,
    )
    await verbinding.execute(
        """insert into nazorg.taak (id, dossier_id, gemeente, regel, onderwerp, uiterlijk,
          aanleiding, gegevens, status, ontstaan_op)
        values ($1, $2, '0281', 'behoefte', 'x', '2026-11-26', '',
          '{"soort": "onderdak", "leefgebied": "huisvesting"}', 'open', now())""",
        taak,
        dossier,
    )

    await migreer(leeg)

    rij = await verbinding.fetchrow("select leefgebied, vrij_op::text from nazorg.taak")
    assert tuple(rij) == ("huisvesting", "2026-11-27")
    await verbinding.close()
