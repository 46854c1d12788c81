"""A decision is an event for others too: when it was passed on (null: not yet)."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "alter table bij.besluit add column doorgegeven_op timestamptz",
    "create index besluit_door_te_geven on bij.besluit (op) where doorgegeven_op is null",
    "grant update (doorgegeven_op) on bij.besluit to bij_werk",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
