"""Received messages as a screen. Names of fields and reasons, never what was in them."""

from collections import defaultdict
from dataclasses import replace

from nazorg.berichten.alarm import AlarmSoort
from nazorg.berichten.beheer import REEKS
from nazorg.berichten.soort import Bronsoort, Soort, naam_van_soort
from nazorg.berichten.uitkomst import NOOIT_OPNIEUW, ZIN, Uitkomst
from nazorg.store.berichtenlijst import Berichtregel
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.store.pauzes import Pauze
from nazorg.usecases.berichten.toon import MEESTE_VERBORGEN, Berichtenoverzicht
from nazorg.usecases.bewaking.toon import Bewaking
from nazorg.web import berichtenscherm as s
from nazorg.web import taal
from nazorg.web.opmaak.berichtvraag import NAAM_VAN_UITKOMST, Berichtvraag
from nazorg.web.opmaak.bewaking import mist_tekst, to_bewaking
from nazorg.web.opmaak.bezorging import to_dood
from nazorg.web.opmaak.correctie import to_wachtend, to_wachttekst
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.sluiten import Geweigerd
from nazorg.web.opmaak.stilte import to_stilte
from nazorg.web.opmaak.stroomtegel import to_stroomtegel
from nazorg.web.opmaak.tijdlijn import bron_tekst
from nazorg.web.schermen import Bladeren, Filters, Invoer, Keuze, Keuzelijst, Leeg, Link, Stand

KIES_EERST = "Kies eerst een bericht."
SOORTEN: tuple[Soort | Bronsoort, ...] = (*Soort, *Bronsoort)
_UITLEG: tuple[tuple[Uitkomst, Stand, str], ...] = (
    (Uitkomst.VERWERKT, "ok", "vandaag in een dossier gezet"),
    (Uitkomst.APART_GEZET, "todo", "vandaag, kon niet verwerkt worden"),
    (Uitkomst.WACHT, "busy", "vandaag, tot de bron weer loopt"),
    (Uitkomst.GENEGEERD, "na", "vandaag, niet voor een aangesloten gemeente"),
)
UITKOMST: dict[Uitkomst, tuple[str, Stand, str]] = {
    u: (NAAM_VAN_UITKOMST[u], stand, uitleg) for u, stand, uitleg in _UITLEG
}


def to_berichten(
    o: Berichtenoverzicht,
    vraag: Berichtvraag,
    *,
    beheer: bool,
    herhalingen: tuple[Link, ...] = (),
    kies_eerst: bool = False,
    geweigerd: Geweigerd | None = None,
) -> s.Berichten:
    """Return the screen. herhalingen: the last runs. geweigerd: a form that was refused."""
    apart = sum(o.apart_per_reden.values())
    is_apart = beheer and o.vraag.uitkomst is Uitkomst.APART_GEZET and bool(o.rijen)
    return s.Berichten(
        datum=taal.dag_lang(o.dag),
        melding=_melding(apart),
        stromen=tuple(to_stroomtegel(beeld, o.bewaking) for beeld in o.stromen),
        stilte=to_stilte(o.stromen, o.bewaking),
        tegels=_tegels(o),
        soorten=_soorten(o),
        apart=tuple(_to_apart(r, o) for r in o.apart),
        apart_aantal=apart,
        filters=_filters(o, vraag),
        rijen=tuple(_to_rij(r, o, kiezen=is_apart) for r in o.rijen),
        bladeren=_bladeren(o, vraag),
        leeg=None if o.rijen else _leeg(o, vraag),
        bewaking=to_bewaking(_zonder_pauzes(o.bewaking), beheer=beheer, geweigerd=geweigerd),
        beheer=beheer,
        herhalingen=herhalingen,
        redenen=_redenen(o) if len(o.apart_per_reden) > 1 else (),
        pauzes=tuple(_pauze(p, o, beheer=beheer) for p in o.pauzes),
        opnieuw=_opnieuw(vraag) if is_apart else None,
        verborgen=(*vraag.velden.items(), *((("voor", str(vraag.voor)),) if vraag.voor else ())),
        voorstellen=to_wachtend(o.voorstellen),
        niet_aangekomen=to_dood(o.niet_aangekomen),
        zoekmelding=KIES_EERST if kies_eerst else vraag.melding,
    )


def _opnieuw(vraag: Berichtvraag) -> Link:
    return Link(tekst="Speel alles van deze lijst opnieuw af", href=vraag.href(_VOORAF))


def _melding(apart: int) -> str:
    if not apart:
        return ""
    aantal = taal.aantal(apart, "bericht", "berichten")
    return f"Wij konden {aantal} niet verwerken. De andere berichten lopen gewoon door."


