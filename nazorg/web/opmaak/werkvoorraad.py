"""The queue as a screen."""

from datetime import date, timedelta
from itertools import groupby

from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.kennis import Kennis
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.werkvoorraad.toon import Overzicht
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.vraag import STANDAARD, VENSTERS, Vraag, to_na, to_voor
from nazorg.web.schermen import (
    ONBEKEND,
    Bladeren,
    Datum,
    Filters,
    Keuze,
    Keuzelijst,
    Leeg,
    Link,
    Ongedaan,
    TaakGroep,
    TaakRij,
    Tab,
    WeekDag,
    Werkvoorraad,
)
from nazorg.werkvoorraad.taken import Groep, Taakstatus, bepaal_groep
from nazorg.werkvoorraad.werkdagen import is_werkdag
from nazorg.werkvoorraad.zinnen import REGELNAAM

_GROEP = {
    Groep.TE_LAAT: "Te laat",
    Groep.VANDAAG: "Vandaag",
    Groep.DEZE_WEEK: "Deze week",
    Groep.LATER: "Later",
}


def to_werkvoorraad(
    o: Overzicht, vraag: Vraag, medewerker: Medewerker, kennis: Kennis
) -> Werkvoorraad:
    """Return the screen. Names and sentences are ready to read."""
    af = vraag.tab is Taakstatus.AFGEHANDELD
    groepen = _afgehandeld(o, kennis) if af else _groepen(o, kennis)
    return Werkvoorraad(
        datum=taal.dag_lang(o.dag).capitalize(),
        regio=_regio(medewerker),
        week_tekst=taal.aantal(sum(o.vrijlatingen.values()), "persoon", "mensen"),
        week=tuple(_week(o, vraag)),
        tabs=_tabs(o, vraag, af=af),
        filters=_filters(vraag, medewerker, kennis),
        groepen=groepen,
        afgehandeld=af,
        terug=vraag.terug,
        bladeren=_bladeren(o, vraag, af=af),
        ongedaan=_ongedaan(vraag),
        leeg=None if o.rijen else _leeg(o, vraag, af=af),
    )


def _regio(medewerker: Medewerker) -> str:
    aantal = len(medewerker.gemeenten)
    if aantal == 1:
        return medewerker.regio
    return f"{medewerker.regio}, {taal.aantal(aantal, 'gemeente', 'gemeenten')}"


def _groepen(o: Overzicht, kennis: Kennis) -> tuple[TaakGroep, ...]:
    def groep_van(taak: Wachtrijrij) -> Groep:
        return bepaal_groep(taak.uiterlijk, vandaag=o.dag)

    return tuple(
        TaakGroep(
            titel=_GROEP[groep],
            aantal=o.groepen[groep],
            rijen=tuple(to_rij(t, kennis, o.dag) for t in taken),
            laat=groep is Groep.TE_LAAT,
        )
        for groep, taken in groupby(o.rijen, key=groep_van)
    )


def _afgehandeld(o: Overzicht, kennis: Kennis) -> tuple[TaakGroep, ...]:
    if not o.rijen:
        return ()
    rijen = tuple(to_rij(t, kennis, o.dag) for t in o.rijen)
    return (TaakGroep(titel="Afgehandeld, laatste eerst", aantal=o.afgehandeld, rijen=rijen),)


def to_rij(taak: Wachtrijrij, kennis: Kennis, vandaag: date) -> TaakRij:
    return TaakRij(
        id=str(taak.id),
        naam=gedeeld.naam(taak.voornamen, taak.voorvoegsel, taak.geslachtsnaam),
        href=f"/dossiers/{taak.nummer}",
        plek=gedeeld.plek(taak.gemeente, taak.inrichting, kennis),
        prio=gedeeld.prio(taak, vandaag=vandaag),
        reden=gedeeld.zin(taak, kennis, vandaag=vandaag),
        lichten=ONBEKEND,
        uiterlijk=gedeeld.to_uiterlijk(taak.uiterlijk, vandaag=vandaag),
    )


def _week(o: Overzicht, vraag: Vraag) -> list[WeekDag]:
    """Return Monday to Friday, and a weekend day on which somebody walks out."""
    dagen = [o.maandag + timedelta(days=i) for i in range(7)]
    return [_weekdag(d, o, vraag) for d in dagen if d.weekday() < 5 or o.vrijlatingen.get(d)]


def _weekdag(dag: date, o: Overzicht, vraag: Vraag) -> WeekDag:
    gekozen = vraag.vrij == dag
    dicht = not is_werkdag(dag + timedelta(days=1)) or not is_werkdag(dag)
    return WeekDag(
        naam=taal.weekdag_kort(dag),
        datum=Datum(tekst=taal.dag_en_maand(dag), iso=dag.isoformat()),
        aantal=o.vrijlatingen.get(dag, 0),
        href=vraag.href(vrij="" if gekozen else dag.isoformat(), tab=""),
        vandaag=dag == o.dag,
        gekozen=gekozen,
        let_op="loketten zijn daarna dicht" if dicht else "",
    )


