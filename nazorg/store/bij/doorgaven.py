"""Tables bij.abonnement and bij.doorgave: who hears that a mayor decided, and how far that is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from nazorg.berichten.bezorging import Antwoord, Besluit, Bezorgreden, Bezorgstand
from nazorg.store.transactie import Transactie

Stopper = Literal["beheerder", "ontvanger"]


@dataclass(frozen=True, slots=True)
class Abonnement:
    """A receiver of our decisions. geheim: ciphertext."""

    id: UUID
    naam: str
    url: str
    geheim: bytes
    aangemaakt_op: datetime
    gestopt_op: datetime | None = None
    gestopt_door: Stopper | None = None


@dataclass(frozen=True, slots=True)
class Geleend:
    """A decision that is to be told to one receiver now. poging: 1 for the first."""

    besluit: UUID
    abonnement: UUID
    melding: UUID
    besloten_op: datetime
    poging: int
    begonnen_op: datetime


@dataclass(frozen=True, slots=True)
class Ontvangerstand:
    """How one receiver does, in counts of decisions. reden: of the last attempt that failed."""

    id: UUID
    naam: str
    gestopt_op: datetime | None
    gestopt_door: Stopper | None
    verzonden: int
    wachten: int
    dood: int
    reden: Bezorgreden | None


async def insert(tx: Transactie, a: Abonnement) -> bool:
    """Add a receiver; False when one with this name is there."""
    status = await tx.execute(
        """insert into bij.abonnement (id, naam, url, geheim, aangemaakt_op)
        values ($1, $2, $3, $4, $5) on conflict do nothing""",
        a.id,
        a.naam,
        a.url,
        a.geheim,
        a.aangemaakt_op,
    )
    return status.endswith(" 1")


async def find(tx: Transactie, *, alleen_lopend: bool = False) -> list[Abonnement]:
    """Return the receivers in the order in which they were made."""
    rijen = await tx.fetch(
        """select id, naam, url, geheim, aangemaakt_op, gestopt_op, gestopt_door
        from bij.abonnement where gestopt_op is null or not $1 order by id""",
        alleen_lopend,
    )
    return [Abonnement(*r) for r in rijen]


async def stop(tx: Transactie, id_: UUID, *, door: Stopper, nu: datetime) -> None:
    """Stop telling a receiver; what still waited is not sent."""
    await tx.execute(
        """update bij.abonnement set gestopt_op = $2, gestopt_door = $3
        where id = $1 and gestopt_op is null""",
        id_,
        nu,
        door,
    )
    await tx.execute(
        """update bij.doorgave set stand = 'dood', vanaf = $2, lease_tot = null,
          reden = 'abonnement_gestopt'
        where abonnement_id = $1 and stand in ('te_verzenden', 'onderweg', 'wacht')""",
        id_,
        nu,
    )


async def zet_uit(tx: Transactie, *, nu: datetime) -> None:
    """Give every receiver a row for each decision since it began. The decision is the outbox."""
    await tx.execute(
        """insert into bij.doorgave
          (besluit_id, abonnement_id, melding_id, volgnr, besloten_op, stand, vanaf)
        select b.id, a.id, b.melding_id, b.volgnr, b.op, 'te_verzenden', $1
        from bij.abonnement a join bij.besluit b on b.op >= a.aangemaakt_op
        where a.gestopt_op is null on conflict do nothing""",
        nu,
    )


# Of each alert only the first that is not there yet, so that a receiver hears in order. A dead one
# lets the next go. The conditions stand outside too: another process may have been first.
_LEEN = """
with kop as (
  select distinct on (abonnement_id, melding_id) besluit_id, abonnement_id from bij.doorgave
  where stand in ('te_verzenden', 'onderweg', 'wacht') order by abonnement_id, melding_id, volgnr)
update bij.doorgave d set stand = 'onderweg', poging = d.poging + 1, lease_tot = $2,
  begonnen_op = coalesce(d.begonnen_op, $1)
from kop where d.besluit_id = kop.besluit_id and d.abonnement_id = kop.abonnement_id
  and (d.stand in ('te_verzenden', 'wacht') and d.vanaf <= $1
    or d.stand = 'onderweg' and d.lease_tot <= $1)
returning d.besluit_id, d.abonnement_id, d.melding_id, d.besloten_op, d.poging, d.begonnen_op
"""


async def leen(tx: Transactie, *, nu: datetime, tot: datetime) -> list[Geleend]:
    """Take what may go now; who does not come back before `tot` loses it to the next who asks."""
    return [Geleend(*r) for r in await tx.fetch(_LEEN, nu, tot)]


async def boek(tx: Transactie, g: Geleend, antwoord: Antwoord, besluit: Besluit) -> None:
    """Record what a receiver said. What was stopped meanwhile stays stopped."""
    await tx.execute(
        """update bij.doorgave set stand = $4, vanaf = $5, reden = $6, status = $7, lease_tot = null
        where besluit_id = $1 and abonnement_id = $2 and poging = $3 and stand = 'onderweg'""",
        g.besluit,
        g.abonnement,
        g.poging,
        besluit.stand,
        besluit.vanaf,
        antwoord.reden,
        antwoord.status,
    )


async def is_te_laat(tx: Transactie, *, voor: datetime) -> bool:
    """Tell whether a running receiver lacks a decision of before a moment, or will never get it."""
    return bool(
        await tx.fetchval(
            """select exists (select from bij.doorgave d join bij.abonnement a
              on a.id = d.abonnement_id where a.gestopt_op is null
              and (d.stand = 'dood' or d.stand <> 'verzonden' and d.besloten_op <= $1))""",
            voor,
        )
    )


async def find_standen(tx: Transactie) -> list[Ontvangerstand]:
    """Return how each receiver does: counts and a reason, nothing of a decision."""
    rijen = await tx.fetch(
        """select a.id, a.naam, a.gestopt_op, a.gestopt_door,
          count(*) filter (where d.stand = 'verzonden'),
          count(*) filter (where d.stand in ('te_verzenden', 'onderweg', 'wacht')),
          count(*) filter (where d.stand = 'dood'),
          (array_agg(d.reden order by d.vanaf desc) filter (where d.reden is not null))[1]
        from bij.abonnement a left join bij.doorgave d on d.abonnement_id = a.id
        group by a.id, a.naam, a.gestopt_op, a.gestopt_door order by a.id"""
    )
    return [
        Ontvangerstand(
            id=r[0],
            naam=r[1],
            gestopt_op=r[2],
            gestopt_door=r[3],
            verzonden=r[4],
            wachten=r[5],
            dood=r[6],
            reden=Bezorgreden(r[7]) if r[7] else None,
        )
        for r in rijen
    ]


async def stuur_opnieuw(tx: Transactie, id_: UUID, *, nu: datetime) -> int:
    """Let everything that a running receiver did not get go again; return how many."""
    status = await tx.execute(
        """update bij.doorgave set stand = $3, poging = 0, begonnen_op = null, vanaf = $2,
          reden = null, status = null
        where abonnement_id = $1 and stand = 'dood' and exists (
          select from bij.abonnement a where a.id = $1 and a.gestopt_op is null)""",
        id_,
        nu,
        Bezorgstand.TE_VERZENDEN,
    )
    return int(status.rpartition(" ")[2])
