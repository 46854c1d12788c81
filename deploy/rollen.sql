-- The database roles and schemas of nazorg, for a DBA of a given PostgreSQL (15 or newer).
-- Made from nazorg/store/rollen.py; tests/deploy/test_rollen_sql.py fails when it is not current.
-- Replace all below these lines by what this prints:
--   .venv/bin/python -c "from nazorg.store.rollen import bootstrap_sql as b; print(b().strip())"
-- Run it once as superuser in the database of nazorg; running it again changes nothing:
--   psql -v ON_ERROR_STOP=1 -d nazorg -f deploy/rollen.sql
-- Then grant the roles to your own logins: deploy/README.md says which login needs which role.
do $rollen$
declare
  -- From 16 on, who makes a role is its member but cannot act as it until that is granted.
  mag text := case when current_setting('server_version_num')::int >= 160000
    then 'set' else 'member' end;
begin
if not exists (select from pg_roles where rolname = 'nazorg_eigenaar') then create role nazorg_eigenaar login nosuperuser nobypassrls noinherit; end if;
if not exists (select from pg_roles where rolname = 'nazorg_app') then create role nazorg_app login nosuperuser nobypassrls noinherit; end if;
if not exists (select from pg_roles where rolname = 'nazorg_ontvangst') then create role nazorg_ontvangst login nosuperuser nobypassrls noinherit; end if;
if not exists (select from pg_roles where rolname = 'bij_eigenaar') then create role bij_eigenaar login nosuperuser nobypassrls noinherit; end if;
if not exists (select from pg_roles where rolname = 'bij_app') then create role bij_app login nosuperuser nobypassrls noinherit; end if;
if not exists (select from pg_roles where rolname = 'bij_ontvangst') then create role bij_ontvangst login nosuperuser nobypassrls noinherit; end if;
if not exists (select from pg_roles where rolname = 'bij_werk') then create role bij_werk login nosuperuser nobypassrls noinherit; end if;
execute format('grant connect on database %I to nazorg_eigenaar', current_database());
execute format('grant connect on database %I to nazorg_app', current_database());
execute format('grant connect on database %I to nazorg_ontvangst', current_database());
execute format('grant connect on database %I to bij_eigenaar', current_database());
execute format('grant connect on database %I to bij_app', current_database());
execute format('grant connect on database %I to bij_ontvangst', current_database());
execute format('grant connect on database %I to bij_werk', current_database());
if not pg_has_role(current_user, 'nazorg_eigenaar', mag) then grant nazorg_eigenaar to current_user; end if;
if not pg_has_role(current_user, 'nazorg_app', mag) then grant nazorg_app to current_user; end if;
if not pg_has_role(current_user, 'nazorg_ontvangst', mag) then grant nazorg_ontvangst to current_user; end if;
if not pg_has_role(current_user, 'bij_eigenaar', mag) then grant bij_eigenaar to current_user; end if;
if not pg_has_role(current_user, 'bij_app', mag) then grant bij_app to current_user; end if;
if not pg_has_role(current_user, 'bij_ontvangst', mag) then grant bij_ontvangst to current_user; end if;
if not pg_has_role(current_user, 'bij_werk', mag) then grant bij_werk to current_user; end if;
end $rollen$;
revoke create on schema public from public;
create schema if not exists nazorg authorization nazorg_eigenaar;
create schema if not exists bij authorization bij_eigenaar;
