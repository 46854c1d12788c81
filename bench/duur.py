"""What a long run must keep: the speed when messages are wrong, the rows at a replay, memory."""

import gc
from collections.abc import Iterable
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


def rss_mib(kinderen: Iterable[int] = ()) -> float:
    """Return how much memory this process and those of ours have in hand, in MiB.

    What they share counts once, in parts (the Pss of Linux).
    """
    gc.collect()
    return sum(_pss_kib(pid) for pid in ("self", *map(str, kinderen))) / 1024


def _pss_kib(pid: str) -> int:
    regels = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(r.split()[1]) for r in regels if r.startswith("Pss:"))
