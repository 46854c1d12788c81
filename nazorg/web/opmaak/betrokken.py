"""Who is involved and where documents lie, as a screen, as panels and as lines of the timeline."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from nazorg.leefgebieden.betrokken import Betrokkene, Betrokkenrol, Betrokkensoort
from nazorg.leefgebieden.stuk import Stuk, is_adres
from nazorg.referentie.stukplekken import load_plekken
from nazorg.store.betrokkenen import Bijgehouden
from nazorg.usecases.leefgebieden.betrokken import Omgeving
from nazorg.web import taal
from nazorg.web.betrokkenscherm import (
    Betrokkenregel,
    Betrokkenscherm,
    Betrokkenvorm,
    Stukregel,
    Stukvorm,
)
from nazorg.web.dossierscherm import TijdlijnRegel
from nazorg.web.opmaak import gedeeld

ROL: dict[Betrokkenrol, str] = {
    Betrokkenrol.CASEMANAGER_PI: "Casemanager PI",
    Betrokkenrol.RECLASSERING: "Reclassering",
    Betrokkenrol.WIJKTEAM: "Wijkteam",
    Betrokkenrol.WERK_EN_INKOMEN: "Werk en inkomen",
    Betrokkenrol.SCHULDHULP: "Schuldhulp",
    Betrokkenrol.WONEN: "Wonen of opvang",
    Betrokkenrol.ZORG: "Zorg",
    Betrokkenrol.VEILIGHEIDSHUIS: "Zorg- en Veiligheidshuis",
    Betrokkenrol.ANDERS: "Anders",
}
_SOORT = {
    Betrokkensoort.CONTACT: "Een persoon",
    Betrokkensoort.PARTNER: "Een organisatie",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Getypt:
    """What came back from one of the two forms. vorm: which one, '' for none."""

    vorm: str = ""
    velden: Mapping[str, str] = field(default_factory=dict)
    fouten: Mapping[str, str] = field(default_factory=dict)
    melding: str = ""

    def van(self, vorm: str) -> "Getypt":
        return self if self.vorm == vorm else Getypt()


def to_betrokkenscherm(o: Omgeving, getypt: Getypt, *, vandaag: date) -> Betrokkenscherm:
    p = o.stand.persoon
    mensen = [to_betrokkenregel(b, vandaag=vandaag) for b in o.betrokkenen]
    stukken = [to_stukregel(s, vandaag=vandaag) for s in o.stukken]
    letter = {"betrokkene": "b", "stuk": "s"}.get(getypt.vorm, "")
    return Betrokkenscherm(
        nummer=o.nummer,
        naam=gedeeld.naam(p.voornamen, p.voorvoegsel, p.geslachtsnaam),
        betrokkenen=tuple(b for b in mensen if not b.einde),
        oud=tuple(b for b in mensen if b.einde),
        stukken=tuple(s for s in stukken if not s.einde),
        stukken_oud=tuple(s for s in stukken if s.einde),
        nieuw=_vorm(getypt.van("betrokkene")),
        nieuw_stuk=_stukvorm(getypt.van("stuk"), vandaag),
        fouten=tuple((f"{letter}-{veld}", tekst) for veld, tekst in getypt.fouten.items()),
        melding=getypt.melding,
    )


def to_betrokkenregel(b: Bijgehouden[Betrokkene], *, vandaag: date) -> Betrokkenregel:
    w = b.wat
    delen = [ROL[w.rol], w.organisatie if w.naam else ""]
    return Betrokkenregel(
        id=str(w.id),
        titel=w.naam or w.organisatie,
        rol=" · ".join(d for d in delen if d),
        telefoon=w.telefoon,
        bel="".join(t for t in w.telefoon if t.isdigit() or t == "+"),
        sinds=f"sinds {_moment(b.op, vandaag)}, {b.naam}",
        einde=_einde(b, vandaag),
    )


def to_stukregel(s: Bijgehouden[Stuk], *, vandaag: date) -> Stukregel:
    """Return the row. A link is checked again: the list of places may have become shorter."""
    w, plek = s.wat, load_plekken().get(s.wat.plek)
    naam = plek.naam if plek else w.plek
    return Stukregel(
        id=str(w.id),
        titel=w.titel,
        plek=f"{naam}, {w.waar}" if w.waar else naam,
        datum=taal.dag_en_maand(w.datum, vandaag=vandaag) if w.datum else "",
        sinds=f"genoteerd {_moment(s.op, vandaag)}, {s.naam}",
        href=w.url if w.url and is_adres(w.url, plek) else "",
        einde=_einde(s, vandaag),
    )


def _moment(op: datetime, vandaag: date) -> str:
    return gedeeld.to_moment(op, vandaag=vandaag).tekst


def _einde(b: Bijgehouden[Betrokkene] | Bijgehouden[Stuk], vandaag: date) -> str:
    return f"tot {_moment(b.einde_op, vandaag)}, {b.einde_naam}" if b.einde_op else ""


def _vorm(g: Getypt) -> Betrokkenvorm:
    return Betrokkenvorm(
        soort=gedeeld.keuzelijst(
            "soort",
            "Wat voegt u toe?",
            list(_SOORT.items()),
            g.velden.get("soort", Betrokkensoort.CONTACT),
        ),
        rol=gedeeld.keuzelijst(
            "rol",
            "Als wat?",
            list(ROL.items()),
            g.velden.get("rol", Betrokkenrol.CASEMANAGER_PI),
        ),
        organisatie=g.velden.get("organisatie", ""),
        naam=g.velden.get("naam", ""),
        telefoon=g.velden.get("telefoon", ""),
        fouten=dict(g.fouten),
    )


def _stukvorm(g: Getypt, vandaag: date) -> Stukvorm:
    plekken = [("", "Kies een plek"), *((p.id, p.naam) for p in load_plekken().values())]
    return Stukvorm(
        plek=gedeeld.keuzelijst("plek", "Waar ligt het?", plekken, g.velden.get("plek", "")),
        datum=g.velden.get("datum", ""),
        laatste=vandaag.isoformat(),
        titel=g.velden.get("titel", ""),
        waar=g.velden.get("waar", ""),
        url=g.velden.get("url", ""),
        fouten=dict(g.fouten),
    )


def to_regels(
    betrokkenen: Sequence[Bijgehouden[Betrokkene]],
    stukken: Sequence[Bijgehouden[Stuk]],
    *,
    blik: datetime | None,
    medewerker: str,
    vandaag: date,
) -> Iterator[tuple[datetime, TijdlijnRegel]]:
    """Yield what was added and ended, as lines of the timeline."""
    for moment, naam, tekst in _gebeurtenissen(betrokkenen, stukken):
        yield (
            moment,
            TijdlijnRegel(
                soort="leefgebied",
                icoon="users" if tekst.startswith("Betrokkene") else "file-text",
                tekst=tekst,
                bron=naam,
                vastgelegd=gedeeld.to_moment(moment, vandaag=vandaag),
                nieuw=blik is not None and moment > blik and naam != medewerker,
            ),
        )


def _gebeurtenissen(
    betrokkenen: Iterable[Bijgehouden[Betrokkene]], stukken: Iterable[Bijgehouden[Stuk]]
) -> Iterator[tuple[datetime, str, str]]:
    for b in betrokkenen:
        wie = f"{b.wat.naam or b.wat.organisatie} ({ROL[b.wat.rol]})"
        yield b.op, b.naam, f"Betrokkene toegevoegd: {wie}"
        if b.einde_op:
            yield b.einde_op, b.einde_naam or "", f"Betrokkene gestopt: {wie}"
    for s in stukken:
        yield s.op, s.naam, f"Stuk genoteerd: {s.wat.titel}"
        if s.einde_op:
            yield s.einde_op, s.einde_naam or "", f"Stuk hoort er niet meer bij: {s.wat.titel}"
