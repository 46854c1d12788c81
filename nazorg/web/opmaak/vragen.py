"""A set of questions as a screen: what is asked, what is known already, and how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from nazorg.kern.leefgebied import Stand
from nazorg.leefgebieden.beeld import STANDNAAM
from nazorg.leefgebieden.feit import Feit, Grondslag, Spreker
from nazorg.leefgebieden.vragen import Verschil, Vraag, Vraagsoort
from nazorg.referentie.kennis import Kennis
from nazorg.store.vragenlijsten import Lijststatus, Vragenlijst
from nazorg.usecases.leefgebieden.vraagstand import Vraagstand
from nazorg.usecases.leefgebieden.vragenlijst import Lijstenoverzicht, Lijstinzicht
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.leefgebied import grondslagen
from nazorg.web.opmaak.leefgebieden import SPREKER, bron_van
from nazorg.web.schermen import Keuze, Keuzelijst
from nazorg.web.vragenscherm import (
    BekendeVraag,
    Lijstenscherm,
    Lijstregel,
    NieuweLijst,
    Stap,
    Vraagveld,
    Vraagverschil,
    Vragenscherm,
)

_SOORT: dict[Vraagsoort, Literal["keuze", "dag", "tekst"]] = {
    Vraagsoort.KEUZE: "keuze",
    Vraagsoort.DAG: "dag",
    Vraagsoort.TEKST: "tekst",
}
_NIET_GEVRAAGD = "Nog niet gevraagd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Getypt:
    """What came back from a form. velden: None for a fresh page. gelukt: it was saved just now.

    heropen: the list is finished, and would be opened again to save this.
    """

    velden: Mapping[str, str] | None = None
    fouten: Mapping[str, str] = field(default_factory=dict)
    melding: str = ""
    verschillen: Sequence[Verschil] = ()
    gelukt: bool = False
    heropen: bool = False


def to_vragenscherm(
    i: Lijstinzicht, deel: int, getypt: Getypt, kennis: Kennis, *, vandaag: date
) -> Vragenscherm:
    """Return page number deel (from 1) of a list."""
    klaar = i.lijst.status is Lijststatus.KLAAR
    heropen = klaar and getypt.heropen
    gesloten = klaar and not heropen
    standen = [i.vragen[v.sleutel] for v in i.delen[deel - 1].vragen]
    open_ = frozenset(v.sleutel for v in getypt.verschillen)
    vraagt = [v for v in standen if not gesloten and (not v.bekend or v.vraag.sleutel in open_)]
    basis = f"/dossiers/{i.nummer}/vragen/{i.lijst.id}"
    titels = [d.titel for d in i.delen]
    bron = getypt.velden or _laatste_bron(i, vandaag)
    gemeten_fout = getypt.fouten.get("gemeten_op", "")
    return Vragenscherm(
        nummer=i.nummer,
        naam=_naam(i),
        lijst=i.vragenset.naam,
        titel=titels[deel - 1],
        versie=f"versie {i.lijst.versie}",
        actie=f"{basis}/{deel}",
        basis=basis,
        stappen=_stappen(i, deel, basis),
        velden=tuple(_veld(v, getypt, vandaag) for v in vraagt),
        bekend=tuple(_bekend(v, i.nummer, kennis, vandaag) for v in standen if v not in vraagt),
        spreker=_sprekers(bron.get("spreker", Spreker.PERSOON)),
        grondslag=grondslagen(bron.get("grondslag", Grondslag.PBW_18A)),
        gemeten_op=bron.get("gemeten_op", ""),
        gemeten_fout=gemeten_fout,
        laatste=vandaag.isoformat(),
        vorige=titels[deel - 2] if deel > 1 else "",
        volgende=titels[deel] if deel < len(titels) else "",
        bewaard=_bewaard(i, vandaag),
        gesloten=gesloten,
        heropen=heropen,
        gelukt=getypt.gelukt,
        melding=getypt.melding,
        verschillen=tuple(_verschil(v, i.vragen[v.sleutel].vraag) for v in getypt.verschillen),
        fouten=tuple((f"v-{sleutel}", tekst) for sleutel, tekst in getypt.fouten.items()),
    )


def _naam(i: Lijstinzicht | Lijstenoverzicht) -> str:
    p = i.stand.persoon
    return gedeeld.naam(p.voornamen, p.voorvoegsel, p.geslachtsnaam)


def _laatste_bron(i: Lijstinzicht, vandaag: date) -> dict[str, str]:
    """Return who spoke and on what ground the last time: that is hardly ever different now."""
    uit = {"gemeten_op": vandaag.isoformat()}
    if i.antwoorden:
        laatste = i.antwoorden[-1]
        uit |= {"spreker": laatste.spreker.value, "grondslag": laatste.grondslag.value}
    return uit


def _sprekers(gekozen: str) -> Keuzelijst:
    keuzes = [(s, SPREKER[s][0].upper() + SPREKER[s][1:]) for s in Spreker if s != Spreker.BERICHT]
    return gedeeld.keuzelijst("spreker", "Met wie sprak u?", keuzes, gekozen)


def _stappen(i: Lijstinzicht, deel: int, basis: str) -> tuple[Stap, ...]:
    stappen = []
    for nr, d in enumerate(i.delen, start=1):
        gevuld = sum(i.vragen[v.sleutel].is_beantwoord for v in d.vragen)
        stappen.append(
            Stap(
                tekst=d.titel,
                href=f"{basis}/{nr}",
                stand=f"{gevuld} van {len(d.vragen)}",
                klaar=gevuld == len(d.vragen),
                huidig=nr == deel,
            )
        )
    return tuple(stappen)


def _veld(v: Vraagstand, getypt: Getypt, vandaag: date) -> Vraagveld:
    vraag, veld = v.vraag, v.vraag.veld
    waarde = (getypt.velden or {}).get(f"v-{vraag.sleutel}", v.nu.waarde)
    labels = veld.keuzes if veld else vraag.keuzes
    soort = _SOORT.get(vraag.soort) or ("keuze" if labels else "dag")
    keuzes = [*labels.items(), ("", _NIET_GEVRAAGD)] if soort == "keuze" else []
    return Vraagveld(
        sleutel=vraag.sleutel,
        tekst=vraag.tekst,
        soort=soort,
        keuzes=tuple(Keuze(waarde=w, tekst=t, gekozen=w == waarde) for w, t in keuzes),
        waarde=waarde,
        teken=v.nu.teken,
        plan=_plan(v.plan, vandaag),
        fout=getypt.fouten.get(vraag.sleutel, ""),
    )


def _plan(plan: Feit | None, vandaag: date) -> str:
    if plan is None or plan.waarde in (None, Stand.ONBEKEND):
        return ""
    assert plan.waarde is not None
    return f"{bron_van(plan, vandaag=vandaag)}: {STANDNAAM[Stand(plan.waarde)]}"


def _bekend(v: Vraagstand, nummer: str, kennis: Kennis, vandaag: date) -> BekendeVraag:
    if v.uit_bericht is not None:
        antwoord = _uit_bericht(v.uit_bericht, kennis, vandaag)
        return BekendeVraag(tekst=v.vraag.tekst, antwoord=antwoord, bron="Uit de berichten")
    leef = v.vraag.leefgebied
    antwoord = _tekst(v.vraag, v.nu.waarde, vandaag) or _NIET_GEVRAAGD
    bron = v.nu.wie
    if v.woord is not None:
        bron = bron_van(v.woord.feit, vandaag=vandaag)
    return BekendeVraag(
        tekst=v.vraag.tekst,
        antwoord=antwoord,
        bron=bron,
        href=f"/dossiers/{nummer}/leefgebieden/{leef}" if leef else "",
        strijd=bool(v.woord and v.woord.strijd),
    )


def _uit_bericht(wat: date | str, kennis: Kennis, vandaag: date) -> str:
    if isinstance(wat, date):
        return taal.dag_kort(wat, vandaag=vandaag)
    if wat in kennis.inrichtingen:
        return kennis.inrichtingen.naam(wat)
    return kennis.gemeenten.naam(wat)


def _tekst(vraag: Vraag, waarde: str, vandaag: date) -> str:
    """Return an answer as people read it."""
    labels = vraag.veld.keuzes if vraag.veld else vraag.keuzes
    if waarde and not labels and vraag.soort is not Vraagsoort.TEKST:
        return taal.dag_kort(date.fromisoformat(waarde), vandaag=vandaag)
    return vraag.label(waarde)


def _verschil(v: Verschil, vraag: Vraag) -> Vraagverschil:
    leeg = _NIET_GEVRAAGD.lower()
    wie = f" ({v.nu.wie})" if v.nu.wie else ""
    return Vraagverschil(
        vraag=vraag.tekst,
        getypt=vraag.label(v.getypt) or leeg,
        nu=(vraag.label(v.nu.waarde) or leeg) + wie,
    )


def _bewaard(i: Lijstinzicht, vandaag: date) -> str:
    if not i.antwoorden:
        return "Nog niets bewaard."
    laatste = i.antwoorden[-1]
    moment = gedeeld.to_moment(laatste.gezet_op, vandaag=vandaag).tekst
    return f"Laatst bewaard: {moment}, door {laatste.naam}."


def to_lijstenscherm(i: Lijstenoverzicht, *, vandaag: date) -> Lijstenscherm:
    return Lijstenscherm(
        nummer=i.nummer,
        naam=_naam(i),
        lijsten=tuple(_regel(r, vandaag) for r in i.lijsten),
        onbekend=tuple(_onbekend(x, vandaag) for x in i.onbekend),
        nieuw=tuple(
            NieuweLijst(
                id=s.id,
                naam=s.naam,
                uitleg=taal.aantal(sum(len(d.vragen) for d in s.delen), "vraag", "vragen")
                + f" op {taal.aantal(len(s.delen), 'pagina', 'pagina’s')}",
            )
            for s in i.te_beginnen
        ),
    )


def _onbekend(lijst: Vragenlijst, vandaag: date) -> str:
    moment = gedeeld.to_moment(lijst.begonnen_op, vandaag=vandaag).tekst
    naam = lijst.set.replace("_", " ").replace("-", " ").capitalize()
    return f"{naam}, versie {lijst.versie}, begonnen {moment}, laatst door {lijst.naam}"


def _regel(i: Lijstinzicht, vandaag: date) -> Lijstregel:
    moment = gedeeld.to_moment(i.lijst.gewijzigd_op, vandaag=vandaag).tekst
    return Lijstregel(
        naam=i.vragenset.naam,
        versie=f"versie {i.lijst.versie}",
        stand=f"{i.gevuld} van {len(i.vragen)} bekend",
        wie=f"laatst door {i.lijst.naam}, {moment}",
        begonnen=gedeeld.to_moment(i.lijst.begonnen_op, vandaag=vandaag),
        klaar=i.lijst.status is Lijststatus.KLAAR,
        basis=f"/dossiers/{i.nummer}/vragen/{i.lijst.id}",
    )
