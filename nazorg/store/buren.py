"""Messages by their number in the sequence of a source, and numbers without a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.berichten.volgnummers import Gat, Reeks
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Genummerd:
    """A message with a number of its source."""

    id: UUID
    nummer: int
    uitkomst: Uitkomst


async def find(tx: Transactie, bron: str, nummers: Sequence[int]) -> dict[int, Genummerd]:
    """Return the first message with each of these numbers; one that counts goes before others."""
    rijen = await tx.fetch(
        """select distinct on (volgorde) id, volgorde, uitkomst from nazorg.bericht
        where volgorde = any($1::bigint[]) and bron = $2
        order by volgorde, uitkomst <> 'verwerkt', id""",
        list(nummers),
        bron,
    )
    return {r[1]: Genummerd(r[0], r[1], Uitkomst(r[2])) for r in rijen}


async def find_reeks(tx: Transactie, bron: str) -> Reeks | None:
    """Return what the watch knows of the numbers of a source: its ends and its open gaps."""
    rij = await tx.fetchrow("select laagste, hoogste from nazorg.bron where bron = $1", bron)
    if rij is None or rij[0] is None:
        return None
    gaten = await tx.fetch(
        """select van, tot, ontdekt_op from nazorg.gat
        where bron = $1 and gevuld_op is null order by van""",
        bron,
    )
    return Reeks(rij[0], rij[1], tuple(Gat(*g) for g in gaten))


async def find_geaccepteerd(tx: Transactie, bron: str) -> list[Gat]:
    """Return the gaps of a source of which somebody accepted that they stay."""
    rijen = await tx.fetch(
        """select van, tot, ontdekt_op from nazorg.gat
        where bron = $1 and geaccepteerd and gevuld_op is not null order by van""",
        bron,
    )
    return [Gat(*r) for r in rijen]


async def find_claims(tx: Transactie, bron: str, nummers: Sequence[int]) -> dict[int, UUID]:
    """Return the messages that are set aside and claim these numbers, the first of each."""
    rijen = await tx.fetch(
        """select distinct on (n.nummer) n.nummer, n.id from nazorg.apart_nummer n
        join nazorg.bericht b on b.id = n.id
        where n.bron = $1 and n.nummer = any($2::bigint[]) and b.uitkomst = 'apart_gezet'
        order by n.nummer, n.id""",
        bron,
        list(nummers),
    )
    return {r[0]: r[1] for r in rijen}
