"""How dates, moments and counts read in Dutch, on every screen the same."""

from datetime import date, datetime
from typing import Final

from nazorg.kern.klok import AMSTERDAM

DAGEN: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
# Maart shortens to mrt, not to maa: it would read as maandag.
MAANDEN_KORT: Final = tuple("mrt" if maand == "maart" else maand[:3] for maand in MAANDEN)


def aantal(n: int, enkelvoud: str, meervoud: str) -> str:
    """Return a count with its noun: '1 werkdag', '0 werkdagen'."""
    return f"{n} {enkelvoud if n == 1 else meervoud}"


def weekdag_kort(dag: date) -> str:
    return DAGEN[dag.weekday()][:2]


def dag_en_maand(dag: date, *, vandaag: date | None = None) -> str:
    """Return '27 nov', with the year when it is not the year of today."""
    tekst = f"{dag.day} {MAANDEN_KORT[dag.month - 1]}"
    return tekst if vandaag is None or vandaag.year == dag.year else f"{tekst} {dag.year}"


def dag_kort(dag: date, *, vandaag: date | None = None) -> str:
    """Return 'vr 27 nov', with the year when it is not the year of today."""
    return f"{weekdag_kort(dag)} {dag_en_maand(dag, vandaag=vandaag)}"


def datum_lang(dag: date) -> str:
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def dag_lang(dag: date, *, vandaag: date | None = None) -> str:
    """Return 'vrijdag 27 november 2026'; without the year when it is known to be that of today."""
    datum = datum_lang(dag)
    if vandaag is not None and dag.year == vandaag.year:
        datum = datum.rpartition(" ")[0]
    return f"{DAGEN[dag.weekday()]} {datum}"


def dagen_tot(vandaag: date, dag: date) -> str:
    """Return how far a day is away, to stand after a verb: '(vrij) over 4 dagen'."""
    verschil = (dag - vandaag).days
    bekend = {-1: "gisteren", 0: "vandaag", 1: "morgen"}.get(verschil)
    if bekend is not None:
        return bekend
    woorden = _ruwweg(abs(verschil))
    return f"{woorden} geleden" if verschil < 0 else f"over {woorden}"


def _ruwweg(dagen: int) -> str:
    """Return a number of days as people say it: nobody counts 430 days."""
    if dagen > 8 * 30:
        return aantal(round(dagen / 30.44), "maand", "maanden")
    return aantal(dagen, "dag", "dagen")


# From here on a count of working days says less than a count of weeks.
_IN_WEKEN = 20


def uiterlijk_tekst(vandaag: date, dag: date, werkdagen: int) -> str:
    """Say how much time is left, in working days.

    werkdagen: working days between today and the day, either sign. When it is 0 for another day
    (both lie around the same weekend) the calendar has to say it.
    """
    if dag == vandaag:
        return "vandaag"
    rest = abs(werkdagen)
    if rest > _IN_WEKEN:
        weken = aantal(rest // 5, "week", "weken")
        return f"{weken} te laat" if dag < vandaag else f"nog {weken}"
    if dag < vandaag:
        te_laat = aantal(rest, "werkdag", "werkdagen")
        return f"{te_laat if rest else aantal((vandaag - dag).days, 'dag', 'dagen')} te laat"
    return f"nog {aantal(rest, 'werkdag', 'werkdagen')}" if rest else dagen_tot(vandaag, dag)


def moment(vandaag: date, tijdstip: datetime) -> str:
    """Return 'vandaag 08:14' or '21 nov 08:14' on the clock in the Netherlands."""
    if tijdstip.tzinfo is None:
        raise ValueError("a moment without a time zone means nothing")
    hier = tijdstip.astimezone(AMSTERDAM)
    dag = "vandaag" if hier.date() == vandaag else dag_en_maand(hier.date(), vandaag=vandaag)
    return f"{dag} {hier:%H:%M}"


def moment_lang(tijdstip: datetime) -> str:
    """Return '23 november 2026 om 09:00 uur' on the clock in the Netherlands."""
    hier = tijdstip.astimezone(AMSTERDAM)
    return f"{datum_lang(hier.date())} om {hier:%H:%M} uur"


def duur(begin: date, einde: date) -> str:
    return aantal((einde - begin).days, "dag", "dagen")


def geboortedatum(jaar: int | None, maand: int | None = None, dag: int | None = None) -> str:
    """Return as much of a birth date as is known: '14 mei 1991', 'mei 1991', '1991', 'onbekend'."""
    if jaar is None:
        return "onbekend"
    if maand is None:
        return str(jaar)
    if dag is None:
        return f"{MAANDEN[maand - 1]} {jaar}"
    return f"{dag} {MAANDEN[maand - 1]} {jaar}"


_AFKORTINGEN = {"isd": "ISD", "bsn": "BSN", "skn": "SKN"}


def woord(waarde: str) -> str:
    """Return a word that is kept, as people write it: 'Voorlopige hechtenis', 'ISD'."""
    return _AFKORTINGEN.get(waarde) or waarde.replace("_", " ").capitalize()
