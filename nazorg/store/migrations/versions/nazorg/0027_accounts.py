"""Who may log in, as what and from when to when; and the attempts that are used up.

Only the owner writes the register: the website, which anybody can knock at, may only read it.
"""

from alembic import op

revision = "0027"
down_revision = "0026"

STATEMENTS = (
    """create table nazorg.account (
  id uuid primary key,
  account text not null check (account ~ '^[a-z0-9][a-z0-9._-]{1,59}$'),
  issuer text not null,
  sub text not null,
  naam text not null,
  functie text not null,
  rol text not null check (rol in ('nazorgcoordinator', 'functioneel_beheerder')),
  gemeenten text[] not null check (cardinality(gemeenten) > 0),
  regio text not null,
  van date not null,
  tot date check (tot >= van),
  vastgelegd_op timestamptz not null,
  beeindigd_op timestamptz
)""",
    "create index account_wie on nazorg.account (issuer, sub)",
    "create index account_account on nazorg.account (account)",
    # Somebody who logged in at the provider and is not in the register: what an administrator needs.
    """create table nazorg.onbekend_account (
  kenmerk text primary key,
  issuer text not null,
  sub text not null,
  gezien_op timestamptz not null,
  unique (issuer, sub)
)""",
    """create table nazorg.inlog_gebruikt (
  hash bytea primary key,
  verloopt_op timestamptz not null
)""",
    # Empty for a persona of the demo.
    "alter table nazorg.sessie add column account_id uuid references nazorg.account",
    "grant select on nazorg.account to nazorg_app",
    "grant select, insert, update, delete on nazorg.onbekend_account to nazorg_app",
    "grant select, insert, delete on nazorg.inlog_gebruikt to nazorg_app",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
