"""The sheet for the day of leaving as a screen, as paper, and as a letter to the prison."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from nazorg.detenties.detentie import Detentie
from nazorg.kern.dagtekst import lees_dag
from nazorg.kern.werkdagen import is_werkdag, plus_werkdagen
from nazorg.referentie.kennis import Kennis
from nazorg.usecases.dossiers.vertrekblad import Bewaard, Bladinzicht
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.vertrekscherm import (
    Afspraakregel,
    Afspraakvelden,
    Blad,
    Botsing,
    Veld,
    Vertrekscherm,
    Vinkje,
)
from nazorg.werkvoorraad.taken import Dicht
from nazorg.werkvoorraad.vertrekdag import MAX_AFSPRAKEN, Vertrekblad

_LEGE_REGELS = 2
_LABELS = {
    "slapen": "Waar kan deze persoon slapen?",
    "opmerking": "Wat moet hij of zij nog meer weten?",
    "bel_wie": "Wie kan hij of zij bellen?",
    "bel_nummer": "Telefoonnummer",
}
_NIET_BEKEND = "De dag is nog niet bekend"
_NIET_NAGEKEKEN = "Let op: dit blad is nog niet nagekeken voor deze dag."


def to_velden(blad: Vertrekblad) -> dict[str, str]:
    """Return a sheet as the fields of its form."""
    velden = {
        "slapen": blad.slapen,
        "opmerking": blad.opmerking,
        "bel_wie": blad.bel_wie,
        "bel_nummer": blad.bel_nummer,
    }
    for n, afspraak in enumerate(blad.afspraken, 1):
        velden[f"a{n}_tijd"] = f"{afspraak.tijd:%H:%M}" if afspraak.tijd else ""
        velden[f"a{n}_plek"] = afspraak.plek
        velden[f"a{n}_waarvoor"] = afspraak.waarvoor
    return velden


@dataclass(frozen=True, slots=True, kw_only=True)
class Getypt:
    """What somebody filled in and that was not saved, with the reason: faults, or a clash."""

    velden: dict[str, str]
    gevinkt: tuple[str, ...]
    fouten: dict[str, str] = field(default_factory=dict)
    botsing: Bewaard | None = None


def to_scherm(
    i: Bladinzicht,
    kennis: Kennis,
    *,
    pdf: bool,
    gelukt: bool = False,
    getypt: Getypt | None = None,
) -> Vertrekscherm:
    """Return the screen, with what was typed when that was not saved."""
    waarden = getypt.velden if getypt else to_velden(i.blad)
    aan = frozenset(getypt.gevinkt if getypt else i.blad.meenemen)
    klachten = getypt.fouten if getypt else {}
    botsing = getypt.botsing if getypt else None
    velden = {n: Veld(naam=n, waarde=waarden.get(n, ""), fout=klachten.get(n, "")) for n in _LABELS}
    bewaard = botsing or i.bewaard
    return Vertrekscherm(
        nummer=i.nummer,
        naam=_naam(i),
        versie=str(bewaard.id) if bewaard else "",
        dag=i.vrij_op.isoformat() if i.vrij_op else "",
        anders=_anders(i, getypt),
        bewaard=_door(i.bewaard, i.dag) if i.bewaard else "",
        gelukt=gelukt,
        blad=to_blad(i, kennis),
        afspraken=tuple(_regels(waarden, klachten)),
        vinkjes=tuple(Vinkje(sleutel=s, tekst=t, aan=s in aan) for s, t in i.data.meenemen),
        velden=velden,
        brief=_brief(i, kennis),
        pdf=pdf,
        fouten=tuple(Veld(naam=n, waarde="", fout=f) for n, f in klachten.items()),
        botsing=_botsing(botsing, i) if botsing else None,
        labels=_LABELS,
    )


def to_blad(i: Bladinzicht, kennis: Kennis) -> Blad:
    """Return the sheet itself. Nothing on it that a stranger may not read besides the name."""
    teksten = dict(i.data.meenemen)
    dag, laatst = i.vrij_op, _laatst(i.stand.huidige)
    return Blad(
        naam=_naam(i),
        dag=taal.dag_lang(dag).capitalize() if dag else _NIET_BEKEND,
        waarschuwing=_NIET_NAGEKEKEN if i.is_verouderd else "",
        let_op=tuple(_let_op(dag, laatst, gedeeld.dicht_van(i.gemeente, kennis))),
        afspraken=tuple(
            Afspraakregel(
                tijd=f"{a.tijd:%H:%M} uur" if a.tijd else "",
                plek=a.plek,
                waarvoor=a.waarvoor,
            )
            for a in i.blad.afspraken
        ),
        slapen=i.blad.slapen,
        meenemen=tuple(teksten[s] for s in i.blad.meenemen if s in teksten),
        opmerking=i.blad.opmerking,
        bel_wie=i.blad.bel_wie,
        bel_nummer=i.blad.bel_nummer,
        nummer=i.nummer,
    )


def _anders(i: Bladinzicht, getypt: Getypt | None) -> str:
    """Return for which other day this was filled in and what day it is now, or ''."""
    if getypt is None and i.bewaard is None:
        return ""
    voor = lees_dag(getypt.velden.get("dag")) if getypt else i.blad.dag
    if voor == i.vrij_op:
        return ""
    was = f"voor {taal.dag_lang(voor)}" if voor else "toen de dag nog niet bekend was"
    nu = f"Het is nu {taal.dag_lang(i.vrij_op)}." if i.vrij_op else "De dag is nu niet bekend."
    return f"Dit blad is ingevuld {was}. {nu}"


def _laatst(d: Detentie | None) -> date | None:
    return d.verwacht.laatst if d and d.einde is None and d.verwacht else None


def _let_op(dag: date | None, laatst: date | None, dicht: Dicht) -> Iterable[str]:
    """Yield what may happen to this day, and which desks are closed on it or after it."""
    later = f" Het wordt uiterlijk {taal.dag_lang(laatst)}." if laatst and laatst != dag else ""
    yield f"De dag kan veranderen. Vraag het aan uw casemanager.{later}"
    if dag is None:
        return
    if not is_werkdag(dag, dicht):
        yield f"Op deze dag zijn loketten dicht, tot {_open(dag, dicht)}."
    elif not is_werkdag(dag + timedelta(days=1), dicht):
        yield f"Ga op deze dag zelf langs: daarna zijn loketten dicht tot {_open(dag, dicht)}."


def _open(dag: date, dicht: Dicht) -> str:
    return taal.dag_lang(plus_werkdagen(dag, 1, dicht))


def _naam(i: Bladinzicht) -> str:
    p = i.stand.persoon
    return gedeeld.naam(p.voornamen, p.voorvoegsel, p.geslachtsnaam)


def _door(bewaard: Bewaard, dag: date) -> str:
    return f"{bewaard.naam}, {taal.moment(dag, bewaard.op)}"


def _regels(waarden: Mapping[str, str], fouten: Mapping[str, str]) -> Iterable[Afspraakvelden]:
    """Yield the filled rows and a few empty ones, so that there is always room for more."""
    gevuld = [
        n
        for n in range(1, MAX_AFSPRAKEN + 1)
        if any(waarden.get(f"a{n}_{deel}", "").strip() for deel in ("tijd", "plek", "waarvoor"))
    ]
    aantal = min(MAX_AFSPRAKEN, max(gevuld, default=0) + _LEGE_REGELS)
    for n in range(1, aantal + 1):
        tijd, plek, waarvoor = (
            Veld(naam=naam, waarde=waarden.get(naam, ""), fout=fouten.get(naam, ""))
            for naam in (f"a{n}_tijd", f"a{n}_plek", f"a{n}_waarvoor")
        )
        yield Afspraakvelden(nummer=n, tijd=tijd, plek=plek, waarvoor=waarvoor)


def _botsing(hunne: Bewaard, i: Bladinzicht) -> Botsing:
    blad, teksten = hunne.blad, dict(i.data.meenemen)
    afspraken = [
        " · ".join(d for d in (f"{a.tijd:%H:%M}" if a.tijd else "", a.plek, a.waarvoor) if d)
        for a in blad.afspraken
    ]
    regels = [
        *((f"Afspraak {n}", tekst) for n, tekst in enumerate(afspraken, 1)),
        ("Slapen", blad.slapen),
        ("Meenemen", ", ".join(teksten.get(s, s) for s in blad.meenemen)),
        ("Opmerking", blad.opmerking),
        ("Bellen", " ".join(d for d in (blad.bel_wie, blad.bel_nummer) if d)),
    ]
    return Botsing(
        wie=hunne.naam,
        wanneer=taal.moment(i.dag, hunne.op),
        regels=tuple((naam, tekst or "leeg") for naam, tekst in regels),
    )


def _brief(i: Bladinzicht, kennis: Kennis) -> str:
    """Return a text for the prison, to copy into secure mail. Our number, never a name."""
    d = i.stand.huidige
    waar = kennis.inrichtingen.naam(d.inrichting) if d and d.inrichting else "de inrichting"
    dag = i.vrij_op
    verwacht = f"Wij verwachten vertrek op {taal.dag_lang(dag)}." if dag else f"{_NIET_BEKEND}."
    return (
        f"Aan de casemanager van {waar}\n\nDit gaat over ons dossier {i.nummer}. {verwacht}\n\n"
        "Bij dit bericht zit een vertrekblad. Wilt u het samen doornemen en meegeven?\n"
        "Wilt u ons laten weten:\n- klopt de dag, en hoe laat is het vertrek?\n"
        "- gaat er een geldig identiteitsbewijs mee?\n- is er iets veranderd?\n\n"
        "Zet geen naam in de onderwerpregel.\n\nMet vriendelijke groet"
    )
