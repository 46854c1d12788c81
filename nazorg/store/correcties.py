"""Table correctie: proposals to correct a message that was set aside, and what became of them.

The message as it came in stays in its own row. A correction keeps, encrypted, the values that were
proposed and, once approved, the whole message as corrected.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from nazorg.berichten.beheer import Correctiestand
from nazorg.store.transactie import Transactie


class Verbeterd(NamedTuple):
    """The approved version of a message. inhoud: ciphertext."""

    id: UUID
    inhoud: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctie:
    """A proposal. velden: paths of the fields. voorstel and inhoud: ciphertext."""

    id: UUID
    bericht: UUID
    gemeente: str
    stand: Correctiestand
    velden: tuple[str, ...]
    voorstel: bytes
    inhoud: bytes | None
    reden: str
    door: str
    naam: str
    voorgesteld_op: datetime
    besluit_reden: str | None
    besluit_naam: str | None
    besluit_op: datetime | None


_KOLOMMEN = ", ".join(Correctie.__slots__)


def _to_correctie(r: Any) -> Correctie:
    waarden = dict(zip(Correctie.__slots__, r, strict=True))
    waarden["stand"] = Correctiestand(waarden["stand"])
    waarden["velden"] = tuple(waarden["velden"])
    return Correctie(**waarden)


async def insert(tx: Transactie, c: Correctie) -> bool:
    """Keep a proposal; False when there is an open one for this message already."""
    status = await tx.execute(
        """insert into nazorg.correctie (id, bericht, gemeente, stand, velden, voorstel, reden,
          door, naam, voorgesteld_op) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (bericht) where stand = 'open' do nothing""",
        c.id,
        c.bericht,
        c.gemeente,
        c.stand,
        list(c.velden),
        c.voorstel,
        c.reden,
        c.door,
        c.naam,
        c.voorgesteld_op,
    )
    return status.endswith(" 1")


async def find(tx: Transactie, bericht: UUID) -> list[Correctie]:
    """Return every proposal for a message, oldest first."""
    rijen = await tx.fetch(
        f"select {_KOLOMMEN} from nazorg.correctie where bericht = $1 order by id", bericht
    )
    return [_to_correctie(r) for r in rijen]


async def find_open(tx: Transactie) -> dict[UUID, str]:
    """Return the messages with an open proposal that this person may see, and whose each is."""
    rijen = await tx.fetch("select bericht, door from nazorg.correctie where stand = 'open'")
    return {r[0]: r[1] for r in rijen}


async def lock_open(tx: Transactie, bericht: UUID, id_: UUID) -> Correctie | None:
    """Lock this proposal, None when it is not open any more."""
    rij = await tx.fetchrow(
        f"""select {_KOLOMMEN} from nazorg.correctie
        where bericht = $1 and id = $2 and stand = 'open' for update""",
        bericht,
        id_,
    )
    return _to_correctie(rij) if rij else None


async def find_geldige(tx: Transactie, berichten: Sequence[UUID]) -> dict[UUID, Verbeterd]:
    """Return the version that counts of the messages among these that were corrected."""
    rijen = await tx.fetch(
        """select distinct on (bericht) bericht, id, inhoud from nazorg.correctie
        where bericht = any($1::uuid[]) and stand = 'goedgekeurd' order by bericht, id desc""",
        list(berichten),
    )
    return {r[0]: Verbeterd(r[1], r[2]) for r in rijen}


async def find_verbeterde(tx: Transactie, berichten: Sequence[UUID]) -> set[UUID]:
    """Return which of these messages count as somebody corrected them."""
    rijen = await tx.fetch(
        """select distinct bericht from nazorg.correctie
        where bericht = any($1::uuid[]) and stand = 'goedgekeurd'""",
        list(berichten),
    )
    return {r[0] for r in rijen}


async def besluit(  # noqa: PLR0913 - the parts of one decision
    tx: Transactie,
    id_: UUID,
    stand: Correctiestand,
    *,
    inhoud: bytes | None,
    reden: str,
    door: str,
    naam: str,
    nu: datetime,
) -> None:
    """Write what another person decided. The database refuses the one who proposed it."""
    await tx.execute(
        """update nazorg.correctie set stand = $2, inhoud = $3, besluit_reden = $4,
          besluit_door = $5, besluit_naam = $6, besluit_op = $7 where id = $1""",
        id_,
        stand,
        inhoud,
        reden,
        door,
        naam,
        nu,
    )


async def verhuis(tx: Transactie, bericht: UUID, gemeente: str) -> None:
    """Let the corrections of a message follow it: who sees the message sees what was done."""
    await tx.execute(
        "update nazorg.correctie set gemeente = $2 where bericht = $1 and gemeente <> $2",
        bericht,
        gemeente,
    )


async def laat_vervallen(tx: Transactie, berichten: Sequence[UUID], *, nu: datetime) -> None:
    """Let open proposals fall away for messages that were handled otherwise."""
    await tx.execute(
        """update nazorg.correctie set stand = 'vervallen', besluit_op = $2
        where bericht = any($1::uuid[]) and stand = 'open'""",
        list(berichten),
        nu,
    )


async def wis(tx: Transactie, *, van: UUID, tot: UUID) -> None:
    """Forget the values in corrections of messages from van up to tot; who did what stays.

    van and tot: the first keys of a month of receipt and of the next (`nazorg.store.ids`).
    """
    await tx.execute(
        """update nazorg.correctie set voorstel = '', inhoud = substring(inhoud for 0)
        where bericht >= $1 and bericht < $2""",
        van,
        tot,
    )
