"""Alembic entry: the connection comes from `nazorg.store.migreren`, never from a config file."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table="migratie",
    version_table_schema=context.config.attributes["schema"],
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
