"""Fold the notices of one detention into its state, in event order and never in arrival order.

Rule (ADR 0006): state = f(set of notices). The same notices in any order, any number of times,
give the same state (L22); a property test holds it to that.
"""

from datetime import date, datetime
from typing import assert_never

from nazorg.detenties import melding as m
from nazorg.detenties.detentie import (
    Aanleiding,
    Detentie,
    Detentiestatus,
    Signaal,
    Verlof,
    VorigEinde,
)

_GEEN: frozenset[Signaal] = frozenset()


class _Stand:
    """What is known so far while walking through the notices.

    What is not known yet is of the class: a dossier has most of it never.
    """

    begin: m.Begin | None = None
    begin_op: datetime | None = None
    begin_id: str | None = None
    inrichting: str | None = None
    titel: m.Titel | None = None
    verwacht: m.Periode | None = None
    verwacht_door: Aanleiding | None = None
    einde: m.Einde | None = None
    einde_door: Aanleiding | None = None

    def __init__(self) -> None:
        self.verloven: dict[str, Verlof] = {}
        self.vorige: list[VorigEinde] = []


def vouw_detentie(meldingen: list[m.Melding], *, vervallen: set[tuple[str, str]]) -> Detentie:
    """Return the state of one detention.

    meldingen: all its notices, each once, in event order, at least one. vervallen: the notices
    that no longer count (`find_vervallen`).
    """
    stand = _Stand()
    begin_vervallen = False
    laatste = meldingen[-1]
    for melding in meldingen:
        if vervallen and (melding.bron, melding.id) in vervallen:
            begin_vervallen |= isinstance(melding.inhoud, m.Begin)
            continue
        _neem_op(stand, melding)
    return _to_detentie(stand, laatste, begin_vervallen=begin_vervallen)


def _neem_op(stand: _Stand, melding: m.Melding) -> None:  # noqa: C901 - one case per kind
    match melding.inhoud:
        case m.Begin() as begin:
            stand.begin, stand.begin_op, stand.begin_id = begin, melding.tijd, melding.id
            stand.inrichting, stand.titel = begin.inrichting, begin.titel
            if begin.verwacht_einde is not None or stand.verwacht is None:
                _verwacht(stand, begin.verwacht_einde, melding)
        case m.Wijziging() as wijziging:
            stand.titel = wijziging.titel or stand.titel
            if not isinstance(wijziging.verwacht_einde, m.Ongewijzigd):
                _verwacht(stand, wijziging.verwacht_einde, melding)
        case m.Overplaatsing(inrichting=inrichting):
            stand.inrichting = inrichting
        case m.Verlofmelding() as verlof:
            _verlof(stand, verlof, melding)
        case m.Einde() as einde:
            stand.einde, stand.einde_door = einde, _aanleiding(melding)
        case m.Intrekking() | m.Plan():
            pass
        case _ as nooit:
            assert_never(nooit)


def _aanleiding(melding: m.Melding) -> Aanleiding:
    return Aanleiding(melding.id, melding.tijd)


def _verwacht(stand: _Stand, periode: m.Periode | None, melding: m.Melding) -> None:
    if stand.verwacht is not None and stand.verwacht != periode:
        stand.vorige.append(VorigEinde(stand.verwacht, melding.tijd, melding.id))
    if stand.verwacht != periode:
        stand.verwacht_door = _aanleiding(melding) if periode else None
    stand.verwacht = periode


def _verlof(stand: _Stand, v: m.Verlofmelding, melding: m.Melding) -> None:
    """Update one leave. What is withdrawn stays withdrawn until it is granted anew.

    Who says once more what was known already is not the one who said it.
    """
    oud = stand.verloven.get(v.nummer)
    status = v.status or (oud.status if oud else m.Verlofstatus.VOORGENOMEN)
    nieuw = Verlof(
        v.nummer,
        status,
        v.soort or (oud.soort if oud else None),
        v.van or (oud.van if oud else None),
        v.tot or (oud.tot if oud else None),
        _aanleiding(melding),
    )
    if nieuw != oud:
        stand.verloven[v.nummer] = nieuw


def _status(stand: _Stand, *, begin_vervallen: bool) -> Detentiestatus:
    if stand.begin is None and begin_vervallen:
        return Detentiestatus.INGETROKKEN
    if stand.einde is not None:
        return Detentiestatus.BEEINDIGD
    return Detentiestatus.LOPEND if stand.begin else Detentiestatus.BEGIN_ONTBREEKT


def _signalen(begin: date | None, stand: _Stand) -> frozenset[Signaal]:
    if begin is None:
        return _GEEN
    gevonden = _GEEN
    if stand.einde and stand.einde.datum < begin:
        gevonden |= {Signaal.EINDE_VOOR_BEGIN}
    if stand.verwacht and stand.verwacht.vroegst < begin:
        gevonden |= {Signaal.VERWACHT_EINDE_VOOR_BEGIN}
    return gevonden


def _to_detentie(stand: _Stand, laatste: m.Melding, *, begin_vervallen: bool) -> Detentie:
    begin = stand.begin.datum if stand.begin else None
    einde, verloven = stand.einde, stand.verloven
    return Detentie(  # in the order of its fields: by name would cost as much again
        laatste.bron,
        laatste.detentie,
        _status(stand, begin_vervallen=begin_vervallen),
        stand.inrichting,
        begin,
        stand.titel,
        stand.verwacht,
        tuple(stand.vorige),
        einde.datum if einde else None,
        einde.wijze if einde else None,
        tuple([verloven[n] for n in sorted(verloven)]) if verloven else (),
        _signalen(begin, stand),
        stand.begin_op,
        stand.einde_door,
        stand.verwacht_door,
        laatste.tijd,
        stand.begin_id or laatste.id,
    )
