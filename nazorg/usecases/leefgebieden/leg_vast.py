"""Record what is known of one leefgebied: the form behind a card."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from nazorg.detenties.dossier import Dossierstand, Dossierstatus
from nazorg.kern.klok import vandaag
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.weigering import Weigering
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import (
    Feit,
    Grondslag,
    Herkomst,
    Spreker,
    weeg,
    zonder_teruggenomen,
)
from nazorg.store import feiten as feitenrijen
from nazorg.store.feiten import Vastlegging
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    Slot,
    herbereken,
    lees_stand,
    lock_dossier,
    log_actie,
    require_gebied,
    require_schrijver,
)
from nazorg.werkvoorraad.werk import find_woorden, to_feiten

_TIK = timedelta(microseconds=1)
ZORG_TOESTEMMING = (
    "Wie vastzit, kan toestemming voor gegevens over zorg niet vrij geven. Kies een andere grond."
)
GEEN_TOESTEMMING = (
    "Toestemming is hier niet nodig: voor re-integratie is er artikel 18a Pbw. Kies die grond."
)


class Botsing(Weigering):
    """Somebody else saved this by now. Nothing was saved, nothing that was typed is lost."""


class Invoerfout(Weigering):
    """What was typed cannot be. per_veld: name of the field to what is wrong with it."""

    def __init__(self, per_veld: Mapping[str, str]) -> None:
        super().__init__("Er is nog iets niet goed ingevuld.")
        self.per_veld = dict(per_veld)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kaartinvoer:
    """What somebody typed. waarden: per field its value, '' for unknown.

    geopend: per field what the form showed; what still is the same was not touched, and is never
    written. gezien: the newest word of a person that the form showed (`laatste_woord`), for a form
    that does not say more. bevestig: say again what did not change, so that it goes above a newer
    message. toch: what was warned about is meant.
    """

    leefgebied: Leefgebied
    waarden: Mapping[str, str]
    gemeten_op: date | None
    spreker: Spreker
    grondslag: Grondslag = Grondslag.PBW_18A
    geopend: Mapping[str, str] = field(default_factory=dict)
    gezien: str = ""
    bevestig: bool = False
    toch: bool = False
    herkomst: Herkomst = Herkomst.KAART


def laatste_woord(feiten: Sequence[Feit], leefgebied: Leefgebied) -> str:
    """Return the id of the newest word of a person about a leefgebied, '' when there is none."""
    gezegd = zonder_teruggenomen(feiten)
    eigen = [f for f in gezegd if f.leefgebied is leefgebied and not f.is_bericht]
    return max(eigen, key=lambda f: (f.gezegd_op, f.id)).id if eigen else ""


async def leg_vast(
    nummer: str,
    invoer: Kaartinvoer,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> Sequence[Feit]:
    """Save what changed and return those answers.

    Raises NietGevonden, Invoerfout, and Botsing when somebody changed the same in between.
    """
    require_schrijver(medewerker)
    check_invoer(invoer, vandaag=vandaag(met.klok))
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        require_gebied(invoer.leefgebied, slot.kop, met)
        stand = await lees_stand(tx, slot.kop, met)
        _check_grondslag(invoer, stand)
        invoer = _zonder_onaangeraakt(invoer, find_woorden(stand, slot.feiten))
        _check_botsing(invoer, slot.feiten, stand)
        return await keep_woorden(
            tx, slot, stand, invoer, medewerker=medewerker, oorsprong=oorsprong, met=met
        )


def _check_grondslag(invoer: Kaartinvoer, stand: Dossierstand) -> None:
    """Say once that consent is no ground while somebody is held (L10); a second press goes on.

    Since 1-7-2021 aligning with the prison needs no consent (art. 18a Pbw), and who is held is not
    free to refuse: Raad van State W16.20.0450 on health data.
    """
    vast = stand.status is Dossierstatus.IN_DETENTIE
    if invoer.grondslag is not Grondslag.TOESTEMMING or invoer.toch or not vast:
        return
    zin = ZORG_TOESTEMMING if invoer.leefgebied is Leefgebied.ZORG else GEEN_TOESTEMMING
    raise Invoerfout({"grondslag": f"{zin} Klopt het toch? Druk dan nog een keer op Bewaar."})


def staat_er_nu(feiten: Iterable[Feit], leefgebied: Leefgebied) -> dict[str, str]:
    """Return per field what a form shows: the word that was said, '' when nobody knows."""
    woorden = weeg(f for f in feiten if f.leefgebied is leefgebied)
    return {veld: woord.feit.waarde or "" for (_, veld), woord in woorden.items()}


def _zonder_onaangeraakt(invoer: Kaartinvoer, feiten: Iterable[Feit]) -> Kaartinvoer:
    """Leave out the fields that nobody touched; in a dispute only if they still say the same."""
    nu = staat_er_nu(feiten, invoer.leefgebied)
    waarden = {
        naam: waarde
        for naam, waarde in invoer.waarden.items()
        if waarde != invoer.geopend.get(naam) or (invoer.bevestig and waarde == nu.get(naam, ""))
    }
    return replace(invoer, waarden=waarden)


def _check_botsing(invoer: Kaartinvoer, feiten: Sequence[Feit], stand: Dossierstand) -> None:
    """Raise Botsing when somebody wrote in a field that was typed in here too."""
    nu = staat_er_nu(find_woorden(stand, feiten), invoer.leefgebied)
    is_gezien = laatste_woord(feiten, invoer.leefgebied) == invoer.gezien
    for naam, waarde in invoer.waarden.items():
        staat = nu.get(naam, "")
        is_zelfde = invoer.geopend[naam] == staat if naam in invoer.geopend else is_gezien
        if not is_zelfde and waarde != staat:
            raise Botsing("Een collega heeft dit leefgebied net ook gewijzigd.")


async def keep_woorden(
    tx: Transactie,
    slot: Slot,
    stand: Dossierstand,
    invoer: Kaartinvoer,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> list[Feit]:
    """Keep what changed in a dossier that is locked, with all that follows; return the facts.

    invoer was checked (`check_invoer`).
    """
    nu = met.klok.nu()
    moment = na_alles(nu, [*slot.feiten, *to_feiten(stand)])
    nieuw = _make_feiten(invoer, slot.feiten, medewerker, moment)
    if nieuw:
        regels = [Vastlegging(f, medewerker.id) for f in nieuw]
        await feitenrijen.insert(tx, slot.kop.id, slot.kop.gemeente, regels, met.kluis)
        await herbereken(tx, slot, stand, nieuw, met)
        await log_actie(
            tx,
            slot.kop,
            medewerker=medewerker,
            actie="leefgebied_vastgelegd",
            resultaat=f"{invoer.leefgebied}: {', '.join(f.veld for f in nieuw)}",
            oorsprong=oorsprong,
            nu=nu,
        )
    return nieuw


def na_alles(nu: datetime, gezegd: Iterable[Feit]) -> datetime:
    """Return a moment after everything that was said, whatever the clock of a source says.

    Who saves has seen it: a message that is dated a little ahead must not look newer than that.
    """
    return max([nu, *(f.gezegd_op + _TIK for f in gezegd)])


def _make_feiten(
    invoer: Kaartinvoer, feiten: Sequence[Feit], medewerker: Medewerker, moment: datetime
) -> list[Feit]:
    maak_id = Ids(moment)
    assert invoer.gemeten_op is not None, "check_invoer asked for it"
    return [
        Feit(
            id=str(maak_id()),
            leefgebied=invoer.leefgebied,
            veld=veld,
            waarde=waarde or None,
            gemeten_op=invoer.gemeten_op,
            gezegd_op=moment,
            spreker=invoer.spreker,
            door=medewerker.naam,
            grondslag=invoer.grondslag,
            herkomst=invoer.herkomst,
        )
        for veld, waarde in _find_gewijzigd(invoer, feiten).items()
    ]


def check_invoer(invoer: Kaartinvoer, *, vandaag: date) -> None:
    """Raise Invoerfout with everything that is wrong, not only the first."""
    fouten: dict[str, str] = {}
    gebied = CATALOGUS[invoer.leefgebied]
    for veld in gebied.velden:
        waarde = invoer.waarden.get(veld.naam, "")
        if waarde:
            try:
                veld.check(waarde)
            except Weigering as fout:
                fouten[veld.naam] = str(fout)
    if invoer.gemeten_op is None:
        fouten["gemeten_op"] = "Vul een datum in: op welke dag was dit zo?"
    elif invoer.gemeten_op > vandaag:
        fouten["gemeten_op"] = "Deze dag is nog niet geweest. Kies vandaag of eerder."
    if fouten:
        raise Invoerfout(fouten)


def _find_gewijzigd(invoer: Kaartinvoer, feiten: Sequence[Feit]) -> dict[str, str]:
    """Return the answers to keep: those that differ from what people said until now."""
    woorden = weeg(f for f in feiten if not f.is_bericht)
    uit: dict[str, str] = {}
    for veld in CATALOGUS[invoer.leefgebied].velden:
        if veld.naam not in invoer.waarden:
            continue
        nieuw = invoer.waarden[veld.naam]
        woord = woorden.get((invoer.leefgebied, veld.naam))
        oud = (woord.feit.waarde if woord else None) or ""
        if nieuw != oud or (invoer.bevestig and nieuw):
            uit[veld.naam] = nieuw
    return uit
