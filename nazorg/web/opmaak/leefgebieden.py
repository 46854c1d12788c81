"""How the leefgebieden stand, as cards and as lights."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal

from nazorg.kern.leefgebied import BASIS, Leefgebied
from nazorg.kern.leefgebied import Stand as Domeinstand
from nazorg.leefgebieden.beeld import STANDNAAM, Beeld, Gebiedsbeeld, Strijd
from nazorg.leefgebieden.behoefte import soortnaam
from nazorg.leefgebieden.catalogus import CATALOGUS, label
from nazorg.leefgebieden.feit import GEMELDE_STAND, Feit, Herkomst, Spreker
from nazorg.leefgebieden.oordeel import na_detentie
from nazorg.store.behoeften import Vastgelegd
from nazorg.web import taal
from nazorg.web.dossierscherm import Leefgebiedkaart, Tegenspraak
from nazorg.web.schermen import Lichten, Stand

Sleutel = Literal["id", "wonen", "inkomen", "schulden", "zorg", "netwerk"]
SLEUTEL: dict[Leefgebied, Sleutel] = {
    Leefgebied.IDENTITEITSBEWIJS: "id",
    Leefgebied.HUISVESTING: "wonen",
    Leefgebied.INKOMEN: "inkomen",
    Leefgebied.SCHULDEN: "schulden",
    Leefgebied.ZORG: "zorg",
    Leefgebied.SOCIAAL_NETWERK: "netwerk",
}
_STAND: dict[Domeinstand, Stand] = {
    Domeinstand.ONBEKEND: "unknown",
    Domeinstand.IN_ORDE: "ok",
    Domeinstand.NIET_IN_ORDE: "todo",
    Domeinstand.IN_BEHANDELING: "busy",
    Domeinstand.NIET_VAN_TOEPASSING: "na",
    Domeinstand.GEWEIGERD: "refused",
}
SPREKER: dict[Spreker, str] = {
    Spreker.BERICHT: "D&R-plan",
    Spreker.PI: "PI",
    Spreker.GEMEENTE: "gemeente",
    Spreker.PARTNER: "partner",
    Spreker.PERSOON: "de persoon zelf",
}


# Few combinations occur, and a list needs one for every row.
@lru_cache(maxsize=8192)
def to_lichten(standen: tuple[str, ...]) -> Lichten:
    """Return the lights of the five; standen: values of Stand, in the order of the leefgebieden."""
    een, twee, drie, vier, vijf = (_STAND[Domeinstand(s)] for s in standen[:5])
    return een, twee, drie, vier, vijf


def to_netwerklicht(standen: Sequence[Domeinstand]) -> Stand:
    """Return the light of the sixth: unknown while nobody worked with it."""
    return _STAND[standen[5]] if len(standen) > len(BASIS) else "unknown"


def to_kaarten(
    beeld: Beeld, nummer: str, behoeften: Sequence[Vastgelegd], *, vandaag: date, vast: bool
) -> tuple[Leefgebiedkaart, ...]:
    """Return the cards. What somebody is doing goes before what the judgement would propose.

    vast: the person is held, so the prison can be asked.
    """
    nu: dict[Leefgebied, str] = {}
    op_datum = sorted(behoeften, key=lambda v: v.behoefte.uiterlijk or date.max, reverse=True)
    for b in (v.behoefte for v in op_datum if not v.behoefte.status.is_klaar):
        wie = f" ({b.naam})" if b.naam else ""
        dag = taal.dag_en_maand(b.uiterlijk, vandaag=vandaag) if b.uiterlijk else ""
        nu[b.leefgebied] = f"{soortnaam(b.soort)}{wie}{', uiterlijk ' + dag if dag else ''}"
    kaarten = (to_kaart(b, nummer, vandaag=vandaag, vast=vast) for b in beeld.values())
    return tuple(
        replace(kaart, nu=nu.get(gebied, kaart.nu)) if not kaart.strijd else kaart
        for gebied, kaart in zip(beeld, kaarten, strict=True)
    )


def to_kaart(b: Gebiedsbeeld, nummer: str, *, vandaag: date, vast: bool) -> Leefgebiedkaart:
    return Leefgebiedkaart(
        sleutel=SLEUTEL[b.leefgebied],
        stand=_STAND[b.stand],
        tekst=b.oordeel.waarom if b.laatste else "",
        nu=b.oordeel.volgende if vast else na_detentie(b.oordeel.volgende),
        bron=bron_van(b.laatste, vandaag=vandaag) if b.laatste else "",
        href=f"/dossiers/{nummer}/leefgebieden/{b.leefgebied}",
        strijd=tuple(_tegenspraak(s, vandaag) for s in b.strijd),
    )


def bron_van(f: Feit, *, vandaag: date) -> str:
    """Return who said it and about which day: 'PI, 17 nov; door Marieke Bos'."""
    dag = taal.dag_en_maand(f.gemeten_op, vandaag=vandaag)
    wie = SPREKER[f.spreker]
    wie = wie[0].upper() + wie[1:]
    hoe = "gesprek van " if f.herkomst is Herkomst.GESPREK else ""
    return f"{wie}, {dag}" if f.is_bericht else f"{wie}, {hoe}{dag}; door {f.door}"


def _tegenspraak(s: Strijd, vandaag: date) -> Tegenspraak:
    return Tegenspraak(
        mens=waarde_tekst(s.mens, vandaag=vandaag),
        mens_bron=bron_van(s.mens, vandaag=vandaag),
        bericht=waarde_tekst(s.bericht, vandaag=vandaag).capitalize(),
        bericht_bron=bron_van(s.bericht, vandaag=vandaag),
    )


def waarde_tekst(f: Feit, *, vandaag: date) -> str:
    """Return what was said, as people read it."""
    if f.waarde is None:
        return "onbekend"
    if f.veld == GEMELDE_STAND:
        return STANDNAAM[Domeinstand(f.waarde)]
    if CATALOGUS[f.leefgebied].veld(f.veld).is_datum:
        return taal.dag_en_maand(date.fromisoformat(f.waarde), vandaag=vandaag)
    return label(f.leefgebied, f.veld, f.waarde)
