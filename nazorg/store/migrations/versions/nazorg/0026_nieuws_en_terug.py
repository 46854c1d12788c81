"""An open list counts what came back by itself; what people did can be taken back."""

from alembic import op

revision = "0026"
down_revision = "0025"

STATEMENTS = (
    # The text always has its offset from UTC (a timestamptz as JSON), so it means one moment: what
    # PostgreSQL cannot know.
    """
create function nazorg.gewekt_op(gewekt jsonb) returns timestamptz
  language sql immutable strict parallel safe set search_path = pg_catalog as $f$
  select (gewekt->>'op')::timestamptz
$f$""",
    # A column and not an expression: under a policy an index is only used for what is leakproof.
    """
alter table nazorg.taak add column gewekt_op timestamptz
  generated always as (nazorg.gewekt_op(gewekt)) stored""",
    """
create index taak_gewekt on nazorg.taak
  (gemeente, gewekt_op, id, lijst, eigenaar, regel, leefgebied, vrij_op, uiterlijk)
  where status = 'open' and gewekt_op is not null""",
    "revoke execute on function nazorg.gewekt_op from public",
    "grant execute on function nazorg.gewekt_op to nazorg_app, nazorg_ontvangst",
    # A word that somebody took back is a word too: the history says so.
    "alter table nazorg.feit drop constraint feit_herkomst_check",
    """alter table nazorg.feit add constraint feit_herkomst_check
  check (herkomst in ('kaart', 'gesprek', 'terug'))""",
    # What a filter was before the last deed on it, and since when it is removed.
    "alter table nazorg.opgeslagen_filter add column weg_op timestamptz, add column vorig jsonb",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
