"""Fold the messages of one alert into what it is now: by event order, never by arrival (L22)."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from nazorg.bij.melding import BijMelding, Gemeld, Ingetrokken, Intrekkingsreden

# What a message to another gemeente means for the one that had the alert before.
_ELDERS = Ingetrokken(gemeente="", reden=Intrekkingsreden.VERKEERDE_GEMEENTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert as its messages say, for one gemeente.

    ingetrokken: why, or None while it stands. eerdere_dagen: first days of return that were said
    before, oldest first. versie: how many messages count in it.
    """

    bron: str
    nummer: str
    inhoud: Gemeld | None
    ingetrokken: Intrekkingsreden | None
    ingetrokken_op: datetime | None
    laatste_op: datetime
    versie: int
    eerdere_dagen: tuple[date, ...] = ()


def vouw_alerts(
    meldingen: Collection[BijMelding], *, huidige: Callable[[str], str]
) -> dict[str, Alert]:
    """Return the alert of each gemeente that these messages name; empty without any content.

    The same messages in any order, any number of times, give the same. meldingen: of one number.
    huidige: the gemeente that a code stands for today. What is told to another gemeente after it
    is no more for the first one (ADR 0037).
    """
    uniek = {(m.bron, m.id): m for m in meldingen}
    rij = sorted(uniek.values(), key=lambda m: (m.tijd, m.volgorde, m.bron, m.id))
    van = [(huidige(m.inhoud.gemeente), m) for m in rij]
    bekend = {g for g, m in van if isinstance(m.inhoud, Gemeld)}
    return {g: _vouw([_voor(g, ander, m, bekend) for ander, m in van]) for g in bekend}


def _voor(gemeente: str, van: str, m: BijMelding, bekend: Collection[str]) -> BijMelding | None:
    """Return what a message means for one gemeente; None for nothing."""
    if van == gemeente:
        return m
    if isinstance(m.inhoud, Gemeld):
        return replace(m, inhoud=_ELDERS)
    # Withdrawn in a gemeente that never had it: then it stands nowhere.
    return m if van not in bekend else None


def _vouw(meldingen: Iterable[BijMelding | None]) -> Alert:
    """Return the alert of one gemeente, of messages in order of which one at least has content.

    The newest content counts; what is withdrawn stays so until the source says it anew.
    """
    inhoud: Gemeld | None = None
    weg: Ingetrokken | None = None
    weg_op: datetime | None = None
    dagen: list[date] = []
    telt: list[BijMelding] = []
    for m in meldingen:
        # What went elsewhere before it was here, or after it was taken back, says nothing here.
        if m is None or (m.inhoud is _ELDERS and (inhoud is None or weg is not None)):
            continue
        telt.append(m)
        if isinstance(m.inhoud, Ingetrokken):
            weg, weg_op = m.inhoud, m.tijd
            continue
        if inhoud and inhoud.terugkeer_vroegst != m.inhoud.terugkeer_vroegst:
            dagen.append(inhoud.terugkeer_vroegst)
        inhoud, weg, weg_op = m.inhoud, None, None
    return Alert(
        bron=telt[-1].bron,
        nummer=telt[-1].nummer,
        inhoud=inhoud,
        ingetrokken=weg.reden if weg else None,
        ingetrokken_op=weg_op,
        laatste_op=telt[-1].tijd,
        versie=len(telt),
        eerdere_dagen=tuple(dagen),
    )
