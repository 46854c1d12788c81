"""What each consumer says of itself; and what waits to be sent, oldest first."""

from alembic import op

revision = "0018"
down_revision = "0017"

TABELLEN = """
-- Without row-level security on purpose: counts and moments, nothing about a person.
create table nazorg.hartslag (
  consumer uuid primary key,
  gelezen_op timestamptz not null,
  achterstand bigint not null,
  oudste_op timestamptz
);
grant select, insert, update, delete on nazorg.hartslag to nazorg_ontvangst;
-- The oldest that waits, for who watches over it; what is dead waits no longer.
create index bezorging_oudste on nazorg.bezorging (volgnr)
  where stand in ('te_verzenden', 'onderweg', 'wacht')
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
