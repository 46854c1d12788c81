"""How the streams are doing, in words: gaps, silence, counts. Nothing in it is about a person."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from nazorg.berichten.alarm import gat_tekst
from nazorg.berichten.soort import naam_van_soort
from nazorg.berichten.uitkomst import ZIN
from nazorg.berichten.volgnummers import Gat, als_volgnummer, is_volgnummer
from nazorg.store.brontelling import Tellingrij
from nazorg.store.gaten import Bronstand, GevuldGat
from nazorg.usecases.bewaking.toon import TELDAGEN, Bewaking
from nazorg.web import taal
from nazorg.web.bewakingsscherm import AlarmRegel, Bewakingspanelen, BronRij, GatRegel, Teldag
from nazorg.web.opmaak.gedeeld import to_datum, to_moment
from nazorg.web.opmaak.sluiten import Geweigerd, to_alarmvorm, to_gatvorm, to_gesloten
from nazorg.web.opmaak.telwoorden import dag_in_woorden, telkop
from nazorg.web.opmaak.tijdlijn import bron_tekst
from nazorg.web.schermen import Datum, Link, Stand

_GATEN_GETOOND = 10
_APART_GETOOND = 5
_VERSCHILLEN_GETOOND = 10


def to_bewaking(
    b: Bewaking, *, beheer: bool, geweigerd: Geweigerd | None = None
) -> Bewakingspanelen:
    """Return the panels. beheer: may see which messages were counted, and close what is known.

    geweigerd: a form on this page that was refused.
    """
    gaten = list(_gaten(b, beheer=beheer, geweigerd=geweigerd))
    over = len(gaten) - _GATEN_GETOOND
    kop, stand = telkop(b.boek)
    return Bewakingspanelen(
        nagekeken=_nagekeken(b),
        alarmen=tuple(
            AlarmRegel(
                tekst=a.tekst,
                sinds=to_moment(a.sinds, vandaag=b.dag),
                sluit=to_alarmvorm(a, geweigerd) if beheer else None,
            )
            for a in b.alarmen
        ),
        bronnen=tuple(_bron(bron, b) for bron in b.bronnen),
        gaten=tuple(gaten[:_GATEN_GETOOND]),
        meer=f"En nog {taal.aantal(over, 'gat', 'gaten')}." if over > 0 else "",
        gevuld=tuple(_nummers(g) for g in b.gevuld if not g.geaccepteerd),
        geaccepteerd=tuple(_geaccepteerd(g) for g in b.gevuld if g.geaccepteerd),
        gesloten=tuple(to_gesloten(b)),
        telling=kop,
        telling_stand=stand,
        dagen=tuple(_dagen(b, beheer=beheer)) if b.boek.geteld else (),
        verschillen=tuple(_verschillen(b)),
        alle_dagen="/berichten/telling" if beheer else "",
        fouten=((geweigerd.id, geweigerd.fout),) if geweigerd else (),
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


def _nummers(g: GevuldGat) -> str:
    return f"{bron_tekst(g.bron)} {gat_tekst(g.gat)}"


def _geaccepteerd(g: GevuldGat) -> str:
    """Return the numbers, with who accepted them and why, when a person did that on a page."""
    return f"{_nummers(g)} ({g.naam}: {g.reden})" if g.naam and g.reden else _nummers(g)


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


def _gaten(b: Bewaking, *, beheer: bool, geweigerd: Geweigerd | None) -> Iterator[GatRegel]:
    """Yield the open gaps, the oldest first: the newest often close by themselves."""
    open_ = [(bron.bron, g) for bron in b.bronnen if bron.reeks for g in bron.reeks.gaten]
    for bron, gat in sorted(open_, key=lambda p: (p[1].sinds, p[1].van)):
        yield GatRegel(
            bron=bron_tekst(bron),
            nummers=gat_tekst(gat),
            aantal=taal.aantal(gat.aantal, "bericht", "berichten"),
            sinds=to_moment(gat.sinds, vandaag=b.dag),
            stand="todo" if gat.sinds <= b.gat_alarm_voor else "busy",
            sluit=to_gatvorm(bron, gat, geweigerd) if beheer else None,
            apart=tuple(_apart(bron, gat, b))[:_APART_GETOOND],
        )


def _apart(bron: str, gat: Gat, b: Bewaking) -> Iterator[Link]:
    """Yield the messages that lie aside and claim a number of this gap: it may be them."""
    van, tot = als_volgnummer(gat.van), als_volgnummer(gat.tot)
    for a in b.apart:
        if a.bron == bron and van <= a.nummer <= tot:
            waarom = f" {ZIN[a.reden]}" if a.reden else ""
            yield Link(tekst=f"Nummer {a.nummer} ligt apart.{waarom}", href=f"/berichten/{a.id}")


def _dagen(b: Bewaking, *, beheer: bool) -> Iterator[Teldag]:
    per_dag: dict[date, list[Tellingrij]] = defaultdict(list)
    for rij in b.tellingen:
        per_dag[rij.dag].append(rij)
    bekend = b.boek.dagen()
    eerste = 0 if b.dag in per_dag else 1
    for terug in range(eerste, TELDAGEN + 1):
        dag = b.dag - timedelta(days=terug)
        rijen, datum = tuple(per_dag[dag]), to_datum(dag, vandaag=b.dag)
        klopt, stand = dag_in_woorden(dag, rijen, b.boek)
        yield Teldag(
            # In one piece, also on a telephone.
            dag=Datum(tekst=datum.tekst.replace(" ", "\u00a0"), iso=datum.iso),
            bron=str(sum(r.aantal for r in rijen)) if rijen else "",
            bij_ons=str(sum(r.bij_ons for r in rijen)) if rijen else "",
            klopt=klopt,
            stand=stand,
            href=f"/berichten/telling/{dag.isoformat()}" if dag in bekend and beheer else "",
        )


def _verschillen(b: Bewaking) -> Iterator[str]:
    """Yield what differs and nobody closed, of whatever day, and say what is not shown."""
    open_ = b.boek.open_verschillen
    yield from (_verschil(r, b.dag) for r in open_[:_VERSCHILLEN_GETOOND])
    over = len(open_) - _VERSCHILLEN_GETOOND
    if over > 0:
        yield f"En nog {taal.aantal(over, 'verschil', 'verschillen')}."


def _verschil(r: Tellingrij, vandaag: date) -> str:
    dag, soort = taal.dag_kort(r.dag, vandaag=vandaag), naam_van_soort(r.soort)
    return f"{dag}, {soort} ({bron_tekst(r.bron)}): bron {r.aantal}, bij ons {r.bij_ons}"
