"""The database roles: who may do what, before any table exists.

nazorg_eigenaar owns the tables and migrates; nazorg_app is the web, bound to its gemeenten by
row-level security; nazorg_ontvangst takes messages in and therefore sees every gemeente; the BIJ
roles (owner, web, intake, and the work of mails and clocks) live in the other compartment. No role
is member of a role of the other compartment.
"""

EIGENAAR = "nazorg_eigenaar"
APP = "nazorg_app"
ONTVANGST = "nazorg_ontvangst"
BIJ_EIGENAAR = "bij_eigenaar"
BIJ_APP = "bij_app"
BIJ_ONTVANGST = "bij_ontvangst"
BIJ_WERK = "bij_werk"

ALLE = (EIGENAAR, APP, ONTVANGST, BIJ_EIGENAAR, BIJ_APP, BIJ_ONTVANGST, BIJ_WERK)


def bootstrap_sql() -> str:
    """Return SQL that makes the roles and schemas; idempotent; needs CREATEROLE and the database.

    Runs as superuser on our own PostgreSQL, or once by the DBA of a given one.
    """
    rollen = "\n".join(
        f"if not exists (select from pg_roles where rolname = '{rol}') then"
        f" create role {rol} login nosuperuser nobypassrls noinherit; end if;"
        for rol in ALLE
    )
    grants = "\n".join(
        f"execute format('grant connect on database %I to {rol}', current_database());"
        for rol in ALLE
    )
    leden = "\n".join(
        f"if not pg_has_role(current_user, '{rol}', mag) then grant {rol} to current_user; end if;"
        for rol in ALLE
    )
    return f"""
do $rollen$
declare
  -- From 16 on, who makes a role is its member but cannot act as it until that is granted.
  mag text := case when current_setting('server_version_num')::int >= 160000
    then 'set' else 'member' end;
begin
{rollen}
{grants}
{leden}
end $rollen$;
revoke create on schema public from public;
create schema if not exists nazorg authorization {EIGENAAR};
create schema if not exists bij authorization {BIJ_EIGENAAR};
"""
