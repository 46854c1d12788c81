"""What waits to be sent, oldest first."""

from alembic import op

revision = "0018"
down_revision = "0017"

TABELLEN = """
-- The oldest that waits, for who watches over it; what is dead waits no longer.
create index bezorging_oudste on nazorg.bezorging (volgnr)
  where stand in ('te_verzenden', 'onderweg', 'wacht')
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
