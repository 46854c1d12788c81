"""A measurement of which the day moved or was withdrawn stays, and counts no more."""

from alembic import op

revision = "0022"
down_revision = "0021"

TABELLEN = """
alter table nazorg.meetmoment add column vervangen_op timestamptz;
-- Of one moment several can be kept, and one counts.
alter table nazorg.meetmoment drop constraint meetmoment_pkey;
create unique index meetmoment_geldt on nazorg.meetmoment (dossier_id, bron, detentie, punt)
  where vervangen_op is null
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
