"""Table sleutel: keyed hashes of numbers, each pointing at one dossier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from nazorg.store.rijen import met_komma
from nazorg.store.transactie import Transactie


class Gelijktijdig(Exception):  # noqa: N818 - what happened, not an error of ours
    """Another transaction made the same person at the same moment: read again and retry."""


@dataclass(frozen=True, slots=True)
class Bekend:
    """What is remembered of some keys. kop: number and gemeente of each dossier, now locked.

    feiten: what people said about it (ciphertext), for those about whom somebody said something.
    verwijderd: keys of detentions whose dossier was removed when its term was over.
    """

    dossier_van: dict[bytes, UUID]
    met_bsn: set[UUID]
    kop: dict[UUID, tuple[str, str]]
    feiten: dict[UUID, bytes]
    verwijderd: set[bytes]


async def find_and_lock(tx: Transactie, sleutels: Sequence[bytes]) -> Bekend:
    """Find the dossiers of these keys and lock them, in order, until the transaction ends."""
    rijen = await tx.fetch(
        """
        with bekend as (
          select s.sleutel, d.id, d.nummer, d.gemeente, exists (
            select from nazorg.sleutel b where b.dossier_id = d.id and b.soort = 'bsn'), d.feiten
          from nazorg.sleutel s join nazorg.dossier d on d.id = s.dossier_id
          where s.sleutel = any($1::bytea[]) order by d.id for update of d)
        select * from bekend union all
        select sleutel, null, null, null, null, null from nazorg.sleutel
        where sleutel = any($1::bytea[]) and soort = 'verwijderd'""",
        list(sleutels),
    )
    verwijderd = {r[0] for r in rijen if r[1] is None}
    rijen = [r for r in rijen if r[1] is not None] if verwijderd else rijen
    return Bekend(
        {r[0]: r[1] for r in rijen},
        # From the keys, not from the fold: a number that was withdrawn still tells people apart.
        {r[1] for r in rijen if r[4]},
        {r[1]: (r[2], r[3]) for r in rijen},
        {r[1]: r[5] for r in rijen if r[5] is not None},
        verwijderd,
    )


async def find_bekende(tx: Transactie, sleutels: Sequence[bytes]) -> set[bytes]:
    """Return which of these keys lead to a dossier."""
    rijen = await tx.fetch(
        """select sleutel from nazorg.sleutel
        where sleutel = any($1::bytea[]) and soort <> 'verwijderd'""",
        list(sleutels),
    )
    return {r[0] for r in rijen}


async def find_verwijderde(tx: Transactie, sleutels: Sequence[bytes]) -> set[bytes]:
    """Return which of these keys are of a detention whose dossier was removed."""
    rijen = await tx.fetch(
        """select sleutel from nazorg.sleutel
        where sleutel = any($1::bytea[]) and soort = 'verwijderd'""",
        list(sleutels),
    )
    return {r[0] for r in rijen}


async def insert(tx: Transactie, sleutels: Mapping[bytes, tuple[UUID, str]]) -> None:
    """Remember new keys with their dossier and kind, in key order.

    Raises Gelijktijdig when one exists by now.
    """
    if not sleutels:
        return
    op_volgorde = sorted(sleutels)
    status = await tx.execute(
        """
        insert into nazorg.sleutel (sleutel, dossier_id, soort)
        select decode(sleutel, 'hex'), dossier::uuid, soort
        from unnest(string_to_array($1, ','), string_to_array($2, ','), string_to_array($3, ','))
          i(sleutel, dossier, soort)
        on conflict do nothing""",
        met_komma(s.hex() for s in op_volgorde),
        met_komma(sleutels[s][0] for s in op_volgorde),
        met_komma(sleutels[s][1] for s in op_volgorde),
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
