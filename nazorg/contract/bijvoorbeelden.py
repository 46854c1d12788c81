"""What the examples of messages for the mayor say. Nobody exists; the BSN is a test number."""

from typing import Any

from nazorg.berichten.soort import BijSoort

_GEMELD: dict[str, Any] = {
    "meldingId": "BIJ-2026-00031",
    "soort": "definitief",
    "ontvangerGemeente": "0281",
    "grondslag": "bjsg-11a",
    "persoon": {
        "geslachtsnaam": "Linden",
        "voorvoegsel": "van der",
        "voornamen": "Rik",
        "bsn": "999990408",
        "geboorte": {"jaar": 1984, "maand": 6, "dag": 2},
        "geboorteplaats": "Culemborg",
        "geboorteland": "Nederland",
        "adres": {"straat": "Voorbeeldkade", "huisnummer": "12", "plaats": "Tiel"},
    },
    "uitspraken": [
        {
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
            "proeftijdTot": "2027-12-10",
            "tenuitvoerleggingVan": "2020-12-11",
        }
    ],
    "terugkeer": {"vroegst": "2026-12-10", "laatst": "2026-12-10"},
}
BIJ_INHOUD: dict[BijSoort, dict[str, Any]] = {
    BijSoort.GEMELD: _GEMELD,
    BijSoort.GEWIJZIGD: _GEMELD | {"terugkeer": {"vroegst": "2026-12-07", "laatst": "2026-12-10"}},
    BijSoort.INGETROKKEN: {
        "meldingId": "BIJ-2026-00031",
        "ontvangerGemeente": "0281",
        "grondslag": "bjsg-11a",
        "reden": "verkeerde_gemeente",
    },
}
