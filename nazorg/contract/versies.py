"""The version of the HTTP API and of the contract, and what changed in each, newest first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Versie:
    """One version (semver), the day it came out (None: not yet) and what is new, for senders."""

    nummer: str
    datum: str | None
    nieuw: tuple[str, ...]


VERSIES: tuple[Versie, ...] = (
    Versie(
        "1.0.0",
        None,
        (
            "Tien soorten berichten over detentie, als CloudEvent volgens het NL GOV profiel 1.1.",
            "De telling van een bron per dag en per soort, als bericht (telling-gemeld).",
            "Berichten sturen over HTTP: één tegelijk, in headers of als lijst, ook met gzip.",
            "Aanmelden met een vast token, een toegangstoken (OAuth 2.0) of een certificaat.",
            "W3C Trace Context: 'traceparent' van een bericht gaat mee in wat wij melden.",
            "Wat wij melden: dossier geopend, dossier gewijzigd, taken gewijzigd.",
            "Nieuw in wat wij melden: overleg gepland, ook als het wordt verzet of vervalt.",
            "Een eigen ingang voor BIJ-berichten. De inhoud van die berichten volgt nog.",
            "OpenAPI, AsyncAPI en JSON Schema's zijn zonder aanmelden op te halen.",
        ),
    ),
)
API_VERSION = VERSIES[0].nummer
