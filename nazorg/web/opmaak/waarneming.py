"""The page on which colleagues arrange who does whose work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.kennis import Kennis
from nazorg.store.medewerkers import Waarneming
from nazorg.usecases.werkvoorraad.waarneming import Waarneemblik
from nazorg.web import taal
from nazorg.web.wachtrijschermen import Optie, Waarneemregel, Waarneemscherm


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingevuld:
    """What was typed, as it was typed. ik_neem_waar: else the colleague does my work."""

    collega: str = ""
    ik_neem_waar: bool = False
    van: str = ""
    tot: str = ""


def to_waarneemscherm(
    blik: Waarneemblik,
    ingevuld: Ingevuld,
    medewerker: Medewerker,
    kennis: Kennis,
    *,
    fouten: Mapping[str, str],
) -> Waarneemscherm:
    return Waarneemscherm(
        regels=tuple(_regel(w, medewerker, blik.dag) for w in blik.waarnemingen),
        opties=tuple(
            Optie(
                waarde=c.id,
                tekst=c.naam,
                uitleg=_bereik(c.gemeenten, medewerker, kennis),
                gekozen=c.id == ingevuld.collega,
            )
            for c in blik.collegas
            if c.id != medewerker.id
        ),
        ik_neem_waar=ingevuld.ik_neem_waar,
        van=ingevuld.van,
        tot=ingevuld.tot,
        vandaag=blik.dag.isoformat(),
        fouten=dict(fouten),
    )


def _bereik(gemeenten: tuple[str, ...], medewerker: Medewerker, kennis: Kennis) -> str:
    """Say which of my gemeenten a colleague works for, when it is not all of them."""
    samen = [g for g in medewerker.gemeenten if g in gemeenten]
    if len(samen) == len(medewerker.gemeenten):
        return "Werkt voor al uw gemeenten"
    return "Werkt alleen voor " + ", ".join(sorted(kennis.gemeenten.naam(g) for g in samen))


def _regel(w: Waarneming, medewerker: Medewerker, dag: date) -> Waarneemregel:
    van, tot = (taal.dag_kort(d, vandaag=dag) for d in (w.van, w.tot))
    return Waarneemregel(
        id=str(w.id),
        tekst=f"{w.door_naam} neemt waar voor {w.voor_naam}",
        periode=f"{van} t/m {tot}",
        stand="loopt nu" if w.van <= dag else "begint nog",
        kan_stoppen=medewerker.id in (w.voor, w.door),
    )
