"""Alerts, designations, sessions and an audit chain of the BIJ compartment itself."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABELLEN = """
alter table bij.bericht add column melding text;
alter table bij.bericht drop constraint bericht_uitkomst_check;
alter table bij.bericht add constraint bericht_uitkomst_check
  check (uitkomst in ('ontvangen', 'wacht', 'apart_gezet'));
create index bericht_melding on bij.bericht (bron, melding) where melding is not null;
create index bericht_bijzonder on bij.bericht (id) where uitkomst <> 'ontvangen';
-- What the web reads is the alert; of messages only that they came and why they are set aside.
drop policy per_gemeente on bij.bericht;
revoke select on bij.bericht from bij_app;
create policy bijzonder on bij.bericht for select to bij_app using (uitkomst <> 'ontvangen');
grant select (id, bron, bericht_id, soort, tijd, ontvangen_op, deur, uitkomst, reden, gemeente)
  on bij.bericht to bij_app;
create policy werk on bij.bericht to bij_werk using (true) with check (true);
grant usage on schema bij to bij_werk;
grant select, update on bij.bericht to bij_werk;
create table bij.melding (
  id uuid primary key,
  bron text not null,
  nummer text not null,
  gemeente text not null,
  soort text not null,
  versie integer not null,
  meld_versie integer not null,
  terugkeer_op date not null,
  zichtbaar_vanaf date not null,
  ingetrokken_op timestamptz,
  categorie_bevestigd boolean not null,
  verstrekt_op timestamptz not null,
  gewijzigd_op timestamptz not null,
  inhoud bytea not null,
  unique (bron, nummer)
);
create index melding_lijst on bij.melding (gemeente, terugkeer_op);
create table bij.aanwijzing (
  id uuid primary key,
  gemeente text not null,
  persoon text not null,
  naam text not null,
  functie text not null check (functie in
    ('burgemeester', 'waarnemend_burgemeester', 'locoburgemeester', 'aandachtsfunctionaris')),
  van date not null,
  tot date check (tot > van),
  document text not null check (document <> ''),
  email text not null,
  telefoon text not null,
  stil_van time not null,
  stil_tot time not null,
  vastgelegd_door text not null,
  vastgelegd_op timestamptz not null
);
create index aanwijzing_persoon on bij.aanwijzing (persoon);
create index aanwijzing_gemeente on bij.aanwijzing (gemeente);
create table bij.sessie (
  hash bytea primary key,
  medewerker jsonb not null,
  aangemaakt_op timestamptz not null,
  gezien_op timestamptz not null,
  verloopt_op timestamptz not null
);
create table bij.cijfer (
  gemeente text not null,
  jaar integer not null,
  wat text not null,
  aantal integer not null,
  primary key (gemeente, jaar, wat)
);
create table bij.audit (
  volgnr bigint primary key,
  tijd timestamptz not null,
  actor text not null,
  actie text not null,
  object text not null,
  resultaat text not null,
  oorsprong text not null,
  doel text not null,
  gemeente text not null,
  naam text not null,
  vorige bytea not null,
  hash bytea not null
);
create index audit_object on bij.audit (object, volgnr desc);
"""

FUNCTIES = (
    """
create function bij.audit_tekst(a bij.audit) returns bytea language sql stable as $f$
  select convert_to(jsonb_build_array(a.volgnr, extract(epoch from a.tijd)::text, a.actor, a.actie,
    a.object, a.resultaat, a.oorsprong, a.doel, a.gemeente, a.naam)::text, 'UTF8')
$f$""",
    """
create function bij.audit_append(tijd timestamptz, actor text, actie text, object text,
  resultaat text, oorsprong text, doel text, gemeente text, naam text)
  returns bigint language plpgsql security definer set search_path = bij, pg_temp as $f$
declare
  rij bij.audit;
begin
  -- One writer at a time: a chain has one end. Held until the transaction commits.
  perform pg_advisory_xact_lock(hashtext('bij.audit'));
  select a.volgnr, a.hash into rij.volgnr, rij.vorige
    from bij.audit a order by a.volgnr desc limit 1;
  rij.volgnr := coalesce(rij.volgnr, 0) + 1;
  rij.vorige := coalesce(rij.vorige, ''::bytea);
  rij.tijd := tijd; rij.actor := actor; rij.actie := actie; rij.object := object;
  rij.resultaat := resultaat; rij.oorsprong := oorsprong; rij.doel := doel;
  rij.gemeente := gemeente; rij.naam := naam;
  rij.hash := sha256(rij.vorige || bij.audit_tekst(rij));
  insert into bij.audit select rij.*;
  return rij.volgnr;
end $f$""",
    """
create function bij.audit_verify(out aantal bigint, out eerste_fout bigint, out einde bytea)
  language sql security definer set search_path = bij, pg_temp as $f$
  select count(*),
    min(volgnr) filter (where hash <> sha256(vorige || bij.audit_tekst(r))
      or vorige <> v or volgnr <> n),
    (select hash from bij.audit order by volgnr desc limit 1)
  from (select a as r, a.volgnr, a.hash, a.vorige,
      coalesce(lag(a.hash) over w, ''::bytea) as v, row_number() over w as n
    from bij.audit a window w as (order by a.volgnr)) x
$f$""",
)
MIJN = "gemeente = any (string_to_array(current_setting('bij.gemeenten', true), ','))"
PER_GEMEENTE = ("melding", "audit", "cijfer")

RECHTEN = """
grant select on bij.melding, bij.audit, bij.cijfer, bij.aanwijzing to bij_app;
grant insert on bij.aanwijzing to bij_app;
grant update (tot) on bij.aanwijzing to bij_app;
grant select, insert, update, delete on bij.sessie to bij_app;
grant select, insert, update on bij.melding, bij.cijfer to bij_ontvangst;
grant select, insert, update on bij.cijfer to bij_app;
grant select on bij.aanwijzing to bij_ontvangst, bij_werk;
grant select, update, delete on bij.melding to bij_werk;
grant select, delete on bij.sessie to bij_werk;
grant select, insert, update on bij.cijfer to bij_werk;
revoke execute on all functions in schema bij from public;
grant execute on function bij.audit_append to bij_app, bij_ontvangst, bij_werk;
grant execute on function bij.audit_verify to bij_werk
"""


def upgrade() -> None:
    for statement in [*TABELLEN.split(";\n"), *FUNCTIES]:
        if statement.strip():
            op.execute(statement)
    for tabel in PER_GEMEENTE:
        op.execute(f"alter table bij.{tabel} enable row level security")
        op.execute(f"alter table bij.{tabel} force row level security")
        op.execute(
            f"create policy per_gemeente on bij.{tabel} to bij_app"
            f" using ({MIJN}) with check ({MIJN})"
        )
        if tabel == "audit":
            op.execute(
                "create policy keten on bij.audit to bij_eigenaar using (true) with check (true)"
            )
            continue
        for rol in ("bij_ontvangst", "bij_werk"):
            op.execute(
                f"create policy {rol} on bij.{tabel} to {rol} using (true) with check (true)"
            )
    for statement in RECHTEN.split(";\n"):
        op.execute(statement)
