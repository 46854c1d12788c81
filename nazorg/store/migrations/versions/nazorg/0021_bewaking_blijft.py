"""An alarm ends because it is right again, or because somebody closed it with a reason."""

from alembic import op

revision = "0021"
down_revision = "0020"

# Without row-level security on purpose: sources, counts, moments and colleagues, no client.
TABELLEN = """
-- What somebody closed: a silence, or one day of a count, or one difference of it as it was then.
-- stopt: the source will not do this again; until it does so by itself.
create table nazorg.alarm_sluiting (
  id uuid primary key,
  soort text not null,
  bron text not null,
  stroom text not null default '',
  dag date,
  berichtsoort text not null default '',
  verschil integer,
  stopt boolean not null default false,
  reden text not null,
  door text not null,
  naam text not null,
  gesloten_op timestamptz not null
);
create index alarm_sluiting_bron on nazorg.alarm_sluiting (soort, bron);
-- How late each stream of each source was when it last came.
create table nazorg.stroom (
  bron text not null,
  stroom text not null,
  vertraging interval not null,
  laatste_op timestamptz not null,
  primary key (bron, stroom)
);
-- A message of which the source could not be believed, and the source and number that it claims.
create table nazorg.apart_nummer (
  id uuid primary key,
  bron text not null,
  nummer bigint not null
);
create index apart_nummer_bron on nazorg.apart_nummer (bron, nummer);
-- Who accepted that these numbers will never come, and why; empty for the command line.
alter table nazorg.gat add column reden text, add column naam text;
-- One row: up to which message, and which deed on a message, the counts were compared again.
create table nazorg.natelling (
  enige boolean primary key default true check (enige),
  tot uuid not null
)
"""

RECHTEN = """
grant select, insert, update, delete on nazorg.alarm_sluiting, nazorg.stroom, nazorg.apart_nummer,
  nazorg.natelling to nazorg_ontvangst;
grant select on nazorg.alarm_sluiting, nazorg.apart_nummer to nazorg_app
"""


def upgrade() -> None:
    for statement in (*TABELLEN.split(";\n"), *RECHTEN.split(";\n")):
        op.execute(statement)
