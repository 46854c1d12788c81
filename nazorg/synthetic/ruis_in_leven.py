"""Mistakes of the source that change what the truth is until they are put right."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from nazorg.detenties.melding import WijzigingReden
from nazorg.kern.gemeente import Gemeenten
from nazorg.synthetic.levensloop import INGETROKKEN, LOPEND, Detentie
from nazorg.synthetic.personen import BUITEN, Persoon
from nazorg.synthetic.tijdlijn import ALTIJD, Tijdlijn

_DEEL_OUD_ADRES = 0.10
_DEEL_ONMOGELIJK = 0.005
_HERINDELING_SINDS = date(2000, 1, 1)


def age_adressen(
    rng: random.Random, detenties: Sequence[Detentie], eigen: Sequence[str], gemeenten: Gemeenten
) -> None:
    """Give some persons an old address in the BRP, which a later notice corrects.

    A stay that ends sooner is never corrected: then the old address is all that anyone knows.
    """
    eerste: dict[str, Detentie] = {}
    for detentie in detenties:
        eerste.setdefault(detentie.persoon.nummer, detentie)
    kandidaten = [d for d in eerste.values() if _has_gewoon_adres(d)]
    for detentie in rng.sample(kandidaten, round(_DEEL_OUD_ADRES * len(kandidaten))):
        persoon = detentie.persoon
        oud = _oude_code(rng, persoon, eigen, gemeenten)
        if oud in BUITEN:
            # Else the notice would not have come to us.
            persoon.vestiging = Tijdlijn(persoon.thuis)
        persoon.brp = Tijdlijn(oud)
        moment = detentie.feiten[0].moment + timedelta(hours=rng.randint(30, 500))
        if moment < max(feit.moment for feit in detentie.feiten):
            persoon.brp.zet(moment, persoon.thuis)
            detentie.meld_adres(moment)


def _has_gewoon_adres(detentie: Detentie) -> bool:
    persoon = detentie.persoon
    ergens_anders = persoon.vestiging.laatste or persoon.vestiging_later
    altijd_hier = persoon.brp.laatste == persoon.thuis and persoon.brp.sinds == ALTIJD
    begonnen = detentie.begin.laatste is not None and detentie.status.laatste != INGETROKKEN
    return altijd_hier and begonnen and not ergens_anders


def _oude_code(
    rng: random.Random, persoon: Persoon, eigen: Sequence[str], gemeenten: Gemeenten
) -> str:
    """Return a gemeente that was merged into this one, a neighbour, or else one far away."""
    voorgangers = [
        gemeente.code
        for gemeente in gemeenten
        if gemeente.opvolger == persoon.thuis
        and gemeente.einde is not None
        and gemeente.einde >= _HERINDELING_SINDS
        and gemeente.code not in eigen
    ]
    buren = [code for code in eigen if code != persoon.thuis]
    if voorgangers and rng.random() < 0.5:
        return rng.choice(voorgangers)
    return rng.choice(buren or BUITEN)


def mistype_verwachting(rng: random.Random, detenties: Iterable[Detentie], grens: datetime) -> None:
    """Let some running detentions be expected to end before they began (a slip in the year)."""
    alle = list(detenties)
    kandidaten = [d for d in alle if _laatst_gemeld(d, grens) and d.verwacht.sinds <= grens]
    aantal = min(len(kandidaten), max(1, round(_DEEL_ONMOGELIJK * len(alle))))
    for detentie in rng.sample(kandidaten, aantal):
        begin = detentie.begin.op(grens)
        laatst = _laatst_gemeld(detentie, grens)
        assert begin is not None
        assert laatst is not None
        moment = laatst + timedelta(hours=rng.randint(1, 48))
        laatste_dag = begin - timedelta(days=rng.randint(100, 300))
        fout = (laatste_dag - timedelta(days=3), laatste_dag)
        detentie.meld_verwachting(moment, WijzigingReden.CORRECTIE, fout)


def _laatst_gemeld(detentie: Detentie, grens: datetime) -> datetime | None:
    """Return the last notice of a running detention with room for one more before grens."""
    if detentie.status.op(grens) != LOPEND:
        return None
    laatst = max(feit.moment for feit in detentie.feiten if feit.moment <= grens)
    return laatst if laatst < grens - timedelta(days=3) else None
