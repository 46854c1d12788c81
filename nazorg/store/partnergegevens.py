"""Table partnergegeven: what partners told, each with its ground, its readers and its end.

Values are encrypted. What is over is not read (the query has the moment), and is deleted by a job.
Like `partnervragen` for one compartment at a time.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from nazorg.kern.medewerker import Rol
from nazorg.kern.partner import Gegeven, Partner
from nazorg.store.kluis import Kluis
from nazorg.store.partnervragen import Schema, Sleutel
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegevenrij:
    """One thing that a partner told, as it is kept."""

    id: UUID
    onderwerp: UUID
    partner: Partner
    gegeven: Gegeven
    gehoord_op: datetime
    grondslag: str
    zichtbaar_voor: frozenset[Rol]
    toestemming: bool
    vervalt_op: datetime


@dataclass(frozen=True, slots=True)
class Gegeventafel:
    """What was told, in one compartment."""

    schema: Schema
    kluis: Kluis

    async def replace(
        self, tx: Transactie, sleutels: Collection[Sleutel], rijen: Sequence[Gegevenrij]
    ) -> None:
        """Make what these partners told of these subjects equal to rijen. Two statements."""
        await tx.execute(
            f"""delete from {self.schema}.partnergegeven g
            using unnest($1::uuid[], $2::text[]) i(onderwerp, partner)
            where g.onderwerp_id = i.onderwerp and g.partner = i.partner""",
            [onderwerp for onderwerp, _ in sleutels],
            [partner.value for _, partner in sleutels],
        )
        if rijen:
            await self._insert(tx, rijen)

    async def _insert(self, tx: Transactie, rijen: Sequence[Gegevenrij]) -> None:
        await tx.execute(
            f"""insert into {self.schema}.partnergegeven (id, onderwerp_id, partner, groep, naam,
              waarde, gemeten_op, gehoord_op, grondslag, zichtbaar_voor, toestemming, vervalt_op)
            select id, onderwerp, partner, groep, naam, waarde, gemeten_op, gehoord_op, grondslag,
              string_to_array(rollen, ','), toestemming, vervalt_op
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bytea[],
              $7::date[], $8::timestamptz[], $9::text[], $10::text[], $11::boolean[],
              $12::timestamptz[]) i(id, onderwerp, partner, groep, naam, waarde, gemeten_op,
              gehoord_op, grondslag, rollen, toestemming, vervalt_op)""",
            [r.id for r in rijen],
            [r.onderwerp for r in rijen],
            [r.partner.value for r in rijen],
            [r.gegeven.groep for r in rijen],
            [r.gegeven.naam for r in rijen],
            [self._versleutel(r) for r in rijen],
            [r.gegeven.gemeten_op for r in rijen],
            [r.gehoord_op for r in rijen],
            [r.grondslag for r in rijen],
            [",".join(sorted(r.zichtbaar_voor)) for r in rijen],
            [r.toestemming for r in rijen],
            [r.vervalt_op for r in rijen],
        )

    def _versleutel(self, r: Gegevenrij) -> bytes:
        return self.kluis.versleutel(r.gegeven.waarde.encode(), voor=self._voor(r.id))

    def _voor(self, id_: UUID) -> bytes:
        return f"{self.schema}.partnergegeven|waarde|{id_}".encode()

    async def find(
        self, tx: Transactie, onderwerp: UUID, *, rollen: Collection[Rol], nu: datetime
    ) -> list[Gegevenrij]:
        """Return what one of these roles may still see of a subject, in the order it was told."""
        rijen = await tx.fetch(
            f"""select id, partner, groep, naam, waarde, gemeten_op, gehoord_op, grondslag,
              zichtbaar_voor, toestemming, vervalt_op
            from {self.schema}.partnergegeven
            where onderwerp_id = $1 and vervalt_op > $2 and zichtbaar_voor && $3::text[]
            order by partner, id""",
            onderwerp,
            nu,
            [r.value for r in rollen],
        )
        return [self._from_row(onderwerp, r) for r in rijen]

    def _from_row(self, onderwerp: UUID, r: Sequence[Any]) -> Gegevenrij:
        id_, partner, groep, naam, waarde, gemeten, gehoord, grond, rollen, wil, vervalt = r
        tekst = self.kluis.ontsleutel(waarde, voor=self._voor(id_)).decode()
        return Gegevenrij(
            id=id_,
            onderwerp=onderwerp,
            partner=Partner(partner),
            gegeven=Gegeven(groep=groep, naam=naam, waarde=tekst, gemeten_op=gemeten),
            gehoord_op=gehoord,
            grondslag=grond,
            zichtbaar_voor=frozenset(Rol(x) for x in rollen),
            toestemming=wil,
            vervalt_op=vervalt,
        )

    async def verwijder_vervallen(self, tx: Transactie, nu: datetime) -> int:
        """Delete what is over; return how many."""
        status = await tx.execute(
            f"delete from {self.schema}.partnergegeven where vervalt_op <= $1", nu
        )
        return int(status.rpartition(" ")[2])

    async def verwijder_zonder_toestemming(
        self, tx: Transactie, onderwerp: UUID, partner: Partner
    ) -> int:
        """Delete what was only there by consent; return how many."""
        status = await tx.execute(
            f"""delete from {self.schema}.partnergegeven
            where onderwerp_id = $1 and partner = $2 and toestemming""",
            onderwerp,
            partner.value,
        )
        return int(status.rpartition(" ")[2])

    async def verwijder(self, tx: Transactie, onderwerpen: Collection[UUID]) -> None:
        """Forget all that was told about these subjects."""
        await tx.execute(
            f"delete from {self.schema}.partnergegeven where onderwerp_id = any($1::uuid[])",
            list(onderwerpen),
        )
