"""The page behind a card: its questions with what is known filled in, its needs, its history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from nazorg.kern.dagtekst import lees_dag
from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.behoefte import SOORTEN, Behoefte, Behoeftestatus, Eigenaar, soortnaam
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import Feit, Grondslag, Spreker
from nazorg.leefgebieden.veld import Veld
from nazorg.store.behoeften import Vastgelegd
from nazorg.usecases.leefgebieden.lees import Gebiedsinzicht
from nazorg.web import taal
from nazorg.web.formulier import lees_getal
from nazorg.web.leefgebiedscherm import (
    WAS,
    Behoefteformulier,
    Botsingsregel,
    Geschiedenisregel,
    Invoerveld,
    Leefgebiedscherm,
)
from nazorg.web.opmaak import actiebotsing, gedeeld
from nazorg.web.opmaak.acties import EIGENAAR, STATUS, eigenaar_van
from nazorg.web.opmaak.leefgebieden import SPREKER, bron_van, to_kaarten, waarde_tekst
from nazorg.web.opmaak.voorbeeld import vrij_van
from nazorg.web.schermen import Keuzelijst

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Getypt:
    """What came back from a form. waarden: None for a fresh form. behoefte: id of the need, or ''.

    fouten: name of the field to what is wrong with it. botsing: a colleague was first.
    """

    waarden: Mapping[str, str] | None = None
    fouten: Mapping[str, str] = field(default_factory=dict)
    botsing: str = ""
    behoefte: str | None = None
    bewaard: bool = False

    @property
    def kaart(self) -> Mapping[str, str] | None:
        """What was typed in the form of the card, not in that of a need."""
        return self.waarden if self.behoefte is None else None

    def is_getypt(self, naam: str) -> bool:
        """Tell whether somebody typed in a field of the card, and did not leave it as it was."""
        velden = self.kaart or {}
        return naam in velden and velden[naam] != velden.get(WAS + naam)


def to_leefgebied(i: Gebiedsinzicht, getypt: Getypt, *, vandaag: date) -> Leefgebiedscherm:
    gebied = i.kaart.leefgebied
    soort, persoon = CATALOGUS[gebied], i.stand.persoon
    fouten = getypt.fouten if getypt.behoefte is None else {}
    velden = tuple(_veld(v, i, getypt, vandaag) for v in soort.velden)
    acties = [_behoefte(v, i, getypt, vandaag) for v in _op_volgorde(i.behoeften)]
    nieuw = _nieuwe_behoefte(i, gebied, getypt)
    gemeten = _gemeten_op(getypt, fouten, vandaag)
    ander = _ander(i, getypt)
    (kaart,) = to_kaarten({gebied: i.kaart}, i.nummer, i.behoeften, vandaag=vandaag)
    return Leefgebiedscherm(
        nummer=i.nummer,
        naam=gedeeld.naam(persoon.voornamen, persoon.voorvoegsel, persoon.geslachtsnaam),
        gebied=soort.naam,
        sleutel=kaart.sleutel,
        actie=f"/dossiers/{i.nummer}/leefgebieden/{gebied}",
        kaart=replace(kaart, href=""),
        velden=velden,
        gemeten_op=gemeten,
        spreker=gedeeld.keuzelijst(
            "spreker",
            "Wie zei dit?",
            [(s, SPREKER[s][0].upper() + SPREKER[s][1:]) for s in Spreker if s != Spreker.BERICHT],
            (getypt.kaart or {}).get("spreker", Spreker.PI),
        ),
        grondslag=grondslagen((getypt.kaart or {}).get("grondslag", Grondslag.PBW_18A)),
        gezien=i.gezien,
        bevestig=bool(i.kaart.strijd),
        laatste=vandaag.isoformat(),
        fouten=_fouten((*velden, gemeten), (*acties, nieuw)),
        behoeften=tuple(acties),
        nieuw=nieuw,
        geschiedenis=tuple(_geschiedenis(i.feiten, vandaag)),
        vrij=_vrij(i, vandaag),
        bewaard=getypt.bewaard,
        melding=getypt.botsing,
        botsing=_botsing(i, getypt, ander, vandaag) if getypt.botsing else (),
        botsing_href=f"#b-{ander.behoefte.id}" if ander else "",
        botsing_van=actiebotsing.write_van(ander, vandaag=vandaag) if ander else "",
    )


def _fouten(
    velden: Iterable[Invoerveld], acties: Iterable[Behoefteformulier]
) -> tuple[tuple[str, str], ...]:
    """Return of every field that was refused its id and the sentence."""
    return (
        *((f"v-{v.naam}", v.fout) for v in velden if v.fout),
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


def _op_volgorde(behoeften: Sequence[Vastgelegd]) -> list[Vastgelegd]:
    """Return what is open first, by date."""
    return sorted(
        behoeften, key=lambda v: (v.behoefte.status.is_klaar, v.behoefte.uiterlijk or date.max)
    )


def _behoefte(v: Vastgelegd, i: Gebiedsinzicht, getypt: Getypt, vandaag: date) -> Behoefteformulier:
    b = v.behoefte
    mijn = getypt.waarden if getypt.behoefte == str(b.id) else None
    fouten = getypt.fouten if mijn else {}
    formulier = _formulier(b, i, mijn or {}, fouten, open_=mijn is not None, vandaag=vandaag)
    # After a mistake the form still began where it began; a conflict was shown, so it begins anew.
    begon = lees_getal(mijn.get("versie")) if mijn and not getypt.botsing else 0
    return replace(formulier, versie=begon or b.versie)


def _nieuwe_behoefte(i: Gebiedsinzicht, gebied: Leefgebied, getypt: Getypt) -> Behoefteformulier:
    mijn = getypt.waarden if getypt.behoefte == "" else None
    return Behoefteformulier(
        id="nieuw",
        actie=f"/dossiers/{i.nummer}/acties",
        titel="Nieuwe actie",
        meta="",
        klaar=False,
        soort=_soorten(gebied, (mijn or {}).get("soort", "")),
        status=_statussen(Behoeftestatus.OPEN),
        eigenaar=_eigenaren((mijn or {}).get("eigenaar", Eigenaar.GEMEENTE)),
        naam=(mijn or {}).get("naam", ""),
        uiterlijk=(mijn or {}).get("uiterlijk", ""),
        stap=(mijn or {}).get("stap", ""),
        versie=0,
        fouten=dict(getypt.fouten) if mijn is not None else {},
        open=mijn is not None,
    )


def _formulier(
    b: Behoefte,
    i: Gebiedsinzicht,
    getypt: Mapping[str, str],
    fouten: Mapping[str, str],
    *,
    open_: bool,
    vandaag: date,
) -> Behoefteformulier:
    dag = taal.dag_kort(b.uiterlijk, vandaag=vandaag) if b.uiterlijk else ""
    wanneer = f", uiterlijk {dag}" if dag else ""
    return Behoefteformulier(
        id=str(b.id),
        actie=f"/dossiers/{i.nummer}/acties/{b.id}",
        titel=soortnaam(b.soort),
        meta=f"{STATUS[b.status]} · {eigenaar_van(b)}{wanneer}",
        klaar=b.status.is_klaar,
        soort=_soorten(b.leefgebied, getypt.get("soort", b.soort)),
        status=_statussen(getypt.get("status", b.status)),
        eigenaar=_eigenaren(getypt.get("eigenaar", b.eigenaar)),
        naam=getypt.get("naam", b.naam),
        uiterlijk=getypt.get("uiterlijk", b.uiterlijk.isoformat() if b.uiterlijk else ""),
        stap=getypt.get("stap", b.stap),
        versie=b.versie,
        fouten=dict(fouten),
        open=open_,
    )


def _soorten(gebied: Leefgebied, gekozen: str) -> Keuzelijst:
    return gedeeld.keuzelijst(
        "soort", "Wat moet er geregeld worden?", [*SOORTEN[gebied].items()], gekozen
    )


def _statussen(gekozen: str) -> Keuzelijst:
    return gedeeld.keuzelijst("status", "Hoe ver is het?", list(STATUS.items()), gekozen)


def _eigenaren(gekozen: str) -> Keuzelijst:
    keuzes = [(e, EIGENAAR[e][0].upper() + EIGENAAR[e][1:]) for e in Eigenaar]
    return gedeeld.keuzelijst("eigenaar", "Wie doet het?", keuzes, gekozen)


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
