"""Received messages as a screen. Names of fields and reasons, never what was in them."""

from collections import defaultdict
from urllib.parse import urlencode

from nazorg.berichten.soort import Bronsoort, Soort, naam_van_soort
from nazorg.berichten.uitkomst import ZIN, Uitkomst
from nazorg.store.berichtenlijst import Berichtregel
from nazorg.usecases.berichten.toon import Berichtenoverzicht
from nazorg.web import taal
from nazorg.web.berichtenscherm import ApartGezet, Berichten, BerichtRij, SoortBericht, Tegel
from nazorg.web.opmaak.bewaking import to_bewaking
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.tijdlijn import bron_tekst
from nazorg.web.schermen import Bladeren, Filters, Keuze, Keuzelijst, Leeg, Link, Stand

SOORTEN: tuple[Soort | Bronsoort, ...] = (*Soort, *Bronsoort)
UITKOMST: dict[Uitkomst, tuple[str, Stand, str]] = {
    Uitkomst.VERWERKT: ("Verwerkt", "ok", "in een dossier gezet"),
    Uitkomst.APART_GEZET: ("Apart gezet", "todo", "kon niet verwerkt worden"),
    Uitkomst.GENEGEERD: ("Genegeerd", "na", "niet voor een aangesloten gemeente"),
}


def to_berichten(
    o: Berichtenoverzicht,
    *,
    uitkomst: Uitkomst | None,
    soort: Soort | Bronsoort | None,
    voor: str | None,
    gedaan: str,
    beheer: bool,
) -> Berichten:
    """Return the screen for one page of messages."""
    melding = ""
    if o.apart_aantal:
        aantal = taal.aantal(o.apart_aantal, "bericht", "berichten")
        melding = f"Wij konden {aantal} niet verwerken. De andere berichten lopen gewoon door."
    velden = {n: str(w) for n, w in (("uitkomst", uitkomst), ("soort", soort)) if w}
    volgende = None
    if o.meer:
        volgende = Link(tekst="Volgende 50", href=_href(velden | {"voor": str(o.rijen[-1].id)}))
    begin = Link(tekst="Terug naar het begin", href=_href(velden)) if voor else None
    return Berichten(
        datum=taal.dag_lang(o.dag),
        melding=melding,
        tegels=_tegels(o),
        soorten=_soorten(o),
        apart=tuple(_to_apart(r, o) for r in o.apart),
        apart_aantal=o.apart_aantal,
        filters=_filters(uitkomst, soort),
        rijen=tuple(_to_rij(r, o) for r in o.rijen),
        bladeren=Bladeren(volgende=volgende, begin=begin),
        leeg=None if o.rijen else _leeg(velden),
        bewaking=to_bewaking(o.bewaking, beheer=beheer),
        gedaan=gedaan,
        beheer=beheer,
    )


def _href(velden: dict[str, str]) -> str:
    return "/berichten" + ("?" + urlencode(velden) if velden else "")


def _tegels(o: Berichtenoverzicht) -> tuple[Tegel, ...]:
    telling: dict[str, int] = defaultdict(int)
    for _, uitkomst, aantal, _ in o.vandaag:
        telling[uitkomst] += aantal
    return tuple(
        Tegel(
            naam=naam,
            aantal=telling[u],
            toelichting=uitleg,
            stand=stand,
            href=_href({"uitkomst": u}),
        )
        for u, (naam, stand, uitleg) in UITKOMST.items()
    )


def _soorten(o: Berichtenoverzicht) -> tuple[SoortBericht, ...]:
    vandaag: dict[str, int] = defaultdict(int)
    for soort, _, aantal, _ in o.vandaag:
        vandaag[soort] += aantal
    return tuple(
        SoortBericht(
            naam=naam_van_soort(s),
            vandaag=vandaag[s],
            laatste=to_moment(o.laatste[s], vandaag=o.dag) if s in o.laatste else None,
        )
        for s in SOORTEN
    )


def _to_apart(r: Berichtregel, o: Berichtenoverzicht) -> ApartGezet:
    return ApartGezet(
        soort=naam_van_soort(r.soort),
        reden=ZIN[r.reden] if r.reden else "",
        velden=tuple(v for v in r.velden if v),
        ontvangen=to_moment(r.ontvangen_op, vandaag=o.dag),
        bron=bron_tekst(r.bron),
        id=r.bericht_id,
        href=f"/berichten/{r.id}",
    )


def _to_rij(r: Berichtregel, o: Berichtenoverzicht) -> BerichtRij:
    naam, stand, _ = UITKOMST[r.uitkomst]
    return BerichtRij(
        soort=naam_van_soort(r.soort),
        uitkomst=naam,
        stand=stand,
        reden=ZIN[r.reden] if r.reden else "",
        ontvangen=to_moment(r.ontvangen_op, vandaag=o.dag),
        bron=bron_tekst(r.bron),
        id=r.bericht_id,
        href=f"/berichten/{r.id}",
    )


def _filters(uitkomst: Uitkomst | None, soort: Soort | Bronsoort | None) -> Filters:
    uitkomsten = [("", "Alle uitkomsten"), *((u.value, n) for u, (n, _, _) in UITKOMST.items())]
    soorten = [("", "Alle soorten"), *((s.value, naam_van_soort(s)) for s in SOORTEN)]
    chips = []
    if uitkomst:
        chips.append(
            Link(tekst=UITKOMST[uitkomst][0], href=_href({"soort": soort} if soort else {}))
        )
    if soort:
        chips.append(
            Link(
                tekst=naam_van_soort(soort), href=_href({"uitkomst": uitkomst} if uitkomst else {})
            )
        )
    return Filters(
        actie="/berichten",
        keuzelijsten=(
            _keuzelijst("uitkomst", "Uitkomst", uitkomsten, uitkomst or ""),
            _keuzelijst("soort", "Soort", soorten, soort or ""),
        ),
        chips=tuple(chips),
    )


def _keuzelijst(naam: str, label: str, keuzes: list[tuple[str, str]], gekozen: str) -> Keuzelijst:
    return Keuzelijst(
        naam=naam,
        label=label,
        keuzes=tuple(Keuze(waarde=w, tekst=t, gekozen=w == gekozen) for w, t in keuzes),
    )


def _leeg(velden: dict[str, str]) -> Leeg:
    if velden:
        return Leeg(
            titel="Niets met dit filter",
            tekst="Er zijn geen berichten met deze uitkomst en soort.",
            links=(Link(tekst="Toon alle berichten", href="/berichten"),),
        )
    return Leeg(
        titel="Nog geen berichten", tekst="Zodra er een bericht binnenkomt, staat het hier."
    )
