"""Watching the streams: what was seen of each source, gaps, rhythm, counts of the source, alarms."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABELLEN = """
-- laagste, hoogste: of the sequence numbers, unrolled (they wrap at the source); null when it gave none.
create table nazorg.bron (
  bron text primary key,
  laagste bigint,
  hoogste bigint,
  eerste_op timestamptz not null,
  laatste_op timestamptz not null
);
create table nazorg.gat (
  bron text not null,
  van bigint not null,
  tot bigint not null,
  ontdekt_op timestamptz not null,
  -- When it was no longer missed: because it came, or because it will never come.
  gevuld_op timestamptz,
  geaccepteerd boolean not null default false,
  primary key (bron, van)
);
create index gat_open on nazorg.gat (bron, van) where gevuld_op is null;
create table nazorg.bron_uur (
  bron text not null,
  uur timestamptz not null,
  aantal integer not null,
  eerste_op timestamptz not null,
  laatste_op timestamptz not null,
  langste interval not null,
  primary key (bron, uur)
);
create table nazorg.telling (
  bron text not null,
  dag date not null,
  soort text not null,
  aantal integer not null,
  bij_ons integer not null default 0,
  gemeld_op timestamptz not null,
  vergeleken_op timestamptz not null,
  primary key (bron, dag, soort)
);
create index telling_dag on nazorg.telling (dag);
create table nazorg.alarm (
  id uuid primary key,
  soort text not null,
  bron text not null,
  stroom text not null,
  kort text not null,
  tekst text not null,
  sinds timestamptz not null,
  voorbij_op timestamptz
);
create unique index alarm_open on nazorg.alarm (soort, bron, stroom) where voorbij_op is null;
-- One row: how far the watch has looked, and when.
create table nazorg.bewaking (
  enige boolean primary key default true check (enige),
  gezien_tot uuid not null,
  gedaan_op timestamptz not null
);
-- Few are set aside, so this costs taking in next to nothing; the other one is a few pages in all.
create index bericht_apart on nazorg.bericht (bron) where uitkomst = 'apart_gezet';
create index bericht_tijd on nazorg.bericht using brin (tijd)
"""

# Without row-level security on purpose: sources, counts and moments, nothing about a person.
RECHTEN = """
grant select, insert, update, delete on nazorg.bron, nazorg.gat, nazorg.bron_uur, nazorg.telling, nazorg.alarm,
  nazorg.bewaking to nazorg_ontvangst;
grant select on nazorg.bron, nazorg.gat, nazorg.telling, nazorg.alarm, nazorg.bewaking to nazorg_app;
grant delete on nazorg.job_run to nazorg_ontvangst
"""


def upgrade() -> None:
    for statement in (*TABELLEN.split(";\n"), *RECHTEN.split(";\n")):
        op.execute(statement)
