"""The content of messages in a table of its own, by month of receipt, so that a month can go."""

from alembic import op

revision = "0004"
down_revision = "0003"

TABELLEN = """
create table nazorg.bericht_inhoud (
  id uuid primary key,
  gemeente text not null,
  inhoud bytea not null
) partition by range (id);
-- Ciphertext: compressing it costs time and wins nothing.
alter table nazorg.bericht_inhoud alter column inhoud set storage external;
-- What has no month yet: a clock that is wrong, or a job that did not run, never stops a message.
create table nazorg.bericht_inhoud_rest partition of nazorg.bericht_inhoud default;
create table nazorg.inhoud_verwijderd (
  maand date primary key,
  aantal bigint not null,
  verwijderd_op timestamptz not null
)
"""

FUNCTIES = (
    # The smallest UUIDv7 of a month (UTC), as nazorg.store.ids.first_id.
    """
create function nazorg.inhoud_grens(maand date) returns uuid language sql immutable as $f$
  select (lpad(to_hex((extract(epoch from maand) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$f$""",
    """
create function nazorg.inhoud_maand(id uuid) returns date language sql immutable as $f$
  select date_trunc('month', timestamp 'epoch' + interval '1 millisecond'
    * ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint)::date
$f$""",
    """
create function nazorg.inhoud_maak(dag date) returns boolean language plpgsql security definer
  set search_path = nazorg, pg_temp set lock_timeout = '5s' as $f$
declare
  maand date := date_trunc('month', dag);
  van uuid := nazorg.inhoud_grens(maand);
  tot uuid := nazorg.inhoud_grens((maand + interval '1 month')::date);
  naam text := to_char(maand, '"bericht_inhoud_"YYYY_MM');
begin
  -- Whoever writes waits, and then finds the month: a row never has two places to go.
  lock table nazorg.bericht_inhoud in share row exclusive mode;
  if to_regclass('nazorg.' || naam) is not null then
    return false;
  end if;
  execute format('create table nazorg.%I (like nazorg.bericht_inhoud including all)', naam);
  execute format('with weg as (delete from nazorg.bericht_inhoud_rest where id >= %L and id < %L
    returning id, gemeente, inhoud) insert into nazorg.%I select * from weg', van, tot, naam);
  execute format('alter table nazorg.%I enable row level security', naam);
  execute format('alter table nazorg.%I force row level security', naam);
  execute format('alter table nazorg.bericht_inhoud attach partition nazorg.%I
    for values from (%L) to (%L)', naam, van, tot);
  return true;
end $f$""",
    """
create function nazorg.inhoud_rest() returns setof date language sql stable security definer
  set search_path = nazorg, pg_temp as $f$
  select distinct nazorg.inhoud_maand(id) from nazorg.bericht_inhoud_rest
$f$""",
    """
create function nazorg.inhoud_verwijder(dag date, op timestamptz) returns bigint
  language plpgsql security definer set search_path = nazorg, pg_temp set lock_timeout = '5s' as $f$
declare
  eerste date := date_trunc('month', dag);
  van uuid := nazorg.inhoud_grens(eerste);
  tot uuid := nazorg.inhoud_grens((eerste + interval '1 month')::date);
  naam text := to_char(eerste, '"bericht_inhoud_"YYYY_MM');
  weg bigint;
begin
  -- By the clock of the database: who may call this cannot talk a recent month away.
  if eerste >= date_trunc('month', now() at time zone 'UTC') - interval '3 months' then
    raise exception 'the content of % is too recent to remove', eerste
      using errcode = 'insufficient_privilege';
  end if;
  lock table nazorg.bericht_inhoud in share row exclusive mode;
  if to_regclass('nazorg.' || naam) is null then
    return 0;
  end if;
  if exists (select from nazorg.bericht b join nazorg.bericht_inhoud i on i.id = b.id
      where b.uitkomst in ('apart_gezet', 'wacht') and b.id >= van and b.id < tot) then
    return null;
  end if;
  select count(*) into weg from nazorg.bericht_inhoud i where i.id >= van and i.id < tot;
  execute format('drop table nazorg.%I', naam);
  insert into nazorg.inhoud_verwijderd as v (maand, aantal, verwijderd_op) values (eerste, weg, op)
    on conflict (maand) do update
    set aantal = v.aantal + excluded.aantal, verwijderd_op = excluded.verwijderd_op;
  return weg;
end $f$""",
)

