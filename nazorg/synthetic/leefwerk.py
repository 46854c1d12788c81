"""How the leefgebieden of invented people stand, and which work rules ask for: from their lives."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from nazorg.berichten.soort import Soort
from nazorg.detenties.dossier import Dossierstatus
from nazorg.detenties.melding import EindeWijze, Verlofstatus
from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.leefgebieden.beeld import Beeld, bepaal_beeld
from nazorg.referentie.regelboek import load_regelboek
from nazorg.synthetic.levensloop import BEEINDIGD, BEGIN_ONTBREEKT, INGETROKKEN, LOPEND, Detentie
from nazorg.synthetic.personen import Persoon
from nazorg.synthetic.woonplaats import Woonplaatsen
from nazorg.werkvoorraad.regels import Situatie, pas_toe
from nazorg.werkvoorraad.werk import to_feit

_ZONDER_ADRES = {"rni", "onbekend", "buiten_gebied"}
_NIET_THUIS = (EindeWijze.OVERLIJDEN, EindeWijze.DOORPLAATSING)


def count_leefwerk(
    gemeld: Sequence[Detentie], plaatsen: Woonplaatsen, grens: datetime
) -> dict[str, int]:
    """Count the tasks of rules, and of people who walked out, before anyone did anything."""
    leefgebied = direct = net = 0
    for d, fase in _huidige(gemeld, grens):
        wijze = (d.einde.op(grens) or (None, None))[1]
        if wijze in _NIET_THUIS:
            continue
        is_vrij = d.status.op(grens) == BEEINDIGD and fase is Dossierstatus.VRIJ
        direct += is_vrij and wijze is EindeWijze.ONMIDDELLIJK
        net += is_vrij and wijze is not EindeWijze.ONMIDDELLIJK
        if fase is not Dossierstatus.INGETROKKEN:
            regels = load_regelboek().voor(plaatsen.dossier(d.persoon, grens))
            leefgebied += len(pas_toe(regels, _situatie(d, fase, plaatsen, grens)))
    return {"direct_vrij": direct, "net_vrij": net, "leefgebied": leefgebied}


def count_standen(gemeld: Sequence[Detentie], grens: datetime) -> dict[str, int]:
    """Count each stand over all leefgebieden of all people."""
    telling = Counter(
        kaart.stand for d, _ in _huidige(gemeld, grens) for kaart in _beeld(d, grens).values()
    )
    return {stand.value: telling[stand] for stand in Stand}


def _huidige(
    gemeld: Sequence[Detentie], grens: datetime
) -> Iterable[tuple[Detentie, Dossierstatus]]:
    """Yield per person the detention to look at: the running one that began last, else the last."""
    per_persoon: dict[Persoon, list[Detentie]] = defaultdict(list)
    for d in gemeld:
        per_persoon[d.persoon].append(d)
    for detenties in per_persoon.values():
        open_ = [d for d in detenties if d.status.op(grens) in (LOPEND, BEGIN_ONTBREEKT)]
        klaar = [d for d in detenties if d.status.op(grens) == BEEINDIGD]
        kandidaten = open_ or klaar or detenties
        laatste = max(kandidaten, key=lambda d: (d.begin.op(grens) or date.min, d.id))
        yield laatste, _fase(open_, detenties, grens)


def _fase(open_: Sequence[Detentie], alle: Sequence[Detentie], grens: datetime) -> Dossierstatus:
    if open_:
        return Dossierstatus.IN_DETENTIE
    if any(d.status.op(grens) == BEEINDIGD for d in alle):
        return Dossierstatus.VRIJ
    assert all(d.status.op(grens) == INGETROKKEN for d in alle)
    return Dossierstatus.INGETROKKEN


def _beeld(d: Detentie, grens: datetime) -> Beeld:
    standen: dict[Leefgebied, Stand] = d.plan.op(grens) or {}
    feiten = [to_feit(g, s, tijd=d.plan.sinds, bericht=d.id) for g, s in standen.items()]
    return bepaal_beeld(feiten, vrij_op=_vrij_op(d, grens))


def _gemeld(d: Detentie, grens: datetime) -> date:
    """Return the day of the last word about the begin; a correction replaces what it corrects."""
    begonnen = [f.moment for f in d.feiten if f.soort is Soort.BEGONNEN and f.moment <= grens]
    return max(begonnen, default=d.feiten[0].moment).astimezone(AMSTERDAM).date()


def _vrij_op(d: Detentie, grens: datetime) -> date | None:
    begin, einde, verwacht = d.begin.op(grens), d.einde.op(grens), d.verwacht.op(grens)
    dag = einde[0] if einde else verwacht[0] if verwacht else None
    return None if begin and dag and dag < begin else dag


def _situatie(
    d: Detentie, fase: Dossierstatus, plaatsen: Woonplaatsen, grens: datetime
) -> Situatie:
    verloven = tuple(
        (nummer, stand.van)
        for nummer, lijn in d.verloven.items()
        if (stand := lijn.op(grens)) and stand.status is not Verlofstatus.INGETROKKEN
    )
    gemeld, verwacht = _gemeld(d, grens), d.verwacht.gezegd(grens)
    return Situatie(
        fase=fase,
        gemeld=gemeld,
        gehoord=max(gemeld, verwacht.astimezone(AMSTERDAM).date()) if verwacht else gemeld,
        begin=d.begin.op(grens),
        vrij_op=_vrij_op(d, grens),
        verloven=verloven,
        brp_adres=_ZONDER_ADRES.isdisjoint(plaatsen.route(d.persoon, grens)),
        beeld=_beeld(d, grens),
    )
