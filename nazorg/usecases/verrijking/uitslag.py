"""What to do with an answer, or with none: decided here, without a database or a partner."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.partner import (
    Antwoordstand,
    Basis,
    Gegeven,
    PartnerRefused,
    PartnerUnavailable,
)
from nazorg.referentie.grondslagen import Oordeel
from nazorg.store.partnergegevens import Gegevenrij
from nazorg.store.partnervragen import Geleend, Uitslag

_EERSTE, _LANGSTE = timedelta(seconds=15), timedelta(minutes=15)
_DAG = timedelta(days=1)
ZONDER_BSN = "Wij vragen dit zodra het BSN van deze persoon bekend is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoorden:
    """What became of one question: told, or why not. gegevens: None when nothing was heard."""

    geleend: Geleend
    gegevens: tuple[Gegeven, ...] | None = None
    fout: PartnerUnavailable | PartnerRefused | None = None
    zonder_bsn: bool = False


def bepaal_uitslag(a: Antwoorden, oordeel: Oordeel, nu: datetime) -> Uitslag:
    """Return how a question stands now, and when it may be asked again."""
    if a.zonder_bsn:
        return _uitslag(a, Antwoordstand.WACHT, nu + timedelta(minutes=5), waarom=ZONDER_BSN)
    if not oordeel.bases:
        # Looked at again tomorrow: a ground begins on its own day.
        return _uitslag(a, Antwoordstand.NIET_TOEGESTAAN, nu + _DAG, waarom=oordeel.waarom)
    if isinstance(a.fout, PartnerRefused):
        return _uitslag(a, Antwoordstand.GEWEIGERD, None)
    if a.gegevens is None:
        return _uitslag(a, Antwoordstand.NIET_BEREIKBAAR, nu + wacht(a.geleend.poging, a.fout))
    eindes = [_vervalt(g, b, nu) for g, b in _met_basis(a.gegevens, oordeel)]
    stand = Antwoordstand.BEKEND if any(e > nu for e in eindes) else Antwoordstand.NIETS_BEKEND
    eindes = [e for e in eindes if e > nu] or [
        nu + timedelta(days=min(b.geldig_dagen for b in oordeel.bases))
    ]
    # A day before the first of it goes, so that nothing falls silent in between.
    return _uitslag(a, stand, max(min(eindes) - _DAG, nu + _DAG), gehoord_op=nu)


def _uitslag(
    a: Antwoorden,
    stand: Antwoordstand,
    vanaf: datetime | None,
    *,
    waarom: str = "",
    gehoord_op: datetime | None = None,
) -> Uitslag:
    reden = a.fout.reden if a.fout else None
    return Uitslag(
        geleend=a.geleend,
        stand=stand,
        vanaf=vanaf,
        reden=reden,
        waarom=waarom,
        gehoord_op=gehoord_op,
    )


def wacht(poging: int, fout: object) -> timedelta:
    """Return how long until the next attempt: longer each time, a little scattered, never days."""
    duur = min(_EERSTE * (1 << min(max(poging - 1, 0), 10)), _LANGSTE)
    gevraagd = fout.wacht_s if isinstance(fout, PartnerUnavailable) else None
    spreiding = random.uniform(0.75, 1.25)  # noqa: S311 - only to scatter
    return max(duur * spreiding, min(timedelta(seconds=gevraagd or 0), timedelta(hours=1)))


def to_rijen(
    a: Antwoorden, oordeel: Oordeel, nu: datetime, maak_id: Callable[[], UUID]
) -> Iterator[Gegevenrij]:
    """Yield what is kept of an answer: with a ground, its readers and its end (L09, L30)."""
    for gegeven, basis in _met_basis(a.gegevens or (), oordeel):
        vervalt = _vervalt(gegeven, basis, nu)
        if vervalt > nu:
            yield Gegevenrij(
                id=maak_id(),
                onderwerp=a.geleend.onderwerp,
                partner=a.geleend.partner,
                gegeven=gegeven,
                gehoord_op=nu,
                grondslag=basis.grondslag,
                zichtbaar_voor=basis.zichtbaar_voor,
                toestemming=basis.toestemming,
                vervalt_op=vervalt,
            )


def _met_basis(gegevens: Sequence[Gegeven], oordeel: Oordeel) -> Iterator[tuple[Gegeven, Basis]]:
    for gegeven in gegevens:
        basis = oordeel.basis_van(gegeven.groep)
        if basis is not None:
            yield gegeven, basis


def _vervalt(gegeven: Gegeven, basis: Basis, nu: datetime) -> datetime:
    """Return the end by our own clock, or that of the partner when it comes first."""
    einde = nu + timedelta(days=basis.geldig_dagen)
    if gegeven.geldig_tot is None:
        return einde
    dag_erna = gegeven.geldig_tot + timedelta(days=1)
    return min(einde, datetime.combine(dag_erna, time(), AMSTERDAM))
