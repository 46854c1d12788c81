"""An alert per gemeente; who read which version, a mail or not; and a call may be needed again."""

from alembic import op

revision = "0007"
down_revision = "0006"

MIJN = "gemeente = any (string_to_array(current_setting('bij.gemeenten', true), ','))"
STATEMENTS = (
    # What moves to another gemeente is recalled from the one and told anew to the other.
    "alter table bij.melding drop constraint melding_bron_nummer_key",
    """alter table bij.melding add constraint melding_bron_nummer_gemeente_key
  unique (bron, nummer, gemeente)""",
    # When a newer message about it came that may not be shown; null: none.
    "alter table bij.melding add column apart_op timestamptz",
    # Made by reading, not by mailing: who reads before a mail was planned has read too.
    """create table bij.lezing (
  melding_id uuid not null,
  gemeente text not null,
  persoon text not null,
  meld_versie integer not null,
  geopend_op timestamptz not null,
  primary key (melding_id, persoon, meld_versie)
)""",
    "alter table bij.lezing enable row level security",
    "alter table bij.lezing force row level security",
    f"create policy per_gemeente on bij.lezing to bij_app using ({MIJN}) with check ({MIJN})",
    "create policy werk on bij.lezing to bij_werk using (true) with check (true)",
    "grant select, insert on bij.lezing to bij_app",
    "grant select, delete on bij.lezing to bij_werk",
    # One open call at a time; what was called before stays as it was.
    "alter table bij.beltaak drop constraint beltaak_melding_id_persoon_reden_meld_versie_key",
    """create unique index beltaak_open on bij.beltaak (melding_id, persoon, reden, meld_versie)
  where gedaan_op is null""",
    "alter table bij.beltaak drop constraint beltaak_reden_check",
    """alter table bij.beltaak add constraint beltaak_reden_check
  check (reden in ('ongelezen', 'teruggekomen', 'intrekking'))""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
