"""Take back what was just saved in a dossier: an action, a note, or what somebody recorded."""

from dataclasses import replace
from uuid import UUID

from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.terug import (
    INTUSSEN,
    Daad,
    Daadsoort,
    KanNietTerug,
    find_samen,
    keer_behoefte_om,
    keer_feiten_om,
)
from nazorg.store import behoeften, notities
from nazorg.store import feiten as feitenrijen
from nazorg.store.feiten import Vastlegging
from nazorg.store.ids import Ids
from nazorg.store.notities import Notitie
from nazorg.store.transactie import Transactie
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    Slot,
    gebieden_van,
    herbereken,
    lees_stand,
    lock_dossier,
    log_actie,
    make_wie,
    meld_wijziging,
    require_schrijver,
)
from nazorg.usecases.leefgebieden.leg_vast import na_alles
from nazorg.werkvoorraad.werk import to_feiten


async def draai_terug(
    nummer: str, daad: Daad, *, medewerker: Medewerker, oorsprong: str, met: Gereedschap
) -> None:
    """Let what was before a deed count again.

    Raises NietGevonden, also for a note of somebody else, and KanNietTerug when anybody did
    something with it since.
    """
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        match daad.soort:
            case Daadsoort.ACTIE:
                wat = await _actie(tx, slot, daad, medewerker, met)
            case Daadsoort.NOTITIE:
                wat = await _notitie(tx, slot, daad, medewerker, met)
            case Daadsoort.FEITEN:
                wat = await _feiten(tx, slot, daad.id, medewerker, met)
        await log_actie(
            tx,
            slot.kop,
            medewerker=medewerker,
            actie=f"{daad.soort}_teruggedraaid",
            resultaat=wat,
            oorsprong=oorsprong,
            nu=met.klok.nu(),
        )


async def _actie(
    tx: Transactie, slot: Slot, daad: Daad, medewerker: Medewerker, met: Gereedschap
) -> str:
    kop, nu = slot.kop, met.klok.nu()
    nu_staat = await behoeften.find(tx, kop.id, daad.id, met.kluis)
    if nu_staat is None or nu_staat.behoefte.leefgebied not in gebieden_van(kop, met):
        raise NietGevonden
    alle = await behoeften.find_versies(tx, kop.id, met.kluis)
    versies = [v.behoefte for v in alle if v.behoefte.id == daad.id]
    nieuw = keer_behoefte_om(versies, nu_staat.behoefte, daad.versie)
    wie = make_wie(kop, medewerker, nu)
    if not await behoeften.save(tx, nieuw, wie, met.kluis):
        raise KanNietTerug(INTUSSEN)
    taak = await behoeften.set_taak(tx, nieuw, wie, taak_id=Ids(nu)())
    await meld_wijziging(tx, kop.id, [taak], nu=nu)
    return f"{nieuw.leefgebied}: {nieuw.soort}, {nieuw.status}"


async def _notitie(
    tx: Transactie, slot: Slot, daad: Daad, medewerker: Medewerker, met: Gereedschap
) -> str:
    """Let the version before count again: only who wrote a note takes something of it back."""
    alle = await notities.find_by_dossier(tx, slot.kop.id, lezer=medewerker.id, kluis=met.kluis)
    versies = {n.versie: n for n in alle if n.id == daad.id and n.door == medewerker.id}
    if daad.versie not in versies:
        raise NietGevonden
    if max(versies) != daad.versie:
        raise KanNietTerug(INTUSSEN)
    nieuw = _weer(versies, daad.versie, met)
    if not await notities.insert(
        tx, nieuw, dossier=slot.kop.id, gemeente=slot.kop.gemeente, kluis=met.kluis
    ):
        raise KanNietTerug(INTUSSEN)
    return f"notitie:{nieuw.id} versie {nieuw.versie}"


def _weer(versies: dict[int, Notitie], versie: int, met: Gereedschap) -> Notitie:
    vorige = versies.get(versie - 1) or replace(versies[versie], tekst="", weg=True)
    return replace(vorige, versie=versie + 1, gezet_op=met.klok.nu())


async def _feiten(
    tx: Transactie, slot: Slot, id_: UUID, medewerker: Medewerker, met: Gereedschap
) -> str:
    alle = await feitenrijen.find_by_dossier(tx, slot.kop.id, met.kluis)
    samen = find_samen(alle, id_)
    if not samen or samen[0].leefgebied not in gebieden_van(slot.kop, met):
        raise NietGevonden
    stand = await lees_stand(tx, slot.kop, met)
    moment = na_alles(met.klok.nu(), [*alle, *to_feiten(stand)])
    maak_id = Ids(moment)
    nieuw = [
        replace(vorige, id=str(maak_id()), gezegd_op=moment, door=medewerker.naam)
        for _, vorige in keer_feiten_om(alle, samen, vandaag=vandaag(met.klok))
    ]
    regels = [Vastlegging(f, medewerker.id) for f in nieuw]
    await feitenrijen.insert(tx, slot.kop.id, slot.kop.gemeente, regels, met.kluis)
    await herbereken(tx, slot, stand, nieuw, met)
    return f"{samen[0].leefgebied}: {', '.join(f.veld for f in samen)}"
