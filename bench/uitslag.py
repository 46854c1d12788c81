"""What was measured of ingest, and how it is said: figures, ratios, and what must hold."""

import os
import statistics
from dataclasses import dataclass, field

MEESTE_STATEMENTS = 14
# Of the minimal pipeline, slowest to fastest: above this no ratio counts.
GROOTSTE_SPREIDING = 1.3


@dataclass(slots=True)
class Ronden:
    """Of each round: events per second, and CPU microseconds per event, ours and PostgreSQL's."""

    snelheid: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    cpu_pg: list[float] = field(default_factory=list)

    def neem_op(self, aantal: int, seconden: float, cpu: float, cpu_pg: float) -> None:
        self.snelheid.append(aantal / seconden)
        self.cpu.append(cpu / aantal * 1e6)
        self.cpu_pg.append(cpu_pg / aantal * 1e6)


@dataclass(slots=True)
class Uitslag:
    """Everything that was measured.

    zij: the minimal pipeline as it was given, with Python's own collector, in a process of its own.
    zij_stil: with what we do about the collector at start-up. schoon and vuil: without, and with,
    what goes wrong.
    """

    wij: Ronden = field(default_factory=Ronden)
    zij: Ronden = field(default_factory=Ronden)
    zij_stil: Ronden = field(default_factory=Ronden)
    opnieuw: Ronden = field(default_factory=Ronden)
    schoon: Ronden = field(default_factory=Ronden)
    vuil: Ronden = field(default_factory=Ronden)
    gelijk: bool = True
    onveranderd: bool = True
    statements: dict[int, int] = field(default_factory=dict)
    geheugen: tuple[float, float] = (0.0, 0.0)


def toon(u: Uitslag) -> int:
    """Print the figures; return 1 when something does not hold."""
    _toon_ronden(u)
    spreiding = max(u.zij.snelheid) / min(u.zij.snelheid)
    print(f"verhouding nazorg : minimaal   {_ratio(u.wij, u.zij):.2f}   (doel: 0,50 of meer)")
    print(f"hetzelfde, met onze opruimer   {_ratio(u.wij, u.zij_stil):.2f}")
    print(f"hetzelfde in processortijd     {_werk(u.zij) / _werk(u.wij):.2f}")
    print(f"opnieuw : eerste keer          {_ratio(u.opnieuw, u.wij):.2f}   (doel: 3 of meer)")
    print(f"met fouten : niets mis         {_ratio(u.vuil, u.schoon):.2f}   (doel: 0,85 of meer)")
    print(f"hetzelfde in processortijd     {_werk(u.schoon) / _werk(u.vuil):.2f}")
    eerst, daarna = u.geheugen
    print(
        f"geheugen na een derde, na alles {eerst:.0f}, {daarna:.0f} MiB: {daarna / eerst:.2f}"
        "   (doel: hoogstens 1,10)"
    )
    print(f"spreiding van het anker        {spreiding:.2f}   (boven 1,3 telt de meting niet)")
    print(
        "statements per partij          " + ", ".join(f"{k}: {v}" for k, v in u.statements.items())
    )
    print(f"belasting van de machine       {os.getloadavg()[0]:.1f}")
    eisen = _bodems(u, spreiding) | {
        "zelfde eindstand": u.gelijk,
        "opnieuw verandert geen rij": u.onveranderd,
        "statements groeien niet": len(set(u.statements.values())) == 1,
        f"hoogstens {MEESTE_STATEMENTS} statements": max(u.statements.values())
        <= MEESTE_STATEMENTS,
    }
    for eis, gehaald in eisen.items():
        print(f"{eis:33}{'ja' if gehaald else 'NEE'}")
    return 0 if all(eisen.values()) else 1


def _bodems(u: Uitslag, spreiding: float) -> dict[str, bool]:
    """Return what no machine should fall below: far under the aims, so that only a fault does.

    Nothing when the anchor varied so much that no ratio can be told.
    """
    if spreiding > GROOTSTE_SPREIDING:
        return {}
    eerst, daarna = u.geheugen
    return {
        "minstens 0,3 van minimaal": _ratio(u.wij, u.zij) >= 0.3,
        "opnieuw minstens 2 keer zo snel": _ratio(u.opnieuw, u.wij) >= 2.0,
        "met fouten minstens 0,7": _ratio(u.vuil, u.schoon) >= 0.7,
        "geheugen groeit niet": daarna / eerst <= 1.15,
    }


def _toon_ronden(u: Uitslag) -> None:
    print(f"{'':24}{'ber/s (mediaan)':>18}{'min':>9}{'max':>9}{'cpu us/ber':>12}{'pg':>8}")
    for naam, r in (
        ("minimaal", u.zij),
        ("minimaal, onze opruimer", u.zij_stil),
        ("nazorg", u.wij),
        ("nazorg, alles opnieuw", u.opnieuw),
        ("nazorg, niets mis", u.schoon),
        ("nazorg, met fouten", u.vuil),
    ):
        mediaan = statistics.median(r.snelheid)
        print(
            f"{naam:24}{mediaan:18,.0f}{min(r.snelheid):9,.0f}{max(r.snelheid):9,.0f}"
            f"{min(r.cpu):12.1f}{min(r.cpu_pg):8.1f}"
        )


def _ratio(een: Ronden, ander: Ronden) -> float:
    return statistics.median(een.snelheid) / statistics.median(ander.snelheid)


def _werk(r: Ronden) -> float:
    """Return the least processor time per message, of both sides: other work counts less in it."""
    return min(a + b for a, b in zip(r.cpu, r.cpu_pg, strict=True))
