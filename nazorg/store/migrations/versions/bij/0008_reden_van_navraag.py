"""Why a question to a partner has no answer; and an end per thing that was told (L30).

What was told before has one end for all of it, and cannot be taken apart here: it is over now.
"""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    "alter table bij.verrijking add column reden text not null default ''",
    "update bij.verrijking set inhoud = null, vervalt_op = now() where vervalt_op is not null",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
