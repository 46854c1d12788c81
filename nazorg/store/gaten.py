"""Tables bron, gat and bewaking: what was seen of each source, and what was not.

The watch reads messages by id, which is a moment. Transactions commit out of order, so it looks
back a margin each time; seeing a number twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from nazorg.berichten.soort import ONBEKENDE_BRON
from nazorg.berichten.volgnummers import HOOGSTE, Gat, Gezien, Reeks
from nazorg.store.ids import first_id
from nazorg.store.transactie import Transactie

# Longer than a batch may stay in its transaction, retries and all.
MARGE = timedelta(minutes=15)
NIETS = UUID(int=0)
_PARTIJ = 500


@dataclass(frozen=True, slots=True)
class Bronstand:
    """A source as we know it. reeks: None when it never gave a number."""

    bron: str
    eerste_op: datetime
    laatste_op: datetime
    reeks: Reeks | None


async def lock(tx: Transactie) -> None:
    """Let one watch look at a time; held until the transaction ends."""
    await tx.execute("select pg_advisory_xact_lock(hashtext('nazorg.bewaking'))")


async def find_vanaf(tx: Transactie) -> tuple[UUID, UUID]:
    """Return after which message to look, and the last one that there is now."""
    rij = await tx.fetchrow(
        """select (select gezien_tot from nazorg.bewaking),
          (select id from nazorg.bericht order by id desc limit 1)"""
    )
    gezien_tot, laatste = rij[0] or NIETS, rij[1] or NIETS
    if gezien_tot == NIETS:
        return NIETS, laatste
    marge = int(MARGE.total_seconds() * 1000) << 80
    return UUID(int=max(0, gezien_tot.int - marge)), laatste


async def save_gezien(tx: Transactie, *, tot: UUID, nu: datetime) -> None:
    """Note how far the watch has looked, and when."""
    await tx.execute(
        """insert into nazorg.bewaking (gezien_tot, gedaan_op) values ($1, $2)
        on conflict (enige) do update set gezien_tot = $1, gedaan_op = $2""",
        tot,
        nu,
    )


async def find_gezien(tx: Transactie, na: UUID) -> dict[str, list[Gezien]]:
    """Return the numbers of the messages after `na`, per source, as unbroken runs.

    A message that somebody repaired after `na` too: until then its source was not known.
    """
    rijen = await tx.fetch(
        """
        select bron, min(volgorde), max(volgorde), min(ontvangen_op) from (
          select bron, volgorde, ontvangen_op,
            volgorde - dense_rank() over (partition by bron order by volgorde) as run
          from (
            select bron, volgorde, ontvangen_op from nazorg.bericht where id > $1
            union all
            select b.bron, b.volgorde, b.ontvangen_op from nazorg.poging p
            join nazorg.bericht b on b.id = p.bericht where p.id > $1) b
          where volgorde between 1 and $2 and bron <> $3) n
        group by bron, run order by bron, 2""",
        na,
        HOOGSTE,
        ONBEKENDE_BRON,
    )
    per_bron: dict[str, list[Gezien]] = defaultdict(list)
    for bron, van, tot, op in rijen:
        per_bron[bron].append(Gezien(van, tot, op))
    return per_bron


async def find_apart_gezet(
    tx: Transactie, na: UUID, *, behalve: str
) -> list[tuple[UUID, str, bytes, datetime]]:
    """Return a portion of what was set aside without a number: id, source, content, moment."""
    rijen = await tx.fetch(
        """select b.id, b.bron, i.inhoud, b.ontvangen_op
        from nazorg.bericht b join nazorg.bericht_inhoud i on i.id = b.id
        where b.id > $1 and b.uitkomst in ('apart_gezet', 'wacht') and b.volgorde = 0
          and b.bron <> $2
        order by b.id limit $3""",
        na,
        behalve,
        _PARTIJ,
    )
    return [(r[0], r[1], r[2], r[3]) for r in rijen]


async def tel_van_bron(
    tx: Transactie, bron: str, *, sinds: datetime
) -> tuple[int, datetime | None]:
    """Count what was set aside of a source since a moment, and when that began. At most 10,000."""
    rij = await tx.fetchrow(
        """select count(*), min(ontvangen_op) from (select ontvangen_op from nazorg.bericht
          where bron = $1 and uitkomst = 'apart_gezet' and id >= $2 limit 10000) b""",
        bron,
        first_id(sinds),
    )
    return rij[0], rij[1]


async def find_bronnen(tx: Transactie) -> dict[str, Bronstand]:
    """Return every source that we ever heard of, with its open gaps."""
    gaten: dict[str, list[Gat]] = defaultdict(list)
    for bron, van, tot, op in await tx.fetch(
        """select bron, van, tot, ontdekt_op from nazorg.gat where gevuld_op is null
        order by bron, van"""
    ):
        gaten[bron].append(Gat(van, tot, op))
    return {
        r[0]: Bronstand(
            r[0],
            r[1],
            r[2],
            None if r[3] is None else Reeks(r[3], r[4], tuple(gaten[r[0]])),
        )
        for r in await tx.fetch(
            "select bron, eerste_op, laatste_op, laagste, hoogste from nazorg.bron order by bron"
        )
    }


async def upsert_bronnen(tx: Transactie, bronnen: Sequence[Bronstand]) -> None:
    """Save what was seen of these sources; their gaps are saved by `replace_gaten`."""
    await tx.execute(
        """
        insert into nazorg.bron (bron, eerste_op, laatste_op, laagste, hoogste)
        select * from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::bigint[],
          $5::bigint[])
        on conflict (bron) do update set (eerste_op, laatste_op, laagste, hoogste) =
          (excluded.eerste_op, excluded.laatste_op, excluded.laagste, excluded.hoogste)""",
        [b.bron for b in bronnen],
        [b.eerste_op for b in bronnen],
        [b.laatste_op for b in bronnen],
        [b.reeks.laagste if b.reeks else None for b in bronnen],
        [b.reeks.hoogste if b.reeks else None for b in bronnen],
    )


@dataclass(frozen=True, slots=True)
class Gatwijziging:
    """What becomes of the gaps of one source. gevuld: what to remember of what is missed no more.

    geaccepteerd: these numbers did not come, and never will; naam and reden: who says so, and why.
    """

    bron: str
    weg: Sequence[Gat]
    nieuw: Sequence[Gat]
    gevuld: Sequence[Gat]
    geaccepteerd: bool = False
    reden: str | None = None
    naam: str | None = None


async def replace_gaten(
    tx: Transactie, wijzigingen: Sequence[Gatwijziging], *, nu: datetime
) -> None:
    """Take the gaps away that are no more, and save the new ones. Two statements."""
    weg = [(w.bron, g.van) for w in wijzigingen for g in w.weg]
    await tx.execute(
        """delete from nazorg.gat g using unnest($1::text[], $2::bigint[]) w(bron, van)
        where g.bron = w.bron and g.van = w.van""",
        [bron for bron, _ in weg],
        [van for _, van in weg],
    )
    erbij: list[tuple[Gatwijziging, Gat, datetime | None]] = [
        *((w, g, None) for w in wijzigingen for g in w.nieuw),
        *((w, g, nu) for w in wijzigingen for g in w.gevuld),
    ]
    await tx.execute(
        """insert into nazorg.gat (bron, van, tot, ontdekt_op, gevuld_op, geaccepteerd, reden, naam)
        select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::timestamptz[],
          $5::timestamptz[], $6::boolean[], $7::text[], $8::text[])""",
        [w.bron for w, _, _ in erbij],
        [g.van for _, g, _ in erbij],
        [g.tot for _, g, _ in erbij],
        [g.sinds for _, g, _ in erbij],
        [gevuld for _, _, gevuld in erbij],
        [bool(gevuld) and w.geaccepteerd for w, _, gevuld in erbij],
        [w.reden if gevuld else None for w, _, gevuld in erbij],
        [w.naam if gevuld else None for w, _, gevuld in erbij],
    )


@dataclass(frozen=True, slots=True)
class GevuldGat:
    """A gap that ended. geaccepteerd: it will never come; naam and reden: who says so, and why."""

    bron: str
    gat: Gat
    geaccepteerd: bool
    reden: str | None
    naam: str | None


async def find_gevuld(tx: Transactie, *, sinds: datetime, aantal: int) -> list[GevuldGat]:
    """Return the gaps that ended last."""
    rijen = await tx.fetch(
        """select bron, van, tot, ontdekt_op, geaccepteerd, reden, naam from nazorg.gat
        where gevuld_op >= $1 order by gevuld_op desc, bron, van limit $2""",
        sinds,
        aantal,
    )
    return [GevuldGat(r[0], Gat(r[1], r[2], r[3]), r[4], r[5], r[6]) for r in rijen]


async def find_gedaan_op(tx: Transactie) -> datetime | None:
    """Return when the watch last looked; None when it never did."""
    gedaan: datetime | None = await tx.fetchval("select gedaan_op from nazorg.bewaking")
    return gedaan


async def delete_oud(tx: Transactie, *, voor: datetime) -> int:
    """Forget gaps that were filled before a moment; return how many."""
    status = await tx.execute("delete from nazorg.gat where gevuld_op < $1", voor)
    return int(status.rpartition(" ")[2])


async def delete_sloten(tx: Transactie, *, voor: datetime) -> int:
    """Forget the slots of jobs of before a moment: one that runs every minute leaves many."""
    status = await tx.execute("delete from nazorg.job_run where slot < $1", voor)
    return int(status.rpartition(" ")[2])
