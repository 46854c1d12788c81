"""The view model of the page about the contract: complete, all text ready (see schermen.py)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Veld:
    """One field. patroon: a regular expression, or empty. deel: the Bouwsteen that it is."""

    naam: str
    verplicht: bool
    vorm: str
    uitleg: str
    patroon: str = ""
    deel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bouwsteen:
    """A part that more messages use, such as a person."""

    naam: str
    uitleg: str
    velden: tuple[Veld, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoortUitleg:
    """One kind of message. velden: only its own, without what all of the group have."""

    naam: str
    type: str
    uitleg: str
    velden: tuple[Veld, ...]
    voorbeeld: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manier:
    """A way to send, with a command that can be copied."""

    naam: str
    uitleg: str
    opdracht: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Betekenis:
    """A word or a number of ours, and what it means."""

    code: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kanaal:
    """A topic on Kafka. berichten: name and type."""

    adres: str
    richting: str
    uitleg: str
    sleutel: str
    berichten: tuple[Betekenis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgave:
    """A version of the API and what is new in it."""

    nummer: str
    datum: str
    nieuw: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractScherm:
    """basis: what every message about detention has in its data."""

    versie: str
    manieren: tuple[Manier, ...]
    envelop: tuple[Veld, ...]
    basis: tuple[Veld, ...]
    detentie: tuple[SoortUitleg, ...]
    bron: tuple[SoortUitleg, ...]
    bij: tuple[SoortUitleg, ...]
    uitgaand: tuple[SoortUitleg, ...]
    bouwstenen: tuple[Bouwsteen, ...]
    uitkomsten: tuple[Betekenis, ...]
    redenen: tuple[Betekenis, ...]
    statussen: tuple[Betekenis, ...]
    kanalen: tuple[Kanaal, ...]
    versies: tuple[Uitgave, ...]
