"""Which message caused which event, both ways. Numbers, kinds and moments; never content.

The web has no right to the outbox, so the callers open this with the role that takes messages in,
after they checked who may see the messages that they ask about.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.berichten.bezorging import Bezorgstand
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Oorzaak:
    """A message behind an event. gemeente: whose box it came in, for who may open it."""

    id: UUID
    soort: str
    ontvangen_op: datetime
    gemeente: str


@dataclass(frozen=True, slots=True)
class Bezorgd:
    """How far an event is at one destination. naam: of the subscription, None for the topic."""

    naam: str | None
    actief: bool
    stand: Bezorgstand
    vanaf: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebeurtenis:
    """An outgoing event. uitgezet: its destinations are known, also when there are none."""

    id: UUID
    type: str
    aangemaakt_op: datetime
    uitgezet: bool
    oorzaken: tuple[Oorzaak, ...]
    bezorgd: tuple[Bezorgd, ...]


async def find_gebeurtenissen(
    tx: Transactie, berichten: Sequence[UUID], *, dossier: UUID | None = None, aantal: int
) -> list[Gebeurtenis]:
    """Return the last events that any of these messages caused, newest first. Three statements.

    dossier: with also what people in it caused, of which there is no message.
    """
    rijen = await tx.fetch(
        """select id, type, aangemaakt_op, uitgezet_op is not null from (
          select * from nazorg.outbox where oorzaken && $1::uuid[]
          union all
          select * from nazorg.outbox where subject = $3 and oorzaken = '{}') o
        order by volgnr desc limit $2""",
        list(berichten),
        aantal,
        dossier,
    )
    ids = [r[0] for r in rijen]
    oorzaken, bezorgd = await find_oorzaken(tx, ids), await _find_bezorgd(tx, ids)
    return [
        Gebeurtenis(
            id=r[0],
            type=r[1],
            aangemaakt_op=r[2],
            uitgezet=r[3],
            oorzaken=oorzaken.get(r[0], ()),
            bezorgd=tuple(bezorgd[r[0]]),
        )
        for r in rijen
    ]


async def find_oorzaken(tx: Transactie, events: Sequence[UUID]) -> dict[UUID, tuple[Oorzaak, ...]]:
    """Return the messages behind each event, in the order in which they came into the dossier."""
    rijen = await tx.fetch(
        """select o.id, b.id, b.soort, b.ontvangen_op, b.gemeente
        from nazorg.outbox o cross join lateral unnest(o.oorzaken) with ordinality u(id, plek)
        join nazorg.bericht b on b.id = u.id where o.id = any($1::uuid[]) order by o.id, u.plek""",
        list(events),
    )
    uit: dict[UUID, tuple[Oorzaak, ...]] = {}
    for event, *oorzaak in rijen:
        uit[event] = (*uit.get(event, ()), Oorzaak(*oorzaak))
    return uit


async def _find_bezorgd(tx: Transactie, events: Sequence[UUID]) -> dict[UUID, list[Bezorgd]]:
    rijen = await tx.fetch(
        """select b.outbox_id, a.naam, coalesce(a.actief, true), b.stand, b.vanaf
        from nazorg.bezorging b left join nazorg.abonnement a on a.id = b.bestemming
        where b.outbox_id = any($1::uuid[]) order by a.naam nulls first""",
        list(events),
    )
    uit: dict[UUID, list[Bezorgd]] = defaultdict(list)
    for event, naam, actief, stand, vanaf in rijen:
        uit[event].append(Bezorgd(naam, actief, Bezorgstand(stand), vanaf))
    return uit
