"""An action that people agreed on knows its leefgebied and the day of the release."""

from alembic import op

revision = "0020"
down_revision = "0019"

# The row level security is for the people; the owner repairs every gemeente at once.
HERSTEL = """
alter table nazorg.taak no force row level security;
alter table nazorg.dossier no force row level security;
update nazorg.taak t set leefgebied = t.gegevens ->> 'leefgebied', vrij_op = d.vrij_op
  from nazorg.dossier d where d.id = t.dossier_id and t.regel = 'behoefte'
    and (t.leefgebied, t.vrij_op)
      is distinct from (t.gegevens ->> 'leefgebied', d.vrij_op);
alter table nazorg.dossier force row level security;
alter table nazorg.taak force row level security
"""


def upgrade() -> None:
    for statement in HERSTEL.split(";\n"):
        op.execute(statement)
