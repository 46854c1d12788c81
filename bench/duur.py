"""What a long run must keep: the speed when messages are wrong, the rows at a replay, memory."""

import gc
import os
from pathlib import Path

import asyncpg

_TABELLEN = """select format('%I.%I', schemaname, tablename) from pg_tables
where schemaname = 'nazorg' order by 1"""


async def afdruk(baas: asyncpg.Connection) -> list[tuple[str, int, int]]:
    """Return for each table how many rows it has, and a print of where and by whom they are."""
    uit = []
    for (tabel,) in await baas.fetch(_TABELLEN):
        rij = await baas.fetchrow(
            f"""select count(*), coalesce(sum(hashtextextended(t.ctid::text || t.xmin::text, 0)), 0)
            from {tabel} t"""
        )
        uit.append((tabel, int(rij[0]), int(rij[1])))
    return uit


def rss_mib() -> float:
    """Return how much memory this process has in hand, in MiB."""
    gc.collect()
    bladen = int(Path("/proc/self/statm").read_text().split()[1])
    return bladen * os.sysconf("SC_PAGE_SIZE") / 2**20
