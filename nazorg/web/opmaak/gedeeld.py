"""Words that several screens share."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from nazorg.kern.werkdagen import plus_werkdagen, werkdagen_tot
from nazorg.referentie.kennis import Kennis
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.web import taal
from nazorg.web.schermen import Datum, Keuze, Keuzelijst, Prio, Uiterlijk, Vrij
from nazorg.werkvoorraad.taken import Dicht, Prioriteit, Taakstatus, bepaal_prioriteit
from nazorg.werkvoorraad.waarschuwing import DICHTBIJ, write_waarschuwingen
from nazorg.werkvoorraad.zinnen import REGELTEKST, write_zin

_PRIO: dict[Prioriteit, Prio] = {
    Prioriteit.SPOED: "spoed",
    Prioriteit.HOOG: "hoog",
    Prioriteit.NORMAAL: "normaal",
}


def naam(voornamen: str | None, voorvoegsel: str | None, geslachtsnaam: str) -> str:
    """Return the name as one says it: the first given name, prefix and surname."""
    delen = voornamen.split(None, 1)[:1] if voornamen else []
    if voorvoegsel:
        delen.append(voorvoegsel)
    if geslachtsnaam:
        delen.append(geslachtsnaam)
    return " ".join(delen)


def initialen(volledig: str) -> str:
    """Return two letters for an employee."""
    woorden = volledig.split()
    return (woorden[0][:1] + woorden[-1][:1]).upper() if woorden else "?"


def plek(gemeente: str, inrichting: str | None, kennis: Kennis) -> str:
    waar = kennis.gemeenten.naam(gemeente)
    return f"{waar} · {kennis.inrichtingen.naam(inrichting)}" if inrichting else waar


def to_datum(dag: date, *, vandaag: date) -> Datum:
    return Datum(tekst=taal.dag_kort(dag, vandaag=vandaag), iso=dag.isoformat())


def to_moment(tijdstip: datetime, *, vandaag: date) -> Datum:
    return Datum(tekst=taal.moment(vandaag, tijdstip), iso=tijdstip.isoformat())


def dicht_van(gemeente: str, kennis: Kennis) -> Dicht:
    """Return the days on which this gemeente is closed, besides holidays."""
    return kennis.regelboek.voor(gemeente).dicht


# A list shows few different days, and none of this is about anybody.
@lru_cache(maxsize=8192)
def to_uiterlijk(dag: date, *, vandaag: date, dicht: Dicht = frozenset()) -> Uiterlijk:
    """Return the due date in working days; the last working day and later stand out."""
    werkdagen = werkdagen_tot(vandaag, dag, dicht)
    snel = dag <= plus_werkdagen(vandaag, 1, dicht)
    return Uiterlijk(
        tekst=taal.uiterlijk_tekst(vandaag, dag, abs(werkdagen)),
        datum=to_datum(dag, vandaag=vandaag),
        toon="laat" if dag < vandaag else "snel" if snel else "",
    )


def to_vrij(
    vrij_op: date, laatst: date | None, *, vandaag: date, dicht: Dicht = frozenset()
) -> Vrij:
    """Return the box that says when somebody walks out; closed days are a warning of their own."""
    dagen = (vrij_op - vandaag).days
    tekst = f"Vrij {taal.dagen_tot(vandaag, vrij_op)}" if dagen >= 0 else "Vrijlating was verwacht"
    uitleg = taal.dag_lang(vrij_op).capitalize()
    if laatst and laatst != vrij_op:
        uitleg += f", uiterlijk {taal.dag_lang(laatst)}"
    if dagen < 0:
        uitleg += ". Wij kregen nog geen bericht van einde"
    return Vrij(
        tekst=tekst,
        toelichting=uitleg + ".",
        dringend=vrij_op <= plus_werkdagen(vandaag, 5, dicht),
    )


def prio(taak: Wachtrijrij, kennis: Kennis, *, vandaag: date) -> Prio:
    return _PRIO[
        bepaal_prioriteit(
            uiterlijk=taak.uiterlijk,
            vrij_op=taak.vrij_op,
            regel=taak.regel,
            vandaag=vandaag,
            dicht=dicht_van(taak.gemeente, kennis),
        )
    ]


def regeltekst(taak: Wachtrijrij, kennis: Kennis) -> str:
    """Return the rule behind a task, with its source when it is a rule of a gemeente."""
    id_, versie = taak.gegevens.get("regel", ""), taak.gegevens.get("versie", "")
    if not versie:
        return REGELTEKST[taak.regel]
    nummer = int(versie) if versie.isascii() and versie.isdigit() else 0
    regel = kennis.regelboek.find(id_, nummer, taak.gemeente)
    if regel is None:
        return f"Regel {id_}, versie {versie}, kennen wij niet meer."
    return f"{regel.naam} (bron: {regel.bron}; regel {regel.id}, versie {regel.versie})"


def zin(taak: Wachtrijrij, kennis: Kennis, *, vandaag: date) -> str:
    return write_zin(
        taak.regel,
        gegevens=taak.gegevens,
        vrij_op=taak.vrij_op,
        vandaag=vandaag,
        gemeente=kennis.gemeenten.naam,
        standen=taak.standen,
    )


# A list shows few different days, and none of this is about anybody.
_waarschuw = lru_cache(maxsize=8192)(write_waarschuwingen)


def waarschuwingen(taak: Wachtrijrij, kennis: Kennis, *, vandaag: date) -> tuple[str, ...]:
    """Return what stands out about the release, beside whatever task; nothing once it is done."""
    if taak.status is not Taakstatus.OPEN:
        return ()
    return _waarschuw(
        vrij_op=taak.vrij_op,
        zonder_einde=taak.zonder_einde,
        vandaag=vandaag,
        dicht=dicht_van(taak.gemeente, kennis),
        binnen=DICHTBIJ,
    )


def keuzelijst(
    naam: str, label: str, keuzes: Sequence[tuple[str, str]], gekozen: str
) -> Keuzelijst:
    """Return a list to choose from, with what is chosen now."""
    return Keuzelijst(
        naam=naam,
        label=label,
        keuzes=tuple(Keuze(waarde=str(w), tekst=t, gekozen=w == gekozen) for w, t in keuzes),
    )