def _tabs(o: Overzicht, vraag: Vraag, *, af: bool) -> tuple[Tab, ...]:
    return (
        Tab(tekst="Nu doen", href=vraag.href(tab=""), aantal=o.open, huidig=not af),
        Tab(
            tekst="Afgehandeld",
            href=vraag.href(tab="afgehandeld", venster="", vrij=""),
            aantal=o.afgehandeld,
            huidig=af,
        ),
    )


def _filters(vraag: Vraag, medewerker: Medewerker, kennis: Kennis) -> Filters:
    gemeenten = [
        ("", "Alle gemeenten"),
        *sorted(((g, kennis.gemeenten.naam(g)) for g in medewerker.gemeenten), key=lambda g: g[1]),
    ]
    redenen = [("", "Alle redenen"), *((r.value, naam) for r, naam in REGELNAAM.items())]
    lijsten = [
        _keuzelijst("gemeente", "Gemeente", gemeenten, vraag.gemeente or ""),
        _keuzelijst("reden", "Reden", redenen, vraag.reden or ""),
    ]
    if vraag.tab is Taakstatus.OPEN:
        lijsten.append(
            _keuzelijst("venster", "Hoe ver vooruit", list(VENSTERS.items()), vraag.venster)
        )
    vast = {n: w for n, w in vraag.velden.items() if n in ("tab", "vrij")}
    return Filters(
        actie="/werkvoorraad",
        keuzelijsten=tuple(lijsten),
        verborgen=tuple(vast.items()),
        chips=tuple(_chips(vraag, kennis)),
    )


def _keuzelijst(naam: str, label: str, keuzes: list[tuple[str, str]], gekozen: str) -> Keuzelijst:
    return Keuzelijst(
        naam=naam,
        label=label,
        keuzes=tuple(Keuze(waarde=w, tekst=t, gekozen=w == gekozen) for w, t in keuzes),
    )


def _chips(vraag: Vraag, kennis: Kennis) -> list[Link]:
    chips = []
    if vraag.gemeente:
        chips.append(
            Link(tekst=kennis.gemeenten.naam(vraag.gemeente), href=vraag.href(gemeente=""))
        )
    if vraag.reden:
        chips.append(Link(tekst=REGELNAAM[vraag.reden], href=vraag.href(reden="")))
    if vraag.vrij:
        tekst = f"Vrij op {taal.dag_kort(vraag.vrij, vandaag=vraag.vandaag)}"
        chips.append(Link(tekst=tekst, href=vraag.href(vrij="")))
    return chips


def _bladeren(o: Overzicht, vraag: Vraag, *, af: bool) -> Bladeren:
    volgende = None
    if o.meer:
        laatste = o.rijen[-1]
        if af and laatste.afgehandeld_op:
            href = vraag.href(voor=to_voor(laatste.afgehandeld_op, laatste.id))
        else:
            href = vraag.href(na=to_na(laatste.uiterlijk, laatste.id))
        volgende = Link(tekst="Volgende 50", href=href)
    terug = (
        Link(tekst="Terug naar het begin", href=vraag.href()) if vraag.na or vraag.voor else None
    )
    return Bladeren(volgende=volgende, begin=terug)


def _ongedaan(vraag: Vraag) -> Ongedaan | None:
    if vraag.gedaan is None:
        return None
    return Ongedaan(tekst="De taak is afgehandeld.", actie=f"/taken/{vraag.gedaan}/open")


def _leeg(o: Overzicht, vraag: Vraag, *, af: bool) -> Leeg:
    """Say why nothing is here, and which filter hides how many."""
    if af:
        return Leeg(titel="Nog niets afgehandeld", tekst="Wat u afhandelt, vindt u hier terug.")
    gefilterd = vraag.gemeente or vraag.reden or vraag.vrij or vraag.venster != "alles"
    if o.open == 0 or not gefilterd:
        return Leeg(titel="Alles is gedaan", tekst="Er staat nu niets voor u klaar.")
    links = [
        Link(tekst=f"Haal weg: {chip}", href=href)
        for chip, href in (
            ("gemeente", vraag.href(gemeente="") if vraag.gemeente else ""),
            ("reden", vraag.href(reden="") if vraag.reden else ""),
            ("dag van vrijlating", vraag.href(vrij="") if vraag.vrij else ""),
        )
        if href
    ]
    if vraag.venster in (STANDAARD, "week") and not vraag.vrij:
        links.append(Link(tekst="Kijk verder vooruit", href=vraag.href(venster="alles")))
    taken = taal.aantal(o.open, "taak", "taken")
    return Leeg(
        titel="Niets met dit filter",
        tekst=f"Het filter verbergt {taken}.",
        links=(*links, Link(tekst="Toon alles", href="/werkvoorraad?venster=alles")),
    )
