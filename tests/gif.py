"""A fault of our own: a message on which the transaction fails, as on a fault in our own SQL.

The id of such a message begins with `gif-`. A sequence counts the transactions that were tried.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

_VAL = """
create sequence if not exists public.gif_pogingen;
grant usage on public.gif_pogingen to public;
create or replace function public.gif_val() returns trigger language plpgsql as $$
begin
  perform nextval('public.gif_pogingen');
  if exists (select 1 from nieuw where bericht_id like 'gif-%') then
    raise division_by_zero;
  end if;
  return null;
end $$;
create trigger gif_val after insert on nazorg.bericht
  referencing new table as nieuw for each statement execute function public.gif_val();
create trigger gif_val after insert on bij.bericht
  referencing new table as nieuw for each statement execute function public.gif_val();
alter sequence public.gif_pogingen restart"""
_GEEN_VAL = """
drop trigger if exists gif_val on nazorg.bericht;
drop trigger if exists gif_val on bij.bericht;
drop function if exists public.gif_val; drop sequence if exists public.gif_pogingen"""


@asynccontextmanager
async def een_val(db: asyncpg.Connection) -> AsyncIterator[None]:
    """Let our own code fail on poison for as long as this runs. db: the owner of the tables."""
    await db.execute(_VAL)
    try:
        yield
    finally:
        await db.execute(_GEEN_VAL)


async def tel_pogingen(db: asyncpg.Connection) -> int:
    """Return how many transactions have put messages in, or tried to, since the trap was set."""
    return int(await db.fetchval("select last_value from public.gif_pogingen"))
