"""Clock work must know who may not log in any more: their work becomes nobody's."""

from alembic import op

revision = "0028"
down_revision = "0027"

STATEMENTS = (
    # Whose it is and until when; not by which account of which provider.
    "grant select (account, gemeenten, tot) on nazorg.account to nazorg_ontvangst",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
