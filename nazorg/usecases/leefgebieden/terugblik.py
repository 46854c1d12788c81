"""What people knew and wanted as it was on a day: nothing that was written later."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from nazorg.leefgebieden.behoefte import Behoeftestatus
from nazorg.store.behoeften import Vastgelegd
from nazorg.store.betrokkenen import Bijgehouden
from nazorg.store.meetmomenten import Meting
from nazorg.store.overlegdossiers import Agendaplek
from nazorg.store.taakverloop import Taakdaad
from nazorg.werkvoorraad.taken import Regel, Taakstatus

_T = TypeVar("_T")


def behoeften_op(versies: Iterable[Vastgelegd], daden: Sequence[Taakdaad]) -> list[Vastgelegd]:
    """Return the needs of which these versions were all there were, oldest first.

    versies: newest first. daden: of the same time. As for now, what was ticked off on the queue is
    done: the last deed tells, unless the need was changed after it.
    """
    laatste: dict[UUID, Vastgelegd] = {}
    for v in versies:
        laatste.setdefault(v.behoefte.id, v)
    daad = {d.taak.onderwerp: d for d in daden if d.taak.regel is Regel.BEHOEFTE}
    return [_op_de_lijst(v, daad.get(str(id_))) for id_, v in sorted(laatste.items())]


def _op_de_lijst(v: Vastgelegd, daad: Taakdaad | None) -> Vastgelegd:
    if daad is None or daad.actie.tijd < v.op or v.behoefte.status.is_klaar:
        return v
    if daad.actie.na.status is not Taakstatus.AFGEHANDELD:
        return v
    gereed = replace(v.behoefte, status=Behoeftestatus.GEREED)
    return Vastgelegd(gereed, daad.actie.tijd, daad.actie.naam)


def bijgehouden_op(rijen: Iterable[Bijgehouden[_T]], tot: datetime) -> list[Bijgehouden[_T]]:
    """Return what was noted before tot; what ended later had not ended yet."""
    return [
        replace(b, einde_op=None, einde_naam=None) if b.einde_op and b.einde_op >= tot else b
        for b in rijen
        if b.op < tot
    ]


def metingen_op(metingen: Iterable[Meting], tot: datetime) -> list[Meting]:
    """Return what was measured before tot; what counted then counts."""
    return [
        replace(m, vervangen_op=None) if m.vervangen_op and m.vervangen_op >= tot else m
        for m in metingen
        if m.vastgelegd_op < tot
    ]


def agenda_op(plekken: Iterable[Agendaplek], tot: datetime) -> list[Agendaplek]:
    """Return the places on agendas that there were before tot, with what was known of them then."""
    return [_plek_op(p, tot) for p in plekken if p.op < tot]


def _plek_op(p: Agendaplek, tot: datetime) -> Agendaplek:
    if p.einde_op and p.einde_op >= tot:
        p = replace(p, einde_op=None, einde_naam="", einde_reden="")
    if p.afspraak_op and p.afspraak_op >= tot:
        p = replace(p, afspraak="", afspraak_op=None, afspraak_naam="")
    return p
