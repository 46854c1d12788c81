"""An alert counts in the figures from when it may be shown; a designation may end on its first day.

Who was designated by mistake must be out at once.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    # What is there was counted when it came in.
    "alter table bij.melding add column geteld boolean not null default true",
    "alter table bij.melding alter column geteld set default false",
    "create index melding_te_tellen on bij.melding (zichtbaar_vanaf) where not geteld",
    "alter table bij.aanwijzing drop constraint aanwijzing_check",
    "alter table bij.aanwijzing add constraint aanwijzing_check check (tot >= van)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
