"""The list of meetings and the form to plan one, as screens."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from nazorg.overleggen.overleg import Overleg, Overlegsoort, Overlegstand
from nazorg.referentie.kennis import Kennis
from nazorg.store.overleggen import Overlegrij
from nazorg.usecases.overleggen.kring import VoorWie, naam_van
from nazorg.usecases.overleggen.plan import Opzet
from nazorg.usecases.overleggen.toon import Overleglijst
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.overlegscherm import Overleglijstscherm, Overlegregel, Planscherm, Toon
from nazorg.web.schermen import Link

_STAND: dict[Overlegstand, tuple[str, Toon]] = {
    Overlegstand.GEPLAND: ("gepland", "open"),
    Overlegstand.VERZET: ("verzet", "open"),
    Overlegstand.GEWEEST: ("geweest", "klaar"),
    Overlegstand.VERVALLEN: ("vervallen", "weg"),
}
_NOG_SLUITEN: tuple[str, Toon] = ("nog afsluiten", "laat")


def titel_van(o: VoorWie, kennis: Kennis) -> str:
    """Return 'Nazorgoverleg Tiel'."""
    return f"{o.soort.capitalize()} {naam_van(o, kennis)}"


def tijd_van(o: Overleg) -> str:
    return f"{o.moment.van:%H:%M} – {o.moment.tot:%H:%M}"


def stand_van(o: Overleg, dag: date) -> tuple[str, Toon]:
    """Return how far a meeting is in words; one whose day is over waits to be closed."""
    if o.stand.is_open and o.moment.datum < dag:
        return _NOG_SLUITEN
    return _STAND[o.stand]


def to_lijstscherm(
    lijst: Overleglijst, kennis: Kennis, *, eerste_pagina: bool
) -> Overleglijstscherm:
    volgende = None
    if lijst.meer:
        laatste = lijst.gesloten[-1].overleg
        vraag = urlencode({"voor": laatste.moment.datum.isoformat(), "na": laatste.id})
        volgende = Link(tekst="Eerdere overleggen", href=f"/overleggen?{vraag}#h-geweest")
    return Overleglijstscherm(
        komend=_regels(lijst.open, kennis, lijst.dag),
        gesloten=_regels(lijst.gesloten, kennis, lijst.dag),
        volgende=volgende,
        begin=None if eerste_pagina else Link(tekst="Terug naar de laatste", href="/overleggen"),
    )


def _regels(rijen: Sequence[Overlegrij], kennis: Kennis, dag: date) -> tuple[Overlegregel, ...]:
    return tuple(_regel(rij, kennis, dag) for rij in rijen)


def _regel(rij: Overlegrij, kennis: Kennis, dag: date) -> Overlegregel:
    o = rij.overleg
    stand, toon = stand_van(o, dag)
    return Overlegregel(
        href=f"/overleggen/{o.id}",
        titel=titel_van(o, kennis),
        dag=gedeeld.to_datum(o.moment.datum, vandaag=dag),
        tijd=tijd_van(o),
        plek=o.plek,
        stand=stand,
        toon=toon,
        aantal=_aantal(rij),
    )


def _aantal(rij: Overlegrij) -> str:
    """Say how full the agenda is; of a meeting that was, how many were discussed."""
    if rij.overleg.stand is Overlegstand.GEWEEST:
        return f"{rij.besproken} besproken"
    if rij.overleg.stand is Overlegstand.VERVALLEN:
        return ""
    if not rij.op_agenda:
        return "agenda leeg"
    return f"{taal.aantal(rij.op_agenda, 'persoon', 'mensen')}, plaats voor {rij.overleg.zaken}"


def to_planscherm(
    opzet: Opzet,
    getypt: Mapping[str, str],
    *,
    vandaag: date,
    fouten: Mapping[str, str],
) -> Planscherm:
    """Return the form: as the profile says, or as it was typed and refused."""
    vorm, soort, kring = opzet.vorm, opzet.soort, opzet.kring
    soorten = [(s, s.capitalize()) for s in (Overlegsoort.NAZORG, Overlegsoort.TRAJECTBEPALING)]
    return Planscherm(
        soort=gedeeld.keuzelijst("soort", "Wat voor overleg?", soorten, soort),
        kring=gedeeld.keuzelijst(
            "kring", "Voor wie?", [(k.sleutel, k.naam) for k in opzet.kringen], kring.sleutel
        ),
        soort_waarde=soort,
        kring_waarde=kring.sleutel,
        titel=f"{soort.capitalize()} {kring.naam}",
        dagen=tuple(_dag(opzet, dag, vandaag) for dag in opzet.dagen),
        waarom=_waarom(opzet),
        bezet=", ".join(taal.dag_kort(d, vandaag=vandaag) for d in opzet.bezet),
        bron=vorm.bron,
        datum=getypt.get("datum", opzet.dagen[0].isoformat()),
        eerste=vandaag.isoformat(),
        van=getypt.get("van", f"{vorm.van:%H:%M}"),
        tot=getypt.get("tot", f"{vorm.tot:%H:%M}"),
        plek=getypt.get("plek", vorm.plek),
        deelnemers=getypt.get("deelnemers", "\n".join(vorm.deelnemers)),
        zaken=getypt.get("zaken", str(vorm.zaken)),
        fouten=dict(fouten),
        foutlijst=tuple((f"p-{veld}", tekst) for veld, tekst in fouten.items()),
    )


def _dag(opzet: Opzet, dag: date, vandaag: date) -> Link:
    vraag = {"soort": opzet.soort, "kring": opzet.kring.sleutel, "datum": dag.isoformat()}
    return Link(
        tekst=taal.dag_kort(dag, vandaag=vandaag), href=f"/overleggen/nieuw?{urlencode(vraag)}"
    )


def _waarom(opzet: Opzet) -> str:
    """Say where the proposed day comes from."""
    if opzet.om_de_dagen is None:
        dagen = taal.aantal(opzet.vorm.over_werkdagen or 5, "werkdag", "werkdagen")
        return f"Voorstel: over {dagen}. Een andere dag mag ook."
    if opzet.om_de_dagen % 7:
        ritme = f"elke {opzet.om_de_dagen} dagen"
    else:
        weken = opzet.om_de_dagen // 7
        ritme = "elke week" if weken == 1 else f"elke {weken} weken"
    return f"Ritme: {ritme}. Feestdagen en dagen waarop u dicht bent, slaan wij over."
