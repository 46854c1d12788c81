"""Maintenance by the clock: sessions that are over, and the audit chain checked by a machine."""

from datetime import datetime, timedelta

from nazorg.kern.klok import Klok
from nazorg.kern.weigering import Weigering
from nazorg.store import audit, sessies
from nazorg.store.store import Store

# A slot whose worker died is done again after this.
_VERLOREN_NA = timedelta(minutes=15)


class AuditVeranderd(Weigering):
    """The audit log is not what was written."""


async def ruim_sessies_op(store: Store, klok: Klok) -> int:
    """Delete sessions that are over; return how many."""
    async with store.open_unscoped_ontvangst() as tx:
        return await sessies.delete_verlopen(tx, nu=klok.nu())


async def verifieer_audit(store: Store) -> int:
    """Recompute the audit chain; return its length. Raises AuditVeranderd."""
    async with store.open_unscoped_ontvangst() as tx:
        stand = await audit.verify(tx)
    if stand.eerste_fout is not None:
        raise AuditVeranderd(f"Het auditlogboek is veranderd vanaf regel {stand.eerste_fout}.")
    return stand.aantal


async def claim_slot(job: str, slot: datetime, *, store: Store, klok: Klok) -> bool:
    """Claim a slot of a job; False when somebody has it, or did it."""
    nu = klok.nu()
    async with store.open_unscoped_ontvangst() as tx:
        geclaimd = await tx.fetchval(
            """
            insert into nazorg.job_run as j (job, slot, geclaimd_op) values ($1, $2, $3)
            on conflict (job, slot) do update set geclaimd_op = excluded.geclaimd_op
            where j.klaar_op is null and j.geclaimd_op < $4
            returning true""",
            job,
            slot,
            nu,
            nu - _VERLOREN_NA,
        )
    return bool(geclaimd)


async def sluit_slot(job: str, slot: datetime, *, store: Store, klok: Klok) -> None:
    """Note that the work of a slot is done."""
    async with store.open_unscoped_ontvangst() as tx:
        await tx.execute(
            "update nazorg.job_run set klaar_op = $3 where job = $1 and slot = $2",
            job,
            slot,
            klok.nu(),
        )
