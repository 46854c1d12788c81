"""Table bezorging: how far each outgoing event is, for each destination.

Putting out, taking and recording hold one lock for the length of their short transaction, so an
event cannot be taken while an earlier one of the same dossier is on its way, is waiting, or is only
now being put out. What must wait for an earlier one may be taken from 'infinity' on, which keeps it
out of the index of what there is to do; recording the earlier one gives it a real moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.berichten.bezorging import KAFKA, Bezorgreden, Bezorgstand
from nazorg.store.transactie import Transactie

_OPEN = "('te_verzenden', 'onderweg', 'wacht')"


@dataclass(frozen=True, slots=True)
class Geleend:
    """An event that this process has in hand until the lease is over. data: JSON."""

    bestemming: UUID
    outbox_id: UUID
    subject: UUID
    type: str
    aangemaakt_op: datetime
    data: str
    poging: int
    begonnen_op: datetime
    traceparent: str | None = None
    tracestate: str | None = None


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What became of an attempt."""

    bestemming: UUID
    outbox_id: UUID
    subject: UUID
    poging: int
    stand: Bezorgstand
    vanaf: datetime
    reden: Bezorgreden | None = None
    status: int | None = None


async def lock(tx: Transactie) -> None:
    """Be the only one who takes or records work, until this transaction ends."""
    await tx.execute("select pg_advisory_xact_lock(hashtext('nazorg.bezorging'))")


async def zet_uit(tx: Transactie, *, naar_kafka: bool, aantal: int, nu: datetime) -> int:
    """Give every destination its own row of each new event; return how many events. Under lock().

    By number and not by moment, and each row marked: what commits late is found later. Of one
    dossier the lower number committed first, so it is here, or went before.
    """
    status = await tx.execute(
        f"""
        with nieuw as (
          select id, subject, type, volgnr, aangemaakt_op from nazorg.outbox
          where uitgezet_op is null order by volgnr limit $4),
        bestemming as (
          select $1::uuid as id, '{{}}'::text[] as soorten, '-infinity'::timestamptz as sinds
          where $2::boolean
          union all select id, soorten, aangemaakt_op from nazorg.abonnement where actief),
        uitgezet as (
          insert into nazorg.bezorging
            (bestemming, outbox_id, subject, volgnr, soort, stand, vanaf, aangemaakt_op)
          select b.id, n.id, n.subject, n.volgnr, n.type, 'te_verzenden',
            case when row_number() over (partition by b.id, n.subject order by n.volgnr) > 1
              or exists (select from nazorg.bezorging e
                where e.bestemming = b.id and e.subject = n.subject and e.stand in {_OPEN})
              then 'infinity'::timestamptz else $3::timestamptz end,
            n.aangemaakt_op
          from nieuw n join bestemming b on n.aangemaakt_op >= b.sinds
            and (b.soorten = '{{}}' or n.type = any(b.soorten))
          returning outbox_id)
        update nazorg.outbox o set uitgezet_op = $3, verzonden_op = case
          when exists (select from uitgezet u where u.outbox_id = o.id) then null else $3 end
        from nieuw n where o.id = n.id""",
        KAFKA,
        naar_kafka,
        nu,
        aantal,
    )
    return int(status.rpartition(" ")[2])


async def sluit_gestopte(tx: Transactie, *, nu: datetime) -> None:
    """End what still waits for a subscription that was stopped. Under lock()."""
    await tx.execute(
        f"""update nazorg.bezorging b
        set stand = 'dood', vanaf = $1, houder = null, reden = 'abonnement_gestopt', status = null
        from nazorg.abonnement a where a.id = b.bestemming and not a.actief
          and b.stand in {_OPEN} and (b.stand <> 'onderweg' or b.vanaf <= $1)""",
        nu,
    )