def _bladeren(o: Berichtenoverzicht, vraag: Berichtvraag) -> Bladeren:
    volgende = None
    if o.meer:
        volgende = Link(tekst="Volgende 50", href=_lijst(vraag, voor=str(o.rijen[-1].id)))
    begin = Link(tekst="Terug naar het begin", href=_lijst(vraag)) if vraag.voor else None
    return Bladeren(volgende=volgende, begin=begin)


_VOORAF = "/berichten/herhalen"


def _zonder_pauzes(b: Bewaking) -> Bewaking:
    """Leave out the alarms that stand on top of the page already, with what can be done."""
    return replace(b, alarmen=tuple(a for a in b.alarmen if a.soort is not AlarmSoort.PAUZE))


def _lijst(vraag: Berichtvraag, **anders: str) -> str:
    """Return an address that opens at the list."""
    return vraag.href(**anders) + "#lijst"


def _los(**velden: str) -> str:
    return Berichtvraag(zoek=Zoekvraag(), velden=velden).href() + "#lijst"


def _tegels(o: Berichtenoverzicht) -> tuple[s.Tegel, ...]:
    """Return the counts of today; that of what waits only when something does."""
    telling: dict[str, int] = defaultdict(int)
    for _, uitkomst, aantal, _ in o.vandaag:
        telling[uitkomst] += aantal
    return tuple(
        s.Tegel(
            naam=naam,
            aantal=telling[u],
            toelichting=uitleg,
            stand=stand,
            href=_los(uitkomst=u, van=o.dag.isoformat()),
        )
        for u, (naam, stand, uitleg) in UITKOMST.items()
        if u is not Uitkomst.WACHT or telling[u] or o.pauzes
    )


def _soorten(o: Berichtenoverzicht) -> tuple[s.SoortBericht, ...]:
    vandaag: dict[str, int] = defaultdict(int)
    for soort, _, aantal, _ in o.vandaag:
        vandaag[soort] += aantal
    return tuple(
        s.SoortBericht(
            naam=naam_van_soort(soort),
            vandaag=vandaag[soort],
            laatste=to_moment(o.laatste[soort], vandaag=o.dag) if soort in o.laatste else None,
        )
        for soort in SOORTEN
    )


def _redenen(o: Berichtenoverzicht) -> tuple[s.Reden, ...]:
    op_volgorde = sorted(o.apart_per_reden.items(), key=lambda p: (-p[1], p[0]))
    return tuple(
        s.Reden(tekst=ZIN[r], aantal=n, href=_los(uitkomst=Uitkomst.APART_GEZET, reden=r))
        for r, n in op_volgorde
    )


def _pauze(p: Pauze, o: Berichtenoverzicht, *, beheer: bool) -> s.Pauze:
    """Return a source on hold. Only a functioneel beheerder gets the button."""
    sinds = to_moment(p.sinds, vandaag=o.dag).tekst
    wachten = taal.aantal(p.wachten, "bericht wacht", "berichten wachten")
    proef = min(p.wachten, REEKS)
    return s.Pauze(
        tekst=f"{bron_tekst(p.bron)} staat op pauze sinds {sinds}, {wachten}.",
        waarom=Link(tekst="Bekijk waarom", href=_los(uitkomst=Uitkomst.APART_GEZET, bron=p.bron)),
        wacht=Link(tekst="Bekijk wat wacht", href=_los(uitkomst=Uitkomst.WACHT, bron=p.bron))
        if p.wachten
        else None,
        actie=f"/berichten/pauzes/{p.id}/hervatten" if beheer and not p.herhaling else "",
        knop=f"Hervat met een proef van {proef}" if proef else "Hervat",
        bezig=Link(tekst="Wordt nu hervat", href=f"/berichten/herhalingen/{p.herhaling}")
        if beheer and p.herhaling
        else None,
    )


def _to_apart(r: Berichtregel, o: Berichtenoverzicht) -> s.ApartGezet:
    return s.ApartGezet(
        soort=naam_van_soort(r.soort),
        reden=ZIN[r.reden] if r.reden else "",
        velden=tuple(v for v in r.velden if v),
        ontvangen=to_moment(r.ontvangen_op, vandaag=o.dag),
        bron=bron_tekst(r.bron),
        id=r.bericht_id,
        href=f"/berichten/{r.id}",
    )


