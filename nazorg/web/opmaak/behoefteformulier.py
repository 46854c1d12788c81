"""The forms for the needs of one leefgebied: what must be arranged, by whom, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.behoefte import SOORTEN, Behoefte, Behoeftestatus, Eigenaar, soortnaam
from nazorg.store.behoeften import Vastgelegd
from nazorg.usecases.leefgebieden.lees import Gebiedsinzicht
from nazorg.web import taal
from nazorg.web.formulier import lees_getal
from nazorg.web.leefgebiedscherm import Behoefteformulier
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.acties import EIGENAAR, STATUS, eigenaar_van
from nazorg.web.opmaak.getypt import Getypt
from nazorg.web.schermen import Keuzelijst


def to_behoeften(i: Gebiedsinzicht, getypt: Getypt, *, vandaag: date) -> list[Behoefteformulier]:
    """Return a form for each need, and last the empty one for a new need."""
    bestaand = [_behoefte(v, i, getypt, vandaag) for v in _op_volgorde(i.behoeften)]
    return [*bestaand, _nieuwe_behoefte(i, i.kaart.leefgebied, getypt)]


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
