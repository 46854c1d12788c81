"""An invented year as `nazorg generate` writes it: the lines, and the truth about them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Stroom:
    profiel: str
    bestand: Path
    waarheid: Path

    @property
    def regels(self) -> list[bytes]:
        return self.bestand.read_bytes().splitlines()

    @property
    def echt(self) -> dict[str, Any]:
        inhoud: dict[str, Any] = json.loads(self.waarheid.read_bytes())
        return inhoud

    @property
    def namen(self) -> set[str]:
        """Return every full name, as a person would be called."""
        personen = [p for r in self.regels if (p := _persoon(r))]
        return {
            f"{p['voornamen'].split()[0]} {p['geslachtsnaam']}"
            for p in personen
            if p.get("voornamen") and p.get("geslachtsnaam")
        }


def _data(regel: bytes) -> dict[str, Any]:
    try:
        inhoud = json.loads(regel)["data"]
    except (ValueError, KeyError, TypeError):
        return {}
    return inhoud if isinstance(inhoud, dict) else {}


def _persoon(regel: bytes) -> dict[str, Any]:
    persoon = _data(regel).get("persoon")
    return persoon if isinstance(persoon, dict) else {}


def sleutel_van(regel: bytes) -> bytes | None:
    """Return the key that the sender gives: the person, so that one person keeps one order."""
    persoon = _persoon(regel)
    sleutel = persoon.get("bsn") or persoon.get("skn") or _data(regel).get("detentieId")
    return str(sleutel).encode() if sleutel else None
