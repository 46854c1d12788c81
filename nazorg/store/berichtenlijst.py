"""Table bericht as lists and counts for the screen; the content is never read here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from nazorg.berichten.soort import Bronsoort, Soort
from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.store.berichtzoeken import (
    NIEUWSTE_EERST,
    VAN_GEMEENTE,
    Zoekvraag,
    bron_van_rijen,
    voorwaarden,
)
from nazorg.store.ids import first_id
from nazorg.store.transactie import Transactie

LAATSTE = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtregel:
    """A message as a row on the screen. velden: paths of what was wrong, never a value."""

    id: UUID
    bron: str
    bericht_id: str
    soort: str
    uitkomst: Uitkomst
    reden: Reden | None
    velden: tuple[str, ...]
    ontvangen_op: datetime


_KOLOMMEN = "b.id, b.bron, b.bericht_id, b.soort, b.uitkomst, b.reden, b.fouten, b.ontvangen_op"


async def find(
    tx: Transactie,
    gemeenten: tuple[str, ...],
    vraag: Zoekvraag,
    *,
    voor: UUID = LAATSTE,
    aantal: int,
) -> list[Berichtregel]:
    """Return messages, last received first, before the message `voor`. Keyset on the UUIDv7."""
    waarden: list[object] = [list(gemeenten), voor, aantal]
    waar = " and b.id < $2::uuid" + await voorwaarden(tx, gemeenten, vraag, waarden)
    rijen = await tx.fetch(
        f"""
        select {_KOLOMMEN} from {bron_van_rijen(vraag, waar, aantal="$3")}
        order by b.id desc limit $3""",
        *waarden,
    )
    return [_to_regel(r) for r in rijen]


async def tel(tx: Transactie, gemeenten: tuple[str, ...], vraag: Zoekvraag, *, meeste: int) -> int:
    """Count messages, but never further than `meeste`."""
    waarden: list[object] = [list(gemeenten), meeste]
    waar = await voorwaarden(tx, gemeenten, vraag, waarden)
    aantal = await tx.fetchval(
        f"""select count(*) from (
          select from {bron_van_rijen(vraag, waar, aantal="$2")} limit $2) n""",
        *waarden,
    )
    return int(aantal)


async def tel_per_reden(
    tx: Transactie, gemeenten: tuple[str, ...], vraag: Zoekvraag
) -> dict[Reden, int]:
    """Count what is set aside, per reason. vraag.uitkomst does not matter."""
    waarden: list[object] = [list(gemeenten)]
    alleen = replace(vraag, uitkomst=Uitkomst.APART_GEZET)
    waar = await voorwaarden(tx, gemeenten, alleen, waarden)
    rijen = await tx.fetch(
        f"""select b.reden, count(*) from nazorg.bericht b
        where b.gemeente = any($1::text[]){waar} group by 1""",
        *waarden,
    )
    return {Reden(r[0]): r[1] for r in rijen}


async def tel_ids_per_reden(
    tx: Transactie, gemeenten: tuple[str, ...], ids: Sequence[UUID]
) -> dict[Reden, int]:
    """Count which of these are set aside, per reason."""
    rijen = await tx.fetch(
        """select reden, count(*) from nazorg.bericht where id = any($1::uuid[])
          and gemeente = any($2::text[]) and uitkomst = 'apart_gezet' group by 1""",
        list(ids),
        list(gemeenten),
    )
    return {Reden(r[0]): r[1] for r in rijen}


def _to_regel(r: Any) -> Berichtregel:
    return Berichtregel(
        id=r[0],
        bron=r[1],
        bericht_id=r[2],
        soort=r[3],
        uitkomst=Uitkomst(r[4]),
        reden=Reden(r[5]) if r[5] else None,
        velden=tuple(f["pad"] for f in r[6]) if r[6] else (),
        ontvangen_op=r[7],
    )


async def tel_sinds(
    tx: Transactie, gemeenten: tuple[str, ...], sinds: datetime
) -> list[tuple[str, str, int, datetime]]:
    """Count messages received since a moment per kind and outcome, with the last moment."""
    rijen = await tx.fetch(
        """select soort, uitkomst, count(*), max(ontvangen_op) from nazorg.bericht
        where gemeente = any($1::text[]) and id >= $2::uuid group by 1, 2""",
        list(gemeenten),
        first_id(sinds),
    )
    return [(r[0], r[1], r[2], r[3]) for r in rijen]


class Uurtelling(NamedTuple):
    """What came in of one kind from one source in one hour."""

    bron: str
    soort: str
    uur: datetime
    aantal: int
    laatste_op: datetime


async def tel_per_uur(
    tx: Transactie, gemeenten: tuple[str, ...], sinds: datetime
) -> list[Uurtelling]:
    """Count messages received since a moment per source, kind and hour."""
    rijen = await tx.fetch(
        """select bron, soort, date_trunc('hour', ontvangen_op, 'UTC'), count(*), max(ontvangen_op)
        from nazorg.bericht where gemeente = any($1::text[]) and id >= $2::uuid group by 1, 2, 3""",
        list(gemeenten),
        first_id(sinds),
    )
    return [Uurtelling(*r) for r in rijen]


async def find_laatste(tx: Transactie, gemeenten: tuple[str, ...]) -> dict[str, datetime]:
    """Return when each kind of message was last received, from the index: one look per kind."""
    rijen = await tx.fetch(
        f"""select s.soort, max(b.ontvangen_op) from unnest($1::text[]) g(code)
        cross join unnest($2::text[]) s(soort) cross join lateral (
          select ontvangen_op from nazorg.bericht b
          where {VAN_GEMEENTE} and b.soort = s.soort and b.uitkomst = 'verwerkt'
          order by {NIEUWSTE_EERST} limit 1) b group by 1""",
        list(gemeenten),
        [*Soort, *Bronsoort],
    )
    return {r[0]: r[1] for r in rijen}
