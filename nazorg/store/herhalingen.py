"""Tables herhaling and herhaling_bericht: runs of messages that are offered again, durable.

A run is a list of messages with a place for what became of each. Whoever holds the row of the run
does the next part; what is written is done, whatever happens to the process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from nazorg.berichten.beheer import Herhaalsoort, Herhaalstand, Herhaaluitkomst
from nazorg.berichten.uitkomst import NOOIT_OPNIEUW, Uitkomst
from nazorg.store.berichtzoeken import Zoekvraag, voorwaarden
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Herhaling:
    """A run. gemeenten: of who asked, nothing outside is touched. gekozen: the filter, to show."""

    id: UUID
    soort: Herhaalsoort
    stand: Herhaalstand
    gekozen: dict[str, str]
    bron: str | None
    gemeenten: tuple[str, ...]
    door: str
    naam: str
    doel: str
    oorsprong: str
    aangemaakt_op: datetime
    klaar_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Herhaalregel:
    """One message of a run. uitkomst: None when it was not tried yet."""

    id: UUID
    bericht_id: str
    soort: str
    bron: str
    uitkomst: Herhaaluitkomst | None
    reden: str | None


_KOLOMMEN = ", ".join(Herhaling.__slots__)


def _to_herhaling(r: Any) -> Herhaling:
    waarden = dict(zip(Herhaling.__slots__, r, strict=True))
    waarden["soort"] = Herhaalsoort(waarden["soort"])
    waarden["stand"] = Herhaalstand(waarden["stand"])
    waarden["gemeenten"] = tuple(waarden["gemeenten"])
    return Herhaling(**waarden)


async def insert(tx: Transactie, h: Herhaling) -> None:
    """Begin a run, with nothing in it yet."""
    namen = [naam for naam in Herhaling.__slots__ if naam != "klaar_op"]
    waarden = [getattr(h, naam) for naam in namen]
    waarden[namen.index("gemeenten")] = list(h.gemeenten)
    waarden[namen.index("gekozen")] = msgspec.json.encode(h.gekozen).decode()
    plekken = ", ".join(f"${i}" for i in range(1, len(namen) + 1))
    await tx.execute(
        f"insert into nazorg.herhaling ({', '.join(namen)}) values ({plekken})", *waarden
    )


async def kies(tx: Transactie, h: Herhaling, vraag: Zoekvraag, *, aantal: int) -> int:
    """Put in the run what is set aside and was asked for, the oldest first; return how many."""
    waarden: list[object] = [h.id, list(h.gemeenten), [r.value for r in NOOIT_OPNIEUW], aantal]
    waar = await voorwaarden(tx, h.gemeenten, vraag, waarden)
    status = await tx.execute(
        f"""insert into nazorg.herhaling_bericht (herhaling, bericht)
        select $1, b.id from nazorg.bericht b
        where b.gemeente = any($2::text[]) and b.uitkomst = 'apart_gezet'
          and b.reden <> all($3::text[]){waar}
        order by b.id limit $4""",
        *waarden,
    )
    return int(status.rpartition(" ")[2])


async def kies_ids(tx: Transactie, h: Herhaling, ids: Sequence[UUID]) -> int:
    """Put these in the run, as far as they are for who asked; return how many."""
    status = await tx.execute(
        """insert into nazorg.herhaling_bericht (herhaling, bericht)
        select $1, b.id from nazorg.bericht b
        where b.id = any($2::uuid[]) and b.gemeente = any($3::text[])""",
        h.id,
        list(ids),
        list(h.gemeenten),
    )
    return int(status.rpartition(" ")[2])


async def kies_wachtende(tx: Transactie, h: Herhaling, *, aantal: int) -> int:
    """Put the messages of the source in the run that wait, the oldest first; return how many.

    Of every gemeente: it is the source that starts again, and nothing of it may be left behind.
    """
    status = await tx.execute(
        """insert into nazorg.herhaling_bericht (herhaling, bericht)
        select $1, b.id from nazorg.bericht b
        where b.bron = $2 and b.uitkomst = 'wacht' order by b.id limit $3
        on conflict do nothing""",
        h.id,
        h.bron,
        aantal,
    )
    return int(status.rpartition(" ")[2])


async def lock_bezig(tx: Transactie, id_: UUID) -> Herhaling | None:
    """Lock a run that is going on; None when it is over, or another process has it in hand."""
    rij = await tx.fetchrow(
        f"""select {_KOLOMMEN} from nazorg.herhaling where id = $1 and stand = 'bezig'
        for update skip locked""",
        id_,
    )
    return _to_herhaling(rij) if rij else None


async def get(tx: Transactie, id_: UUID) -> Herhaling | None:
    """Return a run, None when there is none for this person."""
    rij = await tx.fetchrow(f"select {_KOLOMMEN} from nazorg.herhaling where id = $1", id_)
    return _to_herhaling(rij) if rij else None


async def find_bezig(tx: Transactie) -> list[UUID]:
    """Return the runs that are going on, the oldest first."""
    rijen = await tx.fetch("select id from nazorg.herhaling where stand = 'bezig' order by id")
    return [r[0] for r in rijen]


async def find_laatste(tx: Transactie, *, aantal: int) -> list[Herhaling]:
    """Return the last runs, newest first."""
    rijen = await tx.fetch(
        f"select {_KOLOMMEN} from nazorg.herhaling order by id desc limit $1", aantal
    )
    return [_to_herhaling(r) for r in rijen]


async def find_te_doen(tx: Transactie, id_: UUID, *, aantal: int) -> list[UUID]:
    """Return the next messages of a run, in order of arrival."""
    rijen = await tx.fetch(
        """select bericht from nazorg.herhaling_bericht
        where herhaling = $1 and gedaan_op is null order by bericht limit $2""",
        id_,
        aantal,
    )
    return [r[0] for r in rijen]


async def schrijf(
    tx: Transactie, id_: UUID, uitkomsten: Mapping[UUID, Herhaaluitkomst], *, nu: datetime
) -> None:
    """Write what became of messages of a run."""
    await tx.execute(
        """update nazorg.herhaling_bericht h set uitkomst = i.uitkomst, gedaan_op = $4
        from unnest($2::uuid[], $3::text[]) i(bericht, uitkomst)
        where h.herhaling = $1 and h.bericht = i.bericht""",
        id_,
        list(uitkomsten),
        list(uitkomsten.values()),
        nu,
    )


async def find_laatste_uitkomsten(
    tx: Transactie, id_: UUID, *, aantal: int
) -> list[Herhaaluitkomst]:
    """Return what became of the last messages of a run that were tried."""
    rijen = await tx.fetch(
        """select uitkomst from nazorg.herhaling_bericht
        where herhaling = $1 and gedaan_op is not null order by bericht desc limit $2""",
        id_,
        aantal,
    )
    return [Herhaaluitkomst(r[0]) for r in rijen]


async def zet_stand(tx: Transactie, id_: UUID, stand: Herhaalstand, *, nu: datetime) -> None:
    """End a run."""
    await tx.execute(
        "update nazorg.herhaling set stand = $2, klaar_op = $3 where id = $1", id_, stand, nu
    )


async def tel(tx: Transactie, id_: UUID) -> dict[Herhaaluitkomst | None, int]:
    """Count the messages of a run per outcome; None: not tried yet."""
    rijen = await tx.fetch(
        "select uitkomst, count(*) from nazorg.herhaling_bericht where herhaling = $1 group by 1",
        id_,
    )
    return {Herhaaluitkomst(r[0]) if r[0] else None: r[1] for r in rijen}


async def find_regels(
    tx: Transactie, id_: UUID, *, uitkomst: Herhaaluitkomst | None, na: UUID, aantal: int
) -> list[Herhaalregel]:
    """Return messages of a run in order of arrival, after `na`, all or of one outcome."""
    rijen = await tx.fetch(
        """select b.id, b.bericht_id, b.soort, b.bron, h.uitkomst, b.reden
        from nazorg.herhaling_bericht h join nazorg.bericht b on b.id = h.bericht
        where h.herhaling = $1 and h.bericht > $2 and ($3::text is null or h.uitkomst = $3)
        order by h.bericht limit $4""",
        id_,
        na,
        uitkomst,
        aantal,
    )
    return [
        Herhaalregel(r[0], r[1], r[2], r[3], Herhaaluitkomst(r[4]) if r[4] else None, r[5])
        for r in rijen
    ]


def van_bericht(uitkomst: Uitkomst) -> Herhaaluitkomst:
    """Return what a message that was tried became, in the words of a run."""
    return Herhaaluitkomst(uitkomst.value)
