"""Nothing goes wrong in silence here either.

One number with two contents keeps two rows; who reads Kafka for the mayor says that it does; and
what was set aside can be tried again.
"""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    # Of a message that contradicts the first under its number: its hash. Of the first: nothing.
    "alter table bij.bericht add column tegen bytea not null default ''",
    "alter table bij.bericht drop constraint bericht_bron_bericht_id_key",
    "alter table bij.bericht add constraint bericht_uniek unique (bron, bericht_id, tegen)",
    # dubbel: could not be read at first, and came again under its own number before it could.
    "alter table bij.bericht drop constraint bericht_uitkomst_check",
    """alter table bij.bericht add constraint bericht_uitkomst_check
  check (uitkomst in ('ontvangen', 'wacht', 'apart_gezet', 'dubbel'))""",
    # That there is content may be seen by who may not see the content.
    """alter table bij.bericht add column heeft_inhoud boolean
  generated always as (inhoud <> '') stored""",
    "grant select (heeft_inhoud) on bij.bericht to bij_app",
    """grant update (bron, bericht_id, soort, tijd, uitkomst, reden, gemeente, melding, tegen)
  on bij.bericht to bij_ontvangst""",
    # When each consumer last looked at Kafka: nothing about a message.
    """create table bij.hartslag (
  consumer uuid primary key,
  gelezen_op timestamptz not null,
  achterstand integer not null,
  oudste_op timestamptz
)""",
    "grant select, insert, update on bij.hartslag to bij_ontvangst",
    "grant select, delete on bij.hartslag to bij_werk",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
