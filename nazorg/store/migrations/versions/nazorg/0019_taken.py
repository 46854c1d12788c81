"""Whether a task is still asked for, also when it is done; and when it fell away."""

from alembic import op

revision = "0019"
down_revision = "0018"

TABELLEN = """
-- A task that is done and no longer asked for stays done, and cannot be put back on the list.
alter table nazorg.taak
  add column gevraagd boolean not null default true,
  add column vervallen_op timestamptz;
grant update (gevraagd, vervallen_op) on nazorg.taak to nazorg_app
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
