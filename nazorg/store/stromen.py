"""Table stroom: how late each stream of each source was when it last came."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from nazorg.berichten.alarm import Berichtstroom
from nazorg.berichten.stroomalarm import Peiling
from nazorg.store.ids import first_id
from nazorg.store.transactie import Transactie

# Of a kind that came in time and then late, what came last tells how it is now.
_PEIL = """
select bron, soort, min(ontvangen_op - tijd), max(ontvangen_op) from (
  select bron, soort, ontvangen_op, tijd,
    max(ontvangen_op) over (partition by bron, soort) as laatste
  from nazorg.bericht where id >= $1 and deur <> 'bestand' and tijd is not null) b
where ontvangen_op > laatste - $2::interval group by 1, 2
"""


async def peil(
    tx: Transactie, *, sinds: datetime, net: timedelta
) -> dict[tuple[str, str], Peiling]:
    """Return per source and kind how late the freshest of its last messages is.

    sinds: of what came in after it. net: messages that came in so shortly before the last one count
    together. What comes from a file is history by intention.
    """
    rijen = await tx.fetch(_PEIL, first_id(sinds), net)
    return {(r[0], r[1]): Peiling(r[2], r[3]) for r in rijen}


async def upsert(tx: Transactie, peilingen: Mapping[tuple[str, Berichtstroom], Peiling]) -> None:
    """Keep what was seen of these streams; of the others the last known stays."""
    await tx.execute(
        """insert into nazorg.stroom (bron, stroom, vertraging, laatste_op)
        select * from unnest($1::text[], $2::text[], $3::interval[], $4::timestamptz[])
        on conflict (bron, stroom) do update
          set vertraging = excluded.vertraging, laatste_op = excluded.laatste_op""",
        [bron for bron, _ in peilingen],
        [stroom for _, stroom in peilingen],
        [p.vertraging for p in peilingen.values()],
        [p.laatste_op for p in peilingen.values()],
    )


async def find(tx: Transactie) -> dict[tuple[str, Berichtstroom], Peiling]:
    """Return what is known of every stream."""
    rijen = await tx.fetch(
        """select bron, stroom, vertraging, laatste_op from nazorg.stroom
        where stroom = any($1::text[]) order by bron, stroom""",
        list(Berichtstroom),
    )
    return {(r[0], Berichtstroom(r[1])): Peiling(r[2], r[3]) for r in rijen}
