"""Event order, and which notices count: the base of everything that must not depend on arrival."""

from collections.abc import Iterable
from datetime import datetime

from nazorg.detenties.melding import Intrekking, Melding


def volgorde(melding: Melding) -> tuple[datetime, int, str, str]:
    """Sort key of event order: when the source recorded it, its sequence, then something stable."""
    return (melding.tijd, melding.volgorde, melding.bron, melding.id)


def sort_meldingen(meldingen: Iterable[Melding]) -> list[Melding]:
    """Return every notice once, in event order."""
    uniek = {(m.bron, m.id): m for m in meldingen}
    return sorted(uniek.values(), key=volgorde)


# A notice in the world of its source: (bron, id).
Kenmerk = tuple[str, str]


def find_vervallen(gesorteerd: list[Melding]) -> set[Kenmerk]:
    """Return the (bron, id) of every notice that was withdrawn or replaced.

    A withdrawal works whenever it comes, also before the notice that it withdraws, and one that
    was itself withdrawn does not count. Of notices that withdraw each other the newest counts.
    """
    doelen = {(m.bron, m.id): d for m in gesorteerd if (d := _doelen(m))}
    door: dict[Kenmerk, set[Kenmerk]] = {}
    for van, naar in doelen.items():
        for doel in naar:
            door.setdefault(doel, set()).add(van)
    vervallen: set[Kenmerk] = set()
    # Newest first: then one walk settles everything, unless a notice names a newer one.
    open_ = list(reversed(doelen))
    while open_:
        over = []
        for van in open_:
            if van in vervallen:
                continue
            if door.get(van, vervallen) <= vervallen:
                vervallen.update(doelen[van])
            else:
                over.append(van)
        if len(over) == len(open_):
            vervallen.update(doelen[over.pop(0)])
        open_ = over
    return vervallen


def _doelen(melding: Melding) -> list[Kenmerk]:
    """Return the notices that this one takes away: never itself."""
    inhoud = melding.inhoud
    ids = [inhoud.bericht_id] if isinstance(inhoud, Intrekking) else []
    if melding.vervangt is not None:
        ids.append(melding.vervangt)
    return [(melding.bron, i) for i in ids if i != melding.id]
