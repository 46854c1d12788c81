"""Table pauze: the sources that are on hold, because nothing that they sent could be handled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.store.berichtzoeken import BEGIN
from nazorg.store.ids import Ids, first_id
from nazorg.store.transactie import Transactie

MEESTE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauze:
    """A source on hold. herhaling: the run that tries to start it again, None when nobody does.

    wachten: how many of its messages wait, never counted beyond MEESTE.
    """

    id: UUID
    bron: str
    sinds: datetime
    herhaling: UUID | None
    wachten: int


async def find_bronnen(tx: Transactie) -> frozenset[str]:
    """Return the sources that are on hold."""
    rijen = await tx.fetch("select bron from nazorg.pauze where voorbij_op is null")
    return frozenset(r[0] for r in rijen)


async def hold_open(tx: Transactie, bronnen: Sequence[str]) -> set[str]:
    """Return which of these are on hold, and keep them so until this transaction ends."""
    rijen = await tx.fetch(
        """select bron from nazorg.pauze where bron = any($1::text[]) and voorbij_op is null
        order by bron for share""",
        list(bronnen),
    )
    return {r[0] for r in rijen}


_OVERWEEG = """
insert into nazorg.pauze (id, bron, sinds)
select i.id, i.bron, $4 from unnest($1::uuid[], $2::text[]) i(id, bron)
cross join lateral (
  select coalesce((select telt_na from nazorg.pauze p where p.bron = i.bron
    and p.voorbij_op is not null order by p.id desc limit 1), $5::uuid)) v(vanaf)
cross join lateral (
  select a.id from nazorg.bericht a
  where a.bron = i.bron and a.uitkomst = 'apart_gezet' and a.id > v.vanaf
  order by a.id desc offset $3::int - 1 limit 1) eerste
where (
  select b.id from nazorg.bericht b
  where b.bron = i.bron and b.uitkomst <> 'apart_gezet' and b.id > eerste.id
  order by b.id desc limit 1) is null
on conflict (bron) where voorbij_op is null do nothing
returning bron
"""


async def open_na_reeks(
    tx: Transactie, bronnen: Sequence[str], *, reeks: int, nu: datetime
) -> list[str]:
    """Put the sources on hold of which the last `reeks` messages were all set aside; return them.

    One statement, and only when a batch ends with messages that were set aside. It walks back from
    now until the oldest of those `reeks`, or until a message of the source that was not set aside.
    """
    maak_id = Ids(nu)
    ids = [maak_id() for _ in bronnen]
    rijen = await tx.fetch(_OVERWEEG, ids, list(bronnen), reeks, nu, BEGIN)
    return sorted(r[0] for r in rijen)


_KOLOMMEN = f"""p.id, p.bron, p.sinds, p.herhaling, (
  select count(*) from (select from nazorg.bericht b where b.bron = p.bron and b.uitkomst = 'wacht'
    limit {MEESTE}) w)"""


def _to_pauze(r: Sequence[object]) -> Pauze:
    return Pauze(**dict(zip(Pauze.__slots__, r, strict=True)))  # type: ignore[arg-type]


async def find_open(tx: Transactie) -> list[Pauze]:
    """Return the sources that are on hold, with how much of it this role may see waiting."""
    rijen = await tx.fetch(
        f"select {_KOLOMMEN} from nazorg.pauze p where p.voorbij_op is null order by p.sinds, p.id"
    )
    return [_to_pauze(r) for r in rijen]


async def lock(tx: Transactie, id_: UUID) -> Pauze | None:
    """Lock one that is open: what is being parked now is finished first, and nothing new starts."""
    rij = await tx.fetchrow(
        f"""select {_KOLOMMEN} from nazorg.pauze p where p.id = $1 and p.voorbij_op is null
        for update of p""",
        id_,
    )
    return _to_pauze(rij) if rij else None


async def lock_van_herhaling(tx: Transactie, herhaling: UUID) -> Pauze | None:
    """Lock the one that a run tries to end."""
    rij = await tx.fetchrow(
        f"""select {_KOLOMMEN} from nazorg.pauze p where p.herhaling = $1
        and p.voorbij_op is null for update of p""",
        herhaling,
    )
    return _to_pauze(rij) if rij else None


async def zet_herhaling(tx: Transactie, id_: UUID, herhaling: UUID | None) -> None:
    """Note which run tries to start the source again, or that none does any more."""
    await tx.execute("update nazorg.pauze set herhaling = $2 where id = $1", id_, herhaling)


async def sluit(tx: Transactie, id_: UUID, *, nu: datetime) -> None:
    """End a pause. What came before does not count for a next one."""
    await tx.execute(
        "update nazorg.pauze set voorbij_op = $2, telt_na = $3 where id = $1",
        id_,
        nu,
        first_id(nu),
    )
