"""The first tables: messages, dossiers, detentions, notices, tasks, outbox, audit, sessions."""

from alembic import op

revision = "0001"
down_revision = None

TABELLEN = """
create sequence nazorg.dossiernummer;
create table nazorg.bericht (
  id uuid primary key,
  bron text not null,
  bericht_id text not null,
  soort text not null,
  tijd timestamptz,
  volgorde bigint not null default 0,
  ontvangen_op timestamptz not null,
  deur text not null,
  herkomst text not null,
  uitkomst text not null check (uitkomst in ('verwerkt', 'genegeerd', 'apart_gezet')),
  reden text,
  fouten jsonb,
  inhoud bytea,
  inhoud_hash bytea not null,
  gemeente text not null,
  -- The first 128 bits of SHA-256 over bron and bericht_id: a key of 16 bytes, not of 100.
  uniek uuid not null unique
);
create index bericht_lijst on nazorg.bericht (gemeente, id);
-- Nearly all messages are simply handled; the others are looked for by their outcome.
create index bericht_bijzonder on nazorg.bericht (gemeente, uitkomst, id)
  where uitkomst <> 'verwerkt';
-- What people did with a message after it came in: offered again, or given up with a reason.
create table nazorg.poging (
  id uuid primary key,
  bericht uuid not null,
  tijd timestamptz not null,
  door text not null,
  naam text not null,
  uitkomst text not null,
  reden text,
  toelichting text not null
);
create index poging_bericht on nazorg.poging (bericht, id);
-- Codes of inrichtingen that people added to the list that comes with nazorg.
create table nazorg.inrichting (
  code text primary key,
  naam text not null,
  toegevoegd_door text not null,
  toegevoegd_op timestamptz not null
);
create table nazorg.dossier (
  id uuid primary key,
  nummer text not null unique,
  gemeente text not null,
  status text not null check (status in ('in_detentie', 'vrij', 'ingetrokken')),
  koppeling text not null check (koppeling in ('bsn', 'skn', 'nog_te_koppelen')),
  bsn bytea,
  skn bytea,
  geslachtsnaam text not null,
  voorvoegsel text,
  voornamen text,
  geboorte_jaar smallint,
  geboorte_maand smallint,
  geboorte_dag smallint,
  inrichting text,
  vrij_op date,
  gemeente_brp text,
  gemeente_vestiging text,
  route_redenen text[] not null,
  laatste_op timestamptz not null,
  geopend_op timestamptz not null,
  gewijzigd_op timestamptz not null,
  versie integer not null
);
-- The numbers of dossiers that turned out to be about somebody who already had one.
create table nazorg.dossier_verwijzing (
  nummer text primary key,
  dossier_id uuid not null
);
create index dossier_vrij on nazorg.dossier (gemeente, status, vrij_op);
create index dossier_verwijzing_dossier on nazorg.dossier_verwijzing (dossier_id);
create table nazorg.sleutel (
  sleutel bytea primary key,
  dossier_id uuid not null,
  soort text not null check (soort in ('bsn', 'skn', 'detentie'))
);
create index sleutel_dossier on nazorg.sleutel (dossier_id);
create table nazorg.melding (
  id uuid primary key,
  dossier_id uuid not null,
  gemeente text not null,
  bron text not null,
  bericht_id text not null,
  soort text not null,
  tijd timestamptz not null,
  volgorde bigint not null,
  ontvangen_op timestamptz not null,
  inhoud bytea not null
);
create index melding_dossier on nazorg.melding (dossier_id);
create table nazorg.detentie (
  dossier_id uuid not null,
  bron text not null,
  nummer text not null,
  gemeente text not null,
  status text not null
    check (status in ('lopend', 'beeindigd', 'ingetrokken', 'begin_ontbreekt')),
  inrichting text,
  begin date,
  titel text,
  verwacht_vroegst date,
  verwacht_laatst date,
  einde date,
  wijze text,
  verloven jsonb not null,
  signalen text[] not null,
  primary key (dossier_id, bron, nummer)
);
create table nazorg.taak (
  id uuid primary key,
  dossier_id uuid not null,
  gemeente text not null,
  regel text not null,
  onderwerp text not null,
  status text not null check (status in ('open', 'afgehandeld', 'vervallen')),
  uiterlijk date not null,
  vrij_op date,
  aanleiding text not null,
  gegevens jsonb not null,
  ontstaan_op timestamptz not null,
  afgehandeld_op timestamptz,
  afgehandeld_door text,
  unique (dossier_id, regel, onderwerp)
);
create index taak_lijst on nazorg.taak (gemeente, status, uiterlijk, id);
create index taak_regel on nazorg.taak (gemeente, status, regel, uiterlijk, id);
create index taak_vrij on nazorg.taak (gemeente, status, vrij_op, uiterlijk, id);
create index taak_afgehandeld on nazorg.taak (gemeente, afgehandeld_op desc, id)
  where status = 'afgehandeld';
create table nazorg.outbox (
  id uuid primary key,
  type text not null,
  subject uuid not null,
  aangemaakt_op timestamptz not null,
  inhoud jsonb not null,
  verzonden_op timestamptz
);
create index outbox_te_verzenden on nazorg.outbox (id) where verzonden_op is null;
create table nazorg.audit (
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
create index audit_object on nazorg.audit (object, volgnr desc);
create table nazorg.sessie (
  hash bytea primary key,
  medewerker jsonb not null,
  aangemaakt_op timestamptz not null,
  gezien_op timestamptz not null,
  verloopt_op timestamptz not null
);
create index sessie_verloopt on nazorg.sessie (verloopt_op);
create table nazorg.job_run (
  job text not null,
  slot timestamptz not null,
  geclaimd_op timestamptz not null,
  klaar_op timestamptz,
  primary key (job, slot)
);
"""

