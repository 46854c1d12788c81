"""Write a note, change it, or take it away: every version stays."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.vrije_tekst import check_tekst
from nazorg.kern.weigering import Weigering
from nazorg.referentie.medisch import load_medisch
from nazorg.store import notities
from nazorg.store.ids import Ids
from nazorg.store.notities import Notitie, Zicht
from nazorg.store.transactie import Transactie
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    Slot,
    lock_dossier,
    log_actie,
    require_schrijver,
)
from nazorg.usecases.leefgebieden.leg_vast import Botsing, Invoerfout


@dataclass(frozen=True, slots=True, kw_only=True)
class Notitieinvoer:
    """What somebody typed. id: None for a new note; versie: the one that the form showed."""

    id: UUID | None
    tekst: str
    zicht: Zicht = Zicht.TEAM
    versie: int = 0
    weg: bool = False


async def save_notitie(
    nummer: str,
    invoer: Notitieinvoer,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> Notitie:
    """Save a version of a note.

    Raises NietGevonden (also for a note of somebody else: only who wrote it changes it),
    Invoerfout, and Botsing when there is a newer version.
    """
    require_schrijver(medewerker)
    nu = met.klok.nu()
    tekst = "" if invoer.weg else _check(invoer.tekst)
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        zicht = await _check_oud(tx, slot, invoer, medewerker, met)
        nieuw = _make(invoer, zicht, tekst, medewerker, nu)
        if not await notities.insert(
            tx, nieuw, dossier=slot.kop.id, gemeente=slot.kop.gemeente, kluis=met.kluis
        ):
            raise Botsing("Deze notitie is in de tussentijd al gewijzigd.")
        await log_actie(
            tx,
            slot.kop,
            medewerker=medewerker,
            actie="notitie_weggehaald" if nieuw.weg else "notitie_geschreven",
            resultaat=f"notitie:{nieuw.id} versie {nieuw.versie}",
            oorsprong=oorsprong,
            nu=nu,
        )
    return nieuw


def _make(
    invoer: Notitieinvoer, zicht: Zicht, tekst: str, medewerker: Medewerker, nu: datetime
) -> Notitie:
    return Notitie(
        id=invoer.id or Ids(nu)(),
        versie=invoer.versie + 1,
        tekst=tekst,
        zicht=zicht,
        weg=invoer.weg,
        gezet_op=nu,
        door=medewerker.id,
        naam=medewerker.naam,
    )


async def _check_oud(
    tx: Transactie, slot: Slot, invoer: Notitieinvoer, medewerker: Medewerker, met: Gereedschap
) -> Zicht:
    """Return who may read the new version: what was private stays private, whatever a form says."""
    if invoer.id is None:
        return invoer.zicht
    oud = await notities.find(tx, slot.kop.id, invoer.id, lezer=medewerker.id, kluis=met.kluis)
    if oud is None or oud.door != medewerker.id or oud.weg:
        raise NietGevonden
    if oud.versie != invoer.versie:
        raise Botsing("Deze notitie is in de tussentijd al gewijzigd.")
    return oud.zicht


def _check(tekst: str) -> str:
    try:
        schoon = check_tekst(tekst, medisch=load_medisch())
    except Weigering as fout:
        raise Invoerfout({"tekst": str(fout)}) from fout
    if not schoon:
        raise Invoerfout({"tekst": "Schrijf eerst een notitie."})
    return schoon
