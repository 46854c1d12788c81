"""One meeting as a screen: its agenda, who is proposed, and what can be done with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from nazorg.overleggen.overleg import Overleg, Overlegsoort, Overlegstand
from nazorg.overleggen.voorstel import Voorstel
from nazorg.overleggen.zinnen import write_redenen
from nazorg.referentie.kennis import Kennis
from nazorg.store.overleggen import Overlegversie
from nazorg.store.overlegpunten import Kandidaat, Punt
from nazorg.usecases.overleggen.kring import naam_van, vorm_van
from nazorg.usecases.overleggen.toon import Overlegbeeld
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.overleggen import stand_van, tijd_van, titel_van
from nazorg.web.opmaak.overleggetypt import Getypt
from nazorg.web.opmaak.overlegpunt import to_puntrij
from nazorg.web.overlegscherm import (
    Fouten,
    Overlegscherm,
    Redenvorm,
    Verzetvorm,
    Voorstelrij,
)

KLAAR: Mapping[str, str] = {
    "gepland": "Het overleg is gepland. Zet hieronder mensen op de agenda.",
    "agenda": "De agenda is bijgewerkt.",
    "verzet": "Het overleg is gewijzigd.",
    "vervallen": "Het overleg vervalt. Wie op de agenda stond, komt in het volgende voorstel.",
    "geweest": "Het overleg is afgesloten.",
    "afspraak": "De afspraak is vastgelegd.",
}


_VOLGORDE = {
    Overlegsoort.NAZORG: "Wie het eerst vrijkomt, staat bovenaan.",
    Overlegsoort.TRAJECTBEPALING: "Bovenaan staat wie net vastzit, met wie het eerst vrijkomt als"
    " eerste. Wie al langer vastzit, staat daaronder.",
}


def to_overlegscherm(b: Overlegbeeld, g: Getypt, kennis: Kennis, *, wie: str) -> Overlegscherm:
    """Return the screen. wie: the name of who looks, for the foot of the paper."""
    o, dag = b.overleg, b.dag
    stand, toon = stand_van(o, dag)
    return Overlegscherm(
        id=str(o.id),
        titel=titel_van(o, kennis),
        dag=taal.dag_lang(o.moment.datum).capitalize(),
        tijd=tijd_van(o),
        plek=o.plek,
        voor=_voor(o, kennis),
        deelnemers=o.deelnemers,
        stand=stand,
        toon=toon,
        plekken=_plekken(b),
        regel=_regel(o, kennis),
        volgorde=_VOLGORDE[o.soort],
        punten=tuple(to_puntrij(p, nr, b, g, kennis) for nr, p in enumerate(b.punten, start=1)),
        eraf=tuple(_eraf(p, dag) for p in b.eraf),
        eerst=_voorstel(b.voorstel.eerst, b, g, kennis, gekozen=True),
        rest=_voorstel(b.voorstel.rest, b, g, kennis, gekozen=False),
        te_laat=_voorstel(b.voorstel.te_laat, b, g, kennis, gekozen=False),
        verloop=tuple(_verloop(b.versies, dag)),
        gedrukt=f"Gedrukt door {wie} op {taal.datum_lang(dag)}. Vernietig dit na het overleg.",
        vult=b.mag_vullen,
        melding=g.melding,
        ingevuld=_ingevuld(b, g),
        klaar=KLAAR.get(g.klaar, ""),
        niet="" if b.mag_wijzigen else _niet(b, kennis),
        **_vormen(b, g),
        foutlijst=_foutlijst(g),
    )


def _vormen(b: Overlegbeeld, g: Getypt) -> dict[str, Any]:
    """Return the forms that this person can use now."""
    o, dag = b.overleg, b.dag
    vormen: dict[str, Any] = {}
    if b.mag_vullen:
        vormen["inbreng"] = _redenvorm(o, g.van("inbreng"), "toelichting")
    if _is_eigen(b):
        vormen["verzet"] = _verzetvorm(o, g.van("verzet"), dag)
        vormen["vervalt"] = _redenvorm(o, g.van("vervallen"), "reden")
        if o.moment.datum <= dag:
            vormen["sluit"] = _redenvorm(o, g.van("geweest"), "reden")
    return vormen


def _is_eigen(b: Overlegbeeld) -> bool:
    """Tell whether this person may move, cancel and close the meeting now."""
    return b.mag_wijzigen and b.overleg.stand.is_open


def _ingevuld(b: Overlegbeeld, g: Getypt) -> tuple[str, ...]:
    """Return what was typed in a form that is not on the page any more: it must not be lost."""
    is_er = {
        "verzet": _is_eigen(b),
        "vervallen": _is_eigen(b),
        "inbreng": b.mag_vullen,
        "eraf": b.mag_vullen,
        "afspraak": b.overleg.stand is not Overlegstand.VERVALLEN,
    }
    if is_er.get(g.vorm, True):
        return ()
    velden = ("datum", "van", "tot", "plek", "nummer", "reden", "toelichting", "tekst")
    return tuple(g.velden[v].strip() for v in velden if g.velden.get(v, "").strip())


def _foutlijst(g: Getypt) -> Fouten:
    """Return of every field that was refused its id and the sentence."""
    letter = {"verzet": "z", "vervallen": "v", "inbreng": "i", "agenda": "a"}.get(g.vorm, g.vorm)
    staart = f"-{g.punt}" if g.punt else ""
    return tuple((f"{letter}-{veld}{staart}", zin) for veld, zin in g.fouten.items())


def _voor(o: Overleg, kennis: Kennis) -> str:
    if not o.regio:
        return f"Gemeente {naam_van(o, kennis)}"
    namen = sorted(kennis.gemeenten.naam(g) for g in o.gemeenten)
    return f"{naam_van(o, kennis)}: {', '.join(namen)}"


def _plekken(b: Overlegbeeld) -> str:
    bezet, zaken = len(b.punten), b.overleg.zaken
    op_agenda = f"{taal.aantal(bezet, 'persoon', 'mensen')} op de agenda, plaats voor {zaken}"
    return f"{op_agenda}. Dat is {bezet - zaken} te veel" if bezet > zaken else op_agenda


def _regel(o: Overleg, kennis: Kennis) -> str:
    """Say by which rows people are proposed, with their source."""
    vorm = vorm_van(o.gemeenten, o.soort, kennis, op=o.moment.datum)
    return " · ".join(dict.fromkeys(r.bron for r in vorm.regels))


def _niet(b: Overlegbeeld, kennis: Kennis) -> str:
    naam = naam_van(b.overleg, kennis)
    return (
        "U ziet alleen mensen uit uw eigen gemeente. Verzetten en afsluiten doet een collega die"
        f" voor heel {naam} werkt."
    )


def _voorstel(
    voorstellen: Sequence[Voorstel],
    b: Overlegbeeld,
    g: Getypt,
    kennis: Kennis,
    *,
    gekozen: bool,
) -> tuple[Voorstelrij, ...]:
    return tuple(
        _voorstelrij(v, b.wie[v.zaak.dossier], b.dag, g, kennis, gekozen=gekozen)
        for v in voorstellen
    )


def _voorstelrij(
    v: Voorstel, wie: Kandidaat, dag: date, g: Getypt, kennis: Kennis, *, gekozen: bool
) -> Voorstelrij:
    id_ = str(v.zaak.dossier)
    return Voorstelrij(
        id=id_,
        naam=gedeeld.naam(wie.voornamen, wie.voorvoegsel, wie.geslachtsnaam),
        href=f"/dossiers/{wie.nummer}",
        waar=gedeeld.plek(wie.gemeente, wie.inrichting, kennis),
        vrij=taal.dag_kort(v.zaak.vrij_op, vandaag=dag) if v.zaak.vrij_op else "niet bekend",
        reden=write_redenen(v.redenen, v.zaak, vandaag=dag),
        gekozen=gekozen if g.gekozen is None else id_ in g.gekozen,
    )


def _eraf(p: Punt, dag: date) -> str:
    naam = gedeeld.naam(p.wie.voornamen, p.wie.voorvoegsel, p.wie.geslachtsnaam)
    moment = gedeeld.to_moment(p.einde_op, vandaag=dag).tekst if p.einde_op else ""
    waarom = p.einde_reden or "het dossier is verhuisd of samengevoegd"
    return f"{naam}: {waarom} ({moment}, {p.einde_naam})"


def _verloop(versies: Sequence[Overlegversie], dag: date) -> list[str]:
    """Return what happened to the meeting itself, newest first."""
    oudste_eerst = list(reversed(versies))
    zinnen = [_zin(v, oudste_eerst[i - 1] if i else None, dag) for i, v in enumerate(oudste_eerst)]
    return list(reversed(zinnen))


def _zin(v: Overlegversie, vorige: Overlegversie | None, dag: date) -> str:
    wanneer = f"{taal.dag_kort(v.moment.datum, vandaag=dag)}, {v.moment.van:%H:%M}"
    if vorige is None:
        wat = f"Gepland voor {wanneer}"
    elif v.stand is Overlegstand.VERVALLEN:
        wat = "Vervallen"
    elif v.stand is Overlegstand.GEWEEST:
        wat = "Afgesloten"
    elif v.moment != vorige.moment:
        wat = f"Verzet naar {wanneer}"
    else:
        wat = "Plaats gewijzigd"
    reden = f": {v.reden}" if v.reden else ""
    return f"{wat}{reden} ({gedeeld.to_moment(v.op, vandaag=dag).tekst}, {v.naam})"


def _verzetvorm(o: Overleg, g: Getypt, dag: date) -> Verzetvorm:
    return Verzetvorm(
        versie=o.versie,
        datum=g.velden.get("datum", o.moment.datum.isoformat()),
        eerste=dag.isoformat(),
        van=g.velden.get("van", f"{o.moment.van:%H:%M}"),
        tot=g.velden.get("tot", f"{o.moment.tot:%H:%M}"),
        plek=g.velden.get("plek", o.plek),
        reden=g.velden.get("reden", ""),
        open=bool(g.vorm),
        fouten=dict(g.fouten),
    )


def _redenvorm(o: Overleg, g: Getypt, veld: str) -> Redenvorm:
    return Redenvorm(
        versie=o.versie,
        reden=g.velden.get(veld, ""),
        nummer=g.velden.get("nummer", ""),
        open=bool(g.vorm),
        fouten=dict(g.fouten),
    )
