"""Delivery of outgoing events: who wants them, and how far each one is for each destination."""

from alembic import op

revision = "0003"
down_revision = "0002"

TABELLEN = """
-- The order of what happens to one dossier. The id cannot tell it: that has the moment of a clock
-- that was read before the lock on the dossier. This number is taken while that lock is held.
alter table nazorg.outbox add column volgnr bigint generated always as identity;
alter table nazorg.outbox add column uitgezet_op timestamptz;
create index outbox_uit_te_zetten on nazorg.outbox (volgnr) where uitgezet_op is null;
create table nazorg.abonnement (
  id uuid primary key,
  naam text not null,
  url text not null,
  soorten text[] not null,
  geheim bytea not null,
  actief boolean not null default true,
  aangemaakt_op timestamptz not null,
  gestopt_op timestamptz,
  gestopt_door text check (gestopt_door in ('beheerder', 'ontvanger')),
  check (actief = (gestopt_op is null))
);
create unique index abonnement_naam on nazorg.abonnement (naam) where actief;
create table nazorg.bezorging (
  -- A subscription, or the id of zeros: the topic.
  bestemming uuid not null,
  outbox_id uuid not null,
  subject uuid not null,
  volgnr bigint not null,
  soort text not null,
  stand text not null check (stand in ('te_verzenden', 'onderweg', 'verzonden', 'wacht', 'dood')),
  -- When it may be taken: at once, after a wait, when who has it is lost, or never yet ('infinity')
  -- because an earlier one of the same dossier goes first. For an end, when that was.
  vanaf timestamptz not null,
  houder uuid,
  poging integer not null default 0,
  begonnen_op timestamptz,
  reden text,
  status smallint,
  aangemaakt_op timestamptz not null,
  primary key (bestemming, outbox_id)
);
create index bezorging_te_doen on nazorg.bezorging (bestemming, vanaf, volgnr)
  where stand in ('te_verzenden', 'onderweg', 'wacht');
create index bezorging_volgorde on nazorg.bezorging (bestemming, subject, volgnr)
  where stand in ('te_verzenden', 'onderweg', 'wacht');
create index bezorging_mislukt on nazorg.bezorging (volgnr desc, bestemming)
  where stand in ('wacht', 'dood');
create index bezorging_dossier on nazorg.bezorging (subject);
create index bezorging_outbox on nazorg.bezorging (outbox_id);
grant update (uitgezet_op, verzonden_op) on nazorg.outbox to nazorg_ontvangst;
grant select, insert on nazorg.abonnement, nazorg.bezorging to nazorg_ontvangst;
grant update (actief, gestopt_op, gestopt_door) on nazorg.abonnement to nazorg_ontvangst;
grant update (stand, vanaf, houder, poging, begonnen_op, reden, status) on nazorg.bezorging
  to nazorg_ontvangst;
-- The web never sees a secret or an address, and can only ask for another attempt.
grant select (id, naam, actief, gestopt_op, gestopt_door) on nazorg.abonnement to nazorg_app;
grant select on nazorg.bezorging to nazorg_app;
grant update (stand, vanaf, poging, begonnen_op) on nazorg.bezorging to nazorg_app
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        if statement.strip():
            op.execute(statement)
