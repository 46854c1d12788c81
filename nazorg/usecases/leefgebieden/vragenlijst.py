"""Begin a set of questions, show a page of it, save what was answered, and finish it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from nazorg.detenties.dossier import Dossierstand
from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.weigering import Weigering
from nazorg.leefgebieden.feit import Feit
from nazorg.leefgebieden.vragen import Deel, Vragenset
from nazorg.store import dossierlezing, feiten, vragenlijsten
from nazorg.store.dossierlezing import Kop
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.store.vragenlijsten import Antwoord, Lijststatus, Vragenlijst
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    gebieden_van,
    lees_stand,
    lock_dossier,
    log_actie,
    make_wie,
    require_schrijver,
)
from nazorg.usecases.leefgebieden.vraagstand import Bronnen, Vraagstand, lees_vragen
from nazorg.werkvoorraad.werk import make_beeld


class OnbekendeVersie(Weigering):
    """A set was begun in a version that this nazorg does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstinzicht:
    """A list with what stands at each of its questions. delen: its pages for this gemeente.

    feiten: every word of people, to know what a form was made from.
    """

    nummer: str
    stand: Dossierstand
    lijst: Vragenlijst
    vragenset: Vragenset
    delen: tuple[Deel, ...]
    vragen: Mapping[str, Vraagstand]
    antwoorden: Sequence[Antwoord]
    feiten: Sequence[Feit]

    @property
    def gevuld(self) -> int:
        """How many questions have an answer, from here or from elsewhere."""
        return sum(v.is_beantwoord for v in self.vragen.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstenoverzicht:
    """The lists of a dossier, newest first, and the sets that its gemeente can begin now.

    onbekend: those that were begun in a version that this nazorg does not have.
    """

    nummer: str
    stand: Dossierstand
    lijsten: Sequence[Lijstinzicht]
    onbekend: Sequence[Vragenlijst]
    te_beginnen: Sequence[Vragenset]


async def begin_lijst(
    nummer: str, set_id: str, *, medewerker: Medewerker, oorsprong: str, met: Gereedschap
) -> UUID:
    """Begin a set in its newest version, or go on with the one that is busy; return its id.

    One that is busy in a version that we do not know cannot be gone on with. Raises NietGevonden,
    also for a set that does not exist.
    """
    require_schrijver(medewerker)
    nu, boek = met.klok.nu(), met.kennis.vragenboek
    sets = boek.nieuwste(op=vandaag(met.klok))
    vragenset = next((s for s in sets if s.id == set_id), None)
    if vragenset is None:
        raise NietGevonden
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        for lijst in await vragenlijsten.find_by_dossier(tx, slot.kop.id):
            is_bezig = lijst.set == set_id and lijst.status is Lijststatus.BEZIG
            if is_bezig and boek.find(lijst.set, lijst.versie):
                return lijst.id
        nieuw = Vragenlijst(
            id=Ids(nu)(),
            set=vragenset.id,
            versie=vragenset.versie,
            status=Lijststatus.BEZIG,
            begonnen_op=nu,
            gewijzigd_op=nu,
            naam=medewerker.naam,
        )
        await vragenlijsten.insert(tx, nieuw, make_wie(slot.kop, medewerker, nu))
        await _log(tx, slot.kop, nieuw, "vragenlijst_begonnen", medewerker, oorsprong, met)
    return nieuw.id


async def toon_lijst(
    nummer: str, id_: UUID, *, medewerker: Medewerker, oorsprong: str, met: Gereedschap
) -> Lijstinzicht:
    """Return a list and log the read. Raises NietGevonden and OnbekendeVersie."""
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        kop = await _find_kop(tx, nummer)
        lijst = await vragenlijsten.find(tx, kop.id, id_)
        if lijst is None:
            raise NietGevonden
        inzicht = await lees_lijst(tx, kop, lijst, met)
        await _log(tx, kop, lijst, "vragenlijst_ingezien", medewerker, oorsprong, met)
    return inzicht


async def toon_lijsten(
    nummer: str, *, medewerker: Medewerker, oorsprong: str, met: Gereedschap
) -> Lijstenoverzicht:
    """Return every list of a dossier and log the read. Raises NietGevonden."""
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        kop = await _find_kop(tx, nummer)
        gevonden = await vragenlijsten.find_by_dossier(tx, kop.id)
        boek = met.kennis.vragenboek
        bekend = [lijst for lijst in gevonden if boek.find(lijst.set, lijst.versie)]
        lijsten = await _lees_lijsten(tx, kop, bekend, met)
        stand = lijsten[0].stand if lijsten else await lees_stand(tx, kop, met)
        await log_actie(
            tx,
            kop,
            medewerker=medewerker,
            actie="vragenlijsten_ingezien",
            resultaat="getoond",
            oorsprong=oorsprong,
            nu=met.klok.nu(),
        )
    bezig = {i.lijst.set for i in lijsten if i.lijst.status is Lijststatus.BEZIG}
    nieuwste, gebieden = boek.nieuwste(op=vandaag(met.klok)), gebieden_van(kop, met)
    return Lijstenoverzicht(
        nummer=kop.nummer,
        stand=stand,
        lijsten=lijsten,
        onbekend=[lijst for lijst in gevonden if lijst not in bekend],
        te_beginnen=[
            replace(s, delen=s.delen_voor(gebieden)) for s in nieuwste if s.id not in bezig
        ],
    )


async def set_status(
    nummer: str,
    id_: UUID,
    status: Lijststatus,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> None:
    """Finish a list, or open it again. Raises NietGevonden."""
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        lijst = await vragenlijsten.find(tx, slot.kop.id, id_)
        if lijst is None:
            raise NietGevonden
        wie = make_wie(slot.kop, medewerker, met.klok.nu())
        await vragenlijsten.touch(tx, lijst.id, status, wie)
        klaar = status is Lijststatus.KLAAR
        actie = "vragenlijst_afgerond" if klaar else "vragenlijst_heropend"
        await _log(tx, slot.kop, lijst, actie, medewerker, oorsprong, met)


async def lees_lijst(
    tx: Transactie, kop: Kop, lijst: Vragenlijst, met: Gereedschap
) -> Lijstinzicht:
    """Read a list in the version in which it was begun. Raises OnbekendeVersie."""
    return (await _lees_lijsten(tx, kop, [lijst], met))[0]


async def _lees_lijsten(
    tx: Transactie, kop: Kop, lijsten: Sequence[Vragenlijst], met: Gereedschap
) -> list[Lijstinzicht]:
    """Read lists of one dossier; as many statements for ten as for one."""
    if not lijsten:
        return []
    stand = await lees_stand(tx, kop, met)
    gezegd = await feiten.find_by_dossier(tx, kop.id, met.kluis)
    antwoorden = await vragenlijsten.find_antwoorden(tx, [x.id for x in lijsten], met.kluis)
    beeld = make_beeld(stand, gezegd, gebieden=gebieden_van(kop, met))
    return [
        _to_inzicht(
            kop, x, Bronnen(stand=stand, beeld=beeld, antwoorden=antwoorden[x.id]), gezegd, met
        )
        for x in lijsten
    ]


def _to_inzicht(
    kop: Kop, lijst: Vragenlijst, uit: Bronnen, gezegd: Sequence[Feit], met: Gereedschap
) -> Lijstinzicht:
    vragenset = met.kennis.vragenboek.find(lijst.set, lijst.versie)
    if vragenset is None:
        raise OnbekendeVersie(
            "Deze vragenlijst is begonnen in een versie die dit nazorg niet kent."
            " Vraag uw beheerder om de nieuwste versie van nazorg."
        )
    delen = vragenset.delen_voor(gebieden_van(kop, met))
    vragen = lees_vragen([v for d in delen for v in d.vragen], uit)
    return Lijstinzicht(
        nummer=kop.nummer,
        stand=uit.stand,
        lijst=lijst,
        vragenset=vragenset,
        delen=delen,
        vragen={v.vraag.sleutel: v for v in vragen},
        antwoorden=uit.antwoorden,
        feiten=gezegd,
    )


async def _find_kop(tx: Transactie, nummer: str) -> Kop:
    kop = await dossierlezing.get(tx, nummer)
    if kop is None:
        raise NietGevonden
    return kop


async def _log(
    tx: Transactie,
    kop: Kop,
    lijst: Vragenlijst,
    actie: str,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> None:
    await log_actie(
        tx,
        kop,
        medewerker=medewerker,
        actie=actie,
        resultaat=f"{lijst.set} versie {lijst.versie}",
        oorsprong=oorsprong,
        nu=met.klok.nu(),
    )