def _to_rij(r: Berichtregel, o: Berichtenoverzicht, *, kiezen: bool) -> s.BerichtRij:
    naam, stand, _ = UITKOMST[r.uitkomst]
    return s.BerichtRij(
        soort=naam_van_soort(r.soort),
        uitkomst=naam,
        stand=stand,
        reden=ZIN[r.reden] if r.reden else "",
        ontvangen=to_moment(r.ontvangen_op, vandaag=o.dag),
        bron=bron_tekst(r.bron),
        id=r.bericht_id,
        href=f"/berichten/{r.id}",
        kies=str(r.id) if kiezen and r.reden not in NOOIT_OPNIEUW else "",
        voorstel=to_wachttekst(eigen=o.voorstellen[r.id]) if r.id in o.voorstellen else "",
    )


def _filters(o: Berichtenoverzicht, vraag: Berichtvraag) -> Filters:
    velden = vraag.velden
    uitkomsten = [("", "Alle uitkomsten"), *((u.value, n) for u, (n, _, _) in UITKOMST.items())]
    soorten = [("", "Alle soorten"), *((soort.value, naam_van_soort(soort)) for soort in SOORTEN)]
    namen = sorted({*o.bronnen, *([o.vraag.bron] if o.vraag.bron else ())})
    bronnen = [("", "Alle bronnen"), *((b, bron_tekst(b)) for b in namen)]
    return Filters(
        actie="/berichten#lijst",
        invoer=(
            Invoer(naam="nummer", label="Nummer van het bericht", waarde=velden.get("nummer", "")),
            Invoer(
                naam="van",
                label="Ontvangen vanaf",
                waarde=velden.get("van", ""),
                soort="datetime-local",
            ),
            Invoer(
                naam="tot",
                label="Ontvangen tot en met",
                waarde=velden.get("tot", ""),
                soort="datetime-local",
            ),
        ),
        keuzelijsten=(
            _keuzelijst("uitkomst", "Uitkomst", uitkomsten, velden),
            _keuzelijst("soort", "Soort", soorten, velden),
            _keuzelijst("bron", "Bron", bronnen, velden),
        ),
        verborgen=tuple((n, velden[n]) for n in ("reden", "voorstel") if n in velden),
        chips=tuple(
            Link(tekst=vraag.tekst(naam, vandaag=o.dag), href=_lijst(vraag, **{naam: ""}))
            for naam in velden
        ),
    )


def _keuzelijst(
    naam: str, label: str, keuzes: list[tuple[str, str]], velden: dict[str, str]
) -> Keuzelijst:
    gekozen = velden.get(naam, "")
    return Keuzelijst(
        naam=naam,
        label=label,
        keuzes=tuple(Keuze(waarde=w, tekst=t, gekozen=w == gekozen) for w, t in keuzes),
    )


def _leeg(o: Berichtenoverzicht, vraag: Berichtvraag) -> Leeg:
    """Say why the list is empty: which filter hides how many, or that nothing ever came."""
    if not vraag.velden:
        return Leeg(
            titel="Nog geen berichten", tekst="Zodra er een bericht binnenkomt, staat het hier."
        )
    links = [
        Link(tekst=_zonder(vraag, naam, aantal, o), href=_lijst(vraag, **{naam: ""}))
        for naam, aantal in o.verborgen
        if aantal
    ]
    alles = Link(tekst="Toon alle berichten", href="/berichten#lijst")
    return Leeg(
        titel="Niets met deze filters",
        tekst=_waarom_geen(o),
        links=(
            *_onleesbare(o),
            *links,
            *(() if any(ln.href == alles.href for ln in links) else (alles,)),
        ),
    )


def _onleesbare(o: Berichtenoverzicht) -> tuple[Link, ...]:
    """Return the way to messages that could not be read, and seem to be the one."""
    tekst = "Een bericht dat wij niet konden lezen, noemt dit nummer"
    return tuple(Link(tekst=tekst, href=f"/berichten/{id_}") for id_ in o.onleesbaar)


def _zonder(vraag: Berichtvraag, naam: str, aantal: int, o: Berichtenoverzicht) -> str:
    hoeveel = (
        f"{MEESTE_VERBORGEN} of meer berichten"
        if aantal >= MEESTE_VERBORGEN
        else taal.aantal(aantal, "bericht", "berichten")
    )
    return f"Zonder ‘{vraag.tekst(naam, vandaag=o.dag)}’: {hoeveel}"


def _waarom_geen(o: Berichtenoverzicht) -> str:
    if o.vraag.nummer is None:
        return "Er zijn geen berichten die aan alle filters voldoen."
    if mist := mist_tekst(o.bewaking, o.vraag.nummer, bron=o.vraag.bron):
        return (
            f"{mist} De bron stuurde wel een later nummer, maar dit bericht kregen wij niet."
            " Vraag de bron om het opnieuw te sturen."
        )
    return (
        "Wij hebben voor u geen bericht met dit nummer. Kon de bron of het nummer niet gelezen"
        " worden? Dan staat het bericht apart, zonder zijn nummer."
    )
