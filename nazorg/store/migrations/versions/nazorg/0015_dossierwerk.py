"""Who is involved in a dossier, where its documents lie, how it ends, and by which rules."""

from alembic import op

revision = "0015"
down_revision = "0014"

# These lie where their dossier lies: no gemeente of their own that would have to move along.
MIJN = "exists (select from nazorg.dossier d where d.id = dossier_id)"
ERONDER = ("betrokkene", "stuk", "bewaring")

TABELLEN = """
-- organisatie, naam and telefoon: ciphertext. Who is no longer involved stays, with an end.
create table nazorg.betrokkene (
  id uuid primary key,
  dossier_id uuid not null,
  soort text not null check (soort in ('contact', 'partner')),
  rol text not null,
  organisatie bytea not null,
  naam bytea not null,
  telefoon bytea not null,
  gezet_op timestamptz not null,
  door text not null,
  door_naam text not null,
  einde_op timestamptz,
  einde_door text,
  einde_naam text
);
create index betrokkene_dossier on nazorg.betrokkene (dossier_id, id);
-- A reference, never a file: there is no column that could hold one. titel, waar and url: ciphertext.
create table nazorg.stuk (
  id uuid primary key,
  dossier_id uuid not null,
  titel bytea not null,
  plek text not null,
  waar bytea not null,
  url bytea not null,
  datum date not null,
  gezet_op timestamptz not null,
  door text not null,
  door_naam text not null,
  einde_op timestamptz,
  einde_door text,
  einde_naam text
);
create index stuk_dossier on nazorg.stuk (dossier_id, id);
-- Why and until when a dossier stays longer than its term.
create table nazorg.bewaring (
  id uuid primary key,
  dossier_id uuid not null,
  reden text not null,
  tot date not null,
  gezet_op timestamptz not null,
  door text not null,
  door_naam text not null,
  einde_op timestamptz,
  einde_door text,
  einde_naam text
);
create index bewaring_dossier on nazorg.bewaring (dossier_id, id);
grant select, insert, update (einde_op, einde_door, einde_naam)
  on nazorg.betrokkene, nazorg.stuk, nazorg.bewaring to nazorg_app;
grant select, update (dossier_id), delete on nazorg.betrokkene, nazorg.stuk, nazorg.bewaring
  to nazorg_ontvangst;
grant delete on nazorg.feit, nazorg.behoefte, nazorg.behoefte_versie, nazorg.notitie,
  nazorg.meetmoment, nazorg.vragenlijst, nazorg.antwoord, nazorg.vertrekblad to nazorg_ontvangst;
grant select, delete on nazorg.taakactie, nazorg.gelezen to nazorg_ontvangst;
-- By which rules the tasks of a gemeente were made, and up to which dossier that was done.
create table nazorg.regelstand (
  gemeente text primary key,
  vingerafdruk text not null,
  gedaan_tot uuid not null,
  klaar_op timestamptz
);
grant select, insert, update on nazorg.regelstand to nazorg_ontvangst;
-- Of a dossier that was removed only this stays: a keyed hash of each detention, so that a message
-- about it is known for what it is and opens nothing.
alter table nazorg.sleutel drop constraint sleutel_soort_check;
alter table nazorg.sleutel add constraint sleutel_soort_check
  check (soort in ('bsn', 'skn', 'detentie', 'verwijderd'))
"""

# What messages said goes with their dossier. Only what no dossier holds can go this way: who may
# remove content by itself could hide that a message was changed.
FUNCTIES = (
    """
create function nazorg.inhoud_wis_dossier(ids uuid[]) returns void language sql security definer
  set search_path = nazorg, pg_temp as $f$
  delete from nazorg.bericht_inhoud i where i.id = any (ids)
    and not exists (select from nazorg.melding m where m.id = i.id)
$f$""",
    """
create or replace function nazorg.inhoud_wis(ids uuid[]) returns void language sql security definer
  set search_path = nazorg, pg_temp as $f$
  delete from nazorg.bericht_inhoud i using nazorg.bericht b where i.id = any (ids)
    and b.id = i.id and b.uitkomst = 'genegeerd'
    and b.reden in ('gemeente_niet_aangesloten', 'dossier_verwijderd')
$f$""",
    "create policy opruimen on nazorg.taakactie to nazorg_ontvangst using (true)",
    "create policy opruimen on nazorg.gelezen to nazorg_ontvangst using (true)",
    "create policy opruimen on nazorg.melding for select to nazorg_eigenaar using (true)",
    "revoke execute on function nazorg.inhoud_wis_dossier from public",
    "grant execute on function nazorg.inhoud_wis_dossier to nazorg_ontvangst",
)


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
    for tabel in ERONDER:
        op.execute(f"alter table nazorg.{tabel} enable row level security")
        op.execute(f"alter table nazorg.{tabel} force row level security")
        op.execute(
            f"create policy per_gemeente on nazorg.{tabel} to nazorg_app"
            f" using ({MIJN}) with check ({MIJN})"
        )
        op.execute(
            f"create policy ontvangst on nazorg.{tabel} to nazorg_ontvangst"
            " using (true) with check (true)"
        )
    for statement in FUNCTIES:
        op.execute(statement)
