"""The table of jobs: what runs by the clock, and how often. Nothing else is decided here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nazorg.deps import Deps
from nazorg.usecases.aanmelden import laat_los
from nazorg.usecases.berichten.bewaar import bewaar_inhoud
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.usecases.bewaking.bewaak import Bewaker
from nazorg.usecases.bewaking.ruim_op import ruim_bewaking_op
from nazorg.usecases.bewaking.vergelijk_telling import tel_na
from nazorg.usecases.dossiers.verwijder import verwijder_dossiers
from nazorg.usecases.invoer.ruim_op import ruim_invoer_op
from nazorg.usecases.leefgebieden.herbereken import Gereedschap
from nazorg.usecases.leefgebieden.meet import meet_leefgebieden
from nazorg.usecases.leefgebieden.pas_regels_toe import pas_regels_toe
from nazorg.usecases.onderhoud import ruim_sessies_op, verifieer_audit
from nazorg.usecases.verrijking.ruim_op import ruim_verrijking_op


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


async def _bewaak(deps: Deps) -> int:
    return await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()


async def _herhaal(deps: Deps) -> int:
    return await Herhaler(deps.ontvanger).doe_alles()


async def _tel_na(deps: Deps) -> int:
    return await tel_na(deps.store, deps.klok)


async def _ruim_invoer_op(deps: Deps) -> int:
    return await ruim_invoer_op(deps.store, deps.klok)


async def _ruim_bewaking_op(deps: Deps) -> int:
    return await ruim_bewaking_op(deps.store, deps.klok)


async def _bewaar_inhoud(deps: Deps) -> int:
    return await bewaar_inhoud(deps.store, deps.klok, maanden=deps.grenzen.inhoud_maanden)


async def _meet_leefgebieden(deps: Deps) -> int:
    return await meet_leefgebieden(deps.store, deps.klok)


async def _verwijder_dossiers(deps: Deps) -> int:
    return await verwijder_dossiers(deps.store, deps.klok)


async def _pas_regels_toe(deps: Deps) -> int:
    return await pas_regels_toe(Gereedschap(deps.store, deps.kluis, deps.klok, deps.kennis))


async def _ruim_verrijking_op(deps: Deps) -> int:
    return await ruim_verrijking_op(deps.store, deps.kluis, deps.klok)


async def _laat_los(deps: Deps) -> int:
    return await laat_los(deps.store, deps.klok)


TAFEL = (
    Job("berichten_bewaken", timedelta(minutes=1), _bewaak),
    Job("berichten_herhalen", timedelta(seconds=30), _herhaal),
    Job("telling_vergelijken", timedelta(minutes=10), _tel_na),
    Job("bewaking_opruimen", timedelta(days=1), _ruim_bewaking_op),
    Job("inhoud_bewaren", timedelta(days=1), _bewaar_inhoud),
    Job("invoer_opruimen", timedelta(minutes=10), _ruim_invoer_op),
    Job("sessies_opruimen", timedelta(hours=1), _ruim_sessies_op),
    Job("werk_loslaten", timedelta(minutes=10), _laat_los),
    # Before measuring, so that a day is measured by the rules of that day.
    Job("regels_toepassen", timedelta(minutes=10), _pas_regels_toe),
    Job("verrijking_opruimen", timedelta(minutes=10), _ruim_verrijking_op),
    Job("leefgebieden_meten", timedelta(days=1), _meet_leefgebieden),
    # After measuring: a dossier lives through its last measurement.
    Job("dossiers_verwijderen", timedelta(days=1), _verwijder_dossiers),
    Job("audit_verifieren", timedelta(days=1), _verifieer_audit),
)


def slot_van(job: Job, nu: datetime) -> datetime:
    """Return the start of the slot in which nu falls."""
    middernacht = nu.replace(hour=0, minute=0, second=0, microsecond=0)
    return middernacht + ((nu - middernacht) // job.elke) * job.elke