MIJN = "gemeente = any (string_to_array(current_setting('nazorg.gemeenten', true), ','))"

# A month itself has no policy and no grant: the only way to it is the table that it is a part of.
BELEID = f"""
alter table nazorg.bericht_inhoud enable row level security;
alter table nazorg.bericht_inhoud force row level security;
alter table nazorg.bericht_inhoud_rest enable row level security;
alter table nazorg.bericht_inhoud_rest force row level security;
create policy ontvangst on nazorg.bericht_inhoud to nazorg_ontvangst using (true) with check (true);
create policy per_gemeente on nazorg.bericht_inhoud for select to nazorg_app using ({MIJN});
create policy onderhoud on nazorg.bericht_inhoud to nazorg_eigenaar using (true) with check (true);
create policy onderhoud on nazorg.bericht_inhoud_rest to nazorg_eigenaar
  using (true) with check (true);
create policy onderhoud on nazorg.bericht for select to nazorg_eigenaar
  using (uitkomst in ('apart_gezet', 'wacht'))
"""

RECHTEN = """
grant select on nazorg.bericht_inhoud, nazorg.inhoud_verwijderd to nazorg_app, nazorg_ontvangst;
grant insert, update (gemeente) on nazorg.bericht_inhoud to nazorg_ontvangst;
revoke execute on all functions in schema nazorg from public;
grant execute on function nazorg.inhoud_maand to nazorg_app, nazorg_ontvangst;
grant execute on function nazorg.inhoud_maak, nazorg.inhoud_rest, nazorg.inhoud_verwijder
  to nazorg_ontvangst
"""

# The owner is bound by row-level security too, so it is off while what we have is moved. Written
# anew, the old table leaves no content behind in the place of a dropped column.
VERHUIZING = """
set local statement_timeout = 0;
alter table nazorg.bericht no force row level security;
select nazorg.inhoud_maak(m) from (
  select distinct nazorg.inhoud_maand(id) from nazorg.bericht where inhoud is not null
  union select (date_trunc('month', now() at time zone 'UTC') + n * interval '1 month')::date
  from generate_series(0, 2) n) x(m);
insert into nazorg.bericht_inhoud (id, gemeente, inhoud)
  select id, gemeente, inhoud from nazorg.bericht where inhoud is not null;
alter table nazorg.bericht drop column inhoud;
cluster nazorg.bericht using bericht_pkey;
alter table nazorg.bericht set without cluster;
alter table nazorg.bericht force row level security
"""

# Only open tasks are listed by date, rule or release: what is done or fell away need not be kept up
# in three indexes. And room on the page, so that a change of a detention touches no index.
INDEXEN = """
drop index nazorg.taak_lijst;
drop index nazorg.taak_regel;
drop index nazorg.taak_vrij;
create index taak_lijst on nazorg.taak (gemeente, uiterlijk, id) where status = 'open';
create index taak_regel on nazorg.taak (gemeente, regel, uiterlijk, id) where status = 'open';
create index taak_vrij on nazorg.taak (gemeente, vrij_op, uiterlijk, id) where status = 'open';
alter table nazorg.detentie set (fillfactor = 75);
alter table nazorg.dossier set (fillfactor = 75)
"""


def upgrade() -> None:
    for deel in (
        TABELLEN.split(";\n"),
        FUNCTIES,
        BELEID.split(";\n"),
        VERHUIZING.split(";\n"),
        INDEXEN.split(";\n"),
    ):
        for statement in deel:
            op.execute(statement)
    for statement in RECHTEN.split(";\n"):
        op.execute(statement)
