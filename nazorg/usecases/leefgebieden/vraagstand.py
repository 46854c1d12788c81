"""What stands at each question of a set by now: asked, or known already and not asked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nazorg.detenties.dossier import Dossierstand
from nazorg.leefgebieden.beeld import Beeld
from nazorg.leefgebieden.feit import GEMELDE_STAND, Feit, Woord
from nazorg.leefgebieden.vragen import Bekend, Stuk, Vraag
from nazorg.store.vragenlijsten import Antwoord
from nazorg.werkvoorraad.werk import find_vrij_op


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraagstand:
    """One question. bekend: known from elsewhere, so it is not asked.

    nu: what stands there by now. uit_bericht: what the notices tell. woord: what counts for its
    field. plan: how the D&R plan says that its leefgebied stands, None when it does not.
    """

    vraag: Vraag
    bekend: bool
    nu: Stuk
    uit_bericht: date | str | None = None
    woord: Woord | None = None
    plan: Feit | None = None

    @property
    def is_beantwoord(self) -> bool:
        return self.bekend or bool(self.nu.waarde)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bronnen:
    """Where answers can come from. antwoorden: all that were given in this list, oldest first."""

    stand: Dossierstand
    beeld: Beeld
    antwoorden: Sequence[Antwoord]


def lees_vragen(vragen: Sequence[Vraag], uit: Bronnen) -> tuple[Vraagstand, ...]:
    """Return what stands at each question."""
    laatste = {a.vraag: a for a in uit.antwoorden}
    return tuple(_lees(v, laatste.get(v.sleutel), uit) for v in vragen)


def _lees(vraag: Vraag, eigen: Antwoord | None, uit: Bronnen) -> Vraagstand:
    if vraag.leefgebied is not None:
        return _lees_veld(vraag, eigen, uit)
    gemeld = _uit_bericht(vraag.bekend, uit.stand) if vraag.bekend else None
    nu = Stuk(waarde=eigen.waarde, teken=str(eigen.id), wie=eigen.naam) if eigen else Stuk()
    return Vraagstand(vraag=vraag, bekend=gemeld is not None, nu=nu, uit_bericht=gemeld)


def _lees_veld(vraag: Vraag, eigen: Antwoord | None, uit: Bronnen) -> Vraagstand:
    """Ask what nobody said yet, or what was said in this very list and may still be changed."""
    assert vraag.leefgebied is not None
    kaart = uit.beeld[vraag.leefgebied]
    plan = kaart.woorden.get(GEMELDE_STAND)
    woord = kaart.woorden.get(vraag.sleutel.partition(".")[2])
    if woord is None:
        return Vraagstand(vraag=vraag, bekend=False, nu=Stuk(), plan=plan.feit if plan else None)
    feit = woord.feit
    van_hier = eigen is not None and str(eigen.feit) == feit.id
    return Vraagstand(
        vraag=vraag,
        bekend=woord.strijd is not None or (feit.waarde is not None and not van_hier),
        nu=Stuk(waarde=feit.waarde or "", teken=feit.id, wie=feit.door),
        woord=woord,
        plan=plan.feit if plan else None,
    )


def _uit_bericht(wat: Bekend, stand: Dossierstand) -> date | str | None:
    """Return what the notices tell: a day, or the code of an inrichting or gemeente."""
    huidige = stand.huidige
    match wat:
        case Bekend.VRIJ_OP:
            return find_vrij_op(huidige) if huidige else None
        case Bekend.INRICHTING:
            return huidige.inrichting if huidige else None
        case Bekend.GEMEENTE_BRP:
            return stand.route.brp
        case Bekend.GEMEENTE_VESTIGING:
            return stand.route.vestiging


def find_toen(antwoorden: Sequence[Antwoord], feiten: Sequence[Feit]) -> Mapping[str, str]:
    """Return per mark (`Stuk.teken`) the answer that it stood for."""
    return {str(a.id): a.waarde for a in antwoorden} | {f.id: f.waarde or "" for f in feiten}
