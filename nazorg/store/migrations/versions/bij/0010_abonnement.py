"""Who hears by webhook that a mayor decided, and how far each decision got there.

Nothing here says about whom, what was decided or in which gemeente: numbers, moments and receivers.
"""

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = (
    """create table bij.abonnement (
  id uuid primary key,
  naam text not null,
  url text not null,
  geheim bytea not null,
  aangemaakt_op timestamptz not null,
  gestopt_op timestamptz,
  gestopt_door text check (gestopt_door in ('beheerder', 'ontvanger'))
)""",
    "create unique index abonnement_loopt on bij.abonnement (naam) where gestopt_op is null",
    # vanaf: the next attempt, or the moment of the end. volgnr: the order in which it was decided.
    """create table bij.doorgave (
  besluit_id uuid not null,
  abonnement_id uuid not null references bij.abonnement,
  melding_id uuid not null,
  volgnr integer not null,
  besloten_op timestamptz not null,
  stand text not null check (stand in ('te_verzenden', 'onderweg', 'verzonden', 'wacht', 'dood')),
  poging integer not null default 0,
  begonnen_op timestamptz,
  vanaf timestamptz not null,
  lease_tot timestamptz,
  reden text,
  status integer,
  primary key (besluit_id, abonnement_id)
)""",
    """create index doorgave_open on bij.doorgave (abonnement_id, melding_id, volgnr)
  where stand in ('te_verzenden', 'onderweg', 'wacht')""",
    "create index doorgave_melding on bij.doorgave (melding_id)",
    "grant select, insert, update on bij.abonnement to bij_werk",
    "grant select (id, naam, aangemaakt_op, gestopt_op, gestopt_door) on bij.abonnement to bij_app",
    "grant select, insert, update, delete on bij.doorgave to bij_werk",
    "grant select (abonnement_id, stand, vanaf, reden) on bij.doorgave to bij_app",
    "grant update (stand, poging, begonnen_op, vanaf, reden, status) on bij.doorgave to bij_app",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
