"""Meetings about dossiers: when and where, who is on the agenda and why, and what was agreed."""

from alembic import op

revision = "0024"
down_revision = "0023"

# A region's meeting is seen by who works for one of its gemeenten, and changed by who works for all.
_MIJN = "gemeenten {0} string_to_array(current_setting('nazorg.gemeenten', true), ',')"
# These lie where their dossier lies: no gemeente of their own that would have to move along.
_DOSSIER = "exists (select from nazorg.dossier d where d.id = dossier_id)"
_OVERLEG = "exists (select from nazorg.overleg o where o.id = overleg_id)"

TABELLEN = """
-- plek and deelnemers: ciphertext, for people type what they like. regio: a profile, '' for none.
create table nazorg.overleg (
  id uuid primary key,
  soort text not null check (soort in ('trajectbepalingsoverleg', 'nazorgoverleg')),
  regio text not null,
  gemeenten text[] not null check (cardinality(gemeenten) > 0),
  datum date not null,
  van time not null,
  tot time not null check (tot > van),
  plek bytea not null,
  deelnemers bytea not null,
  zaken smallint not null check (zaken between 1 and 40),
  stand text not null check (stand in ('gepland', 'verzet', 'geweest', 'vervallen')),
  versie integer not null,
  gepland_op timestamptz not null,
  gewijzigd_op timestamptz not null,
  door text not null,
  door_naam text not null
);
create index overleg_datum on nazorg.overleg (datum desc, id);
-- Pressed twice, or planned by two colleagues at once: it is one meeting.
create unique index overleg_eens on nazorg.overleg (soort, gemeenten, datum, van)
  where stand in ('gepland', 'verzet');
create index overleg_gemeenten on nazorg.overleg using gin (gemeenten);
-- Every version of when it would be, and why that changed (reden: ciphertext).
create table nazorg.overleg_versie (
  overleg_id uuid not null,
  versie integer not null,
  datum date not null,
  van time not null,
  tot time not null,
  stand text not null,
  reden bytea not null,
  gezet_op timestamptz not null,
  door text not null,
  door_naam text not null,
  primary key (overleg_id, versie)
);
-- One person on an agenda. toelichting and einde_reden: ciphertext. Who is taken off stays, with why.
create table nazorg.overleg_punt (
  id uuid primary key,
  overleg_id uuid not null,
  dossier_id uuid not null,
  redenen text[] not null,
  toelichting bytea not null,
  stand text not null check (stand in ('op_agenda', 'besproken', 'niet_besproken', 'eraf')),
  afspraak_versie integer not null default 0,
  gezet_op timestamptz not null,
  door text not null,
  door_naam text not null,
  einde_op timestamptz,
  einde_door text,
  einde_naam text,
  einde_reden bytea
);
create unique index overleg_punt_eens on nazorg.overleg_punt (overleg_id, dossier_id)
  where stand <> 'eraf';
create index overleg_punt_dossier on nazorg.overleg_punt (dossier_id, overleg_id);
create index overleg_punt_overleg on nazorg.overleg_punt (overleg_id, id);
-- What was agreed about one person, in every version. tekst: ciphertext. behoefte: the action made.
create table nazorg.overleg_afspraak (
  punt_id uuid not null,
  versie integer not null,
  dossier_id uuid not null,
  tekst bytea not null,
  behoefte uuid,
  gezet_op timestamptz not null,
  door text not null,
  door_naam text not null,
  primary key (punt_id, versie)
);
create index overleg_afspraak_dossier on nazorg.overleg_afspraak (dossier_id);
grant select, insert, update (datum, van, tot, plek, stand, versie, gewijzigd_op, door, door_naam)
  on nazorg.overleg to nazorg_app;
grant select, insert on nazorg.overleg_versie, nazorg.overleg_afspraak to nazorg_app;
grant select, insert, update (stand, afspraak_versie, einde_op, einde_door, einde_naam, einde_reden)
  on nazorg.overleg_punt to nazorg_app;
-- Taking messages in asks when the next meeting is; a dossier that is joined, moves or ends takes
-- its place on agendas along.
grant select (id, soort, gemeenten, datum, van, tot, stand, versie, gepland_op)
  on nazorg.overleg to nazorg_ontvangst;
grant select, update (dossier_id, stand, einde_op, einde_door, einde_naam, einde_reden), delete
  on nazorg.overleg_punt to nazorg_ontvangst;
grant select, update (dossier_id), delete on nazorg.overleg_afspraak to nazorg_ontvangst
"""

BELEID = {
    "overleg": (_MIJN.format("&&"), _MIJN.format("<@")),
    "overleg_versie": (_OVERLEG, _OVERLEG),
    "overleg_punt": (_DOSSIER, _DOSSIER),
    "overleg_afspraak": (_DOSSIER, _DOSSIER),
}


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
    for tabel, (zien, schrijven) in BELEID.items():
        op.execute(f"alter table nazorg.{tabel} enable row level security")
        op.execute(f"alter table nazorg.{tabel} force row level security")
        op.execute(
            f"create policy per_gemeente on nazorg.{tabel} to nazorg_app"
            f" using ({zien}) with check ({schrijven})"
        )
        op.execute(
            f"create policy ontvangst on nazorg.{tabel} to nazorg_ontvangst"
            " using (true) with check (true)"
        )
