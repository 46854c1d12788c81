"""The times that hold, each with who chose it, in the words of a page."""

from datetime import time

from nazorg.referentie.bij.termijnen import Bijtijden, Tijd
from nazorg.web.bij.schermen import Paar
from nazorg.web.bij.schermen_beheer import Tijdgroep

_KOP = {
    "verlof": "Gewone aanloop bij verlof",
    "definitief": "Gewone aanloop bij definitieve terugkeer",
    "lezen_werkdagen_snel": "Lezen, bij minder tijd dan de gewone aanloop",
    "lezen_werkdagen": "Lezen, bij genoeg tijd",
    "bellen_werkdagen": "Daarna bellen als iemand niet las",
    "spoed_werkdagen": "Spoed: ook mail in stille uren",
    "spoed_bellen_minuten": "Bellen bij spoed als iemand niet las",
    "mail_wacht_minuten": "Alarm als mail blijft wachten",
    "van": "Geen mail vanaf",
    "tot": "Weer mail vanaf",
}
# With one and with more of it.
_MAAT = {
    "verlof": ("{} dag", "{} dagen"),
    "definitief": ("{} dag", "{} dagen"),
    "lezen_werkdagen_snel": ("binnen {} werkdag", "binnen {} werkdagen"),
    "lezen_werkdagen": ("binnen {} werkdag", "binnen {} werkdagen"),
    "bellen_werkdagen": ("na {} werkdag", "na {} werkdagen"),
    "spoed_werkdagen": (
        "terugkeer binnen {} werkdag",
        "terugkeer binnen {} werkdagen",
    ),
    "spoed_bellen_minuten": ("na {} minuut", "na {} minuten"),
    "mail_wacht_minuten": ("na {} minuut", "na {} minuten"),
}


def to_tijden(tijden: Bijtijden) -> tuple[Tijdgroep, ...]:
    """Return who chose, with each time by name and what holds; those of an operator first."""
    bronnen = dict.fromkeys(_bron(t) for t in sorted(tijden.tijden, key=lambda t: t.eigen))
    return tuple(
        Tijdgroep(
            bron=bron,
            paren=tuple(
                Paar(kop=_KOP[t.naam], tekst=_waarde(t)) for t in tijden.tijden if _bron(t) == bron
            ),
        )
        for bron in bronnen
    )


def _waarde(t: Tijd) -> str:
    if isinstance(t.waarde, time):
        return f"{t.waarde:%H:%M} uur"
    een, meer = _MAAT[t.naam]
    return (een if t.waarde == 1 else meer).format(t.waarde)


def _bron(t: Tijd) -> str:
    return t.bron if t.eigen else f"Ingesteld door uw beheerder: {t.bron}"
