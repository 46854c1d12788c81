"""What people change is told to others too; and codes of gemeenten that people added;
and when a message was sent."""

from alembic import op

revision = "0017"
down_revision = "0016"

TABELLEN = """
alter table nazorg.outbox enable row level security;
alter table nazorg.outbox force row level security;
create policy ontvangst on nazorg.outbox to nazorg_ontvangst using (true) with check (true);
-- Only about a dossier that this person may see.
create policy per_gemeente on nazorg.outbox for insert to nazorg_app
  with check (exists (select from nazorg.dossier d where d.id = subject));
grant insert on nazorg.outbox to nazorg_app;
-- What people caused has no message behind it: found by its dossier.
create index outbox_mensenwerk on nazorg.outbox (subject, volgnr) where oorzaken = '{}';
-- The order of what was done with a task: two may be done in one millisecond.
alter table nazorg.taakactie add column volgnr bigint generated always as identity;
drop index nazorg.taakactie_taak;
create index taakactie_taak on nazorg.taakactie (taak_id, volgnr desc);
-- When the sender let a message go, as far as the way here tells that.
alter table nazorg.bericht add column verzonden_op timestamptz;
-- A new gemeente exists from one day to the next; its code need not wait for a new nazorg.
create table nazorg.gemeentecode (
  code text primary key,
  naam text not null,
  toegevoegd_door text not null,
  toegevoegd_op timestamptz not null
);
grant select on nazorg.gemeentecode to nazorg_app;
grant select, insert on nazorg.gemeentecode to nazorg_ontvangst
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
