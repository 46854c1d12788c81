"""Who takes messages in must know for which gemeenten the owner of a task works: a dossier moves."""

from alembic import op

revision = "0023"
down_revision = "0022"

STATEMENTS = (
    "grant select (id, gemeenten) on nazorg.medewerker to nazorg_ontvangst",
    "create policy ontvangst on nazorg.medewerker for select to nazorg_ontvangst using (true)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
