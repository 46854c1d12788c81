"""The view model of the dossier page: complete, all text ready (see schermen.py)."""

from dataclasses import dataclass, field
from typing import Literal

from nazorg.web.betrokkenscherm import Stukregel
from nazorg.web.bewaarscherm import Bewaarvak
from nazorg.web.bezorgscherm import Doorgave, GebeurtenisRegel, Oorzaak
from nazorg.web.bronscherm import Bronregel
from nazorg.web.lijnscherm import Detentielijn
from nazorg.web.overlegscherm import Overlegvak
from nazorg.web.schermen import (
    Datum,
    Icoon,
    Keuze,
    Lichten,
    Prio,
    Stand,
    Uiterlijk,
    Vrij,
)
from nazorg.web.wachtrijschermen import Melding, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class Feit:
    """One fact under the name. voorgelezen: what a screen reader says instead of bullets."""

    naam: str
    waarde: str
    voorgelezen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EerdereDetentie:
    """periode: '3 mrt 2024 – 12 apr 2024'; duur: '40 dagen'."""

    periode: str
    plek: str
    duur: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tegenspraak:
    """Two words that contradict each other, side by side: a person's, and a newer message."""

    mens: str
    mens_bron: str
    bericht: str
    bericht_bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leefgebiedkaart:
    """sleutel picks name and icon. Empty tekst means that nothing was received yet.

    nu: the next step. href: the form behind the card, empty where there is none.
    """

    sleutel: Literal["id", "wonen", "inkomen", "schulden", "zorg", "netwerk"]
    stand: Stand = "unknown"
    tekst: str = ""
    nu: str = ""
    bron: str = ""
    href: str = ""
    strijd: tuple[Tegenspraak, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VervallenTaak:
    """A task that is not needed any more. waarom: the sentence that says so; href: its page."""

    reden: str
    waarom: str
    href: str
    moment: Datum | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTaak:
    """One reason that this dossier is in the queue. kan_af: show the button 'Afgehandeld'.

    sleutel: its id and the version that is shown, so that who is late is told so.
    omdat: the notice behind it. wie: 'Huisvesting · Van Hans Postma · Wacht op de PI', or empty.
    """

    id: str
    sleutel: str
    reden: str
    regel: str
    uiterlijk: Uiterlijk
    omdat: Oorzaak | None = None
    kan_af: bool = True
    wie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LosseActie:
    """A need without a place on the queue, or what is done. klaar: '18 nov door M. Bos'.

    dag: 'uiterlijk 26 nov'. href: empty where there is nothing to open.
    """

    tekst: str
    wie: str
    href: str
    klaar: str = ""
    dag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuweActie:
    """The short form for a new need. groepen: name of the leefgebied to its kinds."""

    actie: str
    groepen: tuple[tuple[str, tuple[Keuze, ...]], ...]
    uiterlijk: str
    vandaag: str
    fouten: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuweNotitie:
    """The form for a note. tekst: what was typed before, when it was refused."""

    actie: str
    tekst: str = ""
    eigen: bool = False
    fout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notitieknop:
    """An own note, to change or to take away."""

    id: str
    versie: int
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesprek:
    """A set of questions that was begun. stand: 'afgerond' or 'bezig'. wie: who, and when."""

    naam: str
    stand: str
    wie: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Betrokkene:
    naam: str
    initialen: str
    rol: str
    telefoon: str = ""
    bel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetrij:
    """A frozen measurement: 'Bij vrijlating', its day, and how the five stood.

    netwerk: how the sixth leefgebied stood, None where it is not used. vervangen: why it counts no
    more, or empty.
    """

    naam: str
    datum: Datum
    lichten: Lichten
    netwerk: Stand | None = None
    vervangen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TijdlijnRegel:
    """A notice, or what a colleague wrote or did. href: the page of the message, or of the task.

    vastgelegd: its time at the source, or when it was typed. ontvangen: when a notice reached us.
    te_laat: '3 dagen later binnen', or empty. ingetrokken: withdrawn by a later notice. delen: the
    answers of a form. citaat: the text of a note. nieuw: since this person looked last. notitie:
    set when this person may change it. verbeterd: it says what people made of it, not the source.
    terug: where taking it back posts to, or empty.
    """

    icoon: Icoon
    tekst: str
    bron: str
    vastgelegd: Datum
    ontvangen: Datum | None = None
    te_laat: str = ""
    ingetrokken: bool = False
    href: str = ""
    soort: Literal["bericht", "leefgebied", "notitie", "taak"] = "bericht"
    delen: tuple[str, ...] = ()
    citaat: str = ""
    nieuw: bool = False
    notitie: Notitieknop | None = None
    verbeterd: bool = False
    terug: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TijdlijnDag:
    titel: str
    regels: tuple[TijdlijnRegel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inkijk:
    """Who looked at this dossier, when, and for which purpose."""

    naam: str
    moment: Datum
    doel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inkijkdag:
    """The looks of one day, or with an empty title the last ones."""

    titel: str
    regels: tuple[Inkijk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terugblik:
    """The form 'Wat wisten wij op'. op: ISO date or empty; laatste: the last date to ask for.

    banner: set when the page shows the past ('U ziet dit dossier zoals wij het op … kenden.').
    weggelaten: what of that day cannot be shown.
    """

    actie: str
    op: str
    laatste: str
    banner: str = ""
    weggelaten: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """lijn: None when no begin date is known. vertrekblad: somebody is still to walk out.

    let_op: warnings about the release.
    sinds: what changed since this person looked. gesprekken: None for a look back. fouten: of every
    form on the page, the id of the field and the sentence.
    """

    nummer: str
    naam: str
    prio: Prio | None
    vrij: Vrij | None
    let_op: tuple[str, ...] = ()
    feiten: tuple[Feit, ...]
    lijn: Detentielijn | None
    eerder: tuple[EerdereDetentie, ...]
    leefgebieden: tuple[Leefgebiedkaart, ...]
    taken: tuple[OpenTaak, ...]
    tijdlijn: tuple[TijdlijnDag, ...]
    inkijk: tuple[Inkijkdag, ...]
    grondslag: str
    terugblik: Terugblik
    doorgegeven: tuple[Doorgave, ...] = ()
    vertrekblad: bool = False
    gebeurtenissen: tuple[GebeurtenisRegel, ...] = ()
    bronnen: tuple[Bronregel, ...] = ()
    acties: tuple[LosseActie, ...] = ()
    nieuwe_actie: NieuweActie | None = None
    nieuwe_notitie: NieuweNotitie | None = None
    tijdlijn_tabs: tuple[Tab, ...] = ()
    betrokkenen: tuple[Betrokkene, ...] = ()
    metingen: tuple[Meetrij, ...] = ()
    gesprekken: tuple[Gesprek, ...] | None = None
    stukken: tuple[Stukregel, ...] = ()
    bewaren: Bewaarvak | None = None
    overleg: Overlegvak | None = None
    sinds: str = ""
    melding: Melding | None = None
    fouten: tuple[tuple[str, str], ...] = ()
    meer_inkijk: str = ""
    vervallen: tuple[VervallenTaak, ...] = ()
