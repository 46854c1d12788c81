"""Table bron_uur: what came in per source and hour; from it the rhythm of a source is learned."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from nazorg.berichten.ritme import WEKEN, Uur
from nazorg.store.gaten import NIETS
from nazorg.store.ids import first_id
from nazorg.store.transactie import Transactie

# Whole hours are counted again each time, so counting twice changes nothing.
_TEL = """
insert into nazorg.bron_uur (bron, uur, aantal, eerste_op, laatste_op, langste)
select bron, uur, count(*), min(ontvangen_op), max(ontvangen_op),
  coalesce(max(ontvangen_op - vorige), interval '0')
from (select bron, ontvangen_op, date_trunc('hour', ontvangen_op, 'UTC') as uur,
    lag(ontvangen_op) over (partition by bron, date_trunc('hour', ontvangen_op, 'UTC')
      order by ontvangen_op) as vorige
  from nazorg.bericht where id >= $1 and ontvangen_op >= $2) b
group by bron, uur
on conflict (bron, uur) do update set aantal = excluded.aantal, eerste_op = excluded.eerste_op,
  laatste_op = excluded.laatste_op, langste = excluded.langste
  where nazorg.bron_uur.aantal <> excluded.aantal
"""
_SPELING = timedelta(days=1)
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


def begin_uur(na: UUID) -> datetime:
    """Return the begin of the hour in which the message `na` came in."""
    if na == NIETS:
        return _BEGIN
    moment = datetime.fromtimestamp((na.int >> 80) / 1000, UTC)
    return moment.replace(minute=0, second=0, microsecond=0)


async def tel_uren(tx: Transactie, na: UUID) -> None:
    """Count the hours from the one in which the message `na` came in."""
    uur = begin_uur(na)
    await tx.execute(_TEL, first_id(uur), uur)


async def find_grenzen(tx: Transactie, *, sinds: datetime) -> dict[str, tuple[datetime, datetime]]:
    """Return per source that was heard since a moment its first and last receipt since then."""
    rijen = await tx.fetch(
        """select bron, min(eerste_op), max(laatste_op) from nazorg.bron_uur
        where uur >= $1 group by 1""",
        sinds,
    )
    return {r[0]: (r[1], r[2]) for r in rijen}


async def find_uren(tx: Transactie, laatste_op: Mapping[str, datetime]) -> dict[str, list[Uur]]:
    """Return the hours of these sources in the eight weeks before their last message."""
    rijen = await tx.fetch(
        """select u.bron, u.uur, u.aantal, u.eerste_op, u.laatste_op, u.langste
        from unnest($1::text[], $2::timestamptz[]) i(bron, sinds)
        join nazorg.bron_uur u on u.bron = i.bron and u.uur >= i.sinds""",
        list(laatste_op),
        [op - WEKEN for op in laatste_op.values()],
    )
    per_bron: dict[str, list[Uur]] = defaultdict(list)
    for bron, uur, aantal, eerste, laatste, langste in rijen:
        per_bron[bron].append(
            Uur(begin=uur, aantal=aantal, eerste_op=eerste, laatste_op=laatste, langste=langste)
        )
    return per_bron


async def delete_oud(tx: Transactie, *, nu: datetime) -> int:
    """Forget the hours of which nothing is learned any more; return how many.

    Of a source that is silent its last weeks stay: from those it shows that it is silent.
    """
    status = await tx.execute(
        """delete from nazorg.bron_uur u where u.uur < $1::timestamptz - $2::interval
        and u.uur < -$2::interval + (
          select b.laatste_op from nazorg.bron b where b.bron = u.bron)""",
        nu,
        WEKEN + _SPELING,
    )
    return int(status.rpartition(" ")[2])
