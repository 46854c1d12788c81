"""The table of jobs: what runs by the clock, and how often. Nothing else is decided here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nazorg.deps import Deps
from nazorg.usecases.onderhoud import ruim_sessies_op, verifieer_audit


@dataclass(frozen=True, slots=True)
class Job:
    """A job per slot. elke: the length of a slot; slots start at midnight UTC."""

    naam: str
    elke: timedelta
    doe: Callable[[Deps], Awaitable[int]]


async def _ruim_sessies_op(deps: Deps) -> int:
    return await ruim_sessies_op(deps.store, deps.klok)


async def _verifieer_audit(deps: Deps) -> int:
    return await verifieer_audit(deps.store)


TAFEL = (
    Job("sessies_opruimen", timedelta(hours=1), _ruim_sessies_op),
    Job("audit_verifieren", timedelta(days=1), _verifieer_audit),
)


def slot_van(job: Job, nu: datetime) -> datetime:
    """Return the start of the slot in which nu falls."""
    middernacht = nu.replace(hour=0, minute=0, second=0, microsecond=0)
    return middernacht + ((nu - middernacht) // job.elke) * job.elke
