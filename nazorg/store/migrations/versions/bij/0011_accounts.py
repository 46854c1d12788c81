"""Who may log in to the room of the mayor, as what and from when to when.

What they may see there is in the register of designations. Only the owner writes this register: the
website, which anybody can knock at, may only read it.
"""

from alembic import op

revision = "0011"
down_revision = "0010"

STATEMENTS = (
    """create table bij.account (
  id uuid primary key,
  account text not null check (account ~ '^[a-z0-9][a-z0-9._-]{1,59}$'),
  issuer text not null,
  sub text not null,
  naam text not null,
  functie text not null,
  rol text not null check (rol in ('burgemeester', 'aandachtsfunctionaris_bij', 'beheerder_aanwijzingen')),
  van date not null,
  tot date check (tot >= van),
  vastgelegd_op timestamptz not null,
  beeindigd_op timestamptz
)""",
    "create index account_wie on bij.account (issuer, sub)",
    "create index account_account on bij.account (account)",
    # Somebody who logged in at the provider and is not in the register: what an administrator needs.
    """create table bij.onbekend_account (
  kenmerk text primary key,
  issuer text not null,
  sub text not null,
  gezien_op timestamptz not null,
  unique (issuer, sub)
)""",
    """create table bij.inlog_gebruikt (
  hash bytea primary key,
  verloopt_op timestamptz not null
)""",
    # Empty for a persona of the demo.
    "alter table bij.sessie add column account_id uuid references bij.account",
    "grant select on bij.account to bij_app",
    "grant select, insert, update, delete on bij.onbekend_account to bij_app",
    "grant select, insert, delete on bij.inlog_gebruikt to bij_app",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
