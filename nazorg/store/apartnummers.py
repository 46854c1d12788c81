"""Table apart_nummer: messages that are set aside without a source, and what they claim to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nazorg.berichten.uitkomst import Reden
from nazorg.store.transactie import Transactie

# A flood of these must not keep the watch from watching: the newest first, the rest goes unread.
_MEESTE = 500


@dataclass(frozen=True, slots=True)
class Apartnummer:
    """A message that is set aside now, and claims to be this number of this source."""

    id: UUID
    bron: str
    nummer: int
    reden: Reden | None


async def find_onbekend(tx: Transactie, na: UUID, *, bron: str) -> list[tuple[UUID, bytes]]:
    """Return the newest messages after `na` that lie under the unknown source: id and content."""
    rijen = await tx.fetch(
        """select b.id, i.inhoud from nazorg.bericht b join nazorg.bericht_inhoud i on i.id = b.id
        where b.id > $1 and b.uitkomst = 'apart_gezet' and b.bron = $2
          and not exists (select from nazorg.apart_nummer n where n.id = b.id)
        order by b.id desc limit $3""",
        na,
        bron,
        _MEESTE,
    )
    return [(r[0], r[1]) for r in rijen]


async def insert(tx: Transactie, claims: Sequence[tuple[UUID, str, int]]) -> None:
    """Remember what messages claim to be: id, source, number."""
    await tx.execute(
        """insert into nazorg.apart_nummer (id, bron, nummer)
        select * from unnest($1::uuid[], $2::text[], $3::bigint[]) on conflict (id) do nothing""",
        [c[0] for c in claims],
        [c[1] for c in claims],
        [c[2] for c in claims],
    )


async def find(tx: Transactie) -> list[Apartnummer]:
    """Return those that are still set aside and that this person may see, in order of number."""
    rijen = await tx.fetch(
        """select n.id, n.bron, n.nummer, b.reden from nazorg.apart_nummer n
        join nazorg.bericht b on b.id = n.id
        where b.uitkomst = 'apart_gezet' and exists (
          select from nazorg.gat g where g.bron = n.bron and g.gevuld_op is null)
        order by n.bron, n.nummer, n.id limit $1""",
        _MEESTE,
    )
    return [Apartnummer(r[0], r[1], r[2], Reden(r[3]) if r[3] else None) for r in rijen]


async def delete_oud(tx: Transactie) -> int:
    """Forget what messages claimed that are not set aside any more; return how many."""
    status = await tx.execute(
        """delete from nazorg.apart_nummer n where not exists (
          select from nazorg.bericht b where b.id = n.id and b.uitkomst = 'apart_gezet')"""
    )
    return int(status.rpartition(" ")[2])


async def find_onleesbare(tx: Transactie, *, bron: str) -> list[tuple[UUID, bytes]]:
    """Return the newest under the unknown source that this person may see: id and content."""
    rijen = await tx.fetch(
        """select b.id, i.inhoud from nazorg.bericht b join nazorg.bericht_inhoud i on i.id = b.id
        where b.uitkomst = 'apart_gezet' and b.bron = $1 order by b.id desc limit $2""",
        bron,
        _MEESTE,
    )
    return [(r[0], r[1]) for r in rijen]
