"""What a BIJ message says, once read: only what Bjsg art. 11a lets the mayor know (L05).

The letters are those of art. 7(1) Bjsg; art. 6(1) is the person. Letter 'e' has no place here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from nazorg.kern.deeldatum import DeelDatum


class Terugkeersoort(StrEnum):
    """How somebody returns: for a while, or for good."""

    VERLOF = "verlof"
    DEFINITIEF = "definitief"


class Strafsoort(StrEnum):
    """What the judge imposed, as far as the categories of art. 11a ask for it."""

    GEVANGENISSTRAF = "gevangenisstraf"
    HECHTENIS = "hechtenis"
    ISD = "isd"
    TBS = "tbs"
    PIJ = "pij"
    JEUGDDETENTIE = "jeugddetentie"


class Intrekkingsreden(StrEnum):
    """Why a message is taken back."""

    FOUTIEF = "foutief"
    VERKEERDE_PERSOON = "verkeerde_persoon"
    VERKEERDE_GEMEENTE = "verkeerde_gemeente"
    GAAT_NIET_DOOR = "gaat_niet_door"


class BijVoorwaarde(StrEnum):
    """A condition that is public enough for a mayor: what, never towards whom (L27)."""

    MELDPLICHT = "meldplicht"
    CONTACTVERBOD = "contactverbod"
    LOCATIEVERBOD = "locatieverbod"
    LOCATIEGEBOD = "locatiegebod"
    ELEKTRONISCH_TOEZICHT = "elektronisch_toezicht"
    MIDDELENVERBOD = "middelenverbod"
    BEGELEID_WONEN = "begeleid_wonen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoon:
    """Art. 6(1): who it is."""

    geslachtsnaam: str
    voorvoegsel: str | None = None
    voornamen: str | None = None
    bsn: str | None = None
    skn: str | None = None
    geboorte: DeelDatum | None = None
    geboorteplaats: str | None = None
    geboorteland: str | None = None
    nationaliteiten: tuple[str, ...] = ()
    straat: str | None = None
    huisnummer: str | None = None
    postcode: str | None = None
    plaats: str | None = None

    @property
    def naam(self) -> str:
        """Return the name as a heading: first initial, prefix, surname."""
        voor = f"{self.voornamen[:1]}." if self.voornamen else ""
        return " ".join(d for d in (voor, self.voorvoegsel or "", self.geslachtsnaam) if d)


@dataclass(frozen=True, slots=True)
class Strafbepaling:
    """Letter c: an article of the Wetboek van Strafrecht, with its paragraph where that counts."""

    artikel: str
    lid: int | None = None

    def __str__(self) -> str:
        return f"{self.artikel} lid {self.lid} Sr" if self.lid else f"{self.artikel} Sr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Straf:
    """Part of letter j: what was imposed. dagen: the unconditional part, for a sentence."""

    soort: Strafsoort
    onvoorwaardelijk_dagen: int | None = None
    jeugdstrafrecht: bool = False
    verlengbaar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitspraak:
    """One verdict: letters a, b, c, d, f, j and k."""

    beslissing: str
    parketnummer: str
    strafbepalingen: tuple[Strafbepaling, ...]
    kwalificatie: str
    pleeg_van: date
    pleeg_tot: date
    instantie: str
    datum: date
    onherroepelijk_op: date | None
    straffen: tuple[Straf, ...]
    voorwaarden: tuple[BijVoorwaarde, ...] = ()
    proeftijd_tot: date | None = None
    tenuitvoerlegging_van: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorval:
    """One occurrence of a leave: planned moments, and what happened (letter k)."""

    nummer: str
    van: datetime
    tot: datetime
    gaat_niet_door: bool = False
    vertrokken_op: datetime | None = None
    teruggekeerd_op: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeld:
    """The whole of an alert as the source knows it: a change says everything anew.

    terugkeer_vroegst: the first day on which somebody may be back (letter l, or of the leave).
    """

    soort: Terugkeersoort
    gemeente: str
    persoon: Persoon
    uitspraken: tuple[Uitspraak, ...]
    terugkeer_vroegst: date
    terugkeer_laatst: date
    voorvallen: tuple[Voorval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingetrokken:
    """The alert should not be acted upon any more, in this gemeente."""

    gemeente: str
    reden: Intrekkingsreden


@dataclass(frozen=True, slots=True, kw_only=True)
class BijMelding:
    """One message about one alert. nummer: that of the alert at its source."""

    bron: str
    id: str
    nummer: str
    tijd: datetime
    volgorde: int
    inhoud: Gemeld | Ingetrokken
