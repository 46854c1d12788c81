"""Invented cases and forms of meetings: a test states only what it is about."""

from datetime import date, time
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.overleggen.overleg import Overlegsoort
from nazorg.overleggen.voorstel import Zaak
from nazorg.overleggen.vorm import Overlegvorm, Voorstelreden, Voorstelregel

DATUM = date(2026, 12, 1)
VANDAAG = date(2026, 11, 23)
BEGIN = Voorstelregel(reden=Voorstelreden.BEGIN, bron="proef", weken=6)
VRIJLATING = Voorstelregel(reden=Voorstelreden.VRIJLATING, bron="proef", weken=6, kort_weken=12)
BASISREGEL = Voorstelregel(reden=Voorstelreden.BASIS, bron="proef")


def vorm(*regels: Voorstelregel, **anders: Any) -> Overlegvorm:
    velden: dict[str, Any] = {
        "soort": Overlegsoort.NAZORG,
        "vanaf": date(2020, 1, 1),
        "bron": "proef",
        "per_regio": False,
        "over_werkdagen": None,
        "van": time(10),
        "tot": time(12),
        "plek": "digitaal",
        "deelnemers": (),
        "zaken": 8,
        "regels": regels,
    }
    return Overlegvorm(**velden | anders)


def zaak(nummer: int = 1, **anders: Any) -> Zaak:
    velden: dict[str, Any] = {
        "dossier": UUID(int=nummer),
        "begin": date(2026, 11, 19),
        "vrij_op": None,
        "standen": {},
    }
    return Zaak(**velden | anders)


_DAGEN = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
_STANDEN: st.SearchStrategy[dict[Leefgebied, Stand]] = st.dictionaries(
    st.sampled_from(BASIS), st.sampled_from(Stand)
)
ZAKEN = st.lists(
    st.builds(
        Zaak,
        dossier=st.uuids(),
        begin=_DAGEN,
        vrij_op=_DAGEN,
        standen=_STANDEN,
        besproken_op=_DAGEN,
        gepland_op=_DAGEN,
    ),
    max_size=25,
    unique_by=lambda z: z.dossier,
)
