"""Everything that people know and want of one dossier, as somebody sees it, now or on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nazorg.detenties.dossier import Dossierstand
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.beeld import Beeld, Gebiedsbeeld, bepaal_beeld
from nazorg.leefgebieden.feit import Feit
from nazorg.store import (
    audit,
    behoeften,
    dossierlezing,
    feiten,
    meetmomenten,
    notities,
    vragenlijsten,
)
from nazorg.store.behoeften import Vastgelegd
from nazorg.store.dossierlezing import Kop
from nazorg.store.kluis import Kluis
from nazorg.store.meetmomenten import Meting
from nazorg.store.notities import Notitie
from nazorg.store.transactie import Transactie
from nazorg.store.vragenlijsten import Vragenlijst
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    lees_stand,
    log_actie,
    require_schrijver,
)
from nazorg.usecases.leefgebieden.leg_vast import laatste_woord
from nazorg.werkvoorraad.werk import find_vrij_op, to_feiten


@dataclass(frozen=True, slots=True, kw_only=True)
class Leefinzicht:
    """What people know and want.

    beeld: the five cards. feiten: every word of people, oldest first. versies: every version of the
    needs, newest first. notities: those that this person may read, all versions, newest first.
    vorige_blik: when this person looked here last; None for the first time.
    """

    beeld: Beeld
    feiten: Sequence[Feit] = ()
    behoeften: Sequence[Vastgelegd] = ()
    versies: Sequence[Vastgelegd] = ()
    notities: Sequence[Notitie] = ()
    metingen: Sequence[Meting] = ()
    vragenlijsten: Sequence[Vragenlijst] = ()
    vorige_blik: datetime | None = None


async def lees_leefgebieden(
    tx: Transactie,
    kop: Kop,
    stand: Dossierstand,
    *,
    medewerker: Medewerker,
    kluis: Kluis,
    tot: datetime | None,
) -> Leefinzicht:
    """Return what people said until tot (None: until now). Six statements."""
    gezegd = await feiten.find_by_dossier(tx, kop.id, kluis)
    if tot is not None:
        gezegd = [f for f in gezegd if f.gezegd_op < tot]
        return Leefinzicht(beeld=make_beeld(stand, gezegd), feiten=gezegd)
    huidige = stand.huidige
    return Leefinzicht(
        beeld=make_beeld(stand, gezegd),
        feiten=gezegd,
        behoeften=await behoeften.find_by_dossier(tx, kop.id, kluis),
        versies=await behoeften.find_versies(tx, kop.id, kluis),
        notities=await notities.find_by_dossier(tx, kop.id, lezer=medewerker.id, kluis=kluis),
        metingen=await meetmomenten.find_by_detentie(tx, kop.id, huidige.bron, huidige.nummer)
        if huidige
        else (),
        vragenlijsten=await vragenlijsten.find_by_dossier(tx, kop.id),
        vorige_blik=await audit.find_vorige_blik(tx, f"dossier:{kop.nummer}", medewerker.id),
    )


def make_beeld(stand: Dossierstand, gezegd: Sequence[Feit]) -> Beeld:
    """Return the five cards of a dossier."""
    huidige = stand.huidige
    vrij_op = find_vrij_op(huidige) if huidige else None
    return bepaal_beeld([*to_feiten(stand), *gezegd], vrij_op=vrij_op)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebiedsinzicht:
    """One leefgebied with its form. gezien: what the form was made from (`Kaartinvoer.gezien`)."""

    nummer: str
    stand: Dossierstand
    kaart: Gebiedsbeeld
    feiten: Sequence[Feit]
    behoeften: Sequence[Vastgelegd]
    gezien: str


async def toon_leefgebied(
    nummer: str,
    gebied: Leefgebied,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> Gebiedsinzicht:
    """Return one leefgebied of a dossier and log the read. Raises NietGevonden."""
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        kop = await dossierlezing.get(tx, nummer)
        if kop is None:
            raise NietGevonden
        stand = await lees_stand(tx, kop, met)
        gezegd = await feiten.find_by_dossier(tx, kop.id, met.kluis)
        gevraagd = await behoeften.find_by_dossier(tx, kop.id, met.kluis)
        await log_actie(
            tx,
            kop,
            medewerker=medewerker,
            actie="leefgebied_ingezien",
            resultaat=gebied,
            oorsprong=oorsprong,
            nu=met.klok.nu(),
        )
    return Gebiedsinzicht(
        nummer=kop.nummer,
        stand=stand,
        kaart=make_beeld(stand, gezegd)[gebied],
        feiten=[f for f in gezegd if f.leefgebied is gebied],
        behoeften=[v for v in gevraagd if v.behoefte.leefgebied is gebied],
        gezien=laatste_woord(gezegd, gebied),
    )
