"""The view model of one message: complete, all text ready (see schermen.py)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nazorg.web.bezorgscherm import GebeurtenisRegel
from nazorg.web.dossierscherm import Feit
from nazorg.web.schermen import Datum, Keuze, Link, Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Foutregel:
    """What was wrong, and in which field; never the value."""

    veld: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pogingregel:
    moment: Datum
    naam: str
    uitkomst: str
    stand: Stand
    toelichting: str


# In the names of the fields of the form to correct with, before the path of a field of the message.
WAARDE = "waarde:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingevuld:
    """What somebody typed in a form of this page that was refused, by the id of each field.

    Of the form to correct with by WAARDE and the path. fouten: what is wrong, likewise. meldingen:
    what is wrong with a form as a whole. weg: the fields to leave out. kijkreden: why the content
    is open, so that it opens again for the same reason.
    """

    waarden: Mapping[str, str] = field(default_factory=dict)
    fouten: Mapping[str, str] = field(default_factory=dict)
    meldingen: tuple[str, ...] = ()
    weg: frozenset[str] = frozenset()
    kijkreden: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbeterveld:
    """A field of the form to correct with. waarde: what stands there now, or None.

    weg: we do not know this field; it can only be left out. let_op: a warning, or empty. is_dag: a
    day. keuzes: the only values there are, or empty. nieuw, weg_gekozen and fout: what was typed in
    a form that was refused, and what is wrong with it.
    """

    pad: str
    tekst: str
    waarde: str | None
    weg: bool
    let_op: str = ""
    is_dag: bool = False
    keuzes: tuple[Keuze, ...] = ()
    nieuw: str = ""
    weg_gekozen: bool = False
    fout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbetering:
    """A proposal and what became of it. besluit: who decided, when and why; may be empty."""

    stand_tekst: str
    stand: Stand
    velden: tuple[str, ...]
    wie: str
    moment: Datum
    reden: str
    besluit: str
    besluit_reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstelregel:
    veld: str
    oud: str
    nieuw: str
    let_op: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """An open proposal, opened. mag_besluiten: not for who proposed it."""

    id: str
    regels: tuple[Voorstelregel, ...]
    mag_besluiten: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VeldRegel:
    """A field that changed. oud and nieuw are empty when there was nothing, or is to hide."""

    veld: str
    oud: str = ""
    nieuw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevolgdeel:
    """What changed in one part of a dossier: the dossier itself, or one detention."""

    titel: str
    velden: tuple[VeldRegel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaakRegel:
    """A task that came, moved or fell away. wanneer: the days, or empty."""

    woord: str
    stand: Stand
    taak: str
    wanneer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Veranderd:
    """What a message changed. uitleg: why some of it is not shown, or empty."""

    zinnen: tuple[str, ...]
    delen: tuple[Gevolgdeel, ...] = ()
    taken: tuple[TaakRegel, ...] = ()
    uitleg: str = ""
    meer: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Buurregel:
    """A number beside that of a message, in words. href: of the message with it, or empty.

    claim: to a message that is set aside and seems to be it, or None.
    """

    tekst: str
    href: str
    stand: Stand
    uitkomst: str = ""
    claim: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    """One message. The mag_ fields say which forms to show; inhoud is what it says, or None.

    buren: before and after it in the sequence of its source, or empty when it has no number.
    intrekking: to the message by which the source took it back, or None.
    wat_nu: what can be done, in words. met_dit_nummer: to the other one that the reason is about,
    or None. vraag: a ready text for the source, to copy; may be empty.
    inhoud_weg: why what it said is no longer there; empty when it is, or never was.
    verbeterd: what counts instead of inhoud. te_beoordelen: there is an open proposal to look at.
    verbeterbaar: who opens it may find a form there; niet_verbeteren: why there is none after all.
    eigen_voorstel: the open proposal of who looks, to take back; may be empty.
    """

    id: str
    soort: str
    uitkomst: str
    stand: Stand
    reden: str
    feiten: tuple[Feit, ...]
    buren: tuple[Buurregel, ...]
    intrekking: Link | None
    fouten: tuple[Foutregel, ...]
    veranderd: Veranderd
    gebeurtenissen: tuple[GebeurtenisRegel, ...]
    wat_nu: tuple[str, ...]
    met_dit_nummer: Link | None
    vraag: str
    pogingen: tuple[Pogingregel, ...]
    mag_herhalen: bool
    code_van: str
    mag_opgeven: bool
    mag_inhoud: bool
    inhoud: str | None = None
    inhoud_weg: str = ""
    verbeterd: str | None = None
    verbeterbaar: bool = False
    niet_verbeteren: str = ""
    verbetervelden: tuple[Verbeterveld, ...] = ()
    verbeteringen: tuple[Verbetering, ...] = ()
    te_beoordelen: bool = False
    eigen_voorstel: str = ""
    voorstel: Voorstel | None = None
    melding: str = ""
    ingevuld: Ingevuld = field(default_factory=Ingevuld)
