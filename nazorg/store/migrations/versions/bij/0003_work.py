"""What people and clocks do with an alert: notify, weigh, decide, ask partners, destroy."""

from alembic import op

revision = "0003"
down_revision = "0002"

TABELLEN = """
create table bij.kennisgeving (
  id uuid primary key,
  melding_id uuid not null,
  gemeente text not null,
  persoon text not null,
  aanwijzing_id uuid not null,
  soort text not null check (soort in ('bericht', 'herhaling', 'intrekking')),
  meld_versie integer not null,
  stand text not null check (stand in
    ('klaar', 'bezig', 'verzonden', 'teruggekomen', 'vervallen')),
  referentie text not null unique,
  lezen_voor date not null,
  spoed boolean not null,
  niet_voor timestamptz not null,
  poging integer not null default 0,
  lease_tot timestamptz,
  gemaakt_op timestamptz not null,
  verzonden_op timestamptz,
  teruggekomen_op timestamptz,
  geopend_op timestamptz,
  bevestigd_op timestamptz,
  unique (melding_id, persoon, soort, meld_versie)
);
create index kennisgeving_klaar on bij.kennisgeving (niet_voor) where stand in ('klaar', 'bezig');
create table bij.beltaak (
  id uuid primary key,
  melding_id uuid not null,
  gemeente text not null,
  persoon text not null,
  reden text not null check (reden in ('ongelezen', 'teruggekomen')),
  meld_versie integer not null,
  ontstaan_op timestamptz not null,
  gedaan_op timestamptz,
  gedaan_door text,
  unique (melding_id, persoon, reden, meld_versie)
);
-- What is wrong, for the beheerder: never about whom.
create table bij.alarm (
  id uuid primary key,
  soort text not null,
  gemeente text not null,
  sinds timestamptz not null,
  voorbij_op timestamptz
);
create unique index alarm_open on bij.alarm (soort, gemeente) where voorbij_op is null;
create table bij.overweging (
  id uuid primary key,
  melding_id uuid not null,
  gemeente text not null,
  door text not null,
  naam text not null,
  op timestamptz not null,
  inhoud bytea not null
);
create table bij.besluit (
  id uuid primary key,
  melding_id uuid not null,
  gemeente text not null,
  volgnr integer not null,
  soort text not null check (soort in ('geen_maatregel', 'gesprek', 'bevel', 'gebiedsverbod')),
  tot date,
  door text not null,
  naam text not null,
  functie text not null,
  op timestamptz not null,
  inhoud bytea not null,
  unique (melding_id, volgnr)
);
create table bij.verrijking (
  id uuid primary key,
  melding_id uuid not null,
  gemeente text not null,
  partner text not null,
  stand text not null check (stand in
    ('wacht', 'bekend', 'niets_bekend', 'niet_bereikbaar', 'niet_toegestaan', 'geweigerd')),
  sinds timestamptz not null,
  gevraagd_door text not null,
  gevraagd_op timestamptz not null,
  gehoord_op timestamptz,
  vervalt_op timestamptz,
  grondslag text not null default '',
  open boolean not null,
  niet_voor timestamptz not null,
  poging integer not null default 0,
  lease_tot timestamptz,
  vraag bytea not null,
  inhoud bytea,
  unique (melding_id, partner)
);
create index verrijking_klaar on bij.verrijking (niet_voor) where open;
create table bij.archief (
  id uuid primary key,
  gemeente text not null,
  verwijderd_op timestamptz not null,
  vernietigen_op date not null,
  inhoud bytea not null
);
create table bij.vernietiging (
  id uuid primary key,
  gemeente text not null,
  soort text not null check (soort in ('melding', 'archief')),
  kenmerk text not null,
  verstrekt_op timestamptz not null,
  uiterlijk date not null,
  vernietigd_op timestamptz not null,
  grondslag text not null,
  rijen jsonb not null
);
"""
MIJN = "gemeente = any (string_to_array(current_setting('bij.gemeenten', true), ','))"
PER_GEMEENTE = (
    "kennisgeving",
    "beltaak",
    "overweging",
    "besluit",
    "verrijking",
    "archief",
    "vernietiging",
)
RECHTEN = """
grant select on bij.kennisgeving, bij.beltaak, bij.alarm, bij.overweging, bij.besluit,
  bij.verrijking, bij.archief, bij.vernietiging to bij_app;
grant insert on bij.overweging, bij.besluit, bij.verrijking to bij_app;
grant update on bij.verrijking to bij_app;
grant update (geopend_op, bevestigd_op) on bij.kennisgeving to bij_app;
grant update (gedaan_op, gedaan_door) on bij.beltaak to bij_app;
grant select, insert, update, delete on bij.kennisgeving, bij.beltaak, bij.verrijking to bij_werk;
grant select, delete on bij.overweging, bij.besluit to bij_werk;
grant select, insert, delete on bij.archief to bij_werk;
grant select, insert on bij.vernietiging to bij_werk;
grant select, insert, update on bij.alarm to bij_werk
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        if statement.strip():
            op.execute(statement)
    for tabel in PER_GEMEENTE:
        op.execute(f"alter table bij.{tabel} enable row level security")
        op.execute(f"alter table bij.{tabel} force row level security")
        op.execute(
            f"create policy per_gemeente on bij.{tabel} to bij_app"
            f" using ({MIJN}) with check ({MIJN})"
        )
        op.execute(f"create policy werk on bij.{tabel} to bij_werk using (true) with check (true)")
    for statement in RECHTEN.split(";\n"):
        op.execute(statement)
