"""What one notice changed: the fold with it, minus the fold without it (ADR 0016).

State is a function of the set of notices (ADR 0006), so an effect need not be stored: it is the
difference between what all notices up to and including this one say, and what those before it said.
Before and after are about the order in which notices came into the dossier. Who they were about
was found out in that order too: a notice can join two dossiers, so linking is done again here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TypeVar
from uuid import UUID

from nazorg.detenties.detentie import Detentie
from nazorg.detenties.dossier import Dossierstand, vouw_dossier
from nazorg.detenties.koppeling import Sleutels, koppel
from nazorg.detenties.melding import Melding, Periode
from nazorg.detenties.routering import Kaart
from nazorg.kern.deeldatum import DeelDatum
from nazorg.werkvoorraad.taken import Regel, Taak, bepaal_taken

Waarde = str | date | Periode | DeelDatum | tuple[str, ...]
Velden = dict[str, Waarde]
Detentiesleutel = tuple[str, str]
Taaksleutel = tuple[Regel, str]
Takenmaker = Callable[[Dossierstand], Iterable[Taak]]
_S = TypeVar("_S")
_W = TypeVar("_W")


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One field. oud: None when there was nothing; nieuw: None when there is nothing any more."""

    veld: str
    oud: Waarde | None
    nieuw: Waarde | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detentiegevolg:
    """What changed in one detention; is_nieuw: nothing was known of it."""

    bron: str
    nummer: str
    is_nieuw: bool
    wijzigingen: tuple[Wijziging, ...]


@dataclass(frozen=True, slots=True)
class Taakgevolg:
    """A task that came (oud is None), fell away (nieuw is None), or is due on another day."""

    oud: Taak | None
    nieuw: Taak | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevolg:
    """is_nieuw: the person had no dossier yet. samengevoegd: so many dossiers ended in this one."""

    is_nieuw: bool
    samengevoegd: int
    dossier: tuple[Wijziging, ...]
    detenties: tuple[Detentiegevolg, ...]
    taken: tuple[Taakgevolg, ...]

    @property
    def is_leeg(self) -> bool:
        return not (
            self.is_nieuw or self.samengevoegd or self.dossier or self.detenties or self.taken
        )


@dataclass(frozen=True, slots=True)
class Momentopname:
    """A dossier at one moment, as fields that can be compared."""

    dossier: Velden
    detenties: Mapping[Detentiesleutel, Velden]
    taken: Mapping[Taaksleutel, Taak]


def bepaal_gevolg(
    meldingen: Sequence[Melding], plek: int, *, kaart: Kaart, taken: Takenmaker = bepaal_taken
) -> Gevolg:
    """Return what the notice at plek changed.

    meldingen: all notices of the dossier, in the order in which they came into it. taken: which
    tasks a dossier asks for, by the rules of its gemeente.
    """
    erbij = list(meldingen[: plek + 1])
    eigen, voorheen = _verdeel(erbij)
    voor = [neem_op([erbij[i] for i in groep], kaart=kaart, taken=taken) for groep in voorheen]
    na = neem_op([erbij[i] for i in eigen], kaart=kaart, taken=taken)
    return Gevolg(
        is_nieuw=not voor,
        samengevoegd=max(0, len(voor) - 1),
        dossier=_verschil(voor[0].dossier if voor else {}, na.dossier),
        detenties=_detenties(_samen([v.detenties for v in voor]), na.detenties),
        taken=_taken(_samen([v.taken for v in voor]), na.taken),
    )


def _verdeel(meldingen: Sequence[Melding]) -> tuple[list[int], list[list[int]]]:
    """Return which notices are in one dossier with the last, and how they were divided before it.

    The dossier that stays comes first; when a new one takes the others in, the oldest does.
    """
    na = _koppel(meldingen)
    zelf = na[-1]
    eigen = [i for i, dossier in enumerate(na) if dossier == zelf]
    eerder = _koppel(meldingen[:-1])
    groepen: dict[UUID, list[int]] = {}
    for i in eigen[:-1]:
        groepen.setdefault(eerder[i], []).append(i)
    return eigen, sorted(groepen.values(), key=lambda g: (eerder[g[0]] != zelf, g[0]))


def _koppel(meldingen: Sequence[Melding]) -> list[UUID]:
    nummers = count(1)
    return koppel(
        (_sleutels(m) for m in meldingen),
        bekend={},
        met_bsn=(),
        maak_id=lambda: UUID(int=next(nummers)),
    ).van_bericht


