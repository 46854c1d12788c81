"""Table sleutel: keyed hashes of numbers, each pointing at one dossier."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from nazorg.store.transactie import Transactie


class Gelijktijdig(Exception):  # noqa: N818 - what happened, not an error of ours
    """Another transaction made the same person at the same moment: read again and retry."""


async def find(tx: Transactie, sleutels: Sequence[bytes]) -> tuple[dict[bytes, UUID], set[UUID]]:
    """Return the dossier of each known key, and which of those dossiers have a BSN."""
    rijen = await tx.fetch(
        """
        select s.sleutel, s.dossier_id,
          exists (select from nazorg.sleutel b where b.dossier_id = s.dossier_id and b.is_bsn)
        from nazorg.sleutel s where s.sleutel = any($1::bytea[])""",
        list(sleutels),
    )
    return {r[0]: r[1] for r in rijen}, {r[1] for r in rijen if r[2]}


async def insert(tx: Transactie, sleutels: Mapping[bytes, UUID], *, bsn: Iterable[bytes]) -> None:
    """Remember new keys, in key order. Raises Gelijktijdig when one exists by now."""
    if not sleutels:
        return
    met_bsn = set(bsn)
    op_volgorde = sorted(sleutels)
    status = await tx.execute(
        """
        insert into nazorg.sleutel (sleutel, dossier_id, is_bsn)
        select * from unnest($1::bytea[], $2::uuid[], $3::bool[])
        on conflict do nothing""",
        op_volgorde,
        [sleutels[s] for s in op_volgorde],
        [s in met_bsn for s in op_volgorde],
    )
    if int(status.rpartition(" ")[2]) != len(op_volgorde):
        raise Gelijktijdig


async def repoint(tx: Transactie, samengevoegd: Mapping[UUID, UUID]) -> None:
    """Let every key of a dossier that turned out to be another one point at that other one."""
    await tx.execute(
        """
        update nazorg.sleutel s set dossier_id = i.naar
        from unnest($1::uuid[], $2::uuid[]) i(van, naar) where s.dossier_id = i.van""",
        list(samengevoegd),
        list(samengevoegd.values()),
    )
