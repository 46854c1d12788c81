"""Sets of questions: every answer that was given, and facts that came from a conversation."""

from alembic import op

revision = "0014"
down_revision = "0012"

# An answer lies where its dossier lies: no gemeente of its own that would have to move along.
MIJN = "exists (select from nazorg.dossier d where d.id = dossier_id)"

TABELLEN = f"""
alter table nazorg.feit add column herkomst text not null default 'kaart'
  check (herkomst in ('kaart', 'gesprek'));
alter table nazorg.vragenlijst drop column antwoorden;
-- Every answer in every version: never changed, only added to. waarde: ciphertext.
create table nazorg.antwoord (
  id uuid primary key,
  vragenlijst_id uuid not null,
  dossier_id uuid not null,
  vraag text not null,
  waarde bytea not null,
  -- The fact that this answer became.
  feit uuid,
  spreker text not null check (spreker in ('pi', 'gemeente', 'partner', 'persoon')),
  gemeten_op date not null,
  grondslag text not null,
  gezet_op timestamptz not null,
  door text not null,
  naam text not null,
  -- The order of answers: two may be given in one millisecond.
  volgnr bigint generated always as identity
);
create index antwoord_vragenlijst on nazorg.antwoord (vragenlijst_id, volgnr);
create index antwoord_dossier on nazorg.antwoord (dossier_id);
alter table nazorg.antwoord enable row level security;
alter table nazorg.antwoord force row level security;
create policy per_gemeente on nazorg.antwoord to nazorg_app using ({MIJN}) with check ({MIJN});
create policy ontvangst on nazorg.antwoord to nazorg_ontvangst using (true) with check (true);
grant select, insert on nazorg.antwoord to nazorg_app;
grant select, update (dossier_id) on nazorg.antwoord to nazorg_ontvangst
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
