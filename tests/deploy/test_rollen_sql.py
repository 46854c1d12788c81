"""The SQL that a DBA runs is the SQL that the product runs."""

from pathlib import Path

from nazorg.store import rollen

BESTAND = Path(__file__).parents[2] / "deploy" / "rollen.sql"


def lees_zonder_kop() -> str:
    """Return the file without the comment on top of it."""
    regels = BESTAND.read_text(encoding="utf-8").splitlines()
    while regels and regels[0].startswith("--"):
        regels.pop(0)
    return "\n".join(regels)


def test_the_file_for_the_dba_is_what_the_code_says() -> None:
    assert lees_zonder_kop() == rollen.bootstrap_sql().strip(), (
        "deploy/rollen.sql is not current: its first lines say how to make it"
    )


def test_the_file_makes_every_role_without_power_over_row_level_security() -> None:
    sql = lees_zonder_kop()

    for rol in rollen.ALLE:
        assert f"create role {rol} login nosuperuser nobypassrls noinherit" in sql
