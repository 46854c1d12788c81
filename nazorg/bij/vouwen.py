"""Fold the messages of one alert into what it is now: by event order, never by arrival (L22)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from nazorg.bij.melding import BijMelding, Gemeld, Ingetrokken, Intrekkingsreden


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert as its messages say. inhoud: None when only a withdrawal came so far.

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


def vouw_alert(meldingen: Collection[BijMelding]) -> Alert:
    """Return the alert; the same messages in any order, any number of times, give the same.

    meldingen: of one alert, at least one. The newest content counts; what is withdrawn stays so
    until the source says it anew.
    """
    uniek = {(m.bron, m.id): m for m in meldingen}
    rij = sorted(uniek.values(), key=lambda m: (m.tijd, m.volgorde, m.bron, m.id))
    inhoud: Gemeld | None = None
    weg: BijMelding | None = None
    dagen: list[date] = []
    for melding in rij:
        if isinstance(melding.inhoud, Ingetrokken):
            weg = melding
            continue
        if inhoud and inhoud.terugkeer_vroegst != melding.inhoud.terugkeer_vroegst:
            dagen.append(inhoud.terugkeer_vroegst)
        inhoud, weg = melding.inhoud, None
    reden = weg.inhoud.reden if weg and isinstance(weg.inhoud, Ingetrokken) else None
    return Alert(
        bron=rij[-1].bron,
        nummer=rij[-1].nummer,
        inhoud=inhoud,
        ingetrokken=reden,
        ingetrokken_op=weg.tijd if weg else None,
        laatste_op=rij[-1].tijd,
        versie=len(rij),
        eerdere_dagen=tuple(dagen),
    )
