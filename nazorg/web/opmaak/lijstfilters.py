"""The filters of the queue: the form, the chips, and what to say when they hide everything."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.kennis import Kennis
from nazorg.store.medewerkers import Collega
from nazorg.store.wachtrijtelling import DAK
from nazorg.usecases.werkvoorraad.lijsten import MIJ, NIEMAND, Tab
from nazorg.web import taal
from nazorg.web.opmaak.handelingen import naam_van
from nazorg.web.opmaak.vraag import STANDAARD, VENSTERS, VRIJ, Vraag
from nazorg.web.schermen import Filters, Keuze, Keuzelijst, Leeg, Link
from nazorg.werkvoorraad.zinnen import REGELNAAM

LEEFGEBIEDNAAM: dict[Leefgebied, str] = {
    Leefgebied.IDENTITEITSBEWIJS: "ID-bewijs",
    Leefgebied.HUISVESTING: "Huisvesting",
    Leefgebied.INKOMEN: "Inkomen",
    Leefgebied.SCHULDEN: "Schulden",
    Leefgebied.ZORG: "Zorg",
}
_MIJN_LIJSTEN = (Tab.DOEN, Tab.WACHT, Tab.SLUIMERT)
_LEEG: dict[Tab, tuple[str, str]] = {
    Tab.DOEN: ("Alles is gedaan", "Er staat nu niets voor u klaar."),
    Tab.WACHT: ("U wacht op niemand", "Zet een taak hier als een ander eerst iets moet doen."),
    Tab.SLUIMERT: ("Er sluimert niets", "Wat u laat sluimeren, vindt u hier terug."),
    Tab.TEAM: ("Alles is gedaan", "Er staat in uw gemeenten niets open."),
    Tab.AFGEHANDELD: ("Nog niets afgehandeld", "Wat u afhandelt, vindt u hier terug."),
}


def to_filters(
    vraag: Vraag, medewerker: Medewerker, collegas: tuple[Collega, ...], kennis: Kennis
) -> Filters:
    """Return the form. The same person who looks through the same filters gets the same one."""
    if vraag.na or vraag.voor or vraag.gedaan:
        vraag = replace(vraag, na=None, voor=None, gedaan=None)
    return _to_filters(vraag, medewerker, collegas, kennis)


# All that it depends on is in the key. It holds choices and names of colleagues, and no dossier.
@lru_cache(maxsize=512)
def _to_filters(
    vraag: Vraag, medewerker: Medewerker, collegas: tuple[Collega, ...], kennis: Kennis
) -> Filters:
    lijsten = (
        _keuzelijst("gemeente", "Gemeente", _gemeenten(medewerker, kennis), vraag.gemeente or ""),
        _keuzelijst("leefgebied", "Leefgebied", _leefgebieden(), vraag.leefgebied or ""),
        _keuzelijst("van", "Van wie", _van_wie(vraag, medewerker, collegas), vraag.van),
    )
    meer = [_keuzelijst("reden", "Reden", _redenen(), vraag.reden or ""), _vrij(vraag)]
    if vraag.tab is not Tab.AFGEHANDELD:
        vensters = list(VENSTERS.items())
        meer.append(_keuzelijst("venster", "Hoe ver vooruit", vensters, vraag.venster))
    vast = {n: w for n, w in vraag.velden.items() if n == "tab"}
    return Filters(
        actie="/werkvoorraad",
        keuzelijsten=lijsten,
        meer=tuple(meer),
        meer_open=bool(vraag.reden or vraag.vrij or vraag.venster != STANDAARD),
        verborgen=tuple(vast.items()),
        chips=tuple(
            Link(tekst=tekst, href=vraag.href(**{naam: ""}))
            for naam, tekst in _actief(vraag, collegas, kennis).items()
            if naam != "venster"
        ),
    )


def _vrij(vraag: Vraag) -> Keuzelijst:
    """Return the window of the release; a day that was chosen in the week strip stands in it."""
    vrij = vraag.vrij if isinstance(vraag.vrij, str) else ""
    keuzes = [("", "Vrijlating: alle"), *VRIJ.items()]
    if isinstance(vraag.vrij, date):
        vrij = vraag.vrij.isoformat()
        keuzes.append((vrij, _dag(vraag.vrij, vraag)))
    return _keuzelijst("vrij", "Dag van vrijlating", keuzes, vrij)


def _gemeenten(medewerker: Medewerker, kennis: Kennis) -> list[tuple[str, str]]:
    namen = ((g, kennis.gemeenten.naam(g)) for g in medewerker.gemeenten)
    return [("", "Alle gemeenten"), *sorted(namen, key=lambda g: g[1])]


def _leefgebieden() -> list[tuple[str, str]]:
    return [("", "Alle leefgebieden"), *((g.value, n) for g, n in LEEFGEBIEDNAAM.items())]


def _redenen() -> list[tuple[str, str]]:
    return [("", "Alle redenen"), *((r.value, naam) for r, naam in REGELNAAM.items())]


def _van_wie(
    vraag: Vraag, medewerker: Medewerker, collegas: Sequence[Collega]
) -> list[tuple[str, str]]:
    alle = "Van mij en niemand" if vraag.tab in _MIJN_LIJSTEN else "Van iedereen"
    anderen = [(c.id, f"Van {c.naam}") for c in collegas if c.id != medewerker.id]
    return [("", alle), (MIJ, "Alleen van mij"), (NIEMAND, "Van niemand"), *anderen]


def _keuzelijst(naam: str, label: str, keuzes: list[tuple[str, str]], gekozen: str) -> Keuzelijst:
    return Keuzelijst(
        naam=naam,
        label=label,
        keuzes=tuple(Keuze(waarde=w, tekst=t, gekozen=w == gekozen) for w, t in keuzes),
    )


def _dag(dag: date, vraag: Vraag) -> str:
    return f"Vrij op {taal.dag_kort(dag, vandaag=vraag.vandaag)}"


def _actief(vraag: Vraag, collegas: Sequence[Collega], kennis: Kennis) -> dict[str, str]:
    """Return each active filter with its words."""
    woorden: dict[str, str] = {
        "gemeente": kennis.gemeenten.naam(vraag.gemeente) if vraag.gemeente else "",
        "leefgebied": LEEFGEBIEDNAAM[vraag.leefgebied] if vraag.leefgebied else "",
        "reden": REGELNAAM[vraag.reden] if vraag.reden else "",
        "venster": VENSTERS[vraag.venster],
    }
    if vraag.van:
        vast = {MIJ: "Alleen van mij", NIEMAND: "Van niemand"}
        woorden["van"] = vast.get(vraag.van) or f"Van {naam_van(vraag.van, collegas)}"
    if isinstance(vraag.vrij, date):
        woorden["vrij"] = _dag(vraag.vrij, vraag)
    elif vraag.vrij:
        woorden["vrij"] = VRIJ[vraag.vrij]
    return {naam: woorden[naam] for naam in vraag.actief}


def to_leeg(
    vraag: Vraag, verborgen: Mapping[str, int], collegas: Sequence[Collega], kennis: Kennis
) -> Leeg:
    """Say why nothing is here: which filter hides how many, with one click to widen."""
    titel, tekst = _LEEG[vraag.tab]
    actief = _actief(vraag, collegas, kennis)
    links = [
        Link(
            tekst=f"Zonder ‘{actief[naam]}’: {_taken(aantal)}",
            href=zonder.href(),
        )
        for naam, zonder in vraag.zonder().items()
        if (aantal := verborgen.get(naam, 0))
    ]
    gefilterd = set(actief) - {"venster"} or vraag.venster != STANDAARD
    if not links and not gefilterd:
        return Leeg(titel=titel, tekst=tekst)
    venster = {} if vraag.tab is Tab.AFGEHANDELD else {"venster": "alles"}
    alles = vraag.href(**(dict.fromkeys(actief, "") | venster))
    return Leeg(
        titel="Niets met dit filter",
        tekst="Deze filters verbergen taken:" if links else "De filters samen verbergen alles.",
        links=(*links, Link(tekst="Toon alles", href=alles)),
    )


def _taken(aantal: int) -> str:
    return f"{DAK}+ taken" if aantal >= DAK else taal.aantal(aantal, "taak", "taken")
