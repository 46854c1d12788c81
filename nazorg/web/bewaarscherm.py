"""The view model of how long a dossier stays."""

from dataclasses import dataclass, field

from nazorg.web.schermen import Datum, Keuzelijst


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaarregel:
    """A hold. tekst: 'Rechtszaak, tot en met 1 mrt 2027'. actie: where to stop it."""

    tekst: str
    wie: str
    actie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaarvak:
    """weg_op: the day on which it goes, None while there is none. blijft: what keeps it longer.

    lopend: holds that count now. fouten: name of the field to what is wrong with it.
    """

    weg_op: Datum | None
    blijft: tuple[str, ...]
    uitleg: str
    lopend: tuple[Bewaarregel, ...]
    actie: str
    reden: Keuzelijst
    tot: str
    vanaf: str
    fouten: dict[str, str] = field(default_factory=dict)
