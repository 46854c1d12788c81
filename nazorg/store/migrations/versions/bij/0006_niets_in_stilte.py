"""Nothing goes wrong in silence here either.

One number with two contents keeps two rows; who reads Kafka for the mayor says that it does; what was
set aside can be tried again; and a number that a source skips is missed.
"""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    # Of a message that contradicts the first under its number: its hash. Of the first: nothing.
    "alter table bij.bericht add column tegen bytea not null default ''",
    "alter table bij.bericht drop constraint bericht_bron_bericht_id_key",
    "alter table bij.bericht add constraint bericht_uniek unique (bron, bericht_id, tegen)",
    # 0: no number. What came before has none either, so it is not missed.
    "alter table bij.bericht add column volgorde bigint not null default 0",
    "create index bericht_volgorde on bij.bericht (bron, volgorde) where volgorde > 0",
    # dubbel: could not be read at first, and came again under its own number before it could.
    "alter table bij.bericht drop constraint bericht_uitkomst_check",
    """alter table bij.bericht add constraint bericht_uitkomst_check
  check (uitkomst in ('ontvangen', 'wacht', 'apart_gezet', 'dubbel'))""",
    # That there is content may be seen by who may not see the content.
    """alter table bij.bericht add column heeft_inhoud boolean
  generated always as (inhoud <> '') stored""",
    "grant select (heeft_inhoud) on bij.bericht to bij_app",
    """grant update (bron, bericht_id, soort, tijd, uitkomst, reden, gemeente, melding, tegen,
  volgorde) on bij.bericht to bij_ontvangst""",
    # When each consumer last looked at Kafka: nothing about a message.
    """create table bij.hartslag (
  consumer uuid primary key,
  gelezen_op timestamptz not null,
  achterstand integer not null,
  oudste_op timestamptz
)""",
    "grant select, insert, update on bij.hartslag to bij_ontvangst",
    "grant select, delete on bij.hartslag to bij_werk",
    # Sources and their numbers, counted on where a source begins at 1 again.
    """create table bij.gat (
  bron text not null,
  van bigint not null,
  tot bigint not null,
  sinds timestamptz not null,
  primary key (bron, van)
)""",
    """create table bij.gat_aanvaard (
  bron text not null,
  van bigint not null,
  tot bigint not null,
  op timestamptz not null,
  primary key (bron, van, tot)
)""",
    # When somebody last looked: who sees no alarm must know that there is one who would give it.
    """create table bij.bewaking (
  enige boolean primary key default true check (enige),
  gekeken_op timestamptz not null
)""",
    "grant select on bij.bewaking to bij_app",
    "grant select, insert, update on bij.bewaking to bij_werk",
    "grant select on bij.gat to bij_app",
    "grant select, insert, delete on bij.gat to bij_werk",
    "grant select, insert on bij.gat_aanvaard to bij_werk",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
