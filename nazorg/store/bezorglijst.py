"""Table bezorging as lists and counts for the screens, and the one thing a person may do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.berichten.bezorging import KAFKA, Bezorgreden, Bezorgstand
from nazorg.store.transactie import Rij, Transactie

Plek = tuple[int, UUID]
EERSTE: Plek = (2**63 - 1, UUID(int=2**128 - 1))


@dataclass(frozen=True, slots=True)
class Bezorgregel:
    """A delivery that did not succeed (yet). naam: of the subscription, None for the topic."""

    bestemming: UUID
    outbox_id: UUID
    volgnr: int
    naam: str | None
    actief: bool
    soort: str
    stand: Bezorgstand
    reden: Bezorgreden | None
    status: int | None
    poging: int
    vanaf: datetime
    aangemaakt_op: datetime

    @property
    def plek(self) -> Plek:
        return self.volgnr, self.bestemming


@dataclass(frozen=True, slots=True)
class Telling:
    """How many deliveries a destination has in one state, and the last moment among them."""

    bestemming: UUID
    naam: str | None
    actief: bool
    stand: Bezorgstand
    aantal: int
    laatste: datetime


@dataclass(frozen=True, slots=True)
class Uitstaand:
    """How many events were not put out yet, and since when the first of them waits."""

    aantal: int
    oudste: datetime


async def find_mislukt(tx: Transactie, *, na: Plek = EERSTE, aantal: int) -> list[Bezorgregel]:
    """Return what waits or is dead, last event first, after a place in the list."""
    rijen = await tx.fetch(
        """
        select b.bestemming, b.outbox_id, b.volgnr, a.naam, coalesce(a.actief, true), b.soort,
          b.stand, b.reden, b.status, b.poging, b.vanaf, b.aangemaakt_op
        from nazorg.bezorging b left join nazorg.abonnement a on a.id = b.bestemming
        where b.stand in ('wacht', 'dood') and (b.volgnr, b.bestemming) < ($1::bigint, $2::uuid)
        order by b.volgnr desc, b.bestemming desc limit $3""",
        *na,
        aantal,
    )
    return [
        Bezorgregel(
            bestemming=r[0],
            outbox_id=r[1],
            volgnr=r[2],
            naam=r[3],
            actief=r[4],
            soort=r[5],
            stand=Bezorgstand(r[6]),
            reden=Bezorgreden(r[7]) if r[7] else None,
            status=r[8],
            poging=r[9],
            vanaf=r[10],
            aangemaakt_op=r[11],
        )
        for r in rijen
    ]


_TEL = """
select b.bestemming, a.naam, coalesce(a.actief, true), b.stand, count(*), max(b.vanaf)
from {wat} b left join nazorg.abonnement a on a.id = b.bestemming group by 1, 2, 3, 4 order by 1"""
# Two halves, because each has an index of its own and what is delivered, the most by far, has none.
_NIET_BEZORGD = _TEL.format(
    wat="""(select bestemming, stand, vanaf from nazorg.bezorging
      where stand in ('te_verzenden', 'onderweg', 'wacht')
    union all select bestemming, stand, vanaf from nazorg.bezorging where stand = 'dood')"""
)
_VAN_DOSSIER = _TEL.format(wat="(select * from nazorg.bezorging where subject = $1)")


async def tel_niet_bezorgd(tx: Transactie) -> list[Telling]:
    """Count what is not delivered, per destination and state."""
    return [_to_telling(r) for r in await tx.fetch(_NIET_BEZORGD)]


async def tel_uit_te_zetten(tx: Transactie) -> Uitstaand | None:
    """Count the events that were not put out yet; None when there are none. From an index."""
    aantal, oudste = await tx.fetchrow(
        "select count(*), min(aangemaakt_op) from nazorg.outbox where uitgezet_op is null"
    )
    return Uitstaand(aantal, oudste) if aantal else None


async def tel_van_dossier(tx: Transactie, dossier: UUID) -> list[Telling]:
    """Count the deliveries about one dossier, per destination and state."""
    return [_to_telling(r) for r in await tx.fetch(_VAN_DOSSIER, dossier)]


def _to_telling(r: Rij) -> Telling:
    return Telling(r[0], r[1], r[2], Bezorgstand(r[3]), r[4], r[5])


async def find_abonnees(tx: Transactie) -> list[tuple[UUID, str]]:
    """Return who takes our events now, in the order in which they subscribed."""
    rijen = await tx.fetch("select id, naam from nazorg.abonnement where actief order by id")
    return [(r[0], r[1]) for r in rijen]


async def is_actief(tx: Transactie, bestemming: UUID, outbox_id: UUID) -> bool | None:
    """Tell whether the destination of a delivery still takes events; None: no such delivery."""
    gevonden = await tx.fetchval(
        """select coalesce(a.actief, true) from nazorg.bezorging b
        left join nazorg.abonnement a on a.id = b.bestemming
        where b.bestemming = $1 and b.outbox_id = $2""",
        bestemming,
        outbox_id,
    )
    return None if gevonden is None else bool(gevonden)


async def opnieuw(tx: Transactie, bestemming: UUID, outbox_id: UUID, *, nu: datetime) -> bool:
    """Let a delivery that waits or is dead begin again; False when it is neither."""
    status = await tx.execute(
        """update nazorg.bezorging
        set stand = 'te_verzenden', vanaf = $3, poging = 0, begonnen_op = null
        where bestemming = $1 and outbox_id = $2 and stand in ('wacht', 'dood')""",
        bestemming,
        outbox_id,
        nu,
    )
    return status.endswith(" 1")


async def is_bestemming_actief(tx: Transactie, bestemming: UUID) -> bool | None:
    """Tell whether a destination still takes events; None: there is no such destination."""
    if bestemming == KAFKA:
        return True
    actief: bool | None = await tx.fetchval(
        "select actief from nazorg.abonnement where id = $1", bestemming
    )
    return actief


async def alles_opnieuw(tx: Transactie, bestemming: UUID, *, nu: datetime) -> int:
    """Let all that waits or is dead at a destination begin again; return how many.

    Under the lock of `nazorg.store.bezorging`: only the first of each dossier may be taken at once,
    and whoever records that one must find the next.
    """
    status = await tx.execute(
        """
        with mislukt as (
          select outbox_id, subject, volgnr,
            row_number() over (partition by subject order by volgnr) as plek
          from nazorg.bezorging where bestemming = $1 and stand in ('wacht', 'dood'))
        update nazorg.bezorging b set stand = 'te_verzenden', poging = 0, begonnen_op = null,
          vanaf = case when m.plek > 1 or exists (
            select from nazorg.bezorging e
            where e.bestemming = $1 and e.subject = m.subject and e.volgnr < m.volgnr
              and e.stand in ('te_verzenden', 'onderweg', 'wacht'))
          then 'infinity'::timestamptz else $2::timestamptz end
        from mislukt m where b.bestemming = $1 and b.outbox_id = m.outbox_id""",
        bestemming,
        nu,
    )
    return int(status.rpartition(" ")[2])


async def tel_dood(tx: Transactie) -> int:
    """Count what was given up for destinations that still take events."""
    aantal: int = await tx.fetchval(
        """select count(*) from nazorg.bezorging b
        left join nazorg.abonnement a on a.id = b.bestemming
        where b.stand = 'dood' and coalesce(a.actief, true)"""
    )
    return aantal
