"""Write down what was agreed about one person, and make an action of it."""

from dataclasses import dataclass, replace
from uuid import UUID

from nazorg.kern.klok import vandaag
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.vrije_tekst import check_tekst
from nazorg.kern.weigering import Weigering
from nazorg.overleggen.overleg import Overleg, Overlegstand, Puntstand
from nazorg.referentie.medisch import load_medisch
from nazorg.store import overlegpunten
from nazorg.store.overlegpunten import Punt
from nazorg.usecases.leefgebieden.behoefte import Behoefteinvoer, put_behoefte
from nazorg.usecases.leefgebieden.herbereken import lock_dossier
from nazorg.usecases.leefgebieden.leg_vast import Botsing, Invoerfout
from nazorg.usecases.overleggen.slot import Overlegdaad

LANGSTE_AFSPRAAK = 500


class Afspraakbotsing(Botsing):
    """A colleague wrote down something about this person by now. nu: what stands there."""

    def __init__(self, nu: str, door: str) -> None:
        super().__init__(
            f"{door} heeft hier net iets vastgelegd. Hieronder staat wat er nu staat."
            " Uw tekst staat er nog: maak er één van en leg vast."
        )
        self.nu = nu


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraakinvoer:
    """What somebody typed. versie: the one that the form showed. actie: None for no new action."""

    tekst: str
    versie: int
    actie: Behoefteinvoer | None = None


async def leg_afspraak_vast(
    id_: UUID, punt_id: UUID, invoer: Afspraakinvoer, *, daad: Overlegdaad
) -> None:
    """Keep what was agreed, and its action; together or not at all.

    Raises NietGevonden, Afspraakbotsing, Invoerfout, and Weigering before the day of the meeting.
    """
    daad.require_schrijver()
    nu = daad.met.klok.nu()
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        overleg = (await daad.lock(tx, id_)).overleg
        nummer = await overlegpunten.find_nummer(tx, id_, punt_id)
        if nummer is None:
            raise NietGevonden
        slot = await lock_dossier(tx, nummer, daad.met.kluis)
        punt = await overlegpunten.lock(tx, id_, punt_id, daad.met.kluis)
        assert punt is not None, "it was read under the same lock"
        _check(overleg, punt, invoer, daad)
        tekst = _check_tekst(invoer.tekst)
        behoefte: UUID | None = None
        if invoer.actie is not None:
            actie = replace(invoer.actie, stap=_stap(overleg))
            behoefte = (
                await put_behoefte(
                    tx,
                    slot,
                    actie,
                    medewerker=daad.medewerker,
                    oorsprong=daad.oorsprong,
                    met=daad.met,
                )
            ).id
        wie = daad.schrijver(nu)
        await overlegpunten.insert_afspraak(tx, punt, tekst, behoefte, wie, daad.met.kluis)
        resultaat = f"overleg:{id_} versie {punt.versie + 1}"
        dossier = (slot.kop.nummer, slot.kop.gemeente)
        await daad.log_dossiers(tx, [dossier], "overleg_afspraak", resultaat, nu=nu)


def _check(overleg: Overleg, punt: Punt, invoer: Afspraakinvoer, daad: Overlegdaad) -> None:
    if overleg.stand is Overlegstand.VERVALLEN or punt.stand is Puntstand.ERAF:
        raise Weigering("Over deze persoon is in dit overleg niet gesproken.")
    if overleg.moment.datum > vandaag(daad.met.klok):
        raise Weigering("Dit overleg moet nog komen. Leg de afspraken daarna vast.")
    if punt.versie != invoer.versie:
        raise Afspraakbotsing(punt.afspraak, punt.afspraak_naam)


def _check_tekst(tekst: str) -> str:
    try:
        schoon = check_tekst(tekst, medisch=load_medisch(), langst=LANGSTE_AFSPRAAK)
    except Weigering as fout:
        raise Invoerfout({"tekst": str(fout)}) from fout
    if not schoon:
        raise Invoerfout({"tekst": "Schrijf op wat er is afgesproken."})
    return schoon


def _stap(overleg: Overleg) -> str:
    dag = overleg.moment.datum
    return f"Afgesproken in het {overleg.soort} van {dag.day}-{dag.month}-{dag.year}"
