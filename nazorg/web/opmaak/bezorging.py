"""Deliveries as a screen: where an event went, and what happened when it did not get there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from nazorg.berichten.bezorging import BEZORGZIN, KAFKA, Bezorgstand
from nazorg.berichten.soort import naam_van_soort
from nazorg.contract.uitgaand import NAAM_VAN_UITGAAND
from nazorg.kern.medewerker import Medewerker
from nazorg.store import spoor
from nazorg.store.bezorglijst import Bezorgregel, Plek, Telling
from nazorg.store.spoor import Gebeurtenis
from nazorg.usecases.bezorging.toon import PER_PAGINA, Bezorgoverzicht
from nazorg.web import taal
from nazorg.web.bezorgscherm import (
    Bestemming,
    Bezorging,
    BezorgRij,
    Doorgave,
    GebeurtenisRegel,
    Oorzaak,
)
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.schermen import Bladeren, Leeg, Link, Stand

_KAFKA = "Kafka"
_OORZAKEN_GETOOND = 3
# The worst first: of what went to one destination, this is what a person must know.
_ERNST = (
    Bezorgstand.DOOD,
    Bezorgstand.WACHT,
    Bezorgstand.ONDERWEG,
    Bezorgstand.TE_VERZENDEN,
    Bezorgstand.VERZONDEN,
)
_WOORD: dict[Bezorgstand, tuple[str, Stand]] = {
    Bezorgstand.DOOD: ("Niet gelukt", "todo"),
    Bezorgstand.WACHT: ("Nieuwe poging", "busy"),
    Bezorgstand.ONDERWEG: ("Onderweg", "busy"),
    Bezorgstand.TE_VERZENDEN: ("Wacht op verzending", "busy"),
    Bezorgstand.VERZONDEN: ("Doorgegeven", "ok"),
}
_ZONDER_MOMENT = frozenset({Bezorgstand.ONDERWEG, Bezorgstand.TE_VERZENDEN})


def to_doorgaven(tellingen: Iterable[Telling], *, vandaag: date) -> tuple[Doorgave, ...]:
    """Return one line per destination of a dossier."""
    return tuple(
        _doorgave(min(groep, key=lambda t: _ERNST.index(t.stand)), vandaag)
        for groep in _per_bestemming(tellingen)
    )


def _doorgave(t: Telling, vandaag: date) -> Doorgave:
    woord, stand = _WOORD[t.stand]
    if not t.actief and t.stand is not Bezorgstand.VERZONDEN:
        woord, stand = "Abonnement gestopt", "na"
    moment = None if t.stand in _ZONDER_MOMENT else to_moment(t.laatste, vandaag=vandaag)
    return Doorgave(naam=t.naam or _KAFKA, woord=woord, stand=stand, moment=moment)


def _per_bestemming(tellingen: Iterable[Telling]) -> list[list[Telling]]:
    per: dict[UUID, list[Telling]] = defaultdict(list)
    for telling in tellingen:
        per[telling.bestemming].append(telling)
    return list(per.values())


def to_gebeurtenissen(
    gebeurtenissen: Iterable[Gebeurtenis], medewerker: Medewerker, *, vandaag: date
) -> tuple[GebeurtenisRegel, ...]:
    """Return events with where they went and why."""
    return tuple(_gebeurtenis(g, medewerker, vandaag) for g in gebeurtenissen)


def _gebeurtenis(g: Gebeurtenis, medewerker: Medewerker, vandaag: date) -> GebeurtenisRegel:
    doorgaven = tuple(
        _doorgave(Telling(g.id, b.naam, b.actief, b.stand, 1, b.vanaf), vandaag) for b in g.bezorgd
    )
    if not doorgaven:
        woord = "Niemand leest mee" if g.uitgezet else _WOORD[Bezorgstand.TE_VERZENDEN][0]
        stand: Stand = "na" if g.uitgezet else "busy"
        doorgaven = (Doorgave(naam="", woord=woord, stand=stand, moment=None),)
    omdat, meer = to_oorzaken(g.oorzaken, medewerker, vandaag=vandaag)
    return GebeurtenisRegel(
        naam=NAAM_VAN_UITGAAND.get(g.type, "Gebeurtenis"),
        ontstaan=to_moment(g.aangemaakt_op, vandaag=vandaag),
        doorgaven=doorgaven,
        omdat=omdat,
        meer=meer,
    )


def to_oorzaken(
    oorzaken: Sequence[spoor.Oorzaak], medewerker: Medewerker, *, vandaag: date
) -> tuple[tuple[Oorzaak, ...], str]:
    """Return the messages behind an event, and how many more there are, in words."""
    over = len(oorzaken) - _OORZAKEN_GETOOND
    genoemd = tuple(
        Oorzaak(
            naam=f"{naam_van_soort(o.soort)}, ontvangen {taal.moment(vandaag, o.ontvangen_op)}",
            href=f"/berichten/{o.id}" if o.gemeente in medewerker.gemeenten else "",
        )
        for o in oorzaken[:_OORZAKEN_GETOOND]
    )
    meer = f"en nog {taal.aantal(over, 'bericht', 'berichten')}" if over > 0 else ""
    return genoemd, meer


def to_bezorging(
    o: Bezorgoverzicht,
    medewerker: Medewerker,
    *,
    na: Plek | None,
    gedaan: tuple[int, UUID] | None = None,
    naar_kafka: bool = False,
) -> Bezorging:
    """Return the screen for one page of deliveries that did not succeed.

    gedaan: so many events of one destination were sent again just now. naar_kafka: as set up here.
    """
    dood = sum(t.aantal for t in o.tellingen if t.stand is Bezorgstand.DOOD and t.actief)
    melding = ""
    if dood:
        aantal = taal.aantal(dood, "gebeurtenis is", "gebeurtenissen zijn")
        melding = f"{aantal} niet aangekomen. Wij proberen het niet meer. U kunt opnieuw versturen."
    volgende = None
    if o.meer:
        nummer, bestemming = o.rijen[-1].plek
        href = f"/bezorging?na={nummer}-{bestemming}"
        volgende = Link(tekst=f"Volgende {PER_PAGINA}", href=href)
    begin = Link(tekst="Terug naar het begin", href="/bezorging") if na else None
    return Bezorging(
        melding=melding,
        bestemmingen=_bestemmingen(o),
        rijen=tuple(_to_rij(r, o, medewerker) for r in o.rijen),
        bladeren=Bladeren(volgende=volgende, begin=begin),
        leeg=None if o.rijen else _leeg(o, naar_kafka=naar_kafka),
        gedaan=_gedaan(o, *gedaan) if gedaan else "",
    )


def _gedaan(o: Bezorgoverzicht, aantal: int, bestemming: UUID) -> str:
    if not aantal:
        return "Er was niets om opnieuw te versturen."
    namen = {t.bestemming: t.naam or _KAFKA for t in o.tellingen} | {KAFKA: _KAFKA}
    hoeveel = taal.aantal(aantal, "gebeurtenis gaat", "gebeurtenissen gaan")
    return f"{hoeveel} opnieuw naar {namen.get(bestemming, 'deze ontvanger')}."


def to_dood(aantal: int) -> Link | None:
    """Return how many events were given up, with the way to them; None when there are none."""
    if not aantal:
        return None
    hoeveel = taal.aantal(aantal, "gebeurtenis is", "gebeurtenissen zijn")
    return Link(tekst=f"{hoeveel} niet aangekomen bij een ontvanger.", href="/bezorging")


def _leeg(o: Bezorgoverzicht, *, naar_kafka: bool) -> Leeg:
    """Say that nothing failed; and only that all arrived when nothing has yet to go out either."""
    if not (o.abonnees or naar_kafka or o.tellingen):
        return _niemand(o)
    if o.uit_te_zetten is not None:
        hoeveel = taal.aantal(o.uit_te_zetten.aantal, "gebeurtenis wacht", "gebeurtenissen wachten")
        sinds = to_moment(o.uit_te_zetten.oudste, vandaag=o.dag).tekst
        return Leeg(
            titel="Nog niet alles is verzonden",
            tekst=f"{hoeveel} op verzending, de oudste sinds {sinds}. Blijft dat zo? Kijk dan of"
            " nazorg deliver draait.",
        )
    if any(t.stand in _ZONDER_MOMENT for t in o.tellingen):
        return Leeg(titel="Er is niets mislukt", tekst="Wat onderweg is, staat hierboven.")
    return Leeg(titel="Er is niets mislukt", tekst="Er is niets dat wacht of dat niet lukte.")


def _niemand(o: Bezorgoverzicht) -> Leeg:
    """Say that nobody asked for our events: no fault, and nothing to mend here."""
    blijft = ""
    if o.uit_te_zetten is not None:
        een = o.uit_te_zetten.aantal == 1
        hoeveel = taal.aantal(o.uit_te_zetten.aantal, "gebeurtenis", "gebeurtenissen")
        blijft = f" De {hoeveel} tot nu toe {'gaat' if een else 'gaan'} naar niemand."
    return Leeg(
        titel="Niemand krijgt nu gebeurtenissen van ons",
        tekst="Er is geen abonnement en er is geen Kafka ingesteld. Dat is geen storing: uw"
        f" collega's merken er niets van.{blijft} Moet een ander systeem horen dat er nieuws is"
        " in een dossier? Vraag uw technisch beheerder om een abonnement (nazorg abonnement add)."
        " Dat systeem krijgt dan wat er vanaf dat moment gebeurt.",
    )


def _bestemmingen(o: Bezorgoverzicht) -> tuple[Bestemming, ...]:
    """Return what each destination has not got yet, and then who has everything."""
    met = tuple(_bestemming(groep) for groep in _per_bestemming(o.tellingen))
    genoemd = {t.bestemming for t in o.tellingen}
    bij = (naam for id_, naam in o.abonnees if id_ not in genoemd)
    return met + tuple(
        Bestemming(naam=naam, onderweg=0, wacht=0, dood=0, stand="ok", gestopt=False)
        for naam in bij
    )


def _bestemming(groep: Sequence[Telling]) -> Bestemming:
    telling = {t.stand: t.aantal for t in groep}
    dood, wacht = telling.get(Bezorgstand.DOOD, 0), telling.get(Bezorgstand.WACHT, 0)
    eerste = groep[0]
    stand: Stand = "todo" if dood else "busy" if wacht else "ok"
    return Bestemming(
        naam=eerste.naam or _KAFKA,
        onderweg=sum(telling.get(s, 0) for s in _ZONDER_MOMENT),
        wacht=wacht,
        dood=dood,
        stand=stand if eerste.actief else "na",
        gestopt=not eerste.actief,
        actie=f"/bezorging/{eerste.bestemming}/opnieuw" if eerste.actief and dood else "",
    )


def _to_rij(r: Bezorgregel, o: Bezorgoverzicht, medewerker: Medewerker) -> BezorgRij:
    dag = o.dag
    omdat, meer = to_oorzaken(o.oorzaken.get(r.outbox_id, ()), medewerker, vandaag=dag)
    woord, stand = _WOORD[r.stand]
    reden = BEZORGZIN[r.reden] if r.reden else ""
    if r.status:
        reden += f" Antwoord: {r.status}."
    return BezorgRij(
        gebeurtenis=NAAM_VAN_UITGAAND.get(r.soort, "Gebeurtenis"),
        id=str(r.outbox_id),
        bestemming=r.naam or _KAFKA,
        woord=woord,
        stand=stand if r.actief else "na",
        reden=reden,
        pogingen=taal.aantal(r.poging, "poging", "pogingen"),
        ontstaan=to_moment(r.aangemaakt_op, vandaag=dag),
        moment=to_moment(r.vanaf, vandaag=dag),
        actie=f"/bezorging/{r.bestemming}/{r.outbox_id}/opnieuw" if r.actief else "",
        omdat=omdat,
        meer=meer,
    )
