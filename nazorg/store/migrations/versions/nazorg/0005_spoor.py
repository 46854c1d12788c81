"""Trace: which message caused what, under which trace, and the count of a source as a message."""

from alembic import op

revision = "0005"
down_revision = "0004"

TABELLEN = """
-- Which notice came into its dossier before which. Neither the id nor ontvangen_op can tell it: a
-- message that is offered again keeps both. Taken while the dossier is locked.
alter table nazorg.melding add column volgnr bigint generated always as identity;
-- W3C Trace Context, as the sender gave it.
alter table nazorg.bericht add column traceparent text, add column tracestate text;
-- The messages that caused an event, and the trace to go on with.
alter table nazorg.outbox add column oorzaken uuid[] not null default '{}',
  add column traceparent text, add column tracestate text;
create index outbox_oorzaken on nazorg.outbox using gin (oorzaken);
-- What makes a count of a day the newest: the source's moment and number, and its message.
alter table nazorg.telling add column tijd timestamptz, add column volgorde bigint not null default 0,
  add column bericht_id text collate "C" not null default '';
update nazorg.telling set tijd = gemeld_op;
alter table nazorg.telling alter column tijd set not null
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
