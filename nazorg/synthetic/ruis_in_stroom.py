"""What a stream looks like in practice: damaged, doubled, late, crossed and other people's notices.

None of this changes the truth; a perfect system ends in the same state. Shares: domain note 9.5.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import Uitkomst
from nazorg.synthetic.berichten import Bericht
from nazorg.synthetic.personen import broken_bsn
from nazorg.synthetic.toeval import draw_uuid

_DEEL_DUBBEL = 0.02
_DEEL_LAAT = 0.03  # of the ended detentions
_DEEL_GEKRUIST = 0.02
_DEEL_BESCHADIGD = 0.003  # per kind of damage
_ONBEKENDE_INRICHTING = "ZZZ9"
_ONBEKENDE_GEMEENTE = "9998"

_Data = dict[str, object]


@dataclass(slots=True, eq=False)
class Regel:
    """One line of the stream. aankomst decides its place; bericht is None for half a line."""

    aankomst: datetime
    tekst: str
    uitkomst: Uitkomst
    bericht: Bericht | None = None


def damage(rng: random.Random, berichten: Sequence[Bericht]) -> list[Bericht]:
    """Return damaged earlier attempts of messages that came right a little later."""
    pogingen = []
    for kies, breek in _SCHADE:
        kandidaten = [b for b in berichten if kies(b)]
        aantal = min(len(kandidaten), max(1, round(_DEEL_BESCHADIGD * len(berichten))))
        for bericht in rng.sample(kandidaten, aantal):
            poging = replace(
                bericht,
                id=draw_uuid(rng),
                moment=bericht.moment - timedelta(seconds=rng.randint(60, 3_600)),
                data=bericht.data | breek(bericht.data),
                uitkomst=Uitkomst.APART_GEZET,
            )
            pogingen.append(poging)
    return pogingen


def _has_bsn(bericht: Bericht) -> bool:
    persoon = cast("_Data", bericht.data["persoon"])
    return bericht.soort is Soort.BEGONNEN and "bsn" in persoon


def _has_bereik(bericht: Bericht) -> bool:
    bereik = cast("dict[str, str] | None", bericht.data.get("verwachtEinde"))
    return bereik is not None and bereik["vroegst"] < bereik["laatst"]


def _is_einde_met_begin(bericht: Bericht) -> bool:
    return bericht.soort is Soort.BEEINDIGD and "beginDatum" in bericht.data


def _break_bsn(data: _Data) -> _Data:
    persoon = cast("_Data", data["persoon"])
    return {"persoon": persoon | {"bsn": broken_bsn(str(persoon["bsn"]))}}


def _break_inrichting(_data: _Data) -> _Data:
    return {"inrichting": _ONBEKENDE_INRICHTING}


def _break_gemeente(_data: _Data) -> _Data:
    return {"gemeenteBrp": _ONBEKENDE_GEMEENTE}


def _break_begin(data: _Data) -> _Data:
    einde = date.fromisoformat(str(data["eindDatum"]))
    return {"beginDatum": (einde + timedelta(days=30)).isoformat()}


def _break_bereik(data: _Data) -> _Data:
    bereik = cast("dict[str, str]", data["verwachtEinde"])
    return {"verwachtEinde": {"vroegst": bereik["laatst"], "laatst": bereik["vroegst"]}}


_SCHADE: tuple[tuple[Callable[[Bericht], bool], Callable[[_Data], _Data]], ...] = (
    (_has_bsn, _break_bsn),
    (lambda b: "inrichting" in b.data, _break_inrichting),
    (lambda b: "gemeenteBrp" in b.data, _break_gemeente),
    (_is_einde_met_begin, _break_begin),
    (_has_bereik, _break_bereik),
)


def disturb(rng: random.Random, regels: Sequence[Regel]) -> list[Regel]:
    """Return the lines in the order in which they arrive on a bad day."""
    _delay(rng, regels)
    _cross(rng, regels)
    halve = _halve(rng, regels)
    dubbele = _double(rng, regels) + _double(rng, halve)
    return sorted([*regels, *halve, *dubbele], key=lambda regel: regel.aankomst)


def _per_detentie(regels: Sequence[Regel]) -> list[list[Regel]]:
    per: dict[str, list[Regel]] = {}
    for regel in regels:
        if regel.bericht and regel.uitkomst is Uitkomst.VERWERKT:
            per.setdefault(regel.bericht.detentie, []).append(regel)
    return list(per.values())


def _delay(rng: random.Random, regels: Sequence[Regel]) -> None:
    """Let a notice of some detentions arrive after the end of that detention."""
    geeindigd = [rij for rij in _per_detentie(regels) if len(rij) > 1 and _is_einde(rij[-1])]
    aantal = min(len(geeindigd), max(2, round(_DEEL_LAAT * len(geeindigd))))
    for rij in rng.sample(geeindigd, aantal):
        laat = rng.choice(rij[:-1])
        laat.aankomst = rij[-1].aankomst + timedelta(minutes=rng.randint(5, 4_000))


def _is_einde(regel: Regel) -> bool:
    return regel.bericht is not None and regel.bericht.soort is Soort.BEEINDIGD


def _cross(rng: random.Random, regels: Sequence[Regel]) -> None:
    """Swap the arrival of neighbours: two notices of one detention overtake each other."""
    paren = [
        (een, twee)
        for rij in _per_detentie(regels)
        for een, twee in zip(rij[::2], rij[1::2], strict=False)
        if een.aankomst < twee.aankomst
    ]
    for een, twee in rng.sample(paren, min(len(paren), max(2, _deel(_DEEL_GEKRUIST, regels)))):
        een.aankomst, twee.aankomst = twee.aankomst, een.aankomst


def _halve(rng: random.Random, regels: Sequence[Regel]) -> list[Regel]:
    """Return beginnings of lines: the sender broke off and then sent the whole line."""
    bron = [regel for regel in regels if regel.uitkomst is Uitkomst.VERWERKT]
    gekozen = rng.sample(bron, min(len(bron), max(1, _deel(_DEEL_BESCHADIGD, bron))))
    return [
        Regel(
            regel.aankomst - timedelta(seconds=1),
            regel.tekst[: rng.randint(len(regel.tekst) // 2, len(regel.tekst) - 2)],
            Uitkomst.APART_GEZET,
        )
        for regel in gekozen
    ]


def _double(rng: random.Random, regels: Sequence[Regel]) -> list[Regel]:
    """Return some lines again, byte for byte, to arrive at once or days later."""
    gekozen = rng.sample(regels, min(len(regels), max(1, _deel(_DEEL_DUBBEL, regels))))
    return [
        Regel(
            regel.aankomst + timedelta(minutes=rng.choice((0, 1, 60, 1_440, 14_400))),
            regel.tekst,
            Uitkomst.DUBBEL,
        )
        for regel in gekozen
    ]


def _deel(deel: float, regels: Sequence[object]) -> int:
    return round(deel * len(regels))
