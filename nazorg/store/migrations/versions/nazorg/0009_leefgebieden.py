"""What people know of the leefgebieden: facts, needs, notes, measuring moments, answers."""

from alembic import op

revision = "0009"
down_revision = "0007"

TABELLEN = """
-- What people said that counts now, as one ciphertext: taking a message in reads this row anyway.
alter table nazorg.dossier add column feiten bytea;
-- The stands in the order of the leefgebieden; null: all unknown.
alter table nazorg.dossier add column standen text[];
-- Every word that a person said, for ever: never changed, only added to. waarde: ciphertext.
create table nazorg.feit (
  id uuid primary key,
  dossier_id uuid not null,
  gemeente text not null,
  leefgebied text not null,
  veld text not null,
  waarde bytea not null,
  gemeten_op date not null,
  gezegd_op timestamptz not null,
  spreker text not null check (spreker in ('pi', 'gemeente', 'partner', 'persoon')),
  door text not null,
  naam text not null,
  grondslag text not null
);
create index feit_dossier on nazorg.feit (dossier_id, id);
-- naam and stap: ciphertext.
create table nazorg.behoefte (
  id uuid primary key,
  dossier_id uuid not null,
  gemeente text not null,
  leefgebied text not null,
  soort text not null,
  status text not null check (status in ('open', 'loopt', 'gereed', 'vervallen')),
  eigenaar text not null check (eigenaar in ('pi', 'gemeente', 'partner', 'persoon')),
  naam bytea not null,
  uiterlijk date,
  stap bytea not null,
  versie integer not null,
  gewijzigd_op timestamptz not null,
  gewijzigd_door text not null,
  gewijzigd_naam text not null
);
create index behoefte_dossier on nazorg.behoefte (dossier_id);
create table nazorg.behoefte_versie (
  like nazorg.behoefte including constraints,
  primary key (id, versie)
);
create index behoefte_versie_dossier on nazorg.behoefte_versie (dossier_id);
-- A note keeps all its versions, also the one that says it was taken away. tekst: ciphertext.
create table nazorg.notitie (
  id uuid not null,
  versie integer not null,
  dossier_id uuid not null,
  gemeente text not null,
  tekst bytea not null,
  zicht text not null check (zicht in ('team', 'eigen')),
  weg boolean not null,
  gezet_op timestamptz not null,
  door text not null,
  naam text not null,
  primary key (id, versie)
);
create index notitie_dossier on nazorg.notitie (dossier_id);
-- How everything stood on a day that was reached: written once.
create table nazorg.meetmoment (
  dossier_id uuid not null,
  bron text not null,
  detentie text not null,
  punt text not null check (punt in ('begin', 'vrijlating', 'een_maand', 'zes_maanden')),
  gemeente text not null,
  datum date not null,
  standen text[] not null,
  vastgelegd_op timestamptz not null,
  primary key (dossier_id, bron, detentie, punt)
);
-- Answers to a question set keep the version of that set. antwoorden: ciphertext.
create table nazorg.vragenlijst (
  id uuid primary key,
  dossier_id uuid not null,
  gemeente text not null,
  lijst text not null,
  versie integer not null,
  antwoorden bytea not null,
  status text not null check (status in ('bezig', 'klaar')),
  begonnen_op timestamptz not null,
  gewijzigd_op timestamptz not null,
  door text not null,
  naam text not null
);
create index vragenlijst_dossier on nazorg.vragenlijst (dossier_id);
grant select, insert on nazorg.feit, nazorg.notitie, nazorg.behoefte_versie to nazorg_app;
grant select, insert, update on nazorg.behoefte, nazorg.vragenlijst to nazorg_app;
grant select on nazorg.meetmoment to nazorg_app;
grant update (feiten, standen) on nazorg.dossier to nazorg_app;
grant insert, update (uiterlijk, vrij_op, aanleiding, gegevens) on nazorg.taak to nazorg_app;
grant select, insert on nazorg.meetmoment to nazorg_ontvangst;
grant select, update on nazorg.feit, nazorg.behoefte, nazorg.behoefte_versie, nazorg.notitie,
  nazorg.meetmoment, nazorg.vragenlijst to nazorg_ontvangst
"""

MIJN = "gemeente = any (string_to_array(current_setting('nazorg.gemeenten', true), ','))"
PER_GEMEENTE = ("feit", "behoefte", "behoefte_versie", "notitie", "meetmoment", "vragenlijst")


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        if statement.strip():
            op.execute(statement)
    for tabel in PER_GEMEENTE:
        op.execute(f"alter table nazorg.{tabel} enable row level security")
        op.execute(f"alter table nazorg.{tabel} force row level security")
        op.execute(
            f"create policy ontvangst on nazorg.{tabel} to nazorg_ontvangst"
            " using (true) with check (true)"
        )
        op.execute(
            f"create policy per_gemeente on nazorg.{tabel} to nazorg_app"
            f" using ({MIJN}) with check ({MIJN})"
        )
