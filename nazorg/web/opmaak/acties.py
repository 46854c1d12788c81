"""The actions of a dossier that are no open task: without a date, done, or as they were then."""

from collections.abc import Iterator
from datetime import datetime

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.behoefte import Behoefte, Behoeftestatus, Eigenaar, soortnaam
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.referentie.kennis import Kennis
from nazorg.store.behoeften import Vastgelegd
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.dossiers.toon import Inzicht
from nazorg.usecases.leefgebieden.lees import Leefinzicht
from nazorg.web import taal
from nazorg.web.dossierscherm import LosseActie
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.handelingen import naam_van, write_extra
from nazorg.web.opmaak.taakregels import taaknaam
from nazorg.werkvoorraad.taken import Regel, Taakstatus

EIGENAAR = {
    Eigenaar.PI: "PI",
    Eigenaar.GEMEENTE: "gemeente",
    Eigenaar.PARTNER: "partner",
    Eigenaar.PERSOON: "de persoon zelf",
}
STATUS = {
    Behoeftestatus.OPEN: "Open",
    Behoeftestatus.LOOPT: "Loopt",
    Behoeftestatus.GEREED: "Gereed",
    Behoeftestatus.VERVALLEN: "Hoeft niet meer",
}
_KLAAR_GETOOND = 3


def to_acties(i: Inzicht, leef: Leefinzicht, kennis: Kennis) -> tuple[LosseActie, ...]:
    """Return what has no place on the queue: without a date, and what was done last.

    Of the past also what had a date then: which tasks stood on the queue is not kept.
    """
    terug = i.op is not None
    open_ = [v for v in leef.behoeften if not v.behoefte.status.is_klaar]
    klaar = [
        (v.op, _losse_actie(v, i))
        for v in leef.behoeften
        if v.behoefte.status is Behoeftestatus.GEREED
    ]
    if not terug:
        open_ = [v for v in open_ if v.behoefte.uiterlijk is None]
        klaar += _gedane_taken(i, leef, kennis)
    klaar.sort(key=lambda k: k[0], reverse=True)
    getoond = klaar if terug else klaar[:_KLAAR_GETOOND]
    return (*(_losse_actie(v, i) for v in open_), *(actie for _, actie in getoond))


def _gedane_taken(
    i: Inzicht, leef: Leefinzicht, kennis: Kennis
) -> Iterator[tuple[datetime, LosseActie]]:
    """Yield the tasks of rules that are done, each with who did it last."""
    laatste = {d.taak.id: d for d in leef.daden if d.taak.regel is not Regel.BEHOEFTE}
    for d in laatste.values():
        if d.taak.status is Taakstatus.AFGEHANDELD:
            moment = to_moment(d.actie.tijd, vandaag=i.dag).tekst
            yield (
                d.actie.tijd,
                LosseActie(
                    tekst=taaknaam(d.taak, kennis, vandaag=i.dag),
                    wie="",
                    href=f"/taken/{d.taak.id}",
                    klaar=f"afgehandeld {moment} door {d.actie.naam}",
                ),
            )


def _losse_actie(v: Vastgelegd, i: Inzicht) -> LosseActie:
    b = v.behoefte
    klaar = ""
    if b.status.is_klaar:
        klaar = f"afgehandeld {to_moment(v.op, vandaag=i.dag).tekst} door {v.naam}"
    uiterlijk = taal.dag_en_maand(b.uiterlijk, vandaag=i.dag) if b.uiterlijk else ""
    return LosseActie(
        tekst=soortnaam(b.soort),
        wie=wie_van(b),
        href="" if i.op else f"/dossiers/{i.nummer}/leefgebieden/{b.leefgebied}#b-{b.id}",
        klaar=klaar,
        dag=f"uiterlijk {uiterlijk}" if uiterlijk else "geen datum",
    )


def wie_van(b: Behoefte) -> str:
    """Return 'Huisvesting · IrisZorg (partner)'."""
    return f"{CATALOGUS[b.leefgebied].naam} · {eigenaar_van(b)}"


def eigenaar_van(b: Behoefte) -> str:
    """Return 'IrisZorg (partner)', or only 'partner' when nobody was named."""
    rol = EIGENAAR[b.eigenaar]
    return f"{b.naam} ({rol})" if b.naam else rol


def write_taakregel(taak: Wachtrijrij, i: Inzicht) -> str:
    """Return what stands under an open task: what it is about, whose it is, for whom it waits."""
    delen = [_waarover(taak, i)]
    if taak.eigenaar:
        delen.append(f"Van {naam_van(taak.eigenaar, i.leef.collegas if i.leef else ())}")
    delen.append(write_extra(taak, vandaag=i.dag))
    return " · ".join(d for d in delen if d)


def _waarover(taak: Wachtrijrij, i: Inzicht) -> str:
    """Return of a task about a leefgebied which one, who does it, and what it waits for."""
    if taak.regel is Regel.BEHOEFTE and i.leef is not None:
        return next(
            (wie_van(v.behoefte) for v in i.leef.behoeften if str(v.behoefte.id) == taak.onderwerp),
            "",
        )
    if "leefgebied" not in taak.gegevens:
        return ""
    gebied = CATALOGUS[Leefgebied(taak.gegevens["leefgebied"])].naam
    wacht = [
        CATALOGUS[Leefgebied(g)].naam.lower() for g in taak.gegevens.get("wacht_op", "").split()
    ]
    return f"{gebied} · wacht op {' en '.join(wacht)}" if wacht else gebied
