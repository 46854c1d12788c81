"""The page on which colleagues arrange who does whose work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.kennis import Kennis
from nazorg.store.medewerkers import Waarneming
from nazorg.usecases.werkvoorraad.waarneming import Waarneemblik
from nazorg.web import taal
from nazorg.web.wachtrijschermen import Melding, Optie, Waarneemregel, Waarneemscherm


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
        balk=None,
        regels=tuple(
            _regel(w, blik, medewerker, kennis) for w in (*blik.waarnemingen, *blik.gestopt)
        ),
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


def to_balk(blik: Waarneemblik, gedaan: str, medewerker: Medewerker) -> Melding | None:
    """Return the bar about what was just arranged or ended, with the way back."""
    for w in (*blik.waarnemingen, *blik.gestopt):
        if str(w.id) == gedaan and medewerker.id in (w.voor, w.door):
            wat = "is gestopt" if w.gestopt else "is ingesteld"
            pad = f"/waarneming/{w.id}/{'hervat' if w.gestopt else 'stop'}"
            zin = f"De waarneming van {w.door_naam} voor {w.voor_naam} {wat}."
            return Melding(tekst=zin, ongedaan=pad)
    return None


def _bereik(gemeenten: tuple[str, ...], medewerker: Medewerker, kennis: Kennis) -> str:
    """Say for which gemeenten two people can take over from each other, and for which not.

    A task is only seen by who works for its gemeente. So whoever of the two is away: what they
    share is taken over, and what only one of them has is not.
    """
    if set(gemeenten) == set(medewerker.gemeenten):
        return "Werkt voor dezelfde gemeenten als u"
    samen = [g for g in medewerker.gemeenten if g in gemeenten]
    zin = f"Waarneming geldt voor {_namen(samen, kennis)}"
    mijn = [g for g in medewerker.gemeenten if g not in gemeenten]
    ander = [g for g in gemeenten if g not in medewerker.gemeenten]
    if mijn:
        zin += f". Niet voor uw andere gemeenten: {_namen(mijn, kennis)}"
    if ander:
        zin += f". Niet voor de andere gemeenten van uw collega: {_namen(ander, kennis)}"
    return zin


def _namen(codes: Iterable[str], kennis: Kennis) -> str:
    *rest, laatste = sorted(kennis.gemeenten.naam(g) for g in codes)
    return f"{', '.join(rest)} en {laatste}" if rest else laatste


def _regel(
    w: Waarneming, blik: Waarneemblik, medewerker: Medewerker, kennis: Kennis
) -> Waarneemregel:
    dag = blik.dag
    van, tot = (taal.dag_kort(d, vandaag=dag) for d in (w.van, w.tot))
    loopt = "loopt nu" if w.van <= dag else "begint nog"
    return Waarneemregel(
        id=str(w.id),
        tekst=f"{w.door_naam} neemt waar voor {w.voor_naam}",
        periode=f"{van} t/m {tot}",
        stand="gestopt" if w.gestopt else loopt,
        kan_stoppen=medewerker.id in (w.voor, w.door),
        gestopt=w.gestopt,
        waar=_waar(w, blik, kennis),
    )


def _waar(w: Waarneming, blik: Waarneemblik, kennis: Kennis) -> str:
    """Say which gemeenten are taken over, and which of who is away are not."""
    van = {c.id: c.gemeenten for c in blik.collegas}
    if w.voor not in van or w.door not in van:
        return ""
    samen = [g for g in van[w.voor] if g in van[w.door]]
    rest = [g for g in van[w.voor] if g not in van[w.door]]
    if not samen:
        return "Zij werken niet meer voor dezelfde gemeente"
    zin = f"Voor {_namen(samen, kennis)}"
    return zin + (f". Niet voor {_namen(rest, kennis)}" if rest else "")
