"""Table meetmoment: how everything stood on a day that was reached. Written once."""

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
    """One frozen measurement. standen: in the order of the leefgebieden."""

    punt: Meetpunt
    datum: date
    standen: tuple[Stand, ...]


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


async def freeze(
    tx: Transactie, metingen: Sequence[tuple[Kandidaat, Meetpunt, date]], *, nu: datetime
) -> int:
    """Write moments that were not written yet; return how many. What stands, stays."""
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
        """select punt, datum, standen from nazorg.meetmoment
        where dossier_id = $1 and bron = $2 and detentie = $3 order by datum, punt""",
        dossier,
        bron,
        detentie,
    )
    return [Meting(Meetpunt(r[0]), r[1], tuple(map(Stand, r[2]))) for r in rijen]
