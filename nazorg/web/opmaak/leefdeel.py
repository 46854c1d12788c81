"""The part of the dossier page about leefgebieden: cards, actions, timeline, who is involved."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Medewerker
from nazorg.leefgebieden.behoefte import SOORTEN
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.meetmoment import Meetpunt
from nazorg.referentie.kennis import Kennis
from nazorg.store.vragenlijsten import Lijststatus
from nazorg.usecases.dossiers.toon import Inzicht
from nazorg.usecases.leefgebieden.lees import Leefinzicht
from nazorg.web import taal
from nazorg.web.dossierscherm import (
    Betrokkene,
    Gesprek,
    Leefgebiedkaart,
    Meetrij,
    NieuweActie,
    NieuweNotitie,
    TijdlijnRegel,
)
from nazorg.web.opmaak import betrokken, overlegdeel, taakregels
from nazorg.web.opmaak.acties import EIGENAAR, to_acties
from nazorg.web.opmaak.bewaren import Getypt, to_bewaarvak
from nazorg.web.opmaak.gedeeld import to_datum, to_moment
from nazorg.web.opmaak.leefgebieden import to_kaarten, to_lichten, to_netwerklicht
from nazorg.web.opmaak.leeftijdlijn import to_regels
from nazorg.web.opmaak.tijdlijn import Regel, to_berichtregels, to_tijdlijn
from nazorg.web.schermen import Keuze
from nazorg.web.wachtrijschermen import Melding, Tab

Tijdlijntab = Literal["alles", "berichten", "notities"]
_VERVANGEN = "Telt niet meer: de dag is veranderd of ingetrokken."
_MEETPUNT = {
    Meetpunt.BEGIN: "Begin",
    Meetpunt.VRIJLATING: "Bij vrijlating",
    Meetpunt.EEN_MAAND: "Een maand erna",
    Meetpunt.ZES_MAANDEN: "Zes maanden erna",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blik:
    """Who looks, at which part of the timeline, and what was typed in a form that was refused.

    op_fout: what is wrong with the day to look back to. balk: what was not done, and why.
    """

    medewerker: Medewerker
    tab: Tijdlijntab = "alles"
    actie: dict[str, str] | None = None
    actiefouten: dict[str, str] | None = None
    notitie: NieuweNotitie | None = None
    bewaren: Getypt | None = None
    op_fout: str = ""
    alle_inzage: bool = False
    balk: Melding | None = None


def parse_tab(tekst: str | None) -> Tijdlijntab:
    """Return which part of the timeline was asked for; anything else means all of it."""
    match tekst:
        case "berichten" | "notities":
            return tekst
        case _:
            return "alles"


def to_leefdeel(i: Inzicht, kennis: Kennis, blik: Blik) -> dict[str, Any]:
    """Return the fields of `Dossier` that come from people, or from people and notices together."""
    leef = i.leef
    assert leef is not None, "the dossier page reads them"
    regels = list(_regels(i, leef, kennis, blik.medewerker))
    basis: dict[str, Any] = {
        "leefgebieden": _kaarten(i, leef),
        "acties": to_acties(i, leef, kennis),
        "betrokkenen": tuple(_betrokkenen(leef, i.dag)),
        "metingen": tuple(_metingen(leef, i.dag)),
        "stukken": tuple(
            betrokken.to_stukregel(s, vandaag=i.dag) for s in leef.stukken if not s.einde_op
        ),
        "tijdlijn": to_tijdlijn((r for r in regels if _past(r[1], blik.tab)), vandaag=i.dag),
        "tijdlijn_tabs": _tabs(i, [r for _, r in regels], blik.tab),
    }
    if i.op is not None:
        return basis
    return basis | {
        "nieuwe_actie": _nieuwe_actie(i, blik, leef.beeld),
        "nieuwe_notitie": blik.notitie or NieuweNotitie(actie=f"/dossiers/{i.nummer}/notities"),
        "bewaren": to_bewaarvak(i, blik.bewaren),
        "overleg": overlegdeel.to_overlegvak(i.nummer, leef, kennis, vandaag=i.dag),
        "gesprekken": tuple(_gesprekken(i, leef, kennis)),
        "sinds": _sinds(leef, [r for _, r in regels], i.dag),
    }


def _regels(
    i: Inzicht, leef: Leefinzicht, kennis: Kennis, medewerker: Medewerker
) -> Iterator[Regel]:
    """Yield the lines of the timeline, in no order. Nothing in the past can be changed."""
    yield from to_berichtregels(i.meldingen, kennis, vandaag=i.dag, blik=leef.vorige_blik)
    yield from to_regels(
        leef,
        medewerker_id=medewerker.id if i.op is None else "",
        medewerker=medewerker.naam,
        vandaag=i.dag,
        nummer=i.nummer if i.op is None else "",
    )
    yield from betrokken.to_regels(
        leef.betrokkenen,
        leef.stukken,
        blik=leef.vorige_blik,
        medewerker=medewerker.naam,
        vandaag=i.dag,
    )
    yield from overlegdeel.to_regels(leef, kennis, medewerker=medewerker.naam, vandaag=i.dag)
    yield from taakregels.to_regels(
        leef, kennis, medewerker=medewerker.naam, vandaag=i.dag, links=i.op is None
    )


def _kaarten(i: Inzicht, leef: Leefinzicht) -> tuple[Leefgebiedkaart, ...]:
    """Return the cards; of the past without the form behind them, which is about today."""
    vast = i.stand.status is Dossierstatus.IN_DETENTIE
    kaarten = to_kaarten(leef.beeld, i.nummer, leef.behoeften, vandaag=i.dag, vast=vast)
    return kaarten if i.op is None else tuple(replace(k, href="") for k in kaarten)


def _past(regel: TijdlijnRegel, tab: Tijdlijntab) -> bool:
    return tab == "alles" or regel.soort == {"berichten": "bericht", "notities": "notitie"}[tab]


def _tabs(i: Inzicht, regels: list[TijdlijnRegel], gekozen: Tijdlijntab) -> tuple[Tab, ...]:
    keuzes: tuple[tuple[Tijdlijntab, str], ...] = (
        ("alles", "Alles"),
        ("berichten", "Berichten"),
        ("notities", "Notities"),
    )
    op = f"&op={i.op.isoformat()}" if i.op else ""
    return tuple(
        Tab(
            tekst=tekst,
            href=f"/dossiers/{i.nummer}?tijdlijn={tab}{op}#h-tijd",
            aantal=str(sum(_past(r, tab) for r in regels)),
            huidig=tab == gekozen,
        )
        for tab, tekst in keuzes
    )


def _sinds(leef: Leefinzicht, regels: list[TijdlijnRegel], vandaag: date) -> str:
    """Say what changed since this person looked; empty when nothing did or nobody looked yet."""
    if leef.vorige_blik is None:
        return ""
    nieuw = Counter[str](r.soort for r in regels if r.nieuw)
    delen = [
        taal.aantal(nieuw[soort], een, meer)
        for soort, een, meer in (
            ("bericht", "nieuw bericht", "nieuwe berichten"),
            ("leefgebied", "wijziging", "wijzigingen"),
            ("notitie", "notitie", "notities"),
            ("taak", "keer iets gedaan met een taak", "keer iets gedaan met een taak"),
        )
        if nieuw[soort]
    ]
    if not delen:
        return ""
    toen = to_moment(leef.vorige_blik, vandaag=vandaag).tekst
    return f"Sinds u hier keek ({toen}): {', '.join(delen)}."


def _nieuwe_actie(i: Inzicht, blik: Blik, gebieden: Collection[Leefgebied]) -> NieuweActie:
    getypt = blik.actie or {}
    return NieuweActie(
        actie=f"/dossiers/{i.nummer}/acties",
        groepen=tuple(
            (
                CATALOGUS[gebied].naam,
                tuple(
                    Keuze(waarde=s, tekst=naam, gekozen=s == getypt.get("soort"))
                    for s, naam in soorten.items()
                ),
            )
            for gebied, soorten in SOORTEN.items()
            if gebied in gebieden
        ),
        uiterlijk=getypt.get("uiterlijk", ""),
        vandaag=i.dag.isoformat(),
        fouten=blik.actiefouten or {},
    )


def _betrokkenen(leef: Leefinzicht, vandaag: date) -> list[Betrokkene]:
    """Return who is involved, and the named owners of needs, each once."""
    uit: dict[str, Betrokkene] = {}
    for wie in leef.betrokkenen:
        if wie.einde_op is None:
            r = betrokken.to_betrokkenregel(wie, vandaag=vandaag)
            uit[r.titel] = Betrokkene(
                naam=r.titel,
                initialen=_letters(r.titel),
                rol=r.rol,
                telefoon=r.telefoon,
                bel=r.bel,
            )
    for v in leef.behoeften:
        b = v.behoefte
        if b.naam and b.naam not in uit:
            rol = EIGENAAR[b.eigenaar]
            uit[b.naam] = Betrokkene(
                naam=b.naam,
                initialen=_letters(b.naam),
                rol=f"{rol[0].upper()}{rol[1:]} · {CATALOGUS[b.leefgebied].naam}",
            )
    return list(uit.values())


def _letters(naam: str) -> str:
    """Return two letters for a person, one for an organisation of one word."""
    woorden = naam.split()
    return (woorden[0][:1] + (woorden[-1][:1] if len(woorden) > 1 else "")).upper()


def _metingen(leef: Leefinzicht, vandaag: date) -> list[Meetrij]:
    netwerk = Leefgebied.SOCIAAL_NETWERK in leef.beeld
    return [
        Meetrij(
            naam=_MEETPUNT[m.punt],
            datum=to_datum(m.datum, vandaag=vandaag),
            lichten=to_lichten(m.standen),
            netwerk=to_netwerklicht(m.standen) if netwerk else None,
            vervangen=_VERVANGEN if m.vervangen_op else "",
        )
        for m in leef.metingen
    ]


def _gesprekken(i: Inzicht, leef: Leefinzicht, kennis: Kennis) -> Iterator[Gesprek]:
    """Yield the sets of questions that were begun, newest first."""
    for lijst in leef.vragenlijsten:
        vragenset = kennis.vragenboek.find(lijst.set, lijst.versie)
        moment = to_moment(lijst.gewijzigd_op, vandaag=i.dag).tekst
        yield Gesprek(
            naam=vragenset.naam if vragenset else lijst.set,
            stand="afgerond" if lijst.status is Lijststatus.KLAAR else "bezig",
            wie=f"{lijst.naam}, {moment}",
            href=f"/dossiers/{i.nummer}/vragen/{lijst.id}/1",
        )
