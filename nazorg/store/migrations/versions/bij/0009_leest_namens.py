"""Whether reading by a designated official counts as reading by the mayor (L06): by default not."""

from alembic import op

revision = "0009"
down_revision = "0008"

STATEMENTS = (
    """alter table bij.aanwijzing add column leest_namens boolean not null default false
  check (not leest_namens or functie = 'aandachtsfunctionaris')""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
