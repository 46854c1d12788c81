"""Why somebody is on an agenda, in plain Dutch."""

from collections.abc import Iterable
from datetime import date

from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.overleggen.voorstel import Zaak
from nazorg.overleggen.vorm import Voorstelreden

_KORT: dict[Leefgebied, str] = {
    Leefgebied.IDENTITEITSBEWIJS: "ID-bewijs",
    Leefgebied.HUISVESTING: "wonen",
    Leefgebied.INKOMEN: "inkomen",
    Leefgebied.SCHULDEN: "schulden",
    Leefgebied.ZORG: "zorg",
    Leefgebied.SOCIAAL_NETWERK: "sociaal netwerk",
}
# From here on people count in weeks.
_IN_WEKEN = 14
# After this nobody calls it the begin.
_LANG_VAST_WEKEN = 6


def write_redenen(
    redenen: Iterable[Voorstelreden], zaak: Zaak, *, vandaag: date, toelichting: str = ""
) -> str:
    """Return the sentence. toelichting: what a person said who put somebody on the agenda."""
    zinnen = [_zin(reden, zaak, vandaag, toelichting) for reden in redenen]
    return ". ".join(zin for zin in zinnen if zin)


def _zin(reden: Voorstelreden, zaak: Zaak, vandaag: date, toelichting: str) -> str:
    match reden:
        case Voorstelreden.BEGIN:
            return _begin(zaak.begin, vandaag)
        case Voorstelreden.VRIJLATING:
            return _vrij(zaak.vrij_op, vandaag)
        case Voorstelreden.BASIS:
            mist = [_KORT[g] for g, s in zaak.standen.items() if s is Stand.NIET_IN_ORDE]
            return f"Basis niet in orde: {', '.join(mist)}" if mist else "Basis was niet in orde"
        case Voorstelreden.INGEBRACHT:
            return f"Ingebracht: {toelichting}" if toelichting else "Ingebracht"


def _begin(begin: date | None, vandaag: date) -> str:
    weken = (vandaag - begin).days // 7 if begin else 0
    wat = f"Zit {weken} weken vast" if weken >= _LANG_VAST_WEKEN else "Begin detentie"
    return f"{wat}, nog geen trajectbepaling"


def _vrij(vrij_op: date | None, vandaag: date) -> str:
    if vrij_op is None:
        return "Vrijlating was dichtbij, nu onbekend"
    dagen = (vrij_op - vandaag).days
    if dagen < 0:
        return "Zou al vrij zijn"
    if dagen < _IN_WEKEN:
        bekend = {0: "vandaag", 1: "morgen"}
        return f"Komt vrij {bekend.get(dagen, f'over {dagen} dagen')}"
    return f"Komt vrij over {dagen // 7} weken"
