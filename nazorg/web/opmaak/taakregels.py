"""What was done with tasks, as lines of the timeline."""

from collections.abc import Iterator
from datetime import date, datetime

from nazorg.referentie.kennis import Kennis
from nazorg.store.taakverloop import Taakdaad
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.leefgebieden.lees import Leefinzicht
from nazorg.web.dossierscherm import TijdlijnRegel
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.handelingen import write_stand
from nazorg.web.schermen import Icoon
from nazorg.werkvoorraad.handelingen import Handeling
from nazorg.werkvoorraad.taken import Regel
from nazorg.werkvoorraad.zinnen import REGELNAAM

# Their kind says too little: a dossier has several. The sentence of the rest counts days from now.
_MET_ZIN = frozenset({Regel.LEEFGEBIED, Regel.BEHOEFTE})
_ICOON: dict[Handeling, Icoon] = {
    Handeling.AFGEHANDELD: "check",
    Handeling.TOEGEWEZEN: "user",
    Handeling.VRIJGEGEVEN: "users",
}


def to_regels(
    leef: Leefinzicht, kennis: Kennis, *, medewerker: str, vandaag: date, links: bool
) -> Iterator[tuple[datetime, TijdlijnRegel]]:
    """Yield every deed with its moment. New is what somebody else did since this person looked."""
    for daad in leef.daden:
        a = daad.actie
        zin = write_stand(a.soort, a.na, leef.collegas, vandaag=vandaag)
        nieuw = leef.vorige_blik is not None and a.tijd > leef.vorige_blik and a.naam != medewerker
        yield (
            a.tijd,
            TijdlijnRegel(
                soort="taak",
                icoon=_ICOON.get(a.soort, "history"),
                tekst=f"‘{taaknaam(daad.taak, kennis, vandaag=vandaag)}’ {zin}",
                bron=_wie(daad),
                vastgelegd=gedeeld.to_moment(a.tijd, vandaag=vandaag),
                nieuw=nieuw,
                href=f"/taken/{a.taak_id}" if links else "",
            ),
        )


def taaknaam(taak: Wachtrijrij, kennis: Kennis, *, vandaag: date) -> str:
    """Return what a task is called, whatever day it is."""
    if taak.regel in _MET_ZIN:
        return gedeeld.zin(taak, kennis, vandaag=vandaag)
    return REGELNAAM[taak.regel]


def _wie(daad: Taakdaad) -> str:
    a = daad.actie
    return f"{a.naam}, namens {a.namens_naam}" if a.namens else a.naam
