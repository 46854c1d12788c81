"""Move a meeting, cancel it, or say that it was held. Nobody overwrites a colleague."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from nazorg.kern.klok import vandaag
from nazorg.overleggen.overleg import Moment, Overleg, Puntstand, check_moment, check_opzet
from nazorg.referentie.medisch import load_medisch
from nazorg.store import overlegdossiers, overleggen, overlegpunten
from nazorg.store.transactie import Transactie
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.usecases.overleggen.kring import dicht_van
from nazorg.usecases.overleggen.plan import AL_GEPLAND
from nazorg.usecases.overleggen.slot import Overlegdaad, check_reden, meld_planning


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzetinvoer:
    """What somebody typed. versie: the one that the form showed."""

    moment: Moment | None
    plek: str
    reden: str
    versie: int


async def verzet_overleg(id_: UUID, invoer: Verzetinvoer, *, daad: Overlegdaad) -> None:
    """Put a meeting on another moment or place, and tell it of everybody on its agenda.

    Raises NietGevonden, Overlegbotsing, Invoerfout and NietMeerOpen.
    """
    daad.require_schrijver()
    nu, dag = daad.met.klok.nu(), vandaag(daad.met.klok)
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        oud = await daad.lock_eigen(tx, id_, versie=invoer.versie)
        reden = check_reden(invoer.reden)
        dicht = dicht_van(oud.gemeenten, daad.met.kennis)
        fouten = check_moment(invoer.moment, vandaag=dag, dicht=dicht)
        fouten |= check_opzet(invoer.plek, oud.deelnemers, oud.zaken, medisch=load_medisch())
        if fouten or invoer.moment is None:
            raise Invoerfout(fouten)
        nieuw = oud.verzet(invoer.moment, invoer.plek.strip())
        try:
            await _bewaar(tx, nieuw, reden, "overleg_verzet", daad)
        except asyncpg.UniqueViolationError as fout:
            raise Invoerfout({"datum": AL_GEPLAND}) from fout
        if nieuw.moment != oud.moment:
            dossiers = await overlegdossiers.find_op_agenda(tx, id_)
            await meld_planning(tx, nieuw, dossiers, "verzet", nu=nu)


async def laat_vervallen(id_: UUID, *, reden: str, versie: int, daad: Overlegdaad) -> None:
    """Cancel a meeting; who was on its agenda is proposed again for the next one.

    Raises NietGevonden, Overlegbotsing, Invoerfout and NietMeerOpen.
    """
    daad.require_schrijver()
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        oud = await daad.lock_eigen(tx, id_, versie=versie)
        tekst = check_reden(reden, verplicht="Schrijf op waarom het overleg vervalt.")
        nieuw = oud.laat_vervallen()
        await _bewaar(tx, nieuw, tekst, "overleg_vervallen", daad)
        dossiers = await overlegdossiers.find_op_agenda(tx, id_)
        await meld_planning(tx, nieuw, dossiers, "vervallen", nu=daad.met.klok.nu())


async def sluit_af(
    id_: UUID, *, niet_besproken: Collection[UUID], versie: int, daad: Overlegdaad
) -> None:
    """Say that a meeting was held. niet_besproken: who was not reached, and is proposed again.

    Raises NietGevonden, Overlegbotsing, NietMeerOpen, and Weigering before its day.
    """
    daad.require_schrijver()
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        oud = await daad.lock_eigen(tx, id_, versie=versie)
        nieuw = oud.is_geweest(vandaag=vandaag(daad.met.klok))
        punten = await overlegpunten.find_by_overleg(tx, id_, daad.met.kluis)
        standen = {
            p.id: Puntstand.NIET_BESPROKEN if p.id in niet_besproken else Puntstand.BESPROKEN
            for p in punten
            if p.stand is Puntstand.OP_AGENDA
        }
        await overlegpunten.set_standen(tx, standen)
        await _bewaar(tx, nieuw, "", "overleg_geweest", daad)


async def _bewaar(
    tx: Transactie, nieuw: Overleg, reden: str, actie: str, daad: Overlegdaad
) -> None:
    nu = daad.met.klok.nu()
    await overleggen.save(tx, nieuw, reden, daad.schrijver(nu), daad.met.kluis)
    await daad.log(tx, nieuw, actie, f"versie {nieuw.versie}", nu=nu)
