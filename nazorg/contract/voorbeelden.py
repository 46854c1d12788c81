"""One example of every message. The people are invented; the BSN is from the test range."""

from typing import Any

from nazorg.berichten.soort import (
    TYPE_VAN_BIJ_SOORT,
    TYPE_VAN_BRONSOORT,
    TYPE_VAN_SOORT,
    Bronsoort,
    Soort,
)
from nazorg.contract.bijvoorbeelden import BIJ_INHOUD
from nazorg.contract.uitgaand import BIJ_BESLOTEN, NAAM_VAN_UITGAAND, OVERLEG, TAKEN

# 00000099 is the prefix of OINs for tests; nobody is called by it.
_BRON = "urn:nld:oin:00000099000000001000:systeem:detentieregister"
_BRON_BIJ = "urn:nld:oin:00000099000000001000:systeem:bij-register"
_BRON_UIT = "urn:nld:oin:00000099000000002000:systeem:nazorg"
_DOSSIER = "019a0f6e-5d3c-7c1a-9b64-2f0d8e7a4b11"
_TAAK = {"taakId": "019a0f6e-5d3c-7c1a-9b64-2f0d8e7a4b12", "status": "open"}
_OVERLEG = {
    "overlegId": "019a0f6e-5d3c-7c1a-9b64-2f0d8e7a4b13",
    "soort": "nazorgoverleg",
    "stand": "gepland",
    "begin": "2026-11-26T09:00:00Z",
    "einde": "2026-11-26T11:00:00Z",
}
_VAN_UITGAAND: dict[str, dict[str, Any]] = {TAKEN: {"taken": [_TAAK]}, OVERLEG: _OVERLEG}

_BASIS: dict[str, Any] = {
    "detentieId": "D-2026-000417",
    "persoon": {
        "bsn": "999993653",
        "geslachtsnaam": "Verhoeven",
        "voorvoegsel": "van",
        "voornamen": "Daan Pieter",
        "geboorte": {"jaar": 1991, "maand": 4},
    },
    "ontvangerGemeente": "0281",
    "gemeenteBrp": "0281",
    "grondslag": "pbw-18a",
}
_VERLOF = {
    "verlofId": "V-2026-0093",
    "verlofSoort": "kortdurend_re_integratieverlof",
    "vanDatum": "2026-11-26",
    "totDatum": "2026-11-27",
    "gemeenteVerblijf": "0281",
    "voorwaarden": ["meldplicht", "contactverbod"],
}
_INHOUD: dict[Soort, dict[str, Any]] = {
    Soort.BEGONNEN: {
        "inrichting": "ARN",
        "beginDatum": "2026-11-19",
        "titel": "gevangenisstraf",
        "verwachtEinde": {"vroegst": "2026-12-11", "laatst": "2026-12-14"},
        "gemeenteVestiging": "0216",
    },
    Soort.GEWIJZIGD: {
        "reden": "vi_besluit",
        "verwachtEinde": {"vroegst": "2026-12-04", "laatst": "2026-12-04"},
    },
    Soort.OVERGEPLAATST: {"inrichting": "VUG", "datum": "2026-11-21"},
    Soort.VERLOF_VOORGENOMEN: _VERLOF,
    Soort.VERLOF_VERLEEND: _VERLOF,
    Soort.VERLOF_GEWIJZIGD: {**_VERLOF, "totDatum": "2026-11-28"},
    Soort.VERLOF_INGETROKKEN: {"verlofId": "V-2026-0093"},
    Soort.BEEINDIGD: {
        "eindDatum": "2026-12-04",
        "wijze": "voorwaardelijke_invrijheidstelling",
        "gemeenteBestemming": "0216",
    },
    Soort.INGETROKKEN: {"berichtId": "melding-0003", "reden": "verkeerde_persoon"},
    Soort.PLAN_GEDEELD: {
        "onderdelen": [
            {"leefgebied": "identiteitsbewijs", "stand": "niet_in_orde"},
            {"leefgebied": "huisvesting", "stand": "in_behandeling"},
            {"leefgebied": "zorg", "stand": "onbekend"},
        ]
    },
}


_TELLING: dict[str, Any] = {
    "dag": "2026-11-19",
    "aantallen": [
        {"type": TYPE_VAN_SOORT[Soort.BEGONNEN], "aantal": 12},
        {"type": TYPE_VAN_SOORT[Soort.BEEINDIGD], "aantal": 9},
    ],
}


def voorbeelden() -> dict[str, dict[str, Any]]:
    """Return an example of every message, by its type."""
    inkomend = {
        type_: _event(type_, _BRON, f"melding-{nummer:04}", _BASIS | _INHOUD[soort])
        | {"sequence": str(nummer)}
        for nummer, (soort, type_) in enumerate(TYPE_VAN_SOORT.items(), start=1)
    }
    nummer = len(inkomend) + 1
    telling = TYPE_VAN_BRONSOORT[Bronsoort.TELLING_GEMELD]
    bron = {
        telling: _event(telling, _BRON, f"melding-{nummer:04}", _TELLING)
        | {"sequence": str(nummer)}
    }
    bij = {
        type_: _event(type_, _BRON_BIJ, f"bij-{nummer:04}", BIJ_INHOUD[soort])
        for nummer, (soort, type_) in enumerate(TYPE_VAN_BIJ_SOORT.items(), start=1)
    }
    uitgaand = {
        type_: _event(
            type_,
            _BRON_UIT,
            f"dossier-{nummer:04}",
            {"dossierId": _DOSSIER} | _VAN_UITGAAND.get(type_, {}),
        )
        for nummer, type_ in enumerate(NAAM_VAN_UITGAAND, start=1)
    }
    besluit = {"meldingId": _DOSSIER, "besluitId": _TAAK["taakId"]}
    bij_uit = {BIJ_BESLOTEN: _event(BIJ_BESLOTEN, _BRON_UIT, "besluit-0001", besluit)}
    return inkomend | bron | bij | uitgaand | bij_uit


def _event(type_: str, bron: str, id_: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": id_,
        "source": bron,
        "type": type_,
        "time": "2026-11-20T08:00:00Z",
        "datacontenttype": "application/json",
        "data": data,
    }
