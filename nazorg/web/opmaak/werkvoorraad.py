"""The queue as a screen."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import groupby
from urllib.parse import urlencode

from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.kennis import Kennis
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.store.wachtrijtelling import DAK
from nazorg.usecases.werkvoorraad.lijsten import Tab as Lijsttab
from nazorg.usecases.werkvoorraad.toon import Overzicht
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.handelingen import (
    klaar_op,
    to_eigenaar,
    to_melding,
    write_extra,
    write_klaar,
)
from nazorg.web.opmaak.leefgebieden import to_lichten
from nazorg.web.opmaak.lijstfilters import to_filters, to_leeg
from nazorg.web.opmaak.vraag import Vraag, parse_query, to_na, to_voor
from nazorg.web.rijgeheugen import Rijen, Rijgeheugen
from nazorg.web.schermen import Bewaard, Bladeren, Datum, Link, Uiterlijk, WeekDag
from nazorg.web.tellen import telling
from nazorg.web.wachtrijschermen import TaakGroep, TaakRij, Tab, Werkvoorraad
from nazorg.werkvoorraad.taken import Dicht, Groep, bepaal_groep
from nazorg.werkvoorraad.waarschuwing import find_open_op, write_dicht

_GROEP = {
    Groep.TE_LAAT: "Te laat",
    Groep.VANDAAG: "Vandaag",
    Groep.DEZE_WEEK: "Deze week",
    Groep.LATER: "Later",
}
TABNAAM: dict[Lijsttab, str] = {
    Lijsttab.DOEN: "Nu doen",
    Lijsttab.WACHT: "Wacht op anderen",
    Lijsttab.SLUIMERT: "Sluimert",
    Lijsttab.TEAM: "Van mijn team",
    Lijsttab.AFGEHANDELD: "Afgehandeld",
}


def to_werkvoorraad(
    o: Overzicht,
    vraag: Vraag,
    medewerker: Medewerker,
    kennis: Kennis,
    *,
    geheugen: Rijgeheugen,
    weg: int = 0,
) -> Werkvoorraad:
    """Return the screen. Names and sentences are ready to read."""
    af = vraag.tab is Lijsttab.AFGEHANDELD
    weergave = (medewerker.id, o.dag, vraag.terug, o.collegas)
    rijen = _rijen(o, kennis, ik=medewerker.id, bekend=geheugen.voor(weergave, nu=o.nu))
    return Werkvoorraad(
        datum=taal.dag_lang(o.dag).capitalize(),
        regio=_regio(medewerker),
        week_tekst=taal.aantal(sum(o.vrijlatingen.values()), "persoon", "mensen"),
        week=tuple(_week(o, vraag, _dicht(vraag, medewerker, kennis))),
        tabs=_tabs(o, vraag),
        filters=to_filters(vraag, medewerker, o.collegas, kennis),
        groepen=_afgehandeld(o, rijen) if af else _groepen(o, rijen),
        afgehandeld=af,
        terug=vraag.terug,
        nieuw=_nieuw(vraag),
        bladeren=_bladeren(o, vraag, af=af),
        rest=_rest(o, vraag),
        melding=to_melding(o.gedaan, o.collegas, kennis, weg=weg, vandaag=o.dag),
        leeg=None if o.rijen else to_leeg(vraag, o.verborgen, o.collegas, kennis),
    )


def to_bewaard(o: Overzicht, vraag: Vraag, medewerker: Medewerker) -> tuple[Bewaard, ...]:
    """Return the saved filters for the menu, each with what it counts now."""
    bewaard = []
    for f, aantal in o.opgeslagen:
        gelezen = parse_query(f.vraag, vandaag=o.dag, van=medewerker.gemeenten)
        bewaard.append(
            Bewaard(
                naam=f.naam,
                href=gelezen.href(),
                aantal=telling(aantal),
                gedeeld=f.gedeeld,
                huidig=gelezen.velden == vraag.velden,
            )
        )
    return tuple(bewaard)


def _nieuw(vraag: Vraag) -> str:
    """Return where to ask for news; the moment since when comes behind it.

    Further on and in what is done there is none to show.
    """
    if vraag.tab is Lijsttab.AFGEHANDELD or vraag.na:
        return ""
    return "/werkvoorraad/nieuw?" + urlencode(vraag.velden | {"sinds": ""})


def _regio(medewerker: Medewerker) -> str:
    aantal = len(medewerker.gemeenten)
    if aantal == 1:
        return medewerker.regio
    return f"{medewerker.regio}, {taal.aantal(aantal, 'gemeente', 'gemeenten')}"


def _groepen(o: Overzicht, rijen: Sequence[TaakRij]) -> tuple[TaakGroep, ...]:
    groep_op = cache(partial(bepaal_groep, vandaag=o.dag))

    def groep_van(paar: tuple[Wachtrijrij, TaakRij]) -> Groep:
        return groep_op(paar[0].uiterlijk)

    return tuple(
        TaakGroep(
            titel=_GROEP[groep],
            aantal=telling(o.groepen[groep]),
            rijen=tuple(rij for _, rij in paren),
            laat=groep is Groep.TE_LAAT,
        )
        for groep, paren in groupby(zip(o.rijen, rijen, strict=True), key=groep_van)
    )


def _afgehandeld(o: Overzicht, rijen: Sequence[TaakRij]) -> tuple[TaakGroep, ...]:
    if not rijen:
        return ()
    aantal = telling(o.tellingen[Lijsttab.AFGEHANDELD])
    return (TaakGroep(titel="Afgehandeld, laatste eerst", aantal=aantal, rijen=tuple(rijen)),)


def _rijen(o: Overzicht, kennis: Kennis, *, ik: str, bekend: Rijen) -> list[TaakRij]:
    """Return the rows; of one with the same stamp that was made before, that same row.

    A row depends on its stamp, on the view under which `bekend` is kept, and on kennis.
    """
    maak = _rijmaker(o, kennis, ik=ik)
    rijen = []
    for taak in o.rijen:
        rij = bekend.get(taak.stempel)
        if rij is None:
            rij = bekend[taak.stempel] = maak(taak)
        rijen.append(rij)
    return rijen


def _rijmaker(o: Overzicht, kennis: Kennis, *, ik: str) -> Callable[[Wachtrijrij], TaakRij]:
    """Return what makes rows. Where somebody is and who does it repeats itself: it is said once."""
    plek = cache(partial(gedeeld.plek, kennis=kennis))
    eigenaar = cache(partial(to_eigenaar, collegas=o.collegas, ik=ik))
    dicht = cache(partial(gedeeld.dicht_van, kennis=kennis))

    def maak(taak: Wachtrijrij) -> TaakRij:
        return TaakRij(
            id=taak.id_tekst,
            sleutel=f"{taak.id_tekst}.{taak.versie}",
            naam=gedeeld.naam(taak.voornamen, taak.voorvoegsel, taak.geslachtsnaam),
            href=f"/dossiers/{taak.nummer}",
            plek=plek(taak.gemeente, taak.inrichting),
            prio=gedeeld.prio(taak, kennis, vandaag=o.dag),
            reden=gedeeld.zin(taak, kennis, vandaag=o.dag),
            lichten=to_lichten(taak.standen),
            uiterlijk=_klaar(taak, o.dag)
            or gedeeld.to_uiterlijk(taak.uiterlijk, vandaag=o.dag, dicht=dicht(taak.gemeente)),
            eigenaar=eigenaar(taak.eigenaar),
            extra=write_klaar(taak, o.collegas, vandaag=o.dag) or write_extra(taak, vandaag=o.dag),
            let_op=gedeeld.waarschuwingen(taak, kennis, vandaag=o.dag),
            ongelezen=not taak.gelezen,
        )

    return maak


def _klaar(taak: Wachtrijrij, vandaag: date) -> Uiterlijk | None:
    """Return when a task was done: what is done cannot be late. None while it is open."""
    dag = klaar_op(taak)
    return Uiterlijk(tekst="klaar", datum=gedeeld.to_datum(dag, vandaag=vandaag)) if dag else None


def _dicht(vraag: Vraag, medewerker: Medewerker, kennis: Kennis) -> Dicht:
    """Return on which days all gemeenten that are shown are closed."""
    gemeenten = [vraag.gemeente] if vraag.gemeente else medewerker.gemeenten
    dagen = [gedeeld.dicht_van(g, kennis) for g in gemeenten]
    return frozenset.intersection(*dagen) if dagen else frozenset()


def _week(o: Overzicht, vraag: Vraag, dicht: Dicht) -> list[WeekDag]:
    """Return Monday to Friday, and a weekend day on which somebody walks out."""
    dagen = [o.maandag + timedelta(days=i) for i in range(7)]
    return [_weekdag(d, o, vraag, dicht) for d in dagen if d.weekday() < 5 or o.vrijlatingen.get(d)]


def _weekdag(dag: date, o: Overzicht, vraag: Vraag, dagen_dicht: Dicht) -> WeekDag:
    gekozen = vraag.vrij == dag
    open_op = find_open_op(dag, dagen_dicht)
    return WeekDag(
        naam=taal.weekdag_kort(dag),
        datum=Datum(tekst=taal.dag_en_maand(dag), iso=dag.isoformat()),
        aantal=o.vrijlatingen.get(dag, 0),
        href=vraag.href(vrij="" if gekozen else dag.isoformat(), tab=""),
        vandaag=dag == o.dag,
        gekozen=gekozen,
        let_op=write_dicht(dag, dagen_dicht),
        dicht_tot=f"dicht tot {taal.weekdag_kort(open_op)}" if open_op else "",
    )


def _tabs(o: Overzicht, vraag: Vraag) -> tuple[Tab, ...]:
    """Return the tabs; what was done has no window to look through."""
    return tuple(
        Tab(
            tekst=naam,
            href=vraag.href(
                tab="" if tab is Lijsttab.DOEN else tab.value,
                **({"venster": "", "vrij": ""} if tab is Lijsttab.AFGEHANDELD else {}),
            ),
            aantal=telling(o.tellingen[tab]),
            huidig=tab is vraag.tab,
        )
        for tab, naam in TABNAAM.items()
    )


def _rest(o: Overzicht, vraag: Vraag) -> Link | None:
    """Return what this tab holds besides what its filters show, with one click to see it."""
    getoond, alle = sum(o.groepen.values()), o.tellingen[vraag.tab]
    if vraag.tab is Lijsttab.AFGEHANDELD or not o.rijen or alle >= DAK or alle <= getoond:
        return None
    aantal = taal.aantal(alle - getoond, "taak staat", "taken staan")
    return Link(
        tekst=f"Nog {aantal} niet in deze lijst, toon alles",
        href=vraag.href_alles,
    )


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
