"""Table partnervraag: what is asked of partners, and how far each question is.

The row of a question is also its place in the line (ADR 0034): who takes it has it until the
lease is over, so it survives a process that dies. A statement names one schema only. The room of
the mayor has rows of its own, and a line of its own (nazorg/store/bij/verrijkingen.py).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Antwoordstand, Partner, Partnerreden
from nazorg.store.transactie import Transactie

Schema = Literal["nazorg", "bij"]
Sleutel = tuple[UUID, Partner]


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuweVraag:
    """A question to put in line. id: opaque, its trace. noodzaak: ciphertext, where asked for."""

    id: UUID
    onderwerp: UUID
    partner: Partner
    doel: Doel
    noodzaak: bytes | None = None


@dataclass(frozen=True, slots=True)
class Geleend:
    """A question that this process has in hand until the lease is over."""

    id: UUID
    onderwerp: UUID
    partner: Partner
    doel: Doel
    noodzaak: bytes | None
    poging: int

    @property
    def sleutel(self) -> Sleutel:
        return (self.onderwerp, self.partner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitslag:
    """What became of a question. vanaf: when it may be asked again; None is never by itself.

    gehoord_op: the partner answered at this moment; None: it did not.
    """

    geleend: Geleend
    stand: Antwoordstand
    vanaf: datetime | None
    reden: Partnerreden | None = None
    waarom: str = ""
    gehoord_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Vraagrij:
    """A question as a page shows it."""

    partner: Partner
    stand: Antwoordstand
    sinds: datetime
    reden: Partnerreden | None
    waarom: str
    gehoord_op: datetime | None


@dataclass(frozen=True, slots=True)
class Vraagtafel:
    """The questions of one compartment."""

    schema: Schema

    async def zet_klaar(self, tx: Transactie, vragen: Sequence[NieuweVraag], nu: datetime) -> int:
        """Put questions in line that are not there yet; return how many were new. One statement."""
        status = await tx.execute(
            f"""insert into {self.schema}.partnervraag
              (id, onderwerp_id, partner, doel, noodzaak, stand, sinds, vanaf, aangemaakt_op)
            select i.*, 'wacht', $6, $6, $6
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[])
              i(id, onderwerp, partner, doel, noodzaak)
            on conflict (onderwerp_id, partner) do nothing""",
            [v.id for v in vragen],
            [v.onderwerp for v in vragen],
            [v.partner.value for v in vragen],
            [v.doel.value for v in vragen],
            [v.noodzaak for v in vragen],
            nu,
        )
        return int(status.rpartition(" ")[2])

    async def vraag_opnieuw(
        self, tx: Transactie, onderwerp: UUID, partners: Collection[Partner], nu: datetime
    ) -> int:
        """Let questions be asked now, whatever became of them before; return how many."""
        status = await tx.execute(
            f"""update {self.schema}.partnervraag
            set vanaf = $3, houder = null, poging = 0,
              sinds = case when stand = 'geweigerd' then $3 else sinds end,
              stand = case when stand = 'geweigerd' then 'wacht' else stand end
            where onderwerp_id = $1 and partner = any($2::text[])""",
            onderwerp,
            [p.value for p in partners],
            nu,
        )
        return int(status.rpartition(" ")[2])

    async def leen(
        self,
        tx: Transactie,
        ruimte: Mapping[Partner, int],
        *,
        houder: UUID,
        nu: datetime,
        tot: datetime,
    ) -> list[Geleend]:
        """Take what may be asked now, per partner at most so many; ours until `tot`."""
        rijen = await tx.fetch(
            f"""
            with gekozen as (
              select k.onderwerp_id, k.partner
              from unnest($1::text[], $2::int[]) d(partner, ruimte) cross join lateral (
                select v.onderwerp_id, v.partner from {self.schema}.partnervraag v
                where v.partner = d.partner and v.vanaf <= $3
                order by v.vanaf limit d.ruimte for update of v skip locked) k)
            update {self.schema}.partnervraag v
            set houder = $4, vanaf = $5, poging = v.poging + 1
            from gekozen k where v.onderwerp_id = k.onderwerp_id and v.partner = k.partner
            returning v.id, v.onderwerp_id, v.partner, v.doel, v.noodzaak, v.poging""",
            [p.value for p in ruimte],
            list(ruimte.values()),
            nu,
            houder,
            tot,
        )
        return [Geleend(r[0], r[1], Partner(r[2]), Doel(r[3]), r[4], r[5]) for r in rijen]

    async def boek(
        self, tx: Transactie, uitslagen: Sequence[Uitslag], *, houder: UUID, nu: datetime
    ) -> set[Sleutel]:
        """Record answers; return which of them were still ours to record. One statement.

        One whose lease went to another, or that a person asked anew meanwhile, is left alone.
        """
        rijen = await tx.fetch(
            f"""update {self.schema}.partnervraag v
            set houder = null, vanaf = coalesce(i.vanaf, 'infinity'), reden = i.reden,
              waarom = i.waarom, gehoord_op = coalesce(i.gehoord_op, v.gehoord_op),
              sinds = case when v.stand = i.stand then v.sinds else $9 end, stand = i.stand,
              poging = case when i.gehoord_op is null then v.poging else 0 end
            from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::timestamptz[],
              $6::text[], $7::text[], $8::timestamptz[])
              i(onderwerp, partner, poging, stand, vanaf, reden, waarom, gehoord_op)
            where v.onderwerp_id = i.onderwerp and v.partner = i.partner
              and v.houder = $10 and v.poging = i.poging
            returning v.onderwerp_id, v.partner""",
            *_kolommen(uitslagen),
            nu,
            houder,
        )
        return {(r[0], Partner(r[1])) for r in rijen}

    async def wek(self, tx: Transactie, partners: Collection[Partner], nu: datetime) -> int:
        """Let everything go that waited for partners that are back; return how many."""
        status = await tx.execute(
            f"""update {self.schema}.partnervraag set vanaf = $2
            where partner = any($1::text[]) and stand = 'niet_bereikbaar' and houder is null
              and vanaf > $2 and vanaf < 'infinity'""",
            [p.value for p in partners],
            nu,
        )
        return int(status.rpartition(" ")[2])

    async def parkeer(self, tx: Transactie, onderwerpen: Collection[UUID]) -> None:
        """Ask nothing more by itself about these subjects, until somebody wakes them."""
        await tx.execute(
            f"""update {self.schema}.partnervraag set vanaf = 'infinity', houder = null
            where onderwerp_id = any($1::uuid[])""",
            list(onderwerpen),
        )

    async def verwijder(self, tx: Transactie, onderwerpen: Collection[UUID]) -> None:
        """Forget the questions about what is no longer there."""
        await tx.execute(
            f"delete from {self.schema}.partnervraag where onderwerp_id = any($1::uuid[])",
            list(onderwerpen),
        )

    async def find(self, tx: Transactie, onderwerp: UUID) -> list[Vraagrij]:
        """Return the questions about a subject, as far as this person may see it."""
        rijen = await tx.fetch(
            f"""select partner, stand, sinds, reden, waarom, gehoord_op
            from {self.schema}.partnervraag where onderwerp_id = $1""",
            onderwerp,
        )
        return [
            Vraagrij(
                Partner(r[0]),
                Antwoordstand(r[1]),
                r[2],
                Partnerreden(r[3]) if r[3] else None,
                r[4],
                r[5],
            )
            for r in rijen
        ]

    async def tel(self, tx: Transactie) -> dict[tuple[Partner, Antwoordstand], int]:
        """Return how many questions stand how, per partner."""
        rijen = await tx.fetch(
            f"select partner, stand, count(*) from {self.schema}.partnervraag group by 1, 2"
        )
        return {(Partner(r[0]), Antwoordstand(r[1])): int(r[2]) for r in rijen}


def _kolommen(uitslagen: Sequence[Uitslag]) -> list[list[object]]:
    return [
        [u.geleend.onderwerp for u in uitslagen],
        [u.geleend.partner.value for u in uitslagen],
        [u.geleend.poging for u in uitslagen],
        [u.stand.value for u in uitslagen],
        [u.vanaf for u in uitslagen],
        [u.reden.value if u.reden else None for u in uitslagen],
        [u.waarom for u in uitslagen],
        [u.gehoord_op for u in uitslagen],
    ]
