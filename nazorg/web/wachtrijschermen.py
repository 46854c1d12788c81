"""What the screens of the queue show; see `schermen` for the parts that more screens share."""

from dataclasses import dataclass, field

import msgspec

from nazorg.web.schermen import (
    Bladeren,
    Datum,
    Filters,
    Gebeurtenis,
    Leeg,
    Lichten,
    Link,
    Prio,
    Scherm,
    Uiterlijk,
    Vrij,
    WeekDag,
)


class Tab(Scherm, frozen=True, kw_only=True):
    """aantal: '12', or '1000+' at the roof of what is counted."""

    tekst: str
    href: str
    aantal: str
    huidig: bool


class Eigenaar(Scherm, frozen=True, kw_only=True):
    """Who does a task. initialen: empty for nobody. eigen: it is who looks."""

    naam: str
    initialen: str
    eigen: bool = False


class TaakRij(Scherm, frozen=True, kw_only=True, eq=False, weakref=True):
    """One row is one reason. plek: 'Tiel · PI Arnhem'. href: the dossier.

    One is only itself: its HTML is kept as long as it lives (see `rijgeheugen`).
    sleutel: id and version, as a form sends it. extra: why it came back, for whom it waits, until
    when it sleeps; or empty. let_op: warnings about the release, of their own.
    """

    id: str
    sleutel: str
    naam: str
    href: str
    plek: str
    prio: Prio
    reden: str
    lichten: Lichten
    uiterlijk: Uiterlijk
    eigenaar: Eigenaar
    extra: str = ""
    let_op: tuple[str, ...] = ()
    ongelezen: bool = False


class TaakGroep(Scherm, frozen=True, kw_only=True):
    """aantal counts the whole group, also what is on the next page."""

    titel: str
    aantal: str
    rijen: tuple[TaakRij, ...]
    laat: bool = False


class Melding(Scherm, frozen=True, kw_only=True):
    """The bar that stays: what was done, what was not and why, and the way back.

    ongedaan: where the undo form posts to, or empty. toon: 'goed', or 'let-op' when (a part) was
    not done. terug: the tasks that an undo put back.
    """

    tekst: str
    niet: tuple[str, ...] = ()
    ongedaan: str = ""
    terug: tuple[str, ...] = ()
    toon: str = "goed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Historie:
    """A line of the history of a task. ongedaan: where undoing it posts to, or empty."""

    tekst: str
    wie: str
    moment: Datum
    ongedaan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knop:
    """A deed from the panel. pad: a page to fill in, or where the form posts to (direct)."""

    id: str
    tekst: str
    icoon: str
    pad: str
    toets: str = ""
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorbeeld:
    """The panel beside the list. bron: the message that fired the rule; sinds: since when.

    bron_href: the page of that message, or empty when it is not for this person. taak_id: its row,
    which the list shows as the chosen one. vervallen: why it is not needed any more, '' when it is.
    """

    taak_id: str
    sleutel: str
    naam: str
    nummer: str
    href: str
    plek: str
    prio: Prio
    vrij: Vrij | None
    reden: str
    regel: str
    bron: str
    bron_href: str
    sinds: Datum
    uiterlijk: Uiterlijk
    lichten: Lichten
    gebeurtenissen: tuple[Gebeurtenis, ...]
    eigenaar: Eigenaar
    extra: str = ""
    let_op: tuple[str, ...] = ()
    knoppen: tuple[Knop, ...] = ()
    historie: tuple[Historie, ...] = ()
    vervallen: str = ""


class Werkvoorraad(Scherm, frozen=True, kw_only=True):
    """The queue. afgehandeld: true on the tab that puts tasks back instead of finishing them.

    terug: this view's own query string without 'gedaan', sent along with every action so that the
    answer can show the same view again. The server parses it as a filter; it is never a URL.
    nieuw: where to ask how many tasks came since this page was made; that moment comes behind it.
    rest: what the filters hide.
    """

    datum: str
    regio: str
    week_tekst: str
    week: tuple[WeekDag, ...]
    tabs: tuple[Tab, ...]
    filters: Filters
    groepen: tuple[TaakGroep, ...]
    afgehandeld: bool
    terug: str
    nieuw: str = ""
    rest: Link | None = None
    bladeren: Bladeren = msgspec.field(default_factory=Bladeren)
    melding: Melding | None = None
    leeg: Leeg | None = None
    voorbeeld: Voorbeeld | None = None


# ---- the page on which somebody says to whom, until when, or for whom


@dataclass(frozen=True, slots=True, kw_only=True)
class Betrokken:
    """A task on the page of a deed. niet: why it will not be done for this one, or empty."""

    sleutel: str
    naam: str
    plek: str
    reden: str
    niet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Optie:
    waarde: str
    tekst: str
    uitleg: str = ""
    gekozen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdrachtscherm:
    """A deed, filled in before it is done. fouten: field to sentence; typed values are kept.

    opties: to whom or for whom, of the field keuzeveld. dag: the date field is shown, with this
    value. in_dialoog: over the list, which is renewed after it; else a page of its own.
    """

    soort: str
    titel: str
    knop: str
    terug: str
    taken: tuple[Betrokken, ...]
    weg: str = ""
    keuzeveld: str = ""
    keuzevraag: str = ""
    opties: tuple[Optie, ...] = ()
    dagvraag: str = ""
    dag: str = ""
    eerste_dag: str = ""
    wijziging: bool | None = None
    toch: str = ""
    fouten: dict[str, str] = field(default_factory=dict)
    annuleer: Link
    in_dialoog: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waarneemregel:
    """Who stands in for whom. waar: for which gemeenten, and for which not.

    gestopt: ended early, and can hold again.
    """

    id: str
    tekst: str
    periode: str
    stand: str
    kan_stoppen: bool
    gestopt: bool = False
    waar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waarneemscherm:
    """Who does whose work, and the form; typed values are kept. balk: what was just done."""

    balk: Melding | None
    regels: tuple[Waarneemregel, ...]
    opties: tuple[Optie, ...]
    ik_neem_waar: bool
    van: str
    tot: str
    vandaag: str
    fouten: dict[str, str]

    @property
    def foutlijst(self) -> tuple[tuple[str, str], ...]:
        """Return what is wrong above the page: id of the field, and the sentence."""
        return tuple((f"veld-{veld}", zin) for veld, zin in self.fouten.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Opgeslagen:
    id: str
    naam: str
    href: str
    gedeeld: bool
    eigen: bool
    kan_terug: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filterscherm:
    """The saved filters. fout: what is wrong with a name that was typed; vraag: what it was for.

    gedeeld: whether sharing was ticked.
    weg: those that were removed and can come back. balk: what was just done.
    """

    filters: tuple[Opgeslagen, ...]
    weg: tuple[Opgeslagen, ...]
    balk: Melding | None
    fout: str
    naam: str
    gedeeld: bool
    vraag: str
    langste: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exportscherm:
    """What will leave nazorg, in which form, and what for. rest: what will not, and how it will."""

    wat: str
    rest: tuple[str, Link] | None
    grens: str
    terug: str
    vormen: tuple[Optie, ...]
    doelen: tuple[Optie, ...]
    fouten: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Afdruk:
    """A plain table for paper. niet_alles: what is not in it, and why."""

    titel: str
    onder: str
    niet_alles: tuple[str, ...]
    kop: tuple[str, ...]
    regels: tuple[tuple[str, ...], ...]
    terug: str
