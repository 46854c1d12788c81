"""Offering messages again as screens: what will happen, how far it is, what became of each."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from nazorg.berichten.beheer import REEKS, Herhaalsoort, Herhaalstand, Herhaaluitkomst
from nazorg.berichten.soort import naam_van_soort
from nazorg.berichten.uitkomst import ZIN, Reden, Uitkomst
from nazorg.store.herhalingen import Herhaalregel, Herhaling
from nazorg.usecases.berichten.speel_opnieuw import MEESTE
from nazorg.usecases.berichten.toon_herhaling import Herhaalinzicht, Voorbeschouwing
from nazorg.web import taal
from nazorg.web.herhaalscherm import Berichtregel, Reeks, Telregel, Vooraf, Voortgang
from nazorg.web.opmaak.berichtvraag import Berichtvraag, parse_berichtvraag
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.tijdlijn import bron_tekst
from nazorg.web.schermen import Bladeren, Link, Stand

_UITKOMST: dict[Herhaaluitkomst, tuple[str, Stand]] = {
    Herhaaluitkomst.VERWERKT: ("Verwerkt", "ok"),
    Herhaaluitkomst.APART_GEZET: ("Apart gezet", "todo"),
    Herhaaluitkomst.GENEGEERD: ("Hoefde niet meer", "na"),
    Herhaaluitkomst.OVERGESLAGEN: ("Overgeslagen", "na"),
    Herhaaluitkomst.MISLUKT: ("Fout in nazorg", "todo"),
}
_NIET_GEPROBEERD = "Nog niet geprobeerd"
_STAND: dict[Herhaalstand, tuple[str, Stand]] = {
    Herhaalstand.BEZIG: ("Bezig", "busy"),
    Herhaalstand.KLAAR: ("Klaar", "ok"),
    Herhaalstand.GESTOPT: ("Gestopt", "todo"),
}
_ANDERS: dict[Herhaaluitkomst, str] = {
    Herhaaluitkomst.OVERGESLAGEN: "Stond niet meer apart, of mag niet opnieuw.",
    Herhaaluitkomst.MISLUKT: "Meld dit aan de makers van nazorg.",
}


def to_vooraf(
    v: Voorbeschouwing, vraag: Berichtvraag, ids: Sequence[UUID], *, vandaag: date
) -> Vooraf:
    """Return the page that asks 'are you sure'."""
    aantal = min(v.aantal, MEESTE)
    hoeveel = taal.aantal(aantal, "bericht", "berichten")
    eerst = [f"De oudste {MEESTE} gaan mee. Doe de rest daarna."] if v.aantal > MEESTE else []
    return Vooraf(
        titel=f"{hoeveel} opnieuw afspelen" if aantal else "Niets om opnieuw af te spelen",
        gekozen=(*_gekozen(vraag, ids, vandaag), *eerst),
        mee=_reeksen(v.mee),
        niet=_reeksen(v.niet),
        verborgen=(*(("id", str(i)) for i in ids), *vraag.velden.items(), ("akkoord", "ja")),
        knop=f"Speel {hoeveel} opnieuw af" if aantal else "",
        terug=Link(tekst="Terug naar de lijst", href=vraag.href() + "#lijst"),
    )


def niet_te_herhalen(vraag: Berichtvraag) -> tuple[str, ...]:
    """Return the filters by which nothing can be offered again: they must not mean 'everything'."""
    is_ander = vraag.zoek.uitkomst not in (None, Uitkomst.APART_GEZET)
    return (*vraag.onbruikbaar, *(("uitkomst",) if is_ander else ()))


def to_onbruikbaar(filters: Sequence[str], vraag: Berichtvraag) -> Vooraf:
    """Return the page that says that a filter makes no sense here, so that nothing is done."""
    return Vooraf(
        titel="Wij spelen niets opnieuw af",
        gekozen=(),
        mee=(),
        niet=(),
        verborgen=(),
        knop="",
        terug=Link(tekst="Terug naar de lijst", href=vraag.href() + "#lijst"),
        waarom_niet=f"Dit filter kunnen wij hier niet gebruiken: {', '.join(filters)}."
        " Ga terug en kies opnieuw.",
    )


def _gekozen(vraag: Berichtvraag, ids: Sequence[UUID], vandaag: date) -> tuple[str, ...]:
    if ids:
        return (f"U koos {taal.aantal(len(ids), 'bericht', 'berichten')} uit de lijst.",)
    filters = [vraag.tekst(naam, vandaag=vandaag) for naam in vraag.velden if naam != "uitkomst"]
    return ("U koos: " + "; ".join(filters) + ".",) if filters else ("U koos alles.",)


def _reeksen(telling: dict[Reden, int]) -> tuple[Reeks, ...]:
    op_volgorde = sorted(telling.items(), key=lambda p: (-p[1], p[0]))
    return tuple(
        Reeks(aantal=taal.aantal(n, "bericht", "berichten"), tekst=ZIN[r]) for r, n in op_volgorde
    )


def to_voortgang(i: Herhaalinzicht, *, na: str | None) -> Voortgang:
    """Return the page of one run."""
    h = i.herhaling
    tekst, stand = _STAND[h.stand]
    pad = f"/berichten/herhalingen/{h.id}"
    alleen = f"uitkomst={i.uitkomst}" if i.uitkomst else ""
    verder = "&".join(deel for deel in (alleen, f"na={i.regels[-1].id}" if i.meer else "") if deel)
    begin = Link(tekst="Terug naar het begin", href=f"{pad}?{alleen}" if alleen else pad)
    return Voortgang(
        titel=_titel(h),
        stand=stand,
        stand_tekst=tekst,
        zinnen=_zinnen(i),
        gekozen=_wat(h, i.dag),
        door=h.naam,
        begonnen=to_moment(h.aangemaakt_op, vandaag=i.dag),
        gedaan=sum(n for u, n in i.telling.items() if u is not None),
        totaal=sum(i.telling.values()),
        bezig=h.stand is Herhaalstand.BEZIG,
        telling=_telling(i, pad),
        regels=tuple(_regel(r) for r in i.regels),
        bladeren=Bladeren(
            volgende=Link(tekst="Volgende 100", href=f"{pad}?{verder}") if i.meer else None,
            begin=begin if na else None,
        ),
    )


def herhaling_link(h: Herhaling, *, vandaag: date) -> Link:
    """Return a run as one line."""
    wanneer = to_moment(h.aangemaakt_op, vandaag=vandaag).tekst
    return Link(
        tekst=f"{_titel(h)}, {wanneer} ({_STAND[h.stand][0].lower()})",
        href=f"/berichten/herhalingen/{h.id}",
    )


def _titel(h: Herhaling) -> str:
    if h.soort is Herhaalsoort.HERVATTEN:
        return f"{bron_tekst(h.bron or '')} hervatten"
    return "Opnieuw afspelen"


def _wat(h: Herhaling, vandaag: date) -> tuple[str, ...]:
    if h.soort is Herhaalsoort.HERVATTEN:
        return ()
    if "aantal" in h.gekozen:
        return (f"{h.gekozen['aantal']} gekozen uit de lijst",)
    vraag = parse_berichtvraag(h.gekozen)
    teksten = [vraag.tekst(n, vandaag=vandaag) for n in vraag.velden if n != "uitkomst"]
    return tuple(teksten) or ("Alles wat apart stond",)


def _zinnen(i: Herhaalinzicht) -> tuple[str, ...]:
    """Say what is going on. For a source that starts again: the trial first."""
    h, te_doen = i.herhaling, i.telling.get(None, 0)
    if h.soort is Herhaalsoort.HERHALEN:
        verder = "U hoeft niet te wachten: dit gaat vanzelf door."
        return (verder,) if h.stand is Herhaalstand.BEZIG else ()
    match h.stand:
        case Herhaalstand.GESTOPT:
            wacht = taal.aantal(te_doen, "bericht", "berichten")
            return (
                "De berichten gaan nog steeds mis. De bron blijft op pauze.",
                *((f"{wacht} van deze keer zijn niet geprobeerd.",) if te_doen else ()),
            )
        case Herhaalstand.KLAAR:
            return ("De bron loopt weer. Nieuwe berichten verwerken wij meteen.",)
    return (
        f"Eerst {REEKS} berichten als proef, dan de rest op volgorde van binnenkomst.",
        "Gaan die allemaal mis, dan blijft de bron op pauze.",
    )


def _telling(i: Herhaalinzicht, pad: str) -> tuple[Telregel, ...]:
    return tuple(
        Telregel(
            naam=naam,
            aantal=i.telling[u],
            stand=stand,
            href=pad if i.uitkomst is u else f"{pad}?uitkomst={u}",
            huidig=i.uitkomst is u,
        )
        for u, (naam, stand) in _UITKOMST.items()
        if i.telling.get(u)
    )


def _regel(r: Herhaalregel) -> Berichtregel:
    naam, stand = _UITKOMST[r.uitkomst] if r.uitkomst else (_NIET_GEPROBEERD, "unknown")
    reden = ZIN[Reden(r.reden)] if r.reden else ""
    return Berichtregel(
        soort=naam_van_soort(r.soort),
        nummer=r.bericht_id,
        bron=bron_tekst(r.bron),
        href=f"/berichten/{r.id}",
        uitkomst=naam,
        stand=stand,
        reden=_ANDERS.get(r.uitkomst, reden) if r.uitkomst else reden,
    )
