"""Lists that a person is taking in: the file until that is done, and the columns of the last time."""

from alembic import op

revision = "0007"
down_revision = "0006"

TABELLEN = """
-- inhoud: the file, encrypted, gone once it is taken in. foutrijen: what was refused, encrypted.
-- verslag: numbers of rows and sentences of ours, never what a row says.
create table nazorg.invoer (
  id uuid primary key,
  gemeente text not null,
  soort text not null check (soort in ('detentie', 'plan')),
  door text not null,
  sessie bytea not null,
  aangemaakt_op timestamptz not null,
  verloopt_op timestamptz not null,
  inhoud bytea,
  keuze jsonb not null,
  begonnen_op timestamptz,
  verslag jsonb,
  foutrijen bytea
);
create index invoer_door on nazorg.invoer (door);
create index invoer_verloopt on nazorg.invoer (verloopt_op);
-- Per field a keyed hash of the heading, because a file without headings has a person there.
create table nazorg.invoer_kolommen (
  gemeente text not null,
  soort text not null,
  koppen jsonb not null,
  gewijzigd_op timestamptz not null,
  primary key (gemeente, soort)
)
"""

RECHTEN = """
grant select, insert, update, delete on nazorg.invoer to nazorg_app;
grant select, insert, update on nazorg.invoer_kolommen to nazorg_app;
grant select (id, verloopt_op), delete on nazorg.invoer to nazorg_ontvangst
"""
MIJN = "gemeente = any (string_to_array(current_setting('nazorg.gemeenten', true), ','))"


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
    for tabel in ("invoer", "invoer_kolommen"):
        op.execute(f"alter table nazorg.{tabel} enable row level security")
        op.execute(f"alter table nazorg.{tabel} force row level security")
        op.execute(
            f"create policy per_gemeente on nazorg.{tabel} to nazorg_app"
            f" using ({MIJN}) with check ({MIJN})"
        )
    # Jobs throw away what is over; they cannot read what is in it.
    op.execute("create policy opruimen on nazorg.invoer to nazorg_ontvangst using (true)")
    for statement in RECHTEN.split(";\n"):
        op.execute(statement)
