"""The view model of the sheet for the day of leaving, and of the form that makes it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraakregel:
    """One appointment on the sheet. tijd: '10:30 uur', or empty for any hour."""

    tijd: str
    plek: str
    waarvoor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blad:
    """The sheet itself: what the person and the casemanager read. Empty text is left out.

    waarschuwing: why nobody may be given this sheet now, or empty.
    """

    naam: str
    dag: str
    waarschuwing: str
    let_op: tuple[str, ...]
    afspraken: tuple[Afspraakregel, ...]
    slapen: str
    meenemen: tuple[str, ...]
    opmerking: str
    bel_wie: str
    bel_nummer: str
    nummer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Veld:
    """A field of the form as it was typed. fout: what has to change, or empty."""

    naam: str
    waarde: str
    fout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraakvelden:
    nummer: int
    tijd: Veld
    plek: Veld
    waarvoor: Veld


@dataclass(frozen=True, slots=True, kw_only=True)
class Vinkje:
    sleutel: str
    tekst: str
    aan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Botsing:
    """What somebody else saved meanwhile. regels: (name of the field, their text)."""

    wie: str
    wanneer: str
    regels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertrekscherm:
    """versie: what the form began with. bewaard: who saved it last and when, or empty.

    dag: the day of the release that is on this screen. anders: for which other day the sheet was
    filled in, or empty. pdf: whether this server can make one. brief: the text for the prison.
    """

    nummer: str
    naam: str
    versie: str
    dag: str
    anders: str
    bewaard: str
    gelukt: bool
    blad: Blad
    afspraken: tuple[Afspraakvelden, ...]
    vinkjes: tuple[Vinkje, ...]
    velden: dict[str, Veld]
    brief: str
    pdf: bool
    fouten: tuple[Veld, ...] = ()
    botsing: Botsing | None = None
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def foutlijst(self) -> tuple[tuple[str, str], ...]:
        """Return what is wrong above the page: id of the field, and the sentence."""
        return tuple((f"v-{veld.naam}", veld.fout) for veld in self.fouten)
