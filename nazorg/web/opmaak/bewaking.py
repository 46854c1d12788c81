"""How the streams are doing, in words: gaps, silence, counts. Nothing in it is about a person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from nazorg.berichten.alarm import gat_tekst
from nazorg.berichten.soort import naam_van_soort
from nazorg.berichten.volgnummers import Gat, is_volgnummer
from nazorg.store.brontelling import Tellingrij
from nazorg.store.gaten import Bronstand
from nazorg.usecases.bewaking.toon import TELDAGEN, Bewaking
from nazorg.web import taal
from nazorg.web.bewakingsscherm import AlarmRegel, Bewakingspanelen, BronRij, GatRegel, Teldag
from nazorg.web.opmaak.gedeeld import to_datum, to_moment
from nazorg.web.opmaak.tijdlijn import bron_tekst
from nazorg.web.schermen import Datum, Stand

_GATEN_GETOOND = 10
_VERSCHILLEN_GETOOND = 10


def to_bewaking(b: Bewaking, *, beheer: bool) -> Bewakingspanelen:
    """Return the panels. beheer: this person may see which messages were counted."""
    gaten = list(_gaten(b))
    over = len(gaten) - _GATEN_GETOOND
    verschillen = [_verschil(r, b.dag) for r in b.tellingen if r.verschil]
    meer = [f"En nog {len(verschillen) - _VERSCHILLEN_GETOOND} verschillen."]
    return Bewakingspanelen(
        nagekeken=_nagekeken(b),
        alarmen=tuple(
            AlarmRegel(tekst=a.tekst, sinds=to_moment(a.sinds, vandaag=b.dag)) for a in b.alarmen
        ),
        bronnen=tuple(_bron(bron, b) for bron in b.bronnen),
        gaten=tuple(gaten[:_GATEN_GETOOND]),
        meer=f"En nog {taal.aantal(over, 'gat', 'gaten')}." if over > 0 else "",
        gevuld=tuple(_nummers(bron, gat) for bron, gat, nooit in b.gevuld if not nooit),
        geaccepteerd=tuple(_nummers(bron, gat) for bron, gat, nooit in b.gevuld if nooit),
        telling=telling_in_woorden(b.tellingen),
        telling_stand=telstand(b.tellingen),
        dagen=tuple(_dagen(b, beheer=beheer)) if b.tellingen else (),
        verschillen=tuple(
            verschillen[:_VERSCHILLEN_GETOOND]
            + (meer if len(verschillen) > _VERSCHILLEN_GETOOND else [])
        ),
        alle_dagen="/berichten/telling" if beheer else "",
    )


def mist_tekst(b: Bewaking, nummer: str, *, bron: str | None) -> str:
    """Say at which sources this number is missing; empty when it is in no gap that we know.

    bron: look at this source only.
    """
    if not (nummer.isascii() and nummer.isdigit() and is_volgnummer(int(nummer))):
        return ""
    n = int(nummer)
    namen = [
        bron_tekst(stand.bron)
        for stand in b.bronnen
        if bron in (None, stand.bron)
        and stand.reeks is not None
        and any(gat.holds(n) for gat in stand.reeks.gaten)
    ]
    return f"Nummer {n} mist bij {' en '.join(namen)}." if namen else ""


def _nummers(bron: str, gat: Gat) -> str:
    return f"{bron_tekst(bron)} {gat_tekst(gat)}"


def _nagekeken(b: Bewaking) -> str:
    if b.gedaan_op is None:
        return "Nog niet nagekeken"
    moment = taal.moment(b.dag, b.gedaan_op)
    return f"Staat stil sinds {moment}" if b.staat_stil else f"Nagekeken {moment}"


def _bron(bron: Bronstand, b: Bewaking) -> BronRij:
    aantal = sum(g.aantal for g in bron.reeks.gaten) if bron.reeks else 0
    mist, stand = _mist(bron, aantal)
    tot = b.leert_tot(bron)
    uitleg = ""
    if tot:
        wanneer = taal.dag_kort(tot, vandaag=b.dag)
        uitleg = f"Nieuw: wij leren het ritme tot {wanneer}. Tot dan geen alarm bij stilte."
    return BronRij(
        naam=bron_tekst(bron.bron),
        laatste=to_moment(bron.laatste_op, vandaag=b.dag),
        mist=mist,
        stand=stand,
        uitleg=uitleg,
    )


def _mist(bron: Bronstand, aantal: int) -> tuple[str, Stand]:
    if bron.reeks is None:
        return "stuurt geen nummers", "unknown"
    return (taal.aantal(aantal, "bericht", "berichten"), "todo") if aantal else ("geen", "ok")


def _gaten(b: Bewaking) -> Iterator[GatRegel]:
    """Yield the open gaps, the oldest first: the newest often close by themselves."""
    open_ = [(bron.bron, g) for bron in b.bronnen if bron.reeks for g in bron.reeks.gaten]
    for bron, gat in sorted(open_, key=lambda p: (p[1].sinds, p[1].van)):
        yield GatRegel(
            bron=bron_tekst(bron),
            nummers=gat_tekst(gat),
            aantal=taal.aantal(gat.aantal, "bericht", "berichten"),
            sinds=to_moment(gat.sinds, vandaag=b.dag),
            stand="todo" if gat.sinds <= b.gat_alarm_voor else "busy",
        )


def telling_in_woorden(rijen: Iterable[Tellingrij]) -> str:
    """Return the one number: how many messages of these days are missing or too many."""
    rijen = list(rijen)
    mist = sum(-r.verschil for r in rijen if r.verschil < 0)
    over = sum(r.verschil for r in rijen if r.verschil > 0)
    if not rijen:
        return "Nog geen telling"
    if not mist and not over:
        return "Alles klopt"
    delen = []
    if mist:
        delen.append(f"{taal.aantal(mist, 'bericht mist', 'berichten missen')}")
    if over:
        delen.append(f"{over} te veel")
    return ", ".join(delen)


def telstand(rijen: tuple[Tellingrij, ...]) -> Stand:
    if not rijen:
        return "unknown"
    return "todo" if any(r.verschil for r in rijen) else "ok"


def _dagen(b: Bewaking, *, beheer: bool) -> Iterator[Teldag]:
    per_dag: dict[date, list[Tellingrij]] = defaultdict(list)
    for rij in b.tellingen:
        per_dag[rij.dag].append(rij)
    eerste = 0 if b.dag in per_dag else 1
    for terug in range(eerste, TELDAGEN + 1):
        dag = b.dag - timedelta(days=terug)
        rijen, datum = tuple(per_dag[dag]), to_datum(dag, vandaag=b.dag)
        yield Teldag(
            # In one piece, also on a telephone.
            dag=Datum(tekst=datum.tekst.replace(" ", "\u00a0"), iso=datum.iso),
            bron=str(sum(r.aantal for r in rijen)) if rijen else "",
            bij_ons=str(sum(r.bij_ons for r in rijen)) if rijen else "",
            klopt=_klopt(rijen),
            stand=telstand(rijen),
            href=f"/berichten/telling/{dag.isoformat()}" if rijen and beheer else "",
        )


def _klopt(rijen: tuple[Tellingrij, ...]) -> str:
    if not rijen:
        return "geen telling"
    mist = sum(-r.verschil for r in rijen if r.verschil < 0)
    over = sum(r.verschil for r in rijen if r.verschil > 0)
    delen = [f"{mist} mist" if mist == 1 else f"{mist} missen"] * bool(mist)
    delen += [f"{over} te veel"] * bool(over)
    return ", ".join(delen) or "ja"


def _verschil(r: Tellingrij, vandaag: date) -> str:
    dag, soort = taal.dag_kort(r.dag, vandaag=vandaag), naam_van_soort(r.soort)
    return f"{dag}, {soort} ({bron_tekst(r.bron)}): bron {r.aantal}, bij ons {r.bij_ons}"
