"""What a partner (BRP, ZVH, 3RO, politie, OM) can be asked, and what can come of it.

Pure types that both compartments share. Whoever asks declares `Partnerbron`; who calls a partner
over HTTP lives in `integrations` and never sees a dossier or an alert.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from nazorg.kern.medewerker import Doel, Rol


class Partner(StrEnum):
    """Who may know something about a person in detention (domain note, section 2)."""

    BRP = "brp"
    ZVH = "zvh"
    RECLASSERING = "reclassering"
    POLITIE = "politie"
    OM = "om"


class Antwoordstand(StrEnum):
    """What became of a question; every one of these is shown as it is, never as silence."""

    WACHT = "wacht"
    BEKEND = "bekend"
    NIETS_BEKEND = "niets_bekend"
    NIET_BEREIKBAAR = "niet_bereikbaar"
    NIET_TOEGESTAAN = "niet_toegestaan"
    GEWEIGERD = "geweigerd"


class Partnerreden(StrEnum):
    """Why a question got no answer that we can use."""

    GEEN_VERBINDING = "geen_verbinding"
    GEEN_ANTWOORD = "geen_antwoord"
    CERTIFICAAT = "certificaat"
    GEEN_TOEGANG = "geen_toegang"
    DRUK = "druk"
    STORING = "storing"
    RUST = "rust"
    AFGEWEZEN = "afgewezen"
    ANDER_PERSOON = "ander_persoon"
    BUITEN_CONTRACT = "buiten_contract"
    TE_GROOT = "te_groot"


# In the place of a text that may not be here: a reader must know that there was one.
NIET_OVERGENOMEN = (
    "Niet overgenomen: er stond een BSN, iets medisch, een slachtoffer of een ander bij naam in"
)


class PartnerUnavailable(Exception):  # noqa: N818 - technical: ask again later
    """429, 5xx, a timeout, a connection that fails: the same question may go through later.

    wacht_s: so many seconds the partner wants to be left alone, when it said so.
    """

    def __init__(
        self, reden: Partnerreden = Partnerreden.STORING, *, wacht_s: float | None = None
    ) -> None:
        super().__init__(reden)
        self.reden, self.wacht_s = reden, wacht_s


class PartnerRefused(Exception):  # noqa: N818 - technical: never again with this question
    """Another 4xx, another person, or an answer outside the contract."""

    def __init__(self, reden: Partnerreden = Partnerreden.AFGEWEZEN) -> None:
        super().__init__(reden)
        self.reden = reden


@dataclass(frozen=True, slots=True, kw_only=True)
class Noodzaak:
    """Why one person is asked about along the route of Pbw art. 18b (L14): never in bulk.

    tekst: why it cannot do without. ontvangers: who will read it, by function and not by name.
    """

    tekst: str
    ontvangers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """A question about one person.

    bsn: nine digits that pass the elfproef. kenmerk: opaque, for the trace; holds nothing about a
    person. groepen: the field groups that may be asked, each with a basis; never empty. noodzaak:
    only for a basis that asks for it.
    """

    bsn: str
    doel: Doel
    kenmerk: str
    groepen: frozenset[str]
    noodzaak: Noodzaak | None = None


class Gegeven(NamedTuple):
    """One thing that a partner told.

    gemeten_op: the day that the partner dates it, if it does. geldig_tot: the last day on which the
    partner lets it be used, if it says so; ours may end before it. niet_overgenomen: it told
    something that may not be here; waarde says that.
    """

    groep: str
    naam: str
    waarde: str
    gemeten_op: date | None = None
    geldig_tot: date | None = None
    niet_overgenomen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Why a field group of a partner may be asked for a purpose (L09, L30).

    toestemming: only with the consent of the person (L10, L11). noodzaak: only for one person at a
    time, with a written reason and readers (L14).
    """

    doel: Doel
    partner: Partner
    groep: str
    grondslag: str
    zichtbaar_voor: frozenset[Rol]
    geldig_dagen: int
    toestemming: bool = False
    noodzaak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord:
    """What is known of one partner, and since when.

    gegevens: the last that was told, also while the partner cannot be reached now (then grey, with
    its age); empty when nothing is known. vervalt_op: after that moment nothing of it is shown.
    sinds: when this stand began.
    """

    partner: Partner
    stand: Antwoordstand
    sinds: datetime
    gegevens: tuple[Gegeven, ...] = ()
    gehoord_op: datetime | None = None
    grondslag: str = ""
    vervalt_op: datetime | None = None


class Partnerbron(Protocol):
    """One partner, as a use case knows it. Never called inside a database transaction."""

    @property
    def partner(self) -> Partner: ...

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        """Return what is known, empty for nothing. Raises PartnerUnavailable, PartnerRefused."""
        ...
