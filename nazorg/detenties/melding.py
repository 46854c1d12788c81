"""One notice about one detention, as the domain reads it.

Fields: domain note 4.2 and 4.3. There is no offence, verdict or risk here (L08): the type has no
place for it. What every notice consists of is a named tuple: as fixed as a frozen dataclass, and
made in a quarter of the time.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import NamedTuple

from nazorg.berichten.soort import Soort
from nazorg.kern.deeldatum import DeelDatum
from nazorg.kern.leefgebied import Leefgebied, Stand


class Titel(StrEnum):
    """On what ground someone is held. Never for what."""

    VOORLOPIGE_HECHTENIS = "voorlopige_hechtenis"
    GEVANGENISSTRAF = "gevangenisstraf"
    HECHTENIS = "hechtenis"
    GIJZELING = "gijzeling"
    ISD = "isd"


class EindeWijze(StrEnum):
    EINDE_STRAF = "einde_straf"
    VOORWAARDELIJK = "voorwaardelijke_invrijheidstelling"
    PENITENTIAIR_PROGRAMMA = "penitentiair_programma"
    ELEKTRONISCH_TOEZICHT = "elektronisch_toezicht"
    EINDVERLOF = "eindverlof"
    ONMIDDELLIJK = "onmiddellijke_invrijheidstelling"
    OVERLIJDEN = "overlijden"
    DOORPLAATSING = "doorplaatsing"


class VerlofSoort(StrEnum):
    KORTDUREND = "kortdurend_re_integratieverlof"
    LANGDUREND = "langdurend_re_integratieverlof"
    EXTRAMURALE_ARBEID = "extramurale_arbeid"
    INCIDENTEEL = "incidenteel_verlof"
    STRAFONDERBREKING = "strafonderbreking"


class Verlofstatus(StrEnum):
    VOORGENOMEN = "voorgenomen"
    VERLEEND = "verleend"
    INGETROKKEN = "ingetrokken"


class WijzigingReden(StrEnum):
    VI_BESLUIT = "vi_besluit"
    STRAFONDERBREKING = "strafonderbreking"
    NIEUWE_TITEL = "nieuwe_titel"
    CAPACITEIT = "capaciteit"
    CORRECTIE = "correctie"
    ADRES = "adres"


class Voorwaarde(StrEnum):
    ELEKTRONISCH_TOEZICHT = "elektronisch_toezicht"
    GEBIEDSVERBOD = "gebiedsverbod"
    CONTACTVERBOD = "contactverbod"
    MELDPLICHT = "meldplicht"


class Ongewijzigd(Enum):
    """A change notice that says nothing about a field, which is not the same as 'unknown now'."""

    ONGEWIJZIGD = 0


ONGEWIJZIGD = Ongewijzigd.ONGEWIJZIGD


class Periode(NamedTuple):
    """First and last possible day, both included: an expected end is a range, not a date (P34)."""

    vroegst: date
    laatst: date


class Persoonsgegevens(NamedTuple):
    """Who the notice is about, as far as the source knew at that moment."""

    bsn: str | None
    skn: str | None
    geslachtsnaam: str
    voorvoegsel: str | None
    voornamen: str | None
    geboorte: DeelDatum | None


class Begin(NamedTuple):
    inrichting: str
    datum: date
    titel: Titel
    verwacht_einde: Periode | None


class Wijziging(NamedTuple):
    reden: WijzigingReden
    titel: Titel | None
    verwacht_einde: Periode | Ongewijzigd | None


class Overplaatsing(NamedTuple):
    inrichting: str
    datum: date


class Verlofmelding(NamedTuple):
    """A leave notice. Everything but the number is None when the leave is withdrawn.

    status: None for a change, which says nothing about the decision.
    """

    nummer: str
    status: Verlofstatus | None
    soort: VerlofSoort | None
    van: date | None
    tot: date | None
    gemeente: str | None
    voorwaarden: tuple[Voorwaarde, ...]


class Einde(NamedTuple):
    datum: date
    wijze: EindeWijze
    gemeente: str | None


class Intrekking(NamedTuple):
    bericht_id: str


@dataclass(frozen=True, slots=True)
class Planonderdeel:
    leefgebied: Leefgebied
    stand: Stand


@dataclass(frozen=True, slots=True)
class Plan:
    onderdelen: tuple[Planonderdeel, ...]


Inhoud = Begin | Wijziging | Overplaatsing | Verlofmelding | Einde | Intrekking | Plan


class Melding(NamedTuple):
    """One notice. tijd is when the source recorded it (CloudEvents `time`), aware UTC.

    volgorde: CloudEvents `sequence` of the source, 0 when it has none. vervangt: the id of an
    earlier notice of the same source that this one corrects. Gemeenten are four-digit codes.
    """

    bron: str
    id: str
    soort: Soort
    tijd: datetime
    volgorde: int
    detentie: str
    persoon: Persoonsgegevens
    ontvanger: str
    gemeente_brp: str | None
    gemeente_vestiging: str | None
    vervangt: str | None
    inhoud: Inhoud
