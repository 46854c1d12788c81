"""What people change is told to others too: the web may write an event, and read none."""

from alembic import op

revision = "0017"
down_revision = "0011"

TABELLEN = """
alter table nazorg.outbox enable row level security;
alter table nazorg.outbox force row level security;
create policy ontvangst on nazorg.outbox to nazorg_ontvangst using (true) with check (true);
-- Only about a dossier that this person may see.
create policy per_gemeente on nazorg.outbox for insert to nazorg_app
  with check (exists (select from nazorg.dossier d where d.id = subject));
grant insert on nazorg.outbox to nazorg_app;
-- What people caused has no message behind it: found by its dossier.
create index outbox_mensenwerk on nazorg.outbox (subject, volgnr) where oorzaken = '{}'
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
