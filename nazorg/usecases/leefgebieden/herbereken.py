"""A person said something: judge the leefgebieden again, and let the tasks follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.detenties.dossier import Dossierstand, vouw_dossier
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.leefgebieden.beeld import Gebieden, standen_van
from nazorg.leefgebieden.feit import Feit
from nazorg.referentie.kennis import Kennis
from nazorg.store import audit, dossierlezing, dossiers, meldingen, outbox, taken
from nazorg.store.behoeften import Wie
from nazorg.store.dossierlezing import Kop
from nazorg.store.feiten import keep_geldende, pak_in, pak_uit
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.neem_op import open_melding
from nazorg.usecases.regelsets import lees_regelset
from nazorg.werkvoorraad.werk import bepaal_werk


@dataclass(frozen=True, slots=True)
class Gereedschap:
    """Everything that writing in a dossier needs."""

    store: Store
    kluis: Kluis
    klok: Klok
    kennis: Kennis


@dataclass(frozen=True, slots=True)
class Slot:
    """A dossier that is ours until the transaction ends. feiten: what people said until now."""

    kop: Kop
    feiten: list[Feit]


async def lock_dossier(tx: Transactie, nummer: str, kluis: Kluis) -> Slot:
    """Return the dossier, locked. Raises NietGevonden, also for one of another gemeente."""
    kop = await dossierlezing.get(tx, nummer)
    if kop is None:
        raise NietGevonden
    gevonden, geheim = await dossierlezing.lock(tx, kop.id)
    if not gevonden:  # removed while we waited for it
        raise NietGevonden
    return Slot(kop, pak_uit(geheim, kop.id, kluis))


async def lees_stand(tx: Transactie, kop: Kop, met: Gereedschap) -> Dossierstand:
    """Fold the notices of a dossier."""
    rijen = await meldingen.find_by_dossiers(tx, [kop.id])
    gelezen = [open_melding(r, met.kluis) for r in rijen]
    return vouw_dossier(gelezen, kaart=met.kennis.kaart(op=vandaag(met.klok)))


async def herbereken(
    tx: Transactie, slot: Slot, stand: Dossierstand, nieuw: Sequence[Feit], met: Gereedschap
) -> None:
    """Save the facts that count now, how the leefgebieden stand, and the tasks that follow."""
    kop, nu = slot.kop, met.klok.nu()
    feiten = keep_geldende([*slot.feiten, *nieuw])
    regels = await lees_regelset(tx, met.kennis.regelboek, kop.gemeente)
    werk = bepaal_werk(stand, feiten=feiten, regels=regels)
    geheim = pak_in(feiten, kop.id, met.kluis) if feiten else None
    await dossiers.set_leefgebieden(tx, kop.id, feiten=geheim, standen=standen_van(werk.beeld))
    rijen = [(kop.id, kop.gemeente, t) for t in werk.taken]
    anders = await taken.replace(tx, rijen, bestaande_dossiers=[kop.id], maak_id=Ids(nu), nu=nu)
    await meld_wijziging(tx, kop.id, anders, nu=nu)


async def meld_wijziging(
    tx: Transactie, dossier: UUID, taken_: Sequence[outbox.Taakwijziging], *, nu: datetime
) -> None:
    """Tell others that a person changed something in a dossier, which is locked by now."""
    maak_id = Ids(nu)
    dossier_anders = outbox.Gebeurtenis(maak_id(), outbox.DOSSIER_GEWIJZIGD, dossier)
    taken_anders = outbox.make_taken(taken_, maak_id=maak_id)
    await outbox.put(tx, [dossier_anders, *taken_anders], nu=nu)


def gebieden_van(kop: Kop, met: Gereedschap) -> Gebieden:
    """Return the leefgebieden that the gemeente of a dossier works with."""
    return met.kennis.regelboek.voor(kop.gemeente).leefgebieden


def require_gebied(gebied: Leefgebied, kop: Kop, met: Gereedschap) -> None:
    """Raise NietGevonden for a leefgebied that this gemeente does not work with."""
    if gebied not in gebieden_van(kop, met):
        raise NietGevonden


def require_schrijver(medewerker: Medewerker) -> None:
    """Raise NietGevonden unless this person works on dossiers."""
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)


def make_wie(kop: Kop, medewerker: Medewerker, nu: datetime) -> Wie:
    return Wie(
        dossier=kop.id,
        gemeente=kop.gemeente,
        medewerker=medewerker.id,
        naam=medewerker.naam,
        nu=nu,
    )


async def log_actie(
    tx: Transactie,
    kop: Kop,
    *,
    medewerker: Medewerker,
    actie: str,
    resultaat: str,
    oorsprong: str,
    nu: datetime,
) -> None:
    """Write down who did what. resultaat: names of fields and kinds, never what was typed."""
    await audit.append(
        tx,
        audit.Auditregel(
            tijd=nu,
            actor=medewerker.id,
            naam=medewerker.naam,
            actie=actie,
            object=f"dossier:{kop.nummer}",
            resultaat=resultaat,
            oorsprong=oorsprong,
            doel=medewerker.doel,
            gemeente=kop.gemeente,
        ),
    )
