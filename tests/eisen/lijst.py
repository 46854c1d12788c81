"""The guards of the requirements, and what happens to the code when one is taken out."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORTEL = Path(__file__).resolve().parents[2]
# Issue D names these; the rest of the list is a gift.
VERPLICHT = (
    *(f"L{n:02}" for n in range(1, 8)),
    "L14",
    "L16",
    *(f"L{n}" for n in range(24, 34)),
)


@dataclass(frozen=True, slots=True)
class Mutatie:
    """One guard. test: as pytest takes it. vervang: (what stands there once, what comes there)."""

    eis: str
    wat: str
    test: str
    bestand: str
    vervang: tuple[tuple[str, str], ...]

    def muteer(self, tekst: str) -> str:
        """Return the code without the guard. Raises ValueError when it is not there as written."""
        for oud, nieuw in self.vervang:
            if tekst.count(oud) != 1 or oud == nieuw:
                raise ValueError(f"{self.eis}, {self.bestand}: {tekst.count(oud)} x {oud!r}")
            tekst = tekst.replace(oud, nieuw)
        return tekst


def lees_mutaties() -> tuple[Mutatie, ...]:
    ruw = tomllib.loads((Path(__file__).parent / "mutaties.toml").read_text(encoding="utf-8"))
    return tuple(_mutatie(rij) for rij in ruw["mutatie"])


def maak_tabel() -> str:
    """Return the table of docs/eisen.md, a row per guard."""
    rijen = [
        f"| {m.eis} {m.wat} | `{m.test}` | `{m.bestand}` |"
        for m in sorted(lees_mutaties(), key=lambda m: m.eis)
    ]
    return "\n".join(["| Requirement | Test | Where its guard is |", "|---|---|---|", *rijen])


def _mutatie(rij: dict[str, Any]) -> Mutatie:
    oud, nieuw = rij["oud"], rij["nieuw"]
    paren = [(oud, nieuw)] if isinstance(oud, str) else list(zip(oud, nieuw, strict=True))
    return Mutatie(rij["eis"], rij["wat"], rij["test"], rij["bestand"], tuple(paren))
