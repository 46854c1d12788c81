"""The page behind a card: its questions with what is known filled in, its needs, its history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.dagtekst import lees_dag
from nazorg.kern.klok import day_of
from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import Feit, Grondslag, Spreker
from nazorg.leefgebieden.terug import Daad
from nazorg.leefgebieden.veld import Veld
from nazorg.store.behoeften import Vastgelegd
from nazorg.usecases.leefgebieden.lees import Gebiedsinzicht
from nazorg.web import taal
from nazorg.web.leefgebiedscherm import (
    WAS,
    Behoefteformulier,
    Botsingsregel,
    Geschiedenisregel,
    Invoerveld,
    Leefgebiedscherm,
)
from nazorg.web.opmaak import actiebotsing, gedeeld
from nazorg.web.opmaak.behoefteformulier import to_behoeften
from nazorg.web.opmaak.getypt import Getypt
from nazorg.web.opmaak.leefgebieden import SPREKER, bron_van, to_kaarten, waarde_tekst
from nazorg.web.opmaak.terugdraaien import to_daadmelding
from nazorg.web.opmaak.voorbeeld import vrij_van
from nazorg.web.schermen import Keuzelijst
from nazorg.web.wachtrijschermen import Melding

_GRONDSLAG = {
    Grondslag.PBW_18A: "Re-integratie (artikel 18a Pbw)",
    Grondslag.PUBLIEKE_TAAK: "Taak van de gemeente",
    Grondslag.TOESTEMMING: "Toestemming van de persoon",
    Grondslag.WGS: "Zorg- en Veiligheidshuis (Wgs)",
    Grondslag.VITAAL_BELANG: "Nood",
}
# The id of a field of a need begins with this, and ends with which need it is.
_LETTER = {"soort": "s", "naam": "w", "uiterlijk": "d", "stap": "t"}
_GEMETEN = "Op welke dag was dit zo?"
TOESTEMMING_IN_DETENTIE = (
    "Hier staan gegevens over zorg op grond van toestemming, gegeven in detentie. Wie vastzit, kan"
    " die niet vrij geven. Vraag het na de vrijlating opnieuw, of leg het vast op een andere grond."
)


def to_leefgebied(i: Gebiedsinzicht, getypt: Getypt, *, vandaag: date) -> Leefgebiedscherm:
    gebied, soort = i.kaart.leefgebied, CATALOGUS[i.kaart.leefgebied]
    fouten = getypt.fouten if getypt.behoefte is None else {}
    velden = tuple(_veld(v, i, getypt, vandaag) for v in soort.velden)
    *acties, nieuw = to_behoeften(i, getypt, vandaag=vandaag)
    gemeten = _gemeten_op(getypt, fouten, vandaag)
    ander = _ander(i, getypt)
    vast = i.stand.status is Dossierstatus.IN_DETENTIE
    (kaart,) = to_kaarten({gebied: i.kaart}, i.nummer, i.behoeften, vandaag=vandaag, vast=vast)
    return Leefgebiedscherm(
        nummer=i.nummer,
        naam=_naam(i),
        gebied=soort.naam,
        sleutel=kaart.sleutel,
        actie=f"/dossiers/{i.nummer}/leefgebieden/{gebied}",
        kaart=replace(kaart, href=""),
        velden=velden,
        gemeten_op=gemeten,
        spreker=_sprekers((getypt.kaart or {}).get("spreker", Spreker.PI)),
        grondslag=grondslagen((getypt.kaart or {}).get("grondslag", Grondslag.PBW_18A)),
        grondslag_fout=fouten.get("grondslag", ""),
        let_op=_let_op(i),
        gezien=i.gezien,
        bevestig=bool(i.kaart.strijd),
        klopt_nog=not i.kaart.strijd and any(v.was for v in velden),
        laatste=vandaag.isoformat(),
        fouten=_fouten((*velden, gemeten), (*acties, nieuw), fouten.get("grondslag", "")),
        behoeften=tuple(acties),
        nieuw=nieuw,
        geschiedenis=tuple(_geschiedenis(i.feiten, vandaag)),
        vrij=_vrij(i, vandaag),
        bewaard=getypt.bewaard,
        balk=_balk(i, getypt.daad) if getypt.daad else None,
        melding=getypt.botsing,
        botsing=_botsing(i, getypt, ander, vandaag) if getypt.botsing else (),
        botsing_href=f"#b-{ander.behoefte.id}" if ander else "",
        botsing_van=actiebotsing.write_van(ander, vandaag=vandaag) if ander else "",
    )


def _sprekers(gekozen: str) -> Keuzelijst:
    keuzes = [(s, SPREKER[s][0].upper() + SPREKER[s][1:]) for s in Spreker if s != Spreker.BERICHT]
    return gedeeld.keuzelijst("spreker", "Wie zei dit?", keuzes, gekozen)


def _balk(i: Gebiedsinzicht, daad: Daad) -> Melding | None:
    return to_daadmelding(i.nummer, daad, behoeften=i.behoeften, feiten=i.feiten)


def _naam(i: Gebiedsinzicht) -> str:
    persoon = i.stand.persoon
    return gedeeld.naam(persoon.voornamen, persoon.voorvoegsel, persoon.geslachtsnaam)


def _let_op(i: Gebiedsinzicht) -> str:
    """Say that care is known by consent from the time that somebody was held (L10); or ''."""
    huidige = i.stand.huidige
    if i.kaart.leefgebied is not Leefgebied.ZORG or huidige is None or huidige.begin is None:
        return ""
    einde = huidige.einde or date.max
    woorden = [w.feit for w in i.kaart.woorden.values()]
    is_twijfel = any(
        f.grondslag is Grondslag.TOESTEMMING and huidige.begin <= day_of(f.gezegd_op) <= einde
        for f in woorden
    )
    return TOESTEMMING_IN_DETENTIE if is_twijfel else ""


def _fouten(
    velden: Iterable[Invoerveld], acties: Iterable[Behoefteformulier], grondslag: str
) -> tuple[tuple[str, str], ...]:
    """Return of every field that was refused its id and the sentence."""
    return (
        *((f"v-{v.naam}", v.fout) for v in velden if v.fout),
        *([("v-grondslag", grondslag)] if grondslag else []),
        *((f"{_LETTER[f]}-{a.id}", zin) for a in acties for f, zin in a.fouten.items()),
    )


def _vrij(i: Gebiedsinzicht, vandaag: date) -> str:
    """Return when somebody walks out: what the notices told needs no asking."""
    vrij = vrij_van(i.stand.huidige, vandaag)
    return vrij.tekst if vrij else ""


def grondslagen(gekozen: str) -> Keuzelijst:
    return gedeeld.keuzelijst("grondslag", "Op welke grond?", list(_GRONDSLAG.items()), gekozen)


def _veld(veld: Veld, i: Gebiedsinzicht, getypt: Getypt, vandaag: date) -> Invoerveld:
    """Fill in what is known: what was said once is never asked again."""
    woord = i.kaart.woorden.get(veld.naam)
    bekend = (woord.feit.waarde if woord else None) or ""
    getypt_hier = getypt.is_getypt(veld.naam)
    waarde = (getypt.kaart or {})[veld.naam] if getypt_hier else bekend
    # After a mistake the form still began where it began; a conflict was shown, so it begins anew.
    begon = getypt_hier and not getypt.botsing
    keuzes = None
    if not veld.is_datum:
        keuzes = gedeeld.keuzelijst(
            veld.naam, veld.vraag, [("", "Onbekend"), *veld.keuzes.items()], waarde
        )
    return Invoerveld(
        naam=veld.naam,
        vraag=veld.vraag,
        keuzes=keuzes,
        waarde=waarde,
        was=(getypt.kaart or {}).get(WAS + veld.naam, bekend) if begon else bekend,
        nu=bron_van(woord.feit, vandaag=vandaag) if woord and woord.feit.waarde else "",
        fout=getypt.fouten.get(veld.naam, "") if getypt.behoefte is None else "",
    )


def _gemeten_op(getypt: Getypt, fouten: Mapping[str, str], vandaag: date) -> Invoerveld:
    waarde = (getypt.kaart or {}).get("gemeten_op", vandaag.isoformat())
    return Invoerveld(
        naam="gemeten_op",
        vraag=_GEMETEN,
        keuzes=None,
        waarde=waarde,
        fout=fouten.get("gemeten_op", ""),
    )


def _ander(i: Gebiedsinzicht, getypt: Getypt) -> Vastgelegd | None:
    """Return the need that a colleague changed while somebody typed; None for a card."""
    if not getypt.botsing or not getypt.behoefte:
        return None
    return next((v for v in i.behoeften if str(v.behoefte.id) == getypt.behoefte), None)


def _botsing(
    i: Gebiedsinzicht, getypt: Getypt, ander: Vastgelegd | None, vandaag: date
) -> tuple[Botsingsregel, ...]:
    """Return the answers that differ: what was typed beside what stands there by now."""
    if ander is not None:
        return actiebotsing.to_botsing(ander, getypt.waarden or {}, vandaag=vandaag)
    rijen = []
    for veld in CATALOGUS[i.kaart.leefgebied].velden:
        woord = i.kaart.woorden.get(veld.naam)
        nu = (woord.feit.waarde if woord else None) or ""
        typte = (getypt.waarden or {}).get(veld.naam, "")
        was = (getypt.waarden or {}).get(WAS + veld.naam)
        if getypt.is_getypt(veld.naam) and nu not in (typte, was):
            wie = f" ({bron_van(woord.feit, vandaag=vandaag)})" if woord else ""
            rijen.append(
                Botsingsregel(
                    vraag=veld.vraag,
                    getypt=_antwoord(veld, typte, vandaag),
                    nu=_antwoord(veld, nu, vandaag) + wie,
                )
            )
    return tuple(rijen)


def _antwoord(veld: Veld, waarde: str, vandaag: date) -> str:
    dag = lees_dag(waarde) if veld.is_datum else None
    if dag:
        return taal.dag_en_maand(dag, vandaag=vandaag)
    return veld.keuzes.get(waarde, waarde) or "Onbekend"


def _geschiedenis(feiten: Sequence[Feit], vandaag: date) -> list[Geschiedenisregel]:
    """Return every word of people, newest first."""
    return [
        Geschiedenisregel(
            tekst=f"{_vraag(f)} {waarde_tekst(f, vandaag=vandaag)}",
            bron=f"{bron_van(f, vandaag=vandaag)}; grond: {_GRONDSLAG[f.grondslag]}",
            moment=gedeeld.to_moment(f.gezegd_op, vandaag=vandaag),
        )
        for f in reversed(feiten)
    ]


def _vraag(f: Feit) -> str:
    return CATALOGUS[f.leefgebied].veld(f.veld).vraag
