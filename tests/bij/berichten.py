"""Messages for the mayor with defaults: a test states only what it is about. All are invented."""

import itertools
import json
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from nazorg.berichten.soort import TYPE_VAN_BIJ_SOORT, BijSoort
from nazorg.berichten.uitkomst import Deur, RuwBericht

BRON = "urn:nld:oin:00000099000000001000:systeem:bij-register"
TIEL, BUREN, NIJMEGEN = "0281", "0214", "0268"
NAAM, BSN = "Windhoek", "999990408"
VANDAAG = date(2026, 11, 23)
_teller = itertools.count(1)

UITSPRAAK: dict[str, Any] = {
    "beslissing": "Veroordeling tot gevangenisstraf",
    "parketnummer": "05-123456-20",
    "strafbepalingen": [{"artikel": "302", "lid": 1}],
    "kwalificatie": "Zware mishandeling",
    "pleegperiode": {"van": "2020-08-14", "tot": "2020-08-14"},
    "instantie": "Rechtbank Gelderland",
    "datum": "2021-03-12",
    "onherroepelijkOp": "2021-03-27",
    "straffen": [{"soort": "gevangenisstraf", "onvoorwaardelijkDagen": 2190}],
    "voorwaarden": ["contactverbod", "meldplicht"],
}


def gemeld(**anders: Any) -> dict[str, Any]:
    """Return the data of an alert about a return in seventeen days."""
    velden: dict[str, Any] = {
        "meldingId": "BIJ-1",
        "soort": "definitief",
        "ontvangerGemeente": TIEL,
        "grondslag": "bjsg-11a",
        "persoon": {
            "geslachtsnaam": NAAM,
            "voornamen": "Rik",
            "bsn": BSN,
            "geboorte": {"jaar": 1984},
        },
        "uitspraken": [deepcopy(UITSPRAAK)],
        "terugkeer": terugkeer(17),
    } | anders
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}


def terugkeer(dagen: int) -> dict[str, str]:
    dag = (VANDAAG + timedelta(days=dagen)).isoformat()
    return {"vroegst": dag, "laatst": dag}


def uitspraak(**anders: Any) -> dict[str, Any]:
    velden = deepcopy(UITSPRAAK) | anders
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}


def voorval(dagen: int, nummer: str = "v1", **anders: Any) -> dict[str, Any]:
    """Return one weekend of leave that begins so many days from now."""
    dag = VANDAAG + timedelta(days=dagen)
    return {
        "voorvalId": nummer,
        "van": f"{dag.isoformat()}T10:00:00+01:00",
        "tot": f"{(dag + timedelta(days=1)).isoformat()}T20:00:00+01:00",
    } | anders


def verlof(*voorvallen: dict[str, Any], dagen: int = 4, **anders: Any) -> dict[str, Any]:
    rij = list(voorvallen) or [voorval(dagen)]
    return gemeld(soort="verlof", voorvallen=rij, terugkeer=terugkeer(dagen), **anders)


def intrekking(reden: str = "verkeerde_gemeente", **anders: Any) -> dict[str, Any]:
    return {
        "meldingId": "BIJ-1",
        "ontvangerGemeente": TIEL,
        "grondslag": "bjsg-11a",
        "reden": reden,
    } | anders


def bij_event(
    data: dict[str, Any] | None = None,
    soort: BijSoort = BijSoort.GEMELD,
    *,
    tijd: str = "2026-11-23T07:12:00Z",
    **envelop: Any,
) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": f"bij-{next(_teller)}",
        "source": BRON,
        "type": TYPE_VAN_BIJ_SOORT[soort],
        "time": tijd,
        "data": gemeld() if data is None else data,
    } | envelop


def ruw(event: dict[str, Any]) -> RuwBericht:
    return RuwBericht(inhoud=json.dumps(event).encode(), deur=Deur.BESTAND, herkomst="test")
