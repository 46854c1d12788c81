"""Working together on the queue: owners, waiting, snoozing, history, own filters, and searching."""

from alembic import op

revision = "0010"
down_revision = "0009"

TABELLEN = """
alter table nazorg.taak
  add column leefgebied text,
  -- Who does it: the id of an employee, or '' for nobody. Text, so that it can be in an index key.
  add column eigenaar text not null default '',
  add column lijst text not null default 'doen' check (lijst in ('doen', 'wacht', 'sluimert')),
  -- Until when it sleeps, or when to remind of what it waits for.
  add column tot date,
  add column bij_wijziging boolean not null default false,
  add column wacht_op text not null default '',
  add column wacht_sinds date,
  -- Why it came back by itself, until somebody does something with it.
  add column gewekt jsonb,
  -- Goes up with everything that a person does: who saw an older one did not see that.
  add column versie integer not null default 0;
-- One index per way to walk the list. What comes after uiterlijk and id only filters, inside the
-- index: a filter then reads no row that it throws away.
drop index nazorg.taak_lijst;
drop index nazorg.taak_regel;
drop index nazorg.taak_vrij;
create index taak_team on nazorg.taak
  (gemeente, uiterlijk, id, lijst, eigenaar, regel, leefgebied, vrij_op) where status = 'open';
create index taak_mijn on nazorg.taak
  (gemeente, lijst, eigenaar, uiterlijk, id, regel, leefgebied, vrij_op) where status = 'open';
create index taak_wekker on nazorg.taak (gemeente, tot)
  where status = 'open' and lijst <> 'doen';
drop index nazorg.taak_afgehandeld;
create index taak_afgehandeld on nazorg.taak
  (gemeente, afgehandeld_op, id, regel, leefgebied, vrij_op, eigenaar)
  where status = 'afgehandeld';
-- What people did with a task. voor and na: its state, so that the deed can be undone.
create table nazorg.taakactie (
  id uuid primary key,
  handeling uuid not null,
  taak_id uuid not null,
  tijd timestamptz not null,
  door text not null,
  naam text not null,
  namens text not null,
  namens_naam text not null,
  soort text not null,
  afloop text not null,
  voor jsonb not null,
  na jsonb not null,
  ongedaan boolean not null default false
);
create index taakactie_handeling on nazorg.taakactie (handeling, id);
create index taakactie_taak on nazorg.taakactie (taak_id, id desc);
-- Colleagues as they were when they last logged in: whom one can give a task to.
create table nazorg.medewerker (
  id text primary key,
  naam text not null,
  functie text not null,
  gemeenten text[] not null,
  coordinator boolean not null,
  gezien_op timestamptz not null
);
-- door does the work of voor, from van up to and including tot.
create table nazorg.waarneming (
  id uuid primary key,
  voor text not null,
  voor_naam text not null,
  door text not null,
  door_naam text not null,
  gemeenten text[] not null,
  van date not null,
  tot date not null,
  gemaakt_op timestamptz not null,
  gestopt boolean not null default false,
  check (van <= tot),
  check (voor <> door)
);
create index waarneming_door on nazorg.waarneming (door, tot);
create table nazorg.gelezen (
  medewerker text not null,
  taak_id uuid not null,
  gelezen_op timestamptz not null,
  primary key (medewerker, taak_id)
);
create table nazorg.opgeslagen_filter (
  id uuid primary key,
  medewerker text not null,
  naam text not null,
  vraag text not null,
  gedeeld boolean not null,
  gemeenten text[] not null,
  gemaakt_op timestamptz not null,
  unique (medewerker, naam)
);
-- Parts of names, folded. "C" because only comparing bytes may use an index under a policy.
create table nazorg.zoekterm (
  dossier_id uuid not null,
  gemeente text not null,
  term text collate "C" not null,
  primary key (dossier_id, term)
);
create index zoekterm_gemeente on nazorg.zoekterm (gemeente, term, dossier_id);
drop index nazorg.dossier_vrij;
create index dossier_vrij on nazorg.dossier (gemeente, status, vrij_op, inrichting, id)
"""

