"""The view models of who is involved in a dossier, and of where its documents lie."""

from dataclasses import dataclass, field

from nazorg.web.schermen import Keuzelijst


@dataclass(frozen=True, slots=True, kw_only=True)
class Betrokkenregel:
    """titel: a name or an organisation; rol: 'Casemanager PI · PI Arnhem'. einde: who ended it."""

    id: str
    titel: str
    rol: str
    telefoon: str
    bel: str
    sinds: str
    einde: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stukregel:
    """href: only for a link that may be shown, or empty. plek: where it lies, in words."""

    id: str
    titel: str
    plek: str
    datum: str
    sinds: str
    href: str = ""
    einde: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Betrokkenvorm:
    soort: Keuzelijst
    rol: Keuzelijst
    organisatie: str = ""
    naam: str = ""
    telefoon: str = ""
    fouten: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stukvorm:
    plek: Keuzelijst
    datum: str
    laatste: str
    titel: str = ""
    waar: str = ""
    url: str = ""
    fouten: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Betrokkenscherm:
    """Everybody and everything, with what ended below. fouten: (id of the field, what is wrong)."""

    nummer: str
    naam: str
    betrokkenen: tuple[Betrokkenregel, ...]
    oud: tuple[Betrokkenregel, ...]
    stukken: tuple[Stukregel, ...]
    stukken_oud: tuple[Stukregel, ...]
    nieuw: Betrokkenvorm
    nieuw_stuk: Stukvorm
    fouten: tuple[tuple[str, str], ...] = ()
    melding: str = ""
