"""The state that a perfect system reaches, read from the lives and never from the messages.

Holds no BSN and no name: persons are P0001 and so on.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.synthetic.berichten import BRON
from nazorg.synthetic.leefwerk import count_leefwerk, count_standen
from nazorg.synthetic.levensloop import (
    BEGIN_ONTBREEKT,
    LOPEND,
    STATUSSEN,
    Detentie,
    Verlofstand,
)
from nazorg.synthetic.personen import Persoon
from nazorg.synthetic.tijdlijn import Tijdlijn
from nazorg.synthetic.woonplaats import Woonplaatsen


def count_berichten(uitkomsten: Iterable[Uitkomst]) -> dict[str, int]:
    """Count the lines per outcome; uniek leaves out what was sent again."""
    telling = Counter(uitkomsten)
    return {
        "regels": telling.total(),
        "uniek": telling.total() - telling[Uitkomst.DUBBEL],
        **{uitkomst.value: telling[uitkomst] for uitkomst in Uitkomst},
    }


def describe_staat(
    detenties: Sequence[Detentie], plaatsen: Woonplaatsen, grens: datetime
) -> dict[str, object]:
    """Return the state at grens of the detentions with at least one notice by then."""
    gemeld = [d for d in detenties if any(feit.moment <= grens for feit in d.feiten)]
    statussen = Counter(d.status.op(grens) for d in gemeld)
    return {
        "dossiers": len({d.persoon.nummer for d in gemeld}),
        "detenties": {status: statussen[status] for status in STATUSSEN},
        "taken_open": _taken(gemeld, plaatsen, grens),
        "leefgebieden": count_standen(gemeld, grens),
        "per_detentie": {
            f"{BRON}|{d.id}": _detentie(d, plaatsen, grens)
            for d in sorted(gemeld, key=lambda d: d.id)
        },
    }


def _detentie(d: Detentie, plaatsen: Woonplaatsen, grens: datetime) -> dict[str, object]:
    begin, titel = d.begin.op(grens), d.titel.op(grens)
    einde, wijze = d.einde.op(grens) or (None, None)
    verwacht = d.verwacht.op(grens)
    return {
        "status": d.status.op(grens),
        "inrichting": d.inrichting.op(grens),
        "begin": begin.isoformat() if begin else None,
        "einde": einde.isoformat() if einde else None,
        "wijze": wijze.value if wijze else None,
        "verwacht": [dag.isoformat() for dag in verwacht] if verwacht else None,
        "titel": titel.value if titel else None,
        "verloven": {
            nummer: verlof
            for nummer, lijn in sorted(d.verloven.items())
            if (verlof := _verlof(lijn, grens))
        },
        "persoon": d.persoon.nummer,
        "gemeente": plaatsen.dossier(d.persoon, grens),
        "route": plaatsen.route(d.persoon, grens),
    }


def _verlof(lijn: Tijdlijn[Verlofstand], grens: datetime) -> dict[str, str] | None:
    stand = lijn.op(grens)
    if stand is None:
        return None
    return {
        "status": stand.status.value,
        "van": stand.van.isoformat(),
        "tot": stand.tot.isoformat(),
    }


def _taken(gemeld: Sequence[Detentie], plaatsen: Woonplaatsen, grens: datetime) -> dict[str, int]:
    """Count the tasks that are open before anyone has done anything, or asked for anything."""
    lopend = [d for d in gemeld if d.status.op(grens) == LOPEND]
    ontbreekt = [d for d in gemeld if d.status.op(grens) == BEGIN_ONTBREEKT]
    dossiers = {d.persoon.nummer: d.persoon for d in lopend + ontbreekt}.values()
    return {
        "nieuwe_melding": len(lopend),
        "vrijlating_nabij": sum(
            d.verwacht.op(grens) is not None and not _is_onmogelijk(d, grens) for d in lopend
        ),
        "route_beoordelen": sum(bool(plaatsen.route(p, grens)) for p in dossiers),
        "nog_te_koppelen": sum(_is_los(p) for p in dossiers),
        "begin_ontbreekt": len(ontbreekt),
        "gegevens_beoordelen": sum(_is_onmogelijk(d, grens) for d in lopend),
        **count_leefwerk(gemeld, plaatsen, grens),
        "behoefte": 0,
    }


def _is_los(persoon: Persoon) -> bool:
    return persoon.bsn is None and persoon.skn is None


def _is_onmogelijk(d: Detentie, grens: datetime) -> bool:
    """Tell whether the detention is expected to end before it began."""
    begin, verwacht = d.begin.op(grens), d.verwacht.op(grens)
    return bool(begin and verwacht and verwacht[1] < begin)
