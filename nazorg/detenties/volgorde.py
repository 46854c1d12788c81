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


def find_vervallen(gesorteerd: list[Melding]) -> set[tuple[str, str]]:
    """Return the (bron, id) of every notice that was withdrawn or replaced.

    Last to first, so that a withdrawal that was itself withdrawn later does not count. A
    withdrawal works whenever it comes, also before the notice that it withdraws.
    """
    vervallen: set[tuple[str, str]] = set()
    for m in reversed(gesorteerd):
        if (m.bron, m.id) in vervallen:
            continue
        if isinstance(m.inhoud, Intrekking):
            vervallen.add((m.bron, m.inhoud.bericht_id))
        if m.vervangt is not None:
            vervallen.add((m.bron, m.vervangt))
    return vervallen