async def leen(
    tx: Transactie, ruimte: Mapping[UUID, int], *, houder: UUID, nu: datetime, tot: datetime
) -> list[Geleend]:
    """Take what may be sent now, per destination at most so many; ours until `tot`. Under lock().

    Only the first of each dossier, and not while any of that dossier is on its way there.
    """
    rijen = await tx.fetch(
        f"""
        with gekozen as (
          select k.bestemming, k.outbox_id
          from unnest($1::uuid[], $2::int[]) d(bestemming, ruimte) cross join lateral (
            select b.bestemming, b.outbox_id from nazorg.bezorging b
            where b.bestemming = d.bestemming and b.stand in {_OPEN} and b.vanaf <= $3
              -- With a limit inside, so that it is asked of one row at a time, by the index.
              and b.volgnr = (select e.volgnr from nazorg.bezorging e
                where e.bestemming = b.bestemming and e.subject = b.subject and e.stand in {_OPEN}
                order by e.volgnr limit 1)
              and (select e.volgnr from nazorg.bezorging e
                where e.bestemming = b.bestemming and e.subject = b.subject
                  and e.stand = 'onderweg' and e.vanaf > $3 limit 1) is null
            order by b.vanaf, b.volgnr limit d.ruimte for update of b skip locked) k)
        update nazorg.bezorging b set stand = 'onderweg', houder = $4, vanaf = $5,
          poging = b.poging + 1, begonnen_op = coalesce(b.begonnen_op, $3)
        from gekozen k join nazorg.outbox o on o.id = k.outbox_id
        where b.bestemming = k.bestemming and b.outbox_id = k.outbox_id
        returning b.bestemming, b.outbox_id, b.subject, o.type, o.aangemaakt_op, o.inhoud::text,
          b.poging, b.begonnen_op, o.traceparent, o.tracestate""",
        list(ruimte),
        list(ruimte.values()),
        nu,
        houder,
        tot,
    )
    return [Geleend(*r) for r in rijen]


async def boek(tx: Transactie, uitslagen: Sequence[Uitslag], *, houder: UUID, nu: datetime) -> None:
    """Record attempts, and let the next of each dossier go. Under lock().

    One whose lease went to another is left alone: the other one records it.
    """
    verzonden = [u.outbox_id for u in uitslagen if u.stand is Bezorgstand.VERZONDEN]
    # By key alone: who is on its way has a holder, and who waits for another has 'infinity'. With
    # the state beside it a partial index looks fit, and is not (measured: ten times as slow).
    await tx.execute(
        """update nazorg.bezorging b
        set stand = i.stand, vanaf = i.vanaf, houder = null, reden = i.reden, status = i.status
        from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[], $6::text[],
          $7::int[]) i(bestemming, outbox_id, poging, stand, vanaf, reden, status)
        where b.bestemming = i.bestemming and b.outbox_id = i.outbox_id and b.houder = $8
          and b.poging = i.poging""",
        *_kolommen(uitslagen),
        houder,
    )
    await tx.execute(
        f"""
        with volgende as materialized (
          select i.bestemming, (select v.outbox_id from nazorg.bezorging v
            where v.bestemming = i.bestemming and v.subject = i.subject and v.stand in {_OPEN}
            order by v.volgnr limit 1) as outbox_id
          from unnest($1::uuid[], $2::uuid[]) i(bestemming, subject))
        update nazorg.bezorging b set vanaf = $3 from volgende v
        where b.bestemming = v.bestemming and b.outbox_id = v.outbox_id and b.vanaf = 'infinity'""",
        [u.bestemming for u in uitslagen],
        [u.subject for u in uitslagen],
        nu,
    )
    await tx.execute(
        """update nazorg.outbox o set verzonden_op = $2
        where o.id = any($1::uuid[]) and o.verzonden_op is null and not exists (
          select from nazorg.bezorging b where b.outbox_id = o.id and b.stand <> 'verzonden')""",
        verzonden,
        nu,
    )


def _kolommen(uitslagen: Sequence[Uitslag]) -> list[list[object]]:
    namen = ("bestemming", "outbox_id", "poging", "stand", "vanaf", "reden", "status")
    return [[getattr(u, naam) for u in uitslagen] for naam in namen]
