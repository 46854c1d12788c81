"""Tables bij.gat and bij.gat_aanvaard: numbers of a source that never came; and what did come."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from nazorg.berichten.volgnummers import Gat, Gezien
from nazorg.store.transactie import Transactie

# Unbroken runs of numbers. What was destroyed did come, and what was accepted counts as if.
_GEZIEN = """
select bron, min(volgorde), max(volgorde), min(op) from (
  select bron, volgorde, min(ontvangen_op) as op,
    volgorde - row_number() over (partition by bron order by volgorde) as reeks
  from bij.bericht where volgorde > 0 group by bron, volgorde) v
group by bron, reeks
union all select bron, van, tot, op from bij.gat_aanvaard
"""


async def find_gezien(tx: Transactie) -> dict[str, list[Gezien]]:
    """Return per source which numbers came, or are accepted as never coming."""
    uit: defaultdict[str, list[Gezien]] = defaultdict(list)
    for bron, van, tot, op in await tx.fetch(_GEZIEN):
        uit[bron].append(Gezien(van, tot, op))
    return dict(uit)


async def find(tx: Transactie) -> list[tuple[str, Gat]]:
    """Return (source, numbers) of what was missing at the last look, oldest first."""
    rijen = await tx.fetch("select bron, van, tot, sinds from bij.gat order by sinds, bron, van")
    return [(r[0], Gat(r[1], r[2], r[3])) for r in rijen]


async def replace(tx: Transactie, gaten: Collection[tuple[str, Gat]]) -> None:
    """Make these what is missing now."""
    oud = set(await find(tx))
    weg, nieuw = oud - set(gaten), set(gaten) - oud
    for bron, gat in weg:
        await tx.execute("delete from bij.gat where bron = $1 and van = $2", bron, gat.van)
    for bron, gat in nieuw:
        await tx.execute(
            "insert into bij.gat (bron, van, tot, sinds) values ($1, $2, $3, $4)",
            bron,
            gat.van,
            gat.tot,
            gat.sinds,
        )


async def aanvaard(tx: Transactie, bron: str, delen: Sequence[Gat], *, nu: datetime) -> None:
    """Write down that these numbers will never come."""
    for deel in delen:
        await tx.execute(
            """insert into bij.gat_aanvaard (bron, van, tot, op) values ($1, $2, $3, $4)
            on conflict do nothing""",
            bron,
            deel.van,
            deel.tot,
            nu,
        )
