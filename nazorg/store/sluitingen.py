"""Table alarm_sluiting: what people closed of what the watch saw, and why."""

from collections.abc import Sequence
from datetime import date, datetime

from nazorg.berichten.alarm import AlarmSoort
from nazorg.berichten.sluiting import Sluiting, Sluitingen
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie

_KOLOMMEN = """soort, bron, stroom, dag, berichtsoort, verschil, stopt, reden, door, naam,
  gesloten_op"""


async def insert(tx: Transactie, sluitingen: Sequence[Sluiting], *, nu: datetime) -> None:
    """Keep what somebody closed. One statement."""
    maak_id = Ids(nu)
    namen = Sluiting.__slots__
    await tx.execute(
        f"""insert into nazorg.alarm_sluiting (id, {_KOLOMMEN})
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::date[],
          $6::text[], $7::int[], $8::boolean[], $9::text[], $10::text[], $11::text[],
          $12::timestamptz[])""",
        [maak_id() for _ in sluitingen],
        *([getattr(s, naam) for s in sluitingen] for naam in namen),
    )


async def find(tx: Transactie) -> Sluitingen:
    """Return all that was closed, in that order."""
    rijen = await tx.fetch(
        f"""select {_KOLOMMEN} from nazorg.alarm_sluiting where soort = any($1::text[])
        order by id""",
        list(AlarmSoort),
    )
    namen = Sluiting.__slots__
    return Sluitingen(
        Sluiting(**(dict(zip(namen, r, strict=True)) | {"soort": AlarmSoort(r[0])})) for r in rijen
    )


async def delete_oud(tx: Transactie, *, voor: date) -> int:
    """Forget what was closed before a day, unless it would be an alarm again; return how many.

    Of a source that stopped it stays: nothing else says that its silence is known.
    """
    status = await tx.execute(
        """delete from nazorg.alarm_sluiting s where s.gesloten_op < $1::date and (
          (s.dag is null and exists (
            select from nazorg.bron b where b.bron = s.bron and b.laatste_op >= $1::date))
          or (s.dag < $1 and not exists (
            select from nazorg.telling t where t.bron = s.bron and t.dag <= s.dag)))""",
        voor,
    )
    return int(status.rpartition(" ")[2])
