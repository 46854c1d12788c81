"""Who works on a dossier besides us: professionals and organisations. Never a victim (L27)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from nazorg.kern.vrije_tekst import Tekstfout, check_tekst

LANGST = 80
_TELEFOON = re.compile(r"\+?[0-9][0-9 ()\-]{6,18}")
_NIET_HIER = ("slachtoffer", "benadeelde", "aangever", "aangeefster", "nabestaande")


class Betrokkensoort(StrEnum):
    """A person at an organisation, or an organisation as a whole."""

    CONTACT = "contact"
    PARTNER = "partner"


class Betrokkenrol(StrEnum):
    """As what somebody is involved."""

    CASEMANAGER_PI = "casemanager_pi"
    RECLASSERING = "reclassering"
    WIJKTEAM = "wijkteam"
    WERK_EN_INKOMEN = "werk_en_inkomen"
    SCHULDHULP = "schuldhulp"
    WONEN = "wonen"
    ZORG = "zorg"
    VEILIGHEIDSHUIS = "veiligheidshuis"
    ANDERS = "anders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Betrokkene:
    """One who is involved. naam: of a person, '' for an organisation as a whole."""

    id: UUID
    soort: Betrokkensoort
    rol: Betrokkenrol
    organisatie: str
    naam: str
    telefoon: str


def check_betrokkene(b: Betrokkene, *, medisch: Collection[str]) -> dict[str, str]:
    """Return per field what is wrong; nothing when it may be kept. Never repeats what was typed."""
    fouten: dict[str, str] = {}
    for veld, tekst in (("naam", b.naam), ("organisatie", b.organisatie)):
        try:
            check_naam(tekst, medisch=medisch)
        except Tekstfout as fout:
            fouten[veld] = str(fout)
    if b.soort is Betrokkensoort.CONTACT and not b.naam.strip():
        fouten["naam"] = "Vul in wie het is."
    if b.soort is Betrokkensoort.PARTNER and not b.organisatie.strip():
        fouten["organisatie"] = "Vul de organisatie in."
    if b.telefoon.strip() and not _TELEFOON.fullmatch(b.telefoon.strip()):
        fouten["telefoon"] = "Vul een telefoonnummer in, zoals 06 12 34 56 78."
    return fouten


def check_naam(tekst: str, *, medisch: Collection[str]) -> str:
    """Return a short text, trimmed. Raises Tekstfout, also for who has no place here."""
    schoon = check_tekst(tekst, medisch=medisch, langst=LANGST)
    if any(woord in schoon.lower() for woord in _NIET_HIER):
        raise Tekstfout("Gegevens van slachtoffers horen hier niet.")
    return schoon
