"""Table meetmoment: how everything stood on a day that was reached. Written once.

What was measured on a day that proved to be no such moment stays, and counts no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nazorg.kern.leefgebied import Stand
from nazorg.leefgebieden.meetmoment import Meetpunt
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Kandidaat:
    """A detention of which moments may have been reached. standen: now, in fixed order."""

    dossier: UUID
    bron: str
    detentie: str
    gemeente: str
    begin: date | None
    einde: date | None
    standen: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Meting:
    """One frozen measurement. standen: in the order of the leefgebieden.

    vervangen_op: since when it counts no more: the day of its moment moved, or was withdrawn.
    """

    punt: Meetpunt
    datum: date
    standen: tuple[Stand, ...]
    vastgelegd_op: datetime
    vervangen_op: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeten:
    """A measurement that counts, with the days of its detention as they are now.

    begin and einde: None for a detention that does not count any more.
    """

    dossier: UUID
    bron: str
    detentie: str
    punt: Meetpunt
    datum: date
    vastgelegd_op: datetime
    begin: date | None
    einde: date | None


async def find_kandidaten(
    tx: Transactie, *, begin_vanaf: date, einde_vanaf: date
) -> list[Kandidaat]:
    """Return detentions that began or ended since these days."""
    rijen = await tx.fetch(
        """select t.dossier_id, t.bron, t.nummer, d.gemeente, t.begin, t.einde,
          coalesce(d.standen, array_fill('onbekend'::text, array[5]))
        from nazorg.detentie t join nazorg.dossier d on d.id = t.dossier_id
        where t.status in ('lopend', 'beeindigd') and (t.begin >= $1 or t.einde >= $2)""",
        begin_vanaf,
        einde_vanaf,
    )
    return [
        Kandidaat(
            dossier=r[0],
            bron=r[1],
            detentie=r[2],
            gemeente=r[3],
            begin=r[4],
            einde=r[5],
            standen=tuple(map(Stand, r[6])),
        )
        for r in rijen
    ]


async def find_geldende(tx: Transactie) -> list[Gemeten]:
    """Return every measurement that counts."""
    rijen = await tx.fetch(
        """select m.dossier_id, m.bron, m.detentie, m.punt, m.datum, m.vastgelegd_op, t.begin,
          t.einde
        from nazorg.meetmoment m left join nazorg.detentie t on t.dossier_id = m.dossier_id
          and t.bron = m.bron and t.nummer = m.detentie and t.status in ('lopend', 'beeindigd')
        where m.vervangen_op is null"""
    )
    return [
        Gemeten(
            dossier=r[0],
            bron=r[1],
            detentie=r[2],
            punt=Meetpunt(r[3]),
            datum=r[4],
            vastgelegd_op=r[5],
            begin=r[6],
            einde=r[7],
        )
        for r in rijen
    ]


async def vervang(tx: Transactie, gemeten: Sequence[Gemeten], *, nu: datetime) -> None:
    """Let measurements count no more. They stay as they are."""
    await tx.execute(
        """update nazorg.meetmoment m set vervangen_op = $5
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) i(dossier, bron, detentie, punt)
        where m.dossier_id = i.dossier and m.bron = i.bron and m.detentie = i.detentie
          and m.punt = i.punt and m.vervangen_op is null""",
        [g.dossier for g in gemeten],
        [g.bron for g in gemeten],
        [g.detentie for g in gemeten],
        [g.punt for g in gemeten],
        nu,
    )


async def freeze(
    tx: Transactie, metingen: Sequence[tuple[Kandidaat, Meetpunt, date]], *, nu: datetime
) -> int:
    """Write moments that were not written yet; return how many. What counts, stays."""
    status = await tx.execute(
        """
        insert into nazorg.meetmoment (dossier_id, bron, detentie, punt, gemeente, datum, standen,
          vastgelegd_op)
        select i.dossier, i.bron, i.detentie, i.punt, i.gemeente, i.datum,
          string_to_array(i.standen, ' '), $8
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[],
          $7::text[]) i(dossier, bron, detentie, punt, gemeente, datum, standen)
        on conflict do nothing""",
        [k.dossier for k, _, _ in metingen],
        [k.bron for k, _, _ in metingen],
        [k.detentie for k, _, _ in metingen],
        [punt for _, punt, _ in metingen],
        [k.gemeente for k, _, _ in metingen],
        [datum for _, _, datum in metingen],
        [" ".join(k.standen) for k, _, _ in metingen],
        nu,
    )
    return int(status.rpartition(" ")[2])


async def find_by_detentie(tx: Transactie, dossier: UUID, bron: str, detentie: str) -> list[Meting]:
    rijen = await tx.fetch(
        """select punt, datum, standen, vastgelegd_op, vervangen_op from nazorg.meetmoment
        where dossier_id = $1 and bron = $2 and detentie = $3
        order by datum, punt, vervangen_op""",
        dossier,
        bron,
        detentie,
    )
    return [Meting(Meetpunt(r[0]), r[1], tuple(map(Stand, r[2])), r[3], r[4]) for r in rijen]
