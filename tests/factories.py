"""Messages with defaults: a test states only what it is about. All people are invented."""

import itertools
import json
from copy import deepcopy
from typing import Any

from nazorg.berichten.soort import TYPE_VAN_BRONSOORT, TYPE_VAN_SOORT, Bronsoort, Soort
from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.kern.medewerker import Doel, Medewerker, Rol

BRON = "urn:nld:oin:00000099000000001000:systeem:detentieregister"
TIEL, BUREN, CULEMBORG, NIJMEGEN, GRONINGEN = "0281", "0214", "0216", "0268", "0014"
BSN_DAAN, BSN_NINA, BSN_STEF = "999993653", "999990342", "999990408"

BEHEERDER = Medewerker(
    id="m-1",
    naam="Ruben de Wit",
    functie="Functioneel beheerder",
    rollen=frozenset({Rol.FUNCTIONEEL_BEHEERDER}),
    gemeenten=("0000", TIEL, NIJMEGEN),
    regio="",
    doel=Doel.BERICHTENBEHEER,
)

_teller = itertools.count(1)


def persoon(bsn: str | None = BSN_DAAN, **anders: Any) -> dict[str, Any]:
    velden = {"bsn": bsn, "geslachtsnaam": "Verhoeven", "voornamen": "Daan Pieter"} | anders
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}


def data(soort: Soort = Soort.BEGONNEN, **anders: Any) -> dict[str, Any]:
    """Return the data block of a notice; a field set to None is left out."""
    velden: dict[str, Any] = {
        "detentieId": "D-1",
        "persoon": persoon(),
        "ontvangerGemeente": TIEL,
        "gemeenteBrp": TIEL,
        "grondslag": "pbw-18a",
    }
    velden |= deepcopy(_VAN_SOORT[soort]) | anders
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}


_VERLOF = {
    "verlofId": "V-1",
    "verlofSoort": "kortdurend_re_integratieverlof",
    "vanDatum": "2026-11-26",
    "totDatum": "2026-11-26",
}
_VAN_SOORT: dict[Soort, dict[str, Any]] = {
    Soort.BEGONNEN: {
        "inrichting": "ARN",
        "beginDatum": "2026-11-19",
        "titel": "gevangenisstraf",
        "verwachtEinde": {"vroegst": "2026-12-11", "laatst": "2026-12-14"},
    },
    Soort.GEWIJZIGD: {
        "reden": "capaciteit",
        "verwachtEinde": {"vroegst": "2026-11-27", "laatst": "2026-11-27"},
    },
    Soort.OVERGEPLAATST: {"inrichting": "VUG", "datum": "2026-11-21"},
    Soort.VERLOF_VOORGENOMEN: _VERLOF,
    Soort.VERLOF_VERLEEND: _VERLOF,
    Soort.VERLOF_GEWIJZIGD: _VERLOF,
    Soort.VERLOF_INGETROKKEN: {"verlofId": "V-1"},
    Soort.BEEINDIGD: {"eindDatum": "2026-11-27", "wijze": "einde_straf"},
    Soort.INGETROKKEN: {"berichtId": "b-1", "reden": "foutief"},
    Soort.PLAN_GEDEELD: {"onderdelen": [{"leefgebied": "zorg", "stand": "onbekend"}]},
}


def event(
    soort: Soort = Soort.BEGONNEN,
    *,
    id: str | None = None,  # noqa: A002 - the attribute is called id
    tijd: str = "2026-11-20T08:00:00Z",
    envelop: dict[str, Any] | None = None,
    **velden: Any,
) -> dict[str, Any]:
    """Return a structured CloudEvent; velden go into its data."""
    return {
        "specversion": "1.0",
        "id": id or f"b-{next(_teller)}",
        "source": BRON,
        "type": TYPE_VAN_SOORT[soort],
        "time": tijd,
        "datacontenttype": "application/json",
        "data": data(soort, **velden),
    } | (envelop or {})


def telling_event(
    per_type: dict[str, int] | None = None,
    *,
    id: str | None = None,  # noqa: A002 - the attribute is called id
    dag: str = "2026-11-20",
    tijd: str = "2026-11-21T01:00:00Z",
    nr: int | None = None,
) -> dict[str, Any]:
    """Return the count of the source for a day; per_type: CloudEvents type to number."""
    aantallen = per_type if per_type is not None else {TYPE_VAN_SOORT[Soort.BEGONNEN]: 1}
    return {
        "specversion": "1.0",
        "id": id or f"telling-{next(_teller)}",
        "source": BRON,
        "type": TYPE_VAN_BRONSOORT[Bronsoort.TELLING_GEMELD],
        "time": tijd,
        "data": {
            "dag": dag,
            "aantallen": [{"type": t, "aantal": n} for t, n in aantallen.items()],
        },
    } | ({"sequence": str(nr)} if nr is not None else {})


def ruw(inhoud: dict[str, Any] | bytes, deur: Deur = Deur.BESTAND) -> RuwBericht:
    lijf = inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode()
    return RuwBericht(inhoud=lijf, deur=deur, herkomst="test")
