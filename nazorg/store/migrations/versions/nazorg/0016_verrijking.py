"""Enrichment: what partners are asked, what they told, and consent where the law asks for it."""

from alembic import op

revision = "0016"
down_revision = "0011"

# What is about a dossier lies where its dossier lies: no gemeente of its own to move along.
MIJN = "exists (select from nazorg.dossier d where d.id = {kolom})"

TABELLEN = """
create table nazorg.partnervraag (
  onderwerp_id uuid not null,
  partner text not null,
  -- Opaque: the trace of this question at the partner.
  id uuid not null unique,
  doel text not null,
  -- Ciphertext; only for a ground that asks for a written necessity.
  noodzaak bytea,
  stand text not null check (stand in
    ('wacht', 'bekend', 'niets_bekend', 'niet_bereikbaar', 'niet_toegestaan', 'geweigerd')),
  sinds timestamptz not null,
  reden text,
  waarom text not null default '',
  gehoord_op timestamptz,
  -- When it may be taken: now, after a wait, when who has it is lost, or never ('infinity').
  vanaf timestamptz not null,
  houder uuid,
  poging integer not null default 0,
  aangemaakt_op timestamptz not null,
  primary key (onderwerp_id, partner)
);
create index partnervraag_te_doen on nazorg.partnervraag (partner, vanaf)
  where vanaf < 'infinity';
create table nazorg.partnergegeven (
  id uuid primary key,
  onderwerp_id uuid not null,
  partner text not null,
  groep text not null,
  naam text not null,
  waarde bytea not null,
  gemeten_op date,
  gehoord_op timestamptz not null,
  -- L09: nothing is kept without a ground, and nothing that nobody may see.
  grondslag text not null check (grondslag <> ''),
  zichtbaar_voor text[] not null check (cardinality(zichtbaar_voor) > 0),
  toestemming boolean not null default false,
  vervalt_op timestamptz not null
);
create index partnergegeven_onderwerp on nazorg.partnergegeven (onderwerp_id);
create index partnergegeven_vervalt on nazorg.partnergegeven (vervalt_op);
create table nazorg.toestemming (
  dossier_id uuid not null,
  partner text not null,
  gegeven_op timestamptz not null,
  gegeven_door text not null,
  ingetrokken_op timestamptz,
  ingetrokken_door text,
  primary key (dossier_id, partner, gegeven_op)
);
create unique index toestemming_geldig on nazorg.toestemming (dossier_id, partner)
  where ingetrokken_op is null;
-- These tasks are brought up to date every few seconds, and are few.
create index taak_zvh on nazorg.taak (dossier_id) where regel in ('zvh_detentie', 'zvh_verlof');
-- The web may ask again, and may take away what was only there by consent.
grant select on nazorg.partnervraag, nazorg.partnergegeven, nazorg.toestemming to nazorg_app;
grant update (vanaf, houder, poging, sinds, stand) on nazorg.partnervraag to nazorg_app;
grant delete on nazorg.partnergegeven to nazorg_app;
grant insert on nazorg.toestemming to nazorg_app;
grant update (ingetrokken_op, ingetrokken_door) on nazorg.toestemming to nazorg_app;
grant select, insert, update, delete on nazorg.partnervraag, nazorg.partnergegeven
  to nazorg_ontvangst;
grant select, update, delete on nazorg.toestemming to nazorg_ontvangst
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        if statement.strip():
            op.execute(statement)
    kolommen = {
        "partnervraag": "onderwerp_id",
        "partnergegeven": "onderwerp_id",
        "toestemming": "dossier_id",
    }
    for tabel, kolom in kolommen.items():
        mijn = MIJN.format(kolom=kolom)
        op.execute(f"alter table nazorg.{tabel} enable row level security")
        op.execute(f"alter table nazorg.{tabel} force row level security")
        op.execute(
            f"create policy per_gemeente on nazorg.{tabel} to nazorg_app"
            f" using ({mijn}) with check ({mijn})"
        )
        op.execute(
            f"create policy ontvangst on nazorg.{tabel} to nazorg_ontvangst"
            " using (true) with check (true)"
        )
