"""The messages beside a message in the sequence of its source."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    # A few pages, that cost taking in nothing. Several sources number at once, so each range of the
    # table has several clusters of numbers: with one least and one largest, all would match.
    op.execute(
        """create index bericht_volgorde on nazorg.bericht using brin (volgorde int8_minmax_multi_ops)
        with (pages_per_range = 32, autosummarize = on)"""
    )
