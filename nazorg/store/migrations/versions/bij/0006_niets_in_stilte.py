"""Nothing goes wrong in silence here either: one number with two contents keeps two rows."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    # Of a message that contradicts the first under its number: its hash. Of the first: nothing.
    "alter table bij.bericht add column tegen bytea not null default ''",
    "alter table bij.bericht drop constraint bericht_bron_bericht_id_key",
    "alter table bij.bericht add constraint bericht_uniek unique (bron, bericht_id, tegen)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
