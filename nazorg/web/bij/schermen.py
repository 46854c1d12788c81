"""What the pages of BIJ show: complete, all text ready, nothing left to compute or to fetch."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuPunt:
    tekst: str
    href: str
    icoon: str
    hier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BijStroom:
    """How fresh the page is. stand: ok, todo or unknown; never only a colour."""

    stand: str
    regel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BijSchil:
    """Around every page. kop: for which gemeente, or which work."""

    naam: str
    functie: str
    kop: str
    demo: bool
    menu: tuple[MenuPunt, ...]
    stroom: BijStroom
    terug: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BijPersona:
    id: str
    naam: str
    initialen: str
    functie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BijLogin:
    personas: tuple[BijPersona, ...]
    demo: bool
    naar: str
    melding: str
    start: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paar:
    """noot: what must be known with it, smaller."""

    kop: str
    tekst: str
    noot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoorvalRegel:
    wanneer: str
    stand: str
    toon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UitspraakDeel:
    kop: str
    paren: tuple[Paar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BesluitRegel:
    tekst: str
    wie: str
    waarom: str
    brief: str
    geldt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Optie:
    waarde: str
    tekst: str
    uitleg: str
    gekozen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BesluitForm:
    """The form of a decision, with what was typed. Nothing is chosen unless the mayor did."""

    opties: tuple[Optie, ...]
    tot: str
    motivering: str
    gezien: int
    fout: str
    anders: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    tekst: str
    klaar: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerDeel:
    """One partner and what is known. oud: the values are the last known, shown grey.

    waarom: why it was asked, and for whom. fout, ingevuld: a question that was not complete.
    """

    waarde: str
    naam: str
    stand: str
    toon: str
    uitleg: str
    gegevens: tuple[Paar, ...]
    oud: bool
    bron: str
    mag_vragen: bool
    waarom: tuple[Paar, ...] = ()
    fout: str = ""
    ingevuld: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    naam: str
    initialen: str
    telefoon: str
    tel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeldingScherm:
    """One alert as one person may see it. versie: changes when this page is out of date."""

    id: str
    versie: str
    kop: str
    soort: str
    icoon: str
    sub: str
    aantal: str
    eenheid: str
    dag: str
    noot: str
    eerder: tuple[str, ...]
    kern: tuple[Paar, ...]
    uitspraken: tuple[UitspraakDeel, ...]
    voorvallen: tuple[VoorvalRegel, ...]
    onbevestigd: bool
    apart: bool
    form: BesluitForm | None
    besluiten: tuple[BesluitRegel, ...]
    overwegingen: tuple[Paar, ...]
    partners: tuple[PartnerDeel, ...]
    stappen: tuple[Stap, ...]
    gevraagd: str
    contact: Contact | None
    inzage: tuple[Paar, ...]
    melding: str = ""
    weeg_tekst: str = ""
    weeg_fout: str = ""

    @property
    def is_fout(self) -> bool:
        """Tell whether something was sent that could not be kept."""
        in_form = self.form is not None and bool(self.form.fout)
        return in_form or any((self.melding, self.weeg_fout, *(p.fout for p in self.partners)))


@dataclass(frozen=True, slots=True, kw_only=True)
class IntrekScherm:
    """A withdrawn alert: that it is so and why, and nothing of what it said."""

    id: str
    versie: str
    nummer: str
    reden: str
    sinds: str
    bevestigd: bool
    ontvangers: tuple[Paar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefScherm:
    id: str
    titel: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BijFout:
    """A page that says what cannot be. geschreven: what was typed and is kept nowhere."""

    titel: str
    tekst: str
    status: int
    terug: str
    terug_tekst: str
    geschreven: tuple[Paar, ...] = ()
    kenmerk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BijVerder:
    """A page that goes on by itself. naar: an address here, or of the own organisation."""

    titel: str
    tekst: str
    naar: str
    knop: str
