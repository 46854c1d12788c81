"""Table alarm: what is wrong with the streams now, and what was."""

from collections.abc import Sequence
from datetime import datetime

from nazorg.berichten.alarm import Alarm, AlarmSoort
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie


async def replace(
    tx: Transactie, alarmen: Sequence[Alarm], *, soorten: Sequence[AlarmSoort], nu: datetime
) -> None:
    """Make these the open alarms of these kinds: new ones open, others are over. Two statements.

    An alarm that stays keeps the moment since when; its text may change.
    """
    sleutels = ([a.soort for a in alarmen], [a.bron for a in alarmen], [a.stroom for a in alarmen])
    await tx.execute(
        """update nazorg.alarm set voorbij_op = $5
        where voorbij_op is null and soort = any($4::text[]) and (soort, bron, stroom) not in (
          select * from unnest($1::text[], $2::text[], $3::text[]))""",
        *sleutels,
        list(soorten),
        nu,
    )
    maak_id = Ids(nu)
    await tx.execute(
        """insert into nazorg.alarm as a (soort, bron, stroom, id, kort, tekst, sinds)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::text[],
          $6::text[], $7::timestamptz[])
        on conflict (soort, bron, stroom) where voorbij_op is null
          do update set kort = excluded.kort, tekst = excluded.tekst
          where a.tekst <> excluded.tekst or a.kort <> excluded.kort""",
        *sleutels,
        [maak_id() for _ in alarmen],
        [a.kort for a in alarmen],
        [a.tekst for a in alarmen],
        [a.sinds for a in alarmen],
    )


async def open_alarm(tx: Transactie, alarm: Alarm, *, nu: datetime) -> None:
    """Open one alarm at once, not at the next look of the watch."""
    await tx.execute(
        """insert into nazorg.alarm (id, soort, bron, stroom, kort, tekst, sinds)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (soort, bron, stroom) where voorbij_op is null do nothing""",
        Ids(nu)(),
        alarm.soort,
        alarm.bron,
        alarm.stroom,
        alarm.kort,
        alarm.tekst,
        alarm.sinds,
    )


async def sluit(
    tx: Transactie, soort: AlarmSoort, bron: str, *, nu: datetime, stroom: str = ""
) -> None:
    """End the alarm of a source at once."""
    await tx.execute(
        """update nazorg.alarm set voorbij_op = $3
        where voorbij_op is null and soort = $1 and bron = $2 and stroom = $4""",
        soort,
        bron,
        nu,
        stroom,
    )


async def herschrijf(tx: Transactie, alarm: Alarm) -> None:
    """Let an alarm that is open say something else at once."""
    await tx.execute(
        """update nazorg.alarm set kort = $4, tekst = $5
        where voorbij_op is null and soort = $1 and bron = $2 and stroom = $3""",
        alarm.soort,
        alarm.bron,
        alarm.stroom,
        alarm.kort,
        alarm.tekst,
    )


async def find_open(tx: Transactie) -> list[Alarm]:
    """Return what is wrong now, worst first. Kinds that others made come last."""
    rijen = await tx.fetch(
        """select soort, bron, stroom, kort, tekst, sinds from nazorg.alarm
        where voorbij_op is null and soort = any($1::text[])
        order by array_position($1::text[], soort), sinds, bron, stroom""",
        list(AlarmSoort),
    )
    return [
        Alarm(soort=AlarmSoort(r[0]), bron=r[1], stroom=r[2], kort=r[3], tekst=r[4], sinds=r[5])
        for r in rijen
    ]


async def delete_oud(tx: Transactie, *, voor: datetime) -> int:
    """Forget alarms that were over before a moment; return how many."""
    status = await tx.execute("delete from nazorg.alarm where voorbij_op < $1", voor)
    return int(status.rpartition(" ")[2])
