"""Bring a database to today's shape, forward only. Each compartment migrates as its own owner."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from nazorg.store import rollen
from nazorg.store.verbinding import Databank

# schema, and the role that owns it
_COMPARTIMENTEN = (
    ("nazorg", rollen.EIGENAAR),
    ("bij", rollen.BIJ_EIGENAAR),
)


async def migreer(databank: Databank) -> None:
    """Apply every migration that this database does not have yet.

    Safe to run again, and at the same moment: who comes second waits and finds the work done.
    """
    slot = await databank.connect(rollen.EIGENAAR)
    try:
        await slot.execute("set lock_timeout = '5min'; set statement_timeout = '5min'")
        await slot.fetchval("select pg_advisory_lock(hashtext('nazorg.migratie'))")
        for schema, rol in _COMPARTIMENTEN:
            await _migreer_schema(databank, schema, rol)
    finally:
        await slot.close()


async def _migreer_schema(databank: Databank, schema: str, rol: str) -> None:
    engine = databank.engine(rol, verbindingen=1)
    try:
        async with engine.connect() as verbinding:
            await verbinding.run_sync(_upgrade, schema)
            await verbinding.commit()
    finally:
        await engine.dispose()


def _upgrade(verbinding: Connection, schema: str, tot: str = "head") -> None:
    config = Config()
    migrations = files("nazorg.store") / "migrations"
    # A path may hold a space, a comma or a percent sign: none of them separates or interpolates.
    config.set_main_option("path_separator", "newline")
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    versions = str(migrations / "versions" / schema).replace("%", "%%")
    config.set_main_option("version_locations", versions)
    config.attributes.update(connection=verbinding, schema=schema)
    command.upgrade(config, tot)
