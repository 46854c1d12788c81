"""The sheet for the day somebody walks out: every version that was saved, encrypted."""

from alembic import op

revision = "0011"
down_revision = "0010"

# The sheet lies where its dossier lies: no gemeente of its own that would have to move along.
MIJN = "exists (select from nazorg.dossier d where d.id = dossier_id)"

TABELLEN = f"""
create table nazorg.vertrekblad (
  id uuid primary key,
  dossier_id uuid not null,
  inhoud bytea not null,
  door text not null,
  naam text not null,
  bewaard_op timestamptz not null,
  -- The order of the versions: two may be saved in one millisecond.
  volgnr bigint generated always as identity
);
create index vertrekblad_dossier on nazorg.vertrekblad (dossier_id, volgnr desc);
alter table nazorg.vertrekblad enable row level security;
alter table nazorg.vertrekblad force row level security;
create policy per_gemeente on nazorg.vertrekblad to nazorg_app using ({MIJN}) with check ({MIJN});
create policy ontvangst on nazorg.vertrekblad to nazorg_ontvangst using (true) with check (true);
grant select, insert on nazorg.vertrekblad to nazorg_app;
grant select, update (dossier_id) on nazorg.vertrekblad to nazorg_ontvangst
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
