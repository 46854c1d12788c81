"""The BIJ compartment: messages for the mayor, kept apart from the first day."""

from alembic import op

revision = "0001"
down_revision = None

TABELLEN = """
create table bij.bericht (
  id uuid primary key,
  bron text not null,
  bericht_id text not null,
  soort text not null,
  tijd timestamptz,
  ontvangen_op timestamptz not null,
  deur text not null,
  uitkomst text not null check (uitkomst in ('ontvangen', 'apart_gezet')),
  reden text,
  inhoud bytea not null,
  inhoud_hash bytea not null,
  gemeente text not null,
  unique (bron, bericht_id)
);
alter table bij.bericht enable row level security;
alter table bij.bericht force row level security;
create policy per_gemeente on bij.bericht for select to bij_app
  using (gemeente = any (string_to_array(current_setting('bij.gemeenten', true), ',')));
create policy ontvangst on bij.bericht to bij_ontvangst using (true) with check (true);
grant usage on schema bij to bij_app, bij_ontvangst;
grant select on bij.bericht to bij_app;
grant select, insert on bij.bericht to bij_ontvangst;
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        if statement.strip():
            op.execute(statement)
