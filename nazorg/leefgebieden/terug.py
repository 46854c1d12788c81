"""Taking back what somebody saved: what was said before it counts again. Without a clock.

A deed is only taken back where it still is the last word. Nothing is erased: taking back is a word
of its own, so the history says who did it and when.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from nazorg.kern.weigering import Weigering
from nazorg.leefgebieden.behoefte import Behoefte, Behoeftestatus
from nazorg.leefgebieden.feit import Feit, Herkomst


class Daadsoort(StrEnum):
    """What somebody saved in a dossier, and can take back."""

    ACTIE = "actie"
    NOTITIE = "notitie"
    FEITEN = "feiten"


@dataclass(frozen=True, slots=True)
class Daad:
    """One deed. id: of the need, of the note, or of one of the facts that were saved together.

    versie: the version that the deed made; 0 for facts, which have none.
    """

    soort: Daadsoort
    id: UUID
    versie: int = 0

    def __str__(self) -> str:
        return f"{self.soort}.{self.id}.{self.versie}"


def parse_daad(tekst: str) -> Daad | None:
    """Return the deed that a form or an address names; None when it names none."""
    soort, _, rest = tekst.partition(".")
    id_, _, versie = rest.partition(".")
    if not (versie.isascii() and versie.isdigit() and len(versie) < 6):
        return None
    try:
        return Daad(Daadsoort(soort), UUID(id_), int(versie))
    except ValueError:
        return None


class KanNietTerug(Weigering):
    """Somebody did something since, or it was taken back already."""


INTUSSEN = "Dit kan niet meer terug: er is intussen iets veranderd."


def find_samen(feiten: Iterable[Feit], id_: UUID) -> list[Feit]:
    """Return the facts that were saved in one deed with this one; empty when there is none."""
    eigen = [f for f in feiten if not f.is_bericht]
    een = next((f for f in eigen if f.id == str(id_)), None)
    if een is None:
        return []
    keer = (een.gezegd_op, een.leefgebied, een.door)
    return [f for f in eigen if (f.gezegd_op, f.leefgebied, f.door) == keer]


def find_laatste(feiten: Iterable[Feit], samen: Iterable[Feit]) -> list[Feit]:
    """Return those of samen that still are the last word of a person, and no taking back."""
    laatste: dict[str, Feit] = {}
    samen = list(samen)
    gebied = {f.leefgebied for f in samen}
    for f in feiten:
        if not f.is_bericht and f.leefgebied in gebied:
            eerder = laatste.get(f.veld)
            if eerder is None or (eerder.gezegd_op, eerder.id) < (f.gezegd_op, f.id):
                laatste[f.veld] = f
    return [f for f in samen if laatste[f.veld].id == f.id and f.herkomst is not Herkomst.TERUG]


def keer_feiten_om(
    feiten: Sequence[Feit], samen: Sequence[Feit], *, vandaag: date
) -> list[tuple[Feit, Feit]]:
    """Return what was said, and what is said again instead; raises KanNietTerug.

    feiten: every word of people about the dossier. The id, moment and name of what is said again
    are still those of what was said before: who takes back fills in its own.
    """
    if any(f.herkomst is Herkomst.GESPREK for f in samen):
        raise KanNietTerug("Dit is een antwoord uit een gesprek. Wijzig het in dat gesprek.")
    weg = find_laatste(feiten, samen)
    if not weg or len(weg) < len(samen):
        raise KanNietTerug(INTUSSEN)
    return [(f, _vorige(feiten, f, vandaag)) for f in weg]


def _vorige(feiten: Iterable[Feit], weg: Feit, vandaag: date) -> Feit:
    eerder = [
        f
        for f in feiten
        if not f.is_bericht
        and (f.leefgebied, f.veld) == (weg.leefgebied, weg.veld)
        and (f.gezegd_op, f.id) < (weg.gezegd_op, weg.id)
    ]
    laatste = max(eerder, key=lambda f: (f.gezegd_op, f.id), default=None)
    if laatste is None or laatste.is_niets:
        return replace(weg, waarde=None, herkomst=Herkomst.TERUG, gemeten_op=vandaag)
    # That nobody knew was a word; taken back it would mean that nobody said anything.
    herkomst = Herkomst.TERUG if laatste.waarde else laatste.herkomst
    return replace(laatste, herkomst=herkomst)


def keer_behoefte_om(versies: Sequence[Behoefte], nu: Behoefte, versie: int) -> Behoefte:
    """Return the need as it was before a version, as a new one. Raises KanNietTerug.

    versies: all of one need. nu: as it is now, also by what was done on the queue.
    """
    per_nummer = {b.versie: b for b in versies}
    if max(per_nummer, default=0) != versie or per_nummer[versie] != nu:
        raise KanNietTerug(INTUSSEN)
    vorige = per_nummer.get(versie - 1)
    if vorige is None:
        return replace(nu, status=Behoeftestatus.VERVALLEN, versie=versie + 1)
    return replace(vorige, versie=versie + 1)