# Decompose, drop the marks, and translate the letters that have no decomposition.
FUNCTIES = (
    """
create function nazorg.zoektermen(naam text) returns setof text
  language sql immutable parallel safe set search_path = pg_catalog as $f$
  select distinct term from regexp_split_to_table(
    lower(translate(regexp_replace(normalize(naam, nfkd), '[\\u0300-\\u036f]', '', 'g'),
      'ŁłĐđØøÆæŒœßıŊŋÞþ', 'LlDdOoAaOosiNnTt')),
    '[\\s.,;''’`"()/_-]+') t(term)
  where term <> '' and term <> all ('{aan,af,auf,bij,d,da,dal,de,del,den,der,des,di,do,dos,du,e,el,
    en,het,i,in,l,la,las,le,les,lo,los,of,onder,op,over,s,t,te,ten,ter,tot,uit,uijt,van,vanden,
    vom,von,voor,y,zu,zum,zur}'::text[])
$f$""",
    """
create function nazorg.zoekterm_volg() returns trigger language plpgsql as $f$
begin
  if tg_op = 'INSERT' then
    insert into nazorg.zoekterm (dossier_id, gemeente, term)
      select n.id, n.gemeente, t.term from nieuw n,
        nazorg.zoektermen(concat_ws(' ', n.geslachtsnaam, n.voornamen)) t(term)
      on conflict do nothing;
  elsif tg_op = 'DELETE' then
    delete from nazorg.zoekterm z using oud o where z.dossier_id = o.id;
  elsif exists (select from oud o join nieuw n on n.id = o.id
      where (o.geslachtsnaam, o.voornamen, o.gemeente)
        is distinct from (n.geslachtsnaam, n.voornamen, n.gemeente)) then
    delete from nazorg.zoekterm z using oud o join nieuw n on n.id = o.id
      where z.dossier_id = o.id and (o.geslachtsnaam, o.voornamen, o.gemeente)
        is distinct from (n.geslachtsnaam, n.voornamen, n.gemeente);
    insert into nazorg.zoekterm (dossier_id, gemeente, term)
      select n.id, n.gemeente, t.term from oud o join nieuw n on n.id = o.id,
        nazorg.zoektermen(concat_ws(' ', n.geslachtsnaam, n.voornamen)) t(term)
      where (o.geslachtsnaam, o.voornamen, o.gemeente)
        is distinct from (n.geslachtsnaam, n.voornamen, n.gemeente)
      on conflict do nothing;
  end if;
  return null;
end $f$""",
    """create trigger zoekterm_nieuw after insert on nazorg.dossier
  referencing new table as nieuw for each statement execute function nazorg.zoekterm_volg()""",
    """create trigger zoekterm_anders after update on nazorg.dossier
  referencing old table as oud new table as nieuw
  for each statement execute function nazorg.zoekterm_volg()""",
    """create trigger zoekterm_weg after delete on nazorg.dossier
  referencing old table as oud for each statement execute function nazorg.zoekterm_volg()""",
    # The web may not read the keyed hashes; it may ask whose this one is, and then still has to be
    # allowed to see that dossier.
    """
create function nazorg.zoek_sleutel(gezocht bytea) returns uuid
  language sql stable security definer set search_path = nazorg, pg_temp as $f$
  select dossier_id from nazorg.sleutel where sleutel = gezocht and soort = 'bsn'
$f$""",
    """insert into nazorg.zoekterm (dossier_id, gemeente, term)
  select d.id, d.gemeente, t.term from nazorg.dossier d,
    nazorg.zoektermen(concat_ws(' ', d.geslachtsnaam, d.voornamen)) t(term)""",
)

MIJN = "gemeente = any (string_to_array(current_setting('nazorg.gemeenten', true), ','))"
TEAM = "gemeenten && string_to_array(current_setting('nazorg.gemeenten', true), ',')"
IK = "current_setting('nazorg.medewerker', true)"
# Table: who sees a row, and who may write one.
BELEID = {
    "taakactie": ("exists (select from nazorg.taak t where t.id = taak_id)",) * 2,
    "medewerker": (f"id = {IK} or {TEAM}", f"id = {IK}"),
    "waarneming": (
        f"voor = {IK} or door = {IK} or {TEAM}",
        f"voor = {IK} or door = {IK}",
    ),
    "gelezen": (f"medewerker = {IK}",) * 2,
    "opgeslagen_filter": (f"medewerker = {IK} or gedeeld and {TEAM}", f"medewerker = {IK}"),
    "zoekterm": (MIJN, MIJN),
}

RECHTEN = """
grant update (leefgebied, eigenaar, lijst, tot, bij_wijziging, wacht_op, wacht_sinds, gewekt, versie)
  on nazorg.taak to nazorg_app;
grant select, insert on nazorg.taakactie to nazorg_app;
grant update (ongedaan) on nazorg.taakactie to nazorg_app;
grant select, insert, update on nazorg.medewerker to nazorg_app;
grant select, insert on nazorg.waarneming to nazorg_app;
grant update (gestopt) on nazorg.waarneming to nazorg_app;
grant select, insert, update, delete on nazorg.gelezen, nazorg.opgeslagen_filter to nazorg_app;
grant select on nazorg.zoekterm to nazorg_app;
grant select, insert, delete on nazorg.zoekterm to nazorg_ontvangst;
revoke execute on function nazorg.zoektermen, nazorg.zoekterm_volg, nazorg.zoek_sleutel from public;
grant execute on function nazorg.zoek_sleutel to nazorg_app;
grant execute on function nazorg.zoektermen to nazorg_app, nazorg_ontvangst;
grant execute on function nazorg.zoekterm_volg to nazorg_ontvangst
"""


def upgrade() -> None:
    for statement in [*TABELLEN.split(";\n"), *FUNCTIES]:
        op.execute(statement)
    for tabel, (ziet, schrijft) in BELEID.items():
        op.execute(f"alter table nazorg.{tabel} enable row level security")
        op.execute(f"alter table nazorg.{tabel} force row level security")
        op.execute(
            f"create policy eigen on nazorg.{tabel} to nazorg_app"
            f" using ({ziet}) with check ({schrijft})"
        )
    op.execute(
        "create policy ontvangst on nazorg.zoekterm to nazorg_ontvangst"
        " using (true) with check (true)"
    )
    # Only for zoek_sleutel, which runs as the owner.
    op.execute(
        "create policy zoek on nazorg.sleutel for select to nazorg_eigenaar using (soort = 'bsn')"
    )
    for statement in RECHTEN.split(";\n"):
        op.execute(statement)
