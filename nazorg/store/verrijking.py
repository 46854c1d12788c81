"""Which dossiers have something to ask, found beside the ingest path, which does nothing extra."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Partner
from nazorg.store.transactie import Transactie

_MEESTE = 2_000


@dataclass(frozen=True, slots=True)
class Wie:
    """Who a dossier is about. bsn: ciphertext."""

    id: UUID
    nummer: str
    gemeente: str
    bsn: bytes | None
    in_detentie: bool


async def zet_nieuwe_klaar(
    tx: Transactie, partners: Collection[Partner], *, doel: Doel, nu: datetime
) -> int:
    """Put every question in line about who is held and was not asked about; return how many.

    What was parked because somebody was free goes on when they are held again.
    """
    status = await tx.execute(
        """insert into nazorg.partnervraag
          (id, onderwerp_id, partner, doel, stand, sinds, vanaf, aangemaakt_op)
        select gen_random_uuid(), d.id, p.partner, $2, 'wacht', $3, $3, $3
        from nazorg.dossier d cross join unnest($1::text[]) p(partner)
        where d.status = 'in_detentie' and not exists (select from nazorg.partnervraag v
          where v.onderwerp_id = d.id and v.partner = p.partner)
        limit $4 on conflict do nothing""",
        [p.value for p in partners],
        doel.value,
        nu,
        _MEESTE,
    )
    hervat = await tx.execute(
        """update nazorg.partnervraag v set vanaf = $1 from nazorg.dossier d
        where d.id = v.onderwerp_id and d.status = 'in_detentie' and v.vanaf = 'infinity'
          and v.stand <> 'geweigerd'""",
        nu,
    )
    return int(status.rpartition(" ")[2]) + int(hervat.rpartition(" ")[2])


async def find_wie(tx: Transactie, dossiers: Collection[UUID]) -> list[Wie]:
    """Return who these dossiers are about; what is gone is left out."""
    rijen = await tx.fetch(
        """select id, nummer, gemeente, bsn, status = 'in_detentie' from nazorg.dossier
        where id = any($1::uuid[])""",
        list(dossiers),
    )
    return [Wie(*r) for r in rijen]


async def verwijder_wezen(tx: Transactie) -> int:
    """Delete what is about a dossier that is no longer there; return how many rows."""
    totaal = 0
    for tabel, kolom in (
        ("partnervraag", "onderwerp_id"),
        ("partnergegeven", "onderwerp_id"),
        ("toestemming", "dossier_id"),
    ):
        status = await tx.execute(
            f"""delete from nazorg.{tabel} x where not exists (
              select from nazorg.dossier d where d.id = x.{kolom})"""
        )
        totaal += int(status.rpartition(" ")[2])
    return totaal


async def find_inschrijving(tx: Transactie) -> list[tuple[UUID, bytes, str]]:
    """Return id, BSN (ciphertext) and gemeente of registration of every dossier that has both."""
    rijen = await tx.fetch(
        """select id, bsn, gemeente_brp from nazorg.dossier
        where bsn is not null and gemeente_brp is not null"""
    )
    return [(r[0], r[1], r[2]) for r in rijen]
