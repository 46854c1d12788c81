"""The times of notification: those of nazorg, and over them those that an operator sets.

Both files have one form: `bron` says who chose, each table has some of the times. What is not in
the file of the operator stays as nazorg has it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from nazorg.bij.kennisgeving import Termijnen

# The least and the most that can be meant: beyond it somebody hears too late, or at every moment.
# Nobody is shown earlier than three months before a return (L03), so no lead is longer than that.
_GRENZEN: dict[str, dict[str, tuple[int, int]]] = {
    "aanloop_dagen": {"verlof": (1, 92), "definitief": (1, 92)},
    "kennisgeving": {
        "lezen_werkdagen_snel": (1, 5),
        "lezen_werkdagen": (1, 15),
        "bellen_werkdagen": (1, 5),
        "spoed_werkdagen": (0, 10),
        "spoed_bellen_minuten": (15, 1440),
        "mail_wacht_minuten": (5, 240),
    },
}
_STIL = "stille_uren"
_NAMEN = {**{deel: set(namen) for deel, namen in _GRENZEN.items()}, _STIL: {"van", "tot"}}
_LANGST_STIL = timedelta(hours=12)


class TermijnFout(ValueError):  # noqa: N818 - shown to the operator as it is, in Dutch
    """A file of times that cannot hold. The text is Dutch and says what to change, and where."""


@dataclass(frozen=True, slots=True)
class Tijd:
    """One time that holds. deel, naam: as in the file. bron: who chose; eigen: nazorg did."""

    deel: str
    naam: str
    waarde: int | time
    bron: str
    eigen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bijtijden:
    """All times of notification, each once, in the order of the file that comes with nazorg."""

    tijden: tuple[Tijd, ...]

    @property
    def termijnen(self) -> Termijnen:
        return Termijnen(aanloop_dagen=self._van("aanloop_dagen"), **self._van("kennisgeving"))

    @property
    def stil(self) -> tuple[time, time]:
        """Return the quiet hours of who is designated without any."""
        uren = self._van(_STIL)
        return uren["van"], uren["tot"]

    def _van(self, deel: str) -> dict[str, Any]:
        return {t.naam: t.waarde for t in self.tijden if t.deel == deel}


def load_bijtijden(bestand: Path | None = None) -> Bijtijden:
    """Return the times, with those of bestand over those of nazorg. Raises TermijnFout."""
    meegeleverd = files("nazorg.referentie.bij") / "termijnen.toml"
    eigen = parse_tijden(meegeleverd.read_text(encoding="utf-8"), "termijnen.toml", eigen=True)
    if bestand is None:
        return Bijtijden(tijden=eigen)
    try:
        tekst = bestand.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise TermijnFout(f"NAZORG_BIJ_TERMIJNEN: {bestand} is niet te lezen.") from None
    van_beheerder = {(t.deel, t.naam): t for t in parse_tijden(tekst, bestand.name)}
    samen = tuple(van_beheerder.get((t.deel, t.naam), t) for t in eigen)
    _check_samen(samen, bestand.name)
    return Bijtijden(tijden=samen)


def parse_tijden(tekst: str, plek: str, *, eigen: bool = False) -> tuple[Tijd, ...]:
    """Return the times in one file. Raises TermijnFout, which names the file and the row."""
    try:
        ruw = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise TermijnFout(f"{plek}: dit is geen TOML ({fout}).") from None
    bron = ruw.pop("bron", None)
    if not isinstance(bron, str) or not bron.strip():
        raise TermijnFout(f'{plek}: schrijf bovenaan bron = "…": wie dit besloot, en wanneer.')
    return tuple(
        Tijd(deel, naam, _lees(deel, naam, waarde, plek), bron.strip(), eigen)
        for deel, rijen in ruw.items()
        for naam, waarde in _rijen(deel, rijen, plek).items()
    )


def _rijen(deel: str, rijen: object, plek: str) -> Mapping[str, object]:
    if deel not in _NAMEN or not isinstance(rijen, dict):
        kan = ", ".join(f"[{d}]" for d in _NAMEN)
        raise TermijnFout(f"{plek}: '{deel}' kan niet. Wat kan: {kan}.")
    if vreemd := sorted(rijen.keys() - _NAMEN[deel]):
        kan = ", ".join(sorted(_NAMEN[deel]))
        raise TermijnFout(f"{plek}: '{vreemd[0]}' kan niet in [{deel}]. Wat kan: {kan}.")
    return rijen


def _lees(deel: str, naam: str, waarde: object, plek: str) -> int | time:
    if deel == _STIL:
        return _lees_uur(naam, waarde, plek)
    minst, meest = _GRENZEN[deel][naam]
    # True is an int in Python.
    if type(waarde) is not int or not minst <= waarde <= meest:
        raise TermijnFout(
            f"{plek}: {naam} in [{deel}] moet een heel getal zijn van {minst} tot en met {meest}."
        )
    return waarde


def _lees_uur(naam: str, waarde: object, plek: str) -> time:
    """Return a time of day: TOML has seconds (22:00:00), a text may be without ("22:00")."""
    try:
        uur = time.fromisoformat(waarde) if isinstance(waarde, str) else waarde
    except ValueError:
        uur = None
    if not isinstance(uur, time) or uur.tzinfo or uur != uur.replace(second=0, microsecond=0):
        raise TermijnFout(f'{plek}: {naam} in [{_STIL}] moet een tijd zijn, zoals "22:00".')
    return uur


def _check_samen(tijden: tuple[Tijd, ...], plek: str) -> None:
    """Refuse times that are each right, and wrong together."""
    uit = Bijtijden(tijden=tijden)
    if uit.termijnen.lezen_werkdagen_snel > uit.termijnen.lezen_werkdagen:
        raise TermijnFout(f"{plek}: lezen_werkdagen_snel is langer dan lezen_werkdagen.")
    van, tot = (timedelta(hours=uur.hour, minutes=uur.minute) for uur in uit.stil)
    if (tot - van) % timedelta(days=1) > _LANGST_STIL:
        raise TermijnFout(f"{plek}: de stille uren duren samen langer dan 12 uur.")
