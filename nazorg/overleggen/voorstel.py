"""Who is proposed for a meeting and why: by days and stands only, first who leaves first.

It proposes and never decides: a person ticks (L07, L25). Nobody is dropped: who does not fit is
shown below the line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.overleggen.vorm import Overlegvorm, Voorstelreden, Voorstelregel


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaak:
    """Somebody in detention, as far as a proposal looks.

    vrij_op: the first expected day of freedom. besproken_op: last time at a meeting of this kind.
    gepland_op: on the agenda of another meeting of this kind, that is still to come.
    """

    dossier: UUID
    begin: date | None
    vrij_op: date | None
    standen: Mapping[Leefgebied, Stand]
    besproken_op: date | None = None
    gepland_op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """Who is proposed. te_laat: free on the day of the meeting or before, so do not wait for it.

    achterstand: the only reason is a begin that is long over.
    """

    zaak: Zaak
    redenen: tuple[Voorstelreden, ...]
    te_laat: bool
    achterstand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdeling:
    """A proposal for one agenda. eerst: who fits; rest: who does not; te_laat: who cannot wait."""

    eerst: tuple[Voorstel, ...]
    rest: tuple[Voorstel, ...]
    te_laat: tuple[Voorstel, ...]


def stel_voor(zaken: Iterable[Zaak], vorm: Overlegvorm, datum: date) -> list[Voorstel]:
    """Return who is proposed for a meeting on a day: who leaves first comes first.

    Who sits for long without a meeting at the begin comes after who just began: else a heap of
    the past would fill the meetings about the begin.
    """
    voorstellen = [
        Voorstel(
            zaak=zaak,
            redenen=redenen,
            te_laat=zaak.vrij_op is not None and zaak.vrij_op <= datum,
            achterstand=redenen == (Voorstelreden.BEGIN,) and _is_begin_over(zaak, vorm, datum),
        )
        for zaak in zaken
        if zaak.gepland_op is None and (redenen := tuple(_redenen(zaak, vorm, datum)))
    ]
    return sorted(voorstellen, key=_volgorde)


def verdeel(voorstellen: Sequence[Voorstel], *, plekken: int) -> Verdeling:
    """Divide a proposal over the places that are left; nobody is lost."""
    op_tijd = [v for v in voorstellen if not v.te_laat]
    grens = max(plekken, 0)
    return Verdeling(
        eerst=tuple(op_tijd[:grens]),
        rest=tuple(op_tijd[grens:]),
        te_laat=tuple(v for v in voorstellen if v.te_laat),
    )


def _volgorde(v: Voorstel) -> tuple[bool, date, date, str]:
    """Who leaves first comes first; then who sits longest. Who nobody knows it of comes last."""
    zaak = v.zaak
    vrij_op, begin = zaak.vrij_op or date.max, zaak.begin or date.max
    return v.achterstand, vrij_op, begin, str(zaak.dossier)


def _is_begin_over(zaak: Zaak, vorm: Overlegvorm, datum: date) -> bool:
    weken = max((r.weken for r in vorm.regels if r.reden is Voorstelreden.BEGIN), default=0)
    return zaak.begin is not None and zaak.begin + timedelta(weeks=weken) < datum


def _redenen(zaak: Zaak, vorm: Overlegvorm, datum: date) -> Iterator[Voorstelreden]:
    for regel in vorm.regels:
        if _geldt(regel, zaak, datum):
            yield regel.reden


def _geldt(regel: Voorstelregel, zaak: Zaak, datum: date) -> bool:
    match regel.reden:
        case Voorstelreden.BEGIN:
            return not _is_besproken(zaak, sinds=zaak.begin)
        case Voorstelreden.VRIJLATING:
            vanaf = venster(regel, zaak)
            return vanaf is not None and vanaf <= datum and not _is_besproken(zaak, sinds=vanaf)
        case Voorstelreden.BASIS:
            return Stand.NIET_IN_ORDE in zaak.standen.values()
        case Voorstelreden.INGEBRACHT:
            return False  # nothing proposes that: a person does


def venster(regel: Voorstelregel, zaak: Zaak) -> date | None:
    """Return from which day on a release is near; None when nobody knows the release.

    So many weeks before it. A short stay: from its half, for then those weeks are all of it.
    """
    if zaak.vrij_op is None:
        return None
    if zaak.begin is not None:
        verblijf = zaak.vrij_op - zaak.begin
        if timedelta(0) <= verblijf < timedelta(weeks=regel.kort_weken):
            return zaak.begin + timedelta(days=verblijf.days // 2)
    return zaak.vrij_op - timedelta(weeks=regel.weken)


def _is_besproken(zaak: Zaak, *, sinds: date | None) -> bool:
    return zaak.besproken_op is not None and (sinds is None or zaak.besproken_op >= sinds)