def _sleutels(m: Melding) -> Sleutels:
    """Return what a notice is linked by. Never stored, so the numbers need no hash here."""
    bsn, skn = m.persoon.bsn, m.persoon.skn
    return Sleutels(
        f"bsn {bsn}".encode() if bsn else None,
        f"skn {skn}".encode() if skn else None,
        f"detentie {m.bron}|{m.detentie}".encode(),
    )


def neem_op(
    meldingen: list[Melding], *, kaart: Kaart, taken: Takenmaker = bepaal_taken
) -> Momentopname:
    """Return a dossier with these notices (at least one) as fields that can be compared."""
    stand = vouw_dossier(meldingen, kaart=kaart)
    return Momentopname(
        _dossiervelden(stand),
        {(d.bron, d.nummer): _detentievelden(d) for d in stand.detenties},
        {(t.regel, t.onderwerp): t for t in taken(stand)},
    )


def _dossiervelden(s: Dossierstand) -> Velden:
    p = s.persoon
    velden: dict[str, Waarde | None] = {
        "status": s.status,
        "gemeente": s.route.gemeente,
        "bsn": p.bsn,
        "skn": p.skn,
        "geslachtsnaam": p.geslachtsnaam,
        "voorvoegsel": p.voorvoegsel,
        "voornamen": p.voornamen,
        "geboorte": p.geboorte,
        "koppeling": s.koppeling,
        "gemeente_brp": s.route.brp,
        "gemeente_vestiging": s.route.vestiging,
        "route_redenen": tuple(s.route.redenen),
    }
    return _gevuld(velden)


def _detentievelden(d: Detentie) -> Velden:
    velden: dict[str, Waarde | None] = {
        "status": d.status,
        "inrichting": d.inrichting,
        "begin": d.begin,
        "titel": d.titel,
        "verwacht": d.verwacht,
        "einde": d.einde,
        "wijze": d.wijze,
        "signalen": tuple(sorted(d.signalen)),
    }
    for v in d.verloven:
        velden[f"verlof {v.nummer}"] = v.status
        velden[f"verlofsoort {v.nummer}"] = v.soort
        velden[f"verlofperiode {v.nummer}"] = Periode(v.van, v.tot) if v.van and v.tot else None
    return _gevuld(velden)


def _gevuld(velden: Mapping[str, Waarde | None]) -> Velden:
    return {naam: waarde for naam, waarde in velden.items() if waarde not in (None, (), "")}


def _samen(delen: Iterable[Mapping[_S, _W]]) -> dict[_S, _W]:
    """Put together what several dossiers had; the one that stays is first, and keeps its own."""
    uit: dict[_S, _W] = {}
    for deel in delen:
        uit = {**deel, **uit}
    return uit


def _verschil(oud: Velden, nieuw: Velden) -> tuple[Wijziging, ...]:
    return tuple(
        Wijziging(naam, oud.get(naam), nieuw.get(naam))
        for naam in [*nieuw, *(n for n in oud if n not in nieuw)]
        if oud.get(naam) != nieuw.get(naam)
    )


def _detenties(
    oud: Mapping[Detentiesleutel, Velden], nieuw: Mapping[Detentiesleutel, Velden]
) -> tuple[Detentiegevolg, ...]:
    """Return what changed per detention. None ever goes: also what is withdrawn is still known."""
    return tuple(
        Detentiegevolg(
            bron=bron,
            nummer=nummer,
            is_nieuw=(bron, nummer) not in oud,
            wijzigingen=wijzigingen,
        )
        for (bron, nummer), velden in nieuw.items()
        if (wijzigingen := _verschil(oud.get((bron, nummer), {}), velden))
    )


def _taken(
    oud: Mapping[Taaksleutel, Taak], nieuw: Mapping[Taaksleutel, Taak]
) -> tuple[Taakgevolg, ...]:
    sleutels = [*nieuw, *(s for s in oud if s not in nieuw)]
    paren = (Taakgevolg(oud.get(s), nieuw.get(s)) for s in sleutels)
    return tuple(p for p in paren if _wanneer(p.oud) != _wanneer(p.nieuw))


def _wanneer(taak: Taak | None) -> tuple[date, date | None] | None:
    return (taak.uiterlijk, taak.vrij_op) if taak else None