FUNCTIES = (
    """
create function nazorg.audit_tekst(a nazorg.audit) returns bytea language sql stable as $f$
  select convert_to(jsonb_build_array(a.volgnr, extract(epoch from a.tijd)::text, a.actor, a.actie,
    a.object, a.resultaat, a.oorsprong, a.doel, a.gemeente, a.naam)::text, 'UTF8')
$f$""",
    """
create function nazorg.audit_append(tijd timestamptz, actor text, actie text, object text,
  resultaat text, oorsprong text, doel text, gemeente text, naam text)
  returns bigint language plpgsql security definer set search_path = nazorg, pg_temp as $f$
declare
  rij nazorg.audit;
begin
  -- One writer at a time: a chain has one end. Held until the transaction commits.
  perform pg_advisory_xact_lock(hashtext('nazorg.audit'));
  select a.volgnr, a.hash into rij.volgnr, rij.vorige
    from nazorg.audit a order by a.volgnr desc limit 1;
  rij.volgnr := coalesce(rij.volgnr, 0) + 1;
  rij.vorige := coalesce(rij.vorige, ''::bytea);
  rij.tijd := tijd; rij.actor := actor; rij.actie := actie; rij.object := object;
  rij.resultaat := resultaat; rij.oorsprong := oorsprong; rij.doel := doel;
  rij.gemeente := gemeente; rij.naam := naam;
  rij.hash := sha256(rij.vorige || nazorg.audit_tekst(rij));
  insert into nazorg.audit select rij.*;
  return rij.volgnr;
end $f$""",
    """
create function nazorg.audit_verify(out aantal bigint, out eerste_fout bigint, out einde bytea)
  language sql security definer set search_path = nazorg, pg_temp as $f$
  select count(*),
    min(volgnr) filter (where hash <> sha256(vorige || nazorg.audit_tekst(r))
      or vorige <> v or volgnr <> n),
    (select hash from nazorg.audit order by volgnr desc limit 1)
  from (select a as r, a.volgnr, a.hash, a.vorige,
      coalesce(lag(a.hash) over w, ''::bytea) as v, row_number() over w as n
    from nazorg.audit a window w as (order by a.volgnr)) x
$f$""",
)

PER_GEMEENTE = ("bericht", "dossier", "melding", "detentie", "taak", "audit")
MIJN = "gemeente = any (string_to_array(current_setting('nazorg.gemeenten', true), ','))"

RECHTEN = """
grant usage on schema nazorg to nazorg_app, nazorg_ontvangst;
grant select on nazorg.bericht, nazorg.dossier, nazorg.dossier_verwijzing, nazorg.melding, nazorg.detentie, nazorg.audit,
  nazorg.taak, nazorg.poging, nazorg.inrichting to nazorg_app;
grant update (status, afgehandeld_op, afgehandeld_door) on nazorg.taak to nazorg_app;
grant select, insert, update, delete on nazorg.sessie to nazorg_app;
grant select, insert, update on nazorg.bericht to nazorg_ontvangst;
grant select, insert on nazorg.outbox, nazorg.poging, nazorg.inrichting to nazorg_ontvangst;
grant select, insert, update, delete on nazorg.dossier, nazorg.dossier_verwijzing,
  nazorg.melding, nazorg.detentie,
  nazorg.taak, nazorg.sleutel to nazorg_ontvangst;
grant select, insert, update on nazorg.job_run to nazorg_ontvangst;
grant select, delete on nazorg.sessie to nazorg_ontvangst;
grant usage on sequence nazorg.dossiernummer to nazorg_ontvangst;
revoke execute on all functions in schema nazorg from public;
grant execute on function nazorg.audit_append to nazorg_app, nazorg_ontvangst;
grant execute on function nazorg.audit_verify to nazorg_ontvangst
"""


def upgrade() -> None:
    for statement in [*TABELLEN.split(";\n"), *FUNCTIES]:
        if statement.strip():
            op.execute(statement)
    for tabel in (*PER_GEMEENTE, "sleutel", "dossier_verwijzing"):
        op.execute(f"alter table nazorg.{tabel} enable row level security")
        op.execute(f"alter table nazorg.{tabel} force row level security")
        if tabel != "audit":
            op.execute(
                f"create policy ontvangst on nazorg.{tabel} to nazorg_ontvangst"
                " using (true) with check (true)"
            )
    for tabel in PER_GEMEENTE:
        op.execute(
            f"create policy per_gemeente on nazorg.{tabel} to nazorg_app"
            f" using ({MIJN}) with check ({MIJN})"
        )
    for tabel in ("poging",):
        op.execute(f"alter table nazorg.{tabel} enable row level security")
        op.execute(f"alter table nazorg.{tabel} force row level security")
        op.execute(
            f"create policy ontvangst on nazorg.{tabel} to nazorg_ontvangst"
            " using (true) with check (true)"
        )
    op.execute(
        "create policy per_gemeente on nazorg.poging for select to nazorg_app"
        " using (exists (select from nazorg.bericht b where b.id = bericht))"
    )
    # Who may see the dossier may follow the old number to it.
    op.execute(
        "create policy per_gemeente on nazorg.dossier_verwijzing for select to nazorg_app"
        " using (exists (select from nazorg.dossier d where d.id = dossier_id))"
    )
    # Only through audit_append and audit_verify, which run as the owner.
    op.execute(
        "create policy keten on nazorg.audit to nazorg_eigenaar using (true) with check (true)"
    )
    for statement in RECHTEN.split(";\n"):
        op.execute(statement)
