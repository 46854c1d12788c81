"""What the pages of the register, of trouble and of accounting show: all text ready."""

from dataclasses import dataclass

from nazorg.web.bij.schermen import Paar


@dataclass(frozen=True, slots=True, kw_only=True)
class AanwijzingRegel:
    id: str
    naam: str
    functie: str
    gemeente: str
    van: str
    tot: str
    document: str
    bereik: str
    geldig: bool
    loopt: bool
    namens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AanwijzingenScherm:
    """The register and its form. fout: about the form, or about ending einde_van.

    stil: the quiet hours of who is designated without any.
    """

    regels: tuple[AanwijzingRegel, ...]
    gemeenten: tuple[Paar, ...]
    functies: tuple[Paar, ...]
    mensen: tuple[Paar, ...]
    ingevuld: dict[str, str]
    stil: tuple[str, str]
    fout: str
    einde_van: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRegel:
    tekst: str
    wat_te_doen: str
    sinds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartRegel:
    """A message that nobody is shown. tekst: for its sender; none where that has nothing to do."""

    id: str
    kenmerk: str
    stand: str
    waarom: str
    ontvangen: str
    tekst: str
    mag_opnieuw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OntvangerRegel:
    """A receiver. uitleg: why some did not come, or empty. opnieuw: where the button posts to."""

    naam: str
    stand: str
    loopt: bool
    tellingen: str
    uitleg: str
    opnieuw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tijdgroep:
    """The times that one source chose."""

    bron: str
    paren: tuple[Paar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeheerScherm:
    """What is wrong. gedaan: what became of what was tried again (gelukt: some of it counts now).

    ouder, nieuwste: other pages. tijden: what holds, with where it comes from.
    """

    alarmen: tuple[AlarmRegel, ...]
    gaten: tuple[str, ...]
    apart: tuple[ApartRegel, ...]
    ontvangers: tuple[OntvangerRegel, ...]
    gedaan: str
    gelukt: bool
    ouder: str
    nieuwste: str
    tijden: tuple[Tijdgroep, ...]

    @property
    def mag_alles_opnieuw(self) -> bool:
        return any(regel.mag_opnieuw for regel in self.apart)


@dataclass(frozen=True, slots=True, kw_only=True)
class JaarDeel:
    jaar: str
    paren: tuple[Paar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiefRegel:
    kop: str
    besluiten: tuple[str, ...]
    tot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BewijsRegel:
    kenmerk: str
    wat: str
    verstrekt: str
    vernietigd: str
    rijen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerantwoordDeel:
    """One gemeente of which somebody is mayor."""

    gemeente: str
    jaren: tuple[JaarDeel, ...]
    archief: tuple[ArchiefRegel, ...]
    bewijzen: tuple[BewijsRegel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerantwoordScherm:
    delen: tuple[VerantwoordDeel, ...]
