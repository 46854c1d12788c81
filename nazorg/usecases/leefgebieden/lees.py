"""Everything that people know and want of one dossier, as somebody sees it, now or on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nazorg.detenties.dossier import Dossierstand
from nazorg.kern.klok import vandaag
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.beeld import Beeld, Gebiedsbeeld
from nazorg.leefgebieden.betrokken import Betrokkene
from nazorg.leefgebieden.feit import Feit
from nazorg.leefgebieden.stuk import Stuk
from nazorg.store import (
    audit,
    behoeften,
    betrokkenen,
    dossierlezing,
    feiten,
    medewerkers,
    meetmomenten,
    notities,
    overlegdossiers,
    overleggen,
    taakverloop,
    vragenlijsten,
)
from nazorg.store.behoeften import Vastgelegd
from nazorg.store.betrokkenen import Bijgehouden
from nazorg.store.dossierlezing import Kop
from nazorg.store.medewerkers import Collega
from nazorg.store.meetmomenten import Meting
from nazorg.store.notities import Notitie
from nazorg.store.overlegdossiers import Agendaplek
from nazorg.store.overleggen import Overlegrij, Overlegversie
from nazorg.store.taakverloop import Taakdaad
from nazorg.store.transactie import Transactie
from nazorg.store.vragenlijsten import Vragenlijst
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    gebieden_van,
    lees_stand,
    log_actie,
    require_gebied,
    require_schrijver,
)
from nazorg.usecases.leefgebieden.leg_vast import laatste_woord
from nazorg.usecases.leefgebieden.terugblik import (
    agenda_op,
    behoeften_op,
    bijgehouden_op,
    metingen_op,
)
from nazorg.werkvoorraad.werk import make_beeld

# What comes first is what one would choose from.
OVERLEGGEN_BEKEKEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Leefinzicht:
    """What people know and want.

    beeld: the cards. feiten: every word of people, oldest first. versies: every version of the
    needs, newest first. notities: those that this person may read, all versions, newest first.
    daden: what was done with tasks, first deed first; collegas: to name who got one.
    agenda: every place on an agenda; overlegversies: of those meetings, newest first; komend: the
    meetings of its gemeente that are still to come. vorige_blik: when this person looked here last;
    None for the first time.
    """

    beeld: Beeld
    feiten: Sequence[Feit] = ()
    behoeften: Sequence[Vastgelegd] = ()
    versies: Sequence[Vastgelegd] = ()
    notities: Sequence[Notitie] = ()
    metingen: Sequence[Meting] = ()
    vragenlijsten: Sequence[Vragenlijst] = ()
    betrokkenen: Sequence[Bijgehouden[Betrokkene]] = ()
    stukken: Sequence[Bijgehouden[Stuk]] = ()
    daden: Sequence[Taakdaad] = ()
    collegas: Sequence[Collega] = ()
    agenda: Sequence[Agendaplek] = ()
    overlegversies: Sequence[Overlegversie] = ()
    komend: Sequence[Overlegrij] = ()
    vorige_blik: datetime | None = None


async def lees_leefgebieden(
    tx: Transactie,
    kop: Kop,
    stand: Dossierstand,
    *,
    medewerker: Medewerker,
    met: Gereedschap,
    tot: datetime | None,
) -> Leefinzicht:
    """Return what people said until tot (None: until now). At most fifteen statements.

    Of a leefgebied that the gemeente does not work with nothing is shown.
    """
    kluis, gebieden = met.kluis, gebieden_van(kop, met)
    gezegd = await feiten.find_by_dossier(tx, kop.id, kluis)
    gezegd = [f for f in gezegd if f.leefgebied in gebieden and (tot is None or f.gezegd_op < tot)]
    gevraagd = await behoeften.find_by_dossier(tx, kop.id, kluis)
    versies = await behoeften.find_versies(tx, kop.id, kluis)
    daden = await taakverloop.find_by_dossier(tx, kop.id)
    huidige = stand.huidige
    nu = Leefinzicht(
        beeld=make_beeld(stand, gezegd, gebieden=gebieden),
        feiten=gezegd,
        behoeften=[v for v in gevraagd if v.behoefte.leefgebied in gebieden],
        versies=[v for v in versies if v.behoefte.leefgebied in gebieden],
        notities=await notities.find_by_dossier(tx, kop.id, lezer=medewerker.id, kluis=kluis),
        metingen=await meetmomenten.find_by_detentie(tx, kop.id, huidige.bron, huidige.nummer)
        if huidige
        else (),
        vragenlijsten=await vragenlijsten.find_by_dossier(tx, kop.id),
        betrokkenen=await betrokkenen.find_betrokkenen(tx, kop.id, kluis),
        stukken=await betrokkenen.find_stukken(tx, kop.id, kluis),
        daden=daden,
        collegas=await medewerkers.find_collegas(tx) if daden else (),
        vorige_blik=await audit.find_vorige_blik(tx, f"dossier:{kop.nummer}", medewerker.id),
    )
    nu = await _met_overleggen(tx, kop, nu, met)
    return nu if tot is None else _kijk_terug(nu, tot)


async def _met_overleggen(
    tx: Transactie, kop: Kop, nu: Leefinzicht, met: Gereedschap
) -> Leefinzicht:
    """Add the meetings about this dossier, and those of its gemeente that are still to come."""
    kluis, dag = met.kluis, vandaag(met.klok)
    agenda = await overlegdossiers.find_by_dossier(tx, kop.id, kluis)
    ids = {plek.overleg for plek in agenda}
    return replace(
        nu,
        agenda=agenda,
        overlegversies=await overleggen.find_versies(tx, ids, kluis) if ids else (),
        komend=await overleggen.find_komend(
            tx, kluis, vandaag=dag, aantal=OVERLEGGEN_BEKEKEN, gemeente=kop.gemeente
        ),
    )


def _kijk_terug(nu: Leefinzicht, tot: datetime) -> Leefinzicht:
    """Return what there was before tot; nothing is new in the past."""
    daden = [d for d in nu.daden if d.actie.tijd < tot]
    versies = [v for v in nu.versies if v.op < tot]
    return replace(
        nu,
        behoeften=behoeften_op(versies, daden),
        versies=versies,
        notities=[n for n in nu.notities if n.gezet_op < tot],
        metingen=metingen_op(nu.metingen, tot),
        vragenlijsten=(),
        betrokkenen=bijgehouden_op(nu.betrokkenen, tot),
        stukken=bijgehouden_op(nu.stukken, tot),
        daden=daden,
        agenda=agenda_op(nu.agenda, tot),
        overlegversies=[v for v in nu.overlegversies if v.op < tot],
        komend=(),
        vorige_blik=None,
    )


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
        require_gebied(gebied, kop, met)
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
        kaart=make_beeld(stand, gezegd, gebieden=gebieden_van(kop, met))[gebied],
        feiten=[f for f in gezegd if f.leefgebied is gebied],
        behoeften=[v for v in gevraagd if v.behoefte.leefgebied is gebied],
        gezien=laatste_woord(gezegd, gebied),
    )
