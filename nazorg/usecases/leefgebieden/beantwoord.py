"""Save what was answered on a page of a set: answers stay, and facts of leefgebieden follow."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from nazorg.kern.klok import vandaag
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.feit import Grondslag, Herkomst, Spreker
from nazorg.leefgebieden.vragen import Vergelijking, Verschil, check_antwoorden, vergelijk
from nazorg.referentie.medisch import load_medisch
from nazorg.store import vragenlijsten
from nazorg.store.feiten import keep_geldende
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.store.vragenlijsten import Antwoord, Lijststatus
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    Slot,
    lock_dossier,
    log_actie,
    make_wie,
    require_schrijver,
)
from nazorg.usecases.leefgebieden.leg_vast import (
    Botsing,
    Invoerfout,
    Kaartinvoer,
    check_invoer,
    keep_woorden,
)
from nazorg.usecases.leefgebieden.vraagstand import find_toen
from nazorg.usecases.leefgebieden.vragenlijst import Lijstinzicht, lees_lijst


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoordinvoer:
    """What somebody typed on one page. gezien: per question what the form was made from.

    heropen: the list may be finished by now, and is opened again.
    """

    deel: int
    antwoorden: Mapping[str, str]
    gezien: Mapping[str, str]
    spreker: Spreker
    gemeten_op: date | None
    grondslag: Grondslag = Grondslag.PBW_18A
    heropen: bool = False


class Antwoordbotsing(Botsing):
    """A colleague answered the same question differently in between. Nothing was saved."""

    zin = "Een collega heeft net iets anders ingevuld. Er is niets bewaard."

    def __init__(self, verschillen: Sequence[Verschil]) -> None:
        super().__init__(self.zin)
        self.verschillen = tuple(verschillen)


class AlAfgerond(Antwoordbotsing):
    """A colleague finished the list in between. Nothing was saved."""

    zin = "Deze vragenlijst is intussen afgerond. Er is niets bewaard."


async def beantwoord(
    nummer: str,
    id_: UUID,
    invoer: Antwoordinvoer,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> int:
    """Save the answers that changed; return how many.

    Raises NietGevonden, Invoerfout, AlAfgerond and Antwoordbotsing.
    """
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        inzicht = await _lees(tx, slot, id_, invoer, met)
        nieuw = _kies(inzicht, invoer, vandaag(met.klok))
        if not nieuw:
            return 0
        wie = make_wie(slot.kop, medewerker, met.klok.nu())
        feit_van = await _keep_feiten(tx, slot, inzicht, nieuw, invoer, medewerker, oorsprong, met)
        rijen = _make(nieuw, feit_van, invoer, medewerker, met)
        await vragenlijsten.insert_antwoorden(tx, id_, rijen, wie, met.kluis)
        await vragenlijsten.touch(tx, id_, Lijststatus.BEZIG, wie)
        await log_actie(
            tx,
            slot.kop,
            medewerker=medewerker,
            actie="vragen_beantwoord",
            resultaat=f"{inzicht.lijst.set} versie {inzicht.lijst.versie}: {', '.join(nieuw)}",
            oorsprong=oorsprong,
            nu=wie.nu,
        )
    return len(nieuw)


async def _lees(
    tx: Transactie, slot: Slot, id_: UUID, invoer: Antwoordinvoer, met: Gereedschap
) -> Lijstinzicht:
    lijst = await vragenlijsten.find(tx, slot.kop.id, id_)
    if lijst is None:
        raise NietGevonden
    inzicht = await lees_lijst(tx, slot.kop, lijst, met)
    if not 1 <= invoer.deel <= len(inzicht.delen):
        raise NietGevonden
    if lijst.status is Lijststatus.KLAAR and not invoer.heropen:
        goed, _ = _check(inzicht, invoer)
        raise AlAfgerond(_vergelijk(inzicht, invoer, goed).botsingen)
    return inzicht


def _kies(i: Lijstinzicht, invoer: Antwoordinvoer, dag: date) -> Mapping[str, str]:
    """Return the answers to keep. Raises Invoerfout with everything wrong, or Antwoordbotsing."""
    goed, fouten = _check(i, invoer)
    if invoer.gemeten_op is None or invoer.gemeten_op > dag:
        fouten["gemeten_op"] = "Vul de dag van het gesprek in: vandaag of eerder."
    if fouten:
        raise Invoerfout(fouten)
    uit = _vergelijk(i, invoer, goed)
    if uit.botsingen:
        raise Antwoordbotsing(uit.botsingen)
    return uit.nieuw


def _check(i: Lijstinzicht, invoer: Antwoordinvoer) -> tuple[dict[str, str], dict[str, str]]:
    vragen = i.delen[invoer.deel - 1].vragen
    return check_antwoorden(vragen, invoer.antwoorden, medisch=load_medisch())


def _vergelijk(i: Lijstinzicht, invoer: Antwoordinvoer, goed: Mapping[str, str]) -> Vergelijking:
    return vergelijk(
        goed,
        gezien=invoer.gezien,
        toen=find_toen(i.antwoorden, i.feiten),
        nu={sleutel: v.nu for sleutel, v in i.vragen.items()},
    )


async def _keep_feiten(  # noqa: PLR0913, PLR0917 - who says what, where, with what
    tx: Transactie,
    slot: Slot,
    i: Lijstinzicht,
    nieuw: Mapping[str, str],
    invoer: Antwoordinvoer,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> dict[str, UUID]:
    """Let answers become facts, through the same door as the form of a card; return their ids."""
    per_gebied: dict[Leefgebied, dict[str, str]] = defaultdict(dict)
    for sleutel, waarde in nieuw.items():
        vraag = i.vragen[sleutel].vraag
        if vraag.leefgebied is not None:
            per_gebied[vraag.leefgebied][sleutel.partition(".")[2]] = waarde
    feit_van: dict[str, UUID] = {}
    for gebied, waarden in per_gebied.items():
        kaart = Kaartinvoer(
            leefgebied=gebied,
            waarden=waarden,
            gemeten_op=invoer.gemeten_op,
            spreker=invoer.spreker,
            grondslag=invoer.grondslag,
            herkomst=Herkomst.GESPREK,
        )
        check_invoer(kaart, vandaag=vandaag(met.klok))
        feiten = await keep_woorden(
            tx, slot, i.stand, kaart, medewerker=medewerker, oorsprong=oorsprong, met=met
        )
        slot = replace(slot, feiten=keep_geldende([*slot.feiten, *feiten]))
        feit_van |= {f"{gebied}.{f.veld}": UUID(f.id) for f in feiten}
    return feit_van


def _make(
    nieuw: Mapping[str, str],
    feit_van: Mapping[str, UUID],
    invoer: Antwoordinvoer,
    medewerker: Medewerker,
    met: Gereedschap,
) -> list[Antwoord]:
    nu = met.klok.nu()
    maak_id = Ids(nu)
    assert invoer.gemeten_op is not None, "_kies asked for it"
    return [
        Antwoord(
            id=maak_id(),
            vraag=sleutel,
            waarde=waarde,
            feit=feit_van.get(sleutel),
            spreker=invoer.spreker,
            gemeten_op=invoer.gemeten_op,
            grondslag=invoer.grondslag,
            gezet_op=nu,
            naam=medewerker.naam,
        )
        for sleutel, waarde in nieuw.items()
    ]
