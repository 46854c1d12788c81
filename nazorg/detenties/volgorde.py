"""Event order, and which notices count: the base of everything that must not depend on arrival."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from operator import attrgetter

from nazorg.detenties.melding import Intrekking, Melding

# Sort key of event order: when the source recorded it, its sequence, then something stable.
volgorde: Callable[[Melding], tuple[datetime, int, str, str]] = attrgetter(
    "tijd", "volgorde", "bron", "id"
)


def sort_meldingen(meldingen: Collection[Melding]) -> list[Melding]:
    """Return every notice once, in event order."""
    if len(meldingen) == 1:
        return list(meldingen)
    uniek = {(m.bron, m.id): m for m in meldingen}
    return sorted(uniek.values(), key=volgorde)


# A notice in the world of its source: (bron, id).
Kenmerk = tuple[str, str]


def find_vervallen(gesorteerd: list[Melding]) -> set[Kenmerk]:
    """Return the (bron, id) of every notice that was withdrawn or replaced.

    A withdrawal works whenever it comes, also before the notice that it withdraws, and one that
    was itself withdrawn does not count. A correction of a correction replaces both. Of notices
    that take each other away the newest counts.
    """
    weg = [m for m in gesorteerd if m.vervangt is not None or isinstance(m.inhoud, Intrekking)]
    if not weg:
        return set()
    vervangt = {(m.bron, m.id): (m.bron, m.vervangt) for m in weg if m.vervangt is not None}
    doelen = {(m.bron, m.id): _doelen(m, vervangt) for m in reversed(weg)}
    door: dict[Kenmerk, set[Kenmerk]] = {}
    for van, naar in doelen.items():
        for doel in naar:
            door.setdefault(doel, set()).add(van)
    return _weeg(doelen, door)


def _doelen(melding: Melding, vervangt: Mapping[Kenmerk, Kenmerk]) -> set[Kenmerk]:
    """Return the notices that this one takes away: never itself."""
    zelf = (melding.bron, melding.id)
    doelen: set[Kenmerk] = set()
    doel = vervangt.get(zelf)
    while doel is not None and doel not in doelen:
        doelen.add(doel)
        doel = vervangt.get(doel)
    if isinstance(melding.inhoud, Intrekking):
        doelen.add((melding.bron, melding.inhoud.bericht_id))
    return doelen - {zelf}


def _weeg(doelen: dict[Kenmerk, set[Kenmerk]], door: dict[Kenmerk, set[Kenmerk]]) -> set[Kenmerk]:
    """Settle which of doelen (newest first) count; return what those take away.

    One walk is enough, unless a notice names a newer one.
    """
    vervallen: set[Kenmerk] = set()
    onbeslist = list(doelen)
    while onbeslist:
        over = []
        for van in onbeslist:
            if van in vervallen:
                continue
            if door.get(van, set()) <= vervallen:
                vervallen.update(doelen[van])
            else:
                over.append(van)
        if len(over) == len(onbeslist):  # a circle
            vervallen.update(doelen[over.pop(0)])
        onbeslist = over
    return vervallen
