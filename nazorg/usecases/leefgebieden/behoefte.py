"""Ask for something to be arranged, change it, or say that it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nazorg.kern.klok import vandaag
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.vrije_tekst import check_tekst
from nazorg.kern.weigering import Weigering
from nazorg.kern.werkdagen import is_werkdag
from nazorg.leefgebieden.behoefte import (
    Behoefte,
    Behoeftestatus,
    Eigenaar,
    check_behoefte,
)
from nazorg.referentie.medisch import load_medisch
from nazorg.store import behoeften
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    Slot,
    lock_dossier,
    log_actie,
    make_wie,
    meld_wijziging,
    require_gebied,
    require_schrijver,
)
from nazorg.usecases.leefgebieden.leg_vast import Botsing, Invoerfout
from nazorg.werkvoorraad.taken import Dicht

GEEN_WERKDAG = "Op deze dag zijn de loketten dicht. Kies een werkdag."
LANGSTE_NAAM = 60
LANGSTE_STAP = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Behoefteinvoer:
    """What somebody typed. id: None for a new need; versie: the one that the form showed."""

    id: UUID | None
    leefgebied: Leefgebied
    soort: str
    status: Behoeftestatus
    eigenaar: Eigenaar
    naam: str
    uiterlijk: date | None
    stap: str
    versie: int = 0


async def save_behoefte(
    nummer: str,
    invoer: Behoefteinvoer,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> Behoefte:
    """Save a need, and its task when it has a date. Raises NietGevonden, Invoerfout, Botsing."""
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        return await put_behoefte(
            tx, slot, invoer, medewerker=medewerker, oorsprong=oorsprong, met=met
        )


async def put_behoefte(
    tx: Transactie,
    slot: Slot,
    invoer: Behoefteinvoer,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> Behoefte:
    """Save a need in a dossier that is locked, with its task. Raises as `save_behoefte`."""
    nu, dag, teksten = met.klok.nu(), vandaag(met.klok), _check_teksten(invoer)
    require_gebied(invoer.leefgebied, slot.kop, met)
    oud = await _find_oud(tx, slot, invoer, met)
    maak_id = Ids(nu)
    nieuw = _make(invoer, oud, teksten, invoer.id or maak_id())
    _check(nieuw, oud, dag, met.kennis.regelboek.voor(slot.kop.gemeente).dicht)
    wie = make_wie(slot.kop, medewerker, nu)
    if not await behoeften.save(tx, nieuw, wie, met.kluis):
        raise Botsing("Een collega heeft deze actie net ook gewijzigd.")
    taak = await behoeften.set_taak(tx, nieuw, wie, taak_id=maak_id())
    await meld_wijziging(tx, slot.kop.id, [taak], nu=nu)
    await log_actie(
        tx,
        slot.kop,
        medewerker=medewerker,
        actie="behoefte_gewijzigd" if oud else "behoefte_toegevoegd",
        resultaat=f"{nieuw.leefgebied}: {nieuw.soort}, {nieuw.status}",
        oorsprong=oorsprong,
        nu=nu,
    )
    return nieuw


async def _find_oud(
    tx: Transactie, slot: Slot, invoer: Behoefteinvoer, met: Gereedschap
) -> Behoefte | None:
    if invoer.id is None:
        return None
    gevonden = await behoeften.find(tx, slot.kop.id, invoer.id, met.kluis)
    if gevonden is None:
        raise NietGevonden
    return gevonden.behoefte


def _make(
    invoer: Behoefteinvoer, oud: Behoefte | None, teksten: tuple[str, str], id_: UUID
) -> Behoefte:
    naam, stap = teksten
    return Behoefte(
        id=id_,
        leefgebied=oud.leefgebied if oud else invoer.leefgebied,
        soort=invoer.soort,
        status=invoer.status,
        eigenaar=invoer.eigenaar,
        naam=naam,
        uiterlijk=invoer.uiterlijk,
        stap=stap,
        versie=invoer.versie + 1,
    )


def _check(nieuw: Behoefte, oud: Behoefte | None, dag: date, dicht: Dicht) -> None:
    try:
        check_behoefte(nieuw, oud=oud, vandaag=dag)
    except Weigering as fout:
        veld = "soort" if "Kies wat" in str(fout) else "uiterlijk"
        raise Invoerfout({veld: str(fout)}) from fout
    gekozen = nieuw.uiterlijk if oud is None or oud.uiterlijk != nieuw.uiterlijk else None
    if gekozen is not None and not is_werkdag(gekozen, dicht):
        raise Invoerfout({"uiterlijk": GEEN_WERKDAG})


def _check_teksten(invoer: Behoefteinvoer) -> tuple[str, str]:
    fouten: dict[str, str] = {}
    schoon: dict[str, str] = {}
    for veld, tekst, langst in (
        ("naam", invoer.naam, LANGSTE_NAAM),
        ("stap", invoer.stap, LANGSTE_STAP),
    ):
        try:
            schoon[veld] = check_tekst(tekst, medisch=load_medisch(), langst=langst)
        except Weigering as fout:
            fouten[veld] = str(fout)
    _raise_als(fouten)
    return schoon["naam"], schoon["stap"]


def _raise_als(fouten: Mapping[str, str]) -> None:
    if fouten:
        raise Invoerfout(fouten)
