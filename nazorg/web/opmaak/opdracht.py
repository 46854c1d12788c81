"""A deed before it is done: what was asked for, and the page on which it is filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from nazorg.kern.dagtekst import GEEN_DAG, is_geen_dag, lees_dag
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.referentie.kennis import Kennis
from nazorg.referentie.partijen import load_partijen
from nazorg.store.medewerkers import Collega
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.werkvoorraad.bereid_voor import Voorbereiding
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.handelingen import stand_van
from nazorg.web.opmaak.vraag import Vraag
from nazorg.web.schermen import Link
from nazorg.web.wachtrijschermen import Betrokken, Opdrachtscherm, Optie
from nazorg.werkvoorraad.handelingen import Handeling, NietOpen, Opdracht
from nazorg.werkvoorraad.taken import Dicht

# What a person can choose to do; undoing has its own way.
SOORTEN = tuple(h for h in Handeling if h is not Handeling.ONGEDAAN)
_TITEL: dict[Handeling, str] = {
    Handeling.AFGEHANDELD: "Afhandelen",
    Handeling.HEROPEND: "Terugzetten op de lijst",
    Handeling.TOEGEWEZEN: "Toewijzen",
    Handeling.VRIJGEGEVEN: "Terugleggen in de lijst van het team",
    Handeling.SLUIMERT: "Laten sluimeren",
    Handeling.WACHT: "Wachten op een ander",
    Handeling.TERUGGEZET: "Zetten bij Nu doen",
}
_KNOP: dict[Handeling, str] = {
    Handeling.AFGEHANDELD: "Handel {} af",
    Handeling.HEROPEND: "Zet {} terug",
    Handeling.TOEGEWEZEN: "Wijs {} toe",
    Handeling.VRIJGEGEVEN: "Leg {} terug",
    Handeling.SLUIMERT: "Laat {} sluimeren",
    Handeling.WACHT: "Zet {} bij Wacht op anderen",
    Handeling.TERUGGEZET: "Zet {} bij Nu doen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingevuld:
    """What was typed, as it was typed: a wrong value comes back on the page.

    toch: the day about which this person was warned already.
    """

    soort: Handeling
    eigenaar: str = ""
    tot: str = ""
    bij_wijziging: bool = False
    wacht_op: str = ""
    toch: str = ""
    fouten: Mapping[str, str] = field(default_factory=dict)

    def to_opdracht(self) -> Opdracht:
        """Return the deed; a day that is no day is None (see `find_fouten`)."""
        return Opdracht(
            soort=self.soort,
            eigenaar=self.eigenaar,
            tot=lees_dag(self.tot),
            bij_wijziging=self.bij_wijziging,
            wacht_op=self.wacht_op if self.wacht_op in load_partijen() else "",
        )

    def find_fouten(self) -> dict[str, str]:
        """Return what cannot be read at all."""
        if is_geen_dag(self.tot):
            return {"tot": GEEN_DAG}
        return {}


def parse_ingevuld(velden: Mapping[str, object]) -> Ingevuld | None:
    """Read a form. None when it names no deed."""
    tekst = {n: w for n, w in velden.items() if isinstance(w, str)}
    soort = next((s for s in SOORTEN if s == tekst.get("soort")), None)
    if soort is None:
        return None
    return Ingevuld(
        soort=soort,
        eigenaar=tekst.get("eigenaar", "")[:200],
        tot=tekst.get("tot", "").strip()[:20],
        bij_wijziging="bij_wijziging" in tekst,
        wacht_op=tekst.get("wacht_op", ""),
        toch=tekst.get("toch", "")[:20],
    )


def begin(soort: Handeling, *, vandaag: date, dicht: Dicht = frozenset()) -> Ingevuld:
    """Return the form before anybody typed in it: with the usual day.

    dicht: days on which a gemeente of this person is closed.
    """
    if soort is Handeling.SLUIMERT:
        dag = plus_werkdagen(vandaag, 1, dicht).isoformat()
        return Ingevuld(soort=soort, tot=dag, bij_wijziging=True)
    if soort is Handeling.WACHT:
        return Ingevuld(soort=soort, tot=plus_werkdagen(vandaag, 5, dicht).isoformat())
    return Ingevuld(soort=soort)


def niet_na_termijn(
    ingevuld: Ingevuld, taken: Sequence[Wachtrijrij], vandaag: date, dicht: Dicht = frozenset()
) -> Ingevuld:
    """Let the usual reminder not come after the day on which a task must be done.

    What is late already: on the next day on which desks are open. dicht: see `begin`.
    """
    dag = lees_dag(ingevuld.tot)
    if ingevuld.soort is not Handeling.WACHT or dag is None or not taken:
        return ingevuld
    termijn = max(min(t.uiterlijk for t in taken), plus_werkdagen(vandaag, 1, dicht))
    return replace(ingevuld, tot=min(dag, termijn).isoformat())


def waarschuw(ingevuld: Ingevuld, taken: Sequence[Wachtrijrij], vandaag: date) -> Ingevuld:
    """Say once that somebody walks out before the day that was chosen; a second press goes on."""
    dag = lees_dag(ingevuld.tot)
    if dag is None or ingevuld.toch == ingevuld.tot:
        return ingevuld
    eerder = [t.vrij_op for t in taken if t.vrij_op and vandaag <= t.vrij_op < dag]
    if not eerder:
        return ingevuld
    vrij = taal.dag_kort(min(eerder), vandaag=vandaag)
    zin = f"Dat is na de vrijlating op {vrij}. Klopt dat? Druk dan nog een keer op de knop."
    return replace(ingevuld, toch=ingevuld.tot, fouten={"tot": zin})


def to_opdrachtscherm(
    v: Voorbereiding, ingevuld: Ingevuld, vraag: Vraag, kennis: Kennis
) -> Opdrachtscherm:
    """Return the page: what will happen to which tasks, and what must be filled in."""
    soort = ingevuld.soort
    collega = next((c for c in v.collegas if c.id == ingevuld.eigenaar), None)
    taken = tuple(_betrokken(t, soort, kennis, v.dag, collega) for t in v.taken)
    kan = sum(not t.niet for t in taken)
    met_dag = soort in (Handeling.SLUIMERT, Handeling.WACHT)
    keuzeveld, keuzevraag, opties = _opties(v, ingevuld, kennis)
    return Opdrachtscherm(
        soort=soort.value,
        titel=_TITEL[soort],
        knop=_KNOP[soort].format(taal.aantal(kan, "taak", "taken")) if kan else "",
        terug=vraag.terug,
        taken=taken,
        weg=f"{taal.aantal(v.weg, 'taak is', 'taken zijn')} er niet meer, of niet voor u."
        if v.weg
        else "",
        keuzeveld=keuzeveld,
        keuzevraag=keuzevraag,
        opties=opties,
        dagvraag=_dagvraag(soort) if met_dag else "",
        dag=ingevuld.tot,
        eerste_dag=date.fromordinal(v.dag.toordinal() + 1).isoformat(),
        wijziging=ingevuld.bij_wijziging if soort is Handeling.SLUIMERT else None,
        fouten=dict(ingevuld.fouten),
        toch=ingevuld.toch,
        annuleer=Link(
            tekst="Annuleren", href="/werkvoorraad" + (f"?{vraag.terug}" if vraag.terug else "")
        ),
    )


def _dagvraag(soort: Handeling) -> str:
    return "Tot welke dag?" if soort is Handeling.SLUIMERT else "Wanneer herinneren wij u eraan?"


def _betrokken(
    t: Wachtrijrij, soort: Handeling, kennis: Kennis, dag: date, collega: Collega | None
) -> Betrokken:
    try:
        proef = Opdracht(soort=soort).pas_toe(stand_van(t), vandaag=dag)
        zelfde = proef == stand_van(t) and soort in (Handeling.AFGEHANDELD, Handeling.HEROPEND)
        niet = "Dit is al zo." if zelfde else ""
    except NietOpen as fout:
        niet = str(fout)
    if not niet and collega is not None and t.gemeente not in collega.gemeenten:
        niet = f"{collega.naam} werkt niet voor {kennis.gemeenten.naam(t.gemeente)}."
    return Betrokken(
        sleutel=f"{t.id}.{t.versie}",
        naam=gedeeld.naam(t.voornamen, t.voorvoegsel, t.geslachtsnaam),
        plek=gedeeld.plek(t.gemeente, t.inrichting, kennis),
        reden=gedeeld.zin(t, kennis, vandaag=dag),
        niet=niet,
    )


def _opties(
    v: Voorbereiding, ingevuld: Ingevuld, kennis: Kennis
) -> tuple[str, str, tuple[Optie, ...]]:
    """Return the field, its question and its choices."""
    if ingevuld.soort is Handeling.TOEGEWEZEN:
        opties = tuple(
            Optie(
                waarde=c.id,
                tekst=c.naam,
                uitleg=_mag_niet(c, v.taken, kennis) or c.functie,
                gekozen=c.id == ingevuld.eigenaar,
            )
            for c in v.collegas
        )
        return "eigenaar", "Aan wie?", opties
    if ingevuld.soort is Handeling.WACHT:
        partijen = tuple(
            Optie(waarde=id_, tekst=naam[0].upper() + naam[1:], gekozen=id_ == ingevuld.wacht_op)
            for id_, naam in load_partijen().items()
        )
        return "wacht_op", "Op wie wacht u?", partijen
    return "", "", ()


def _mag_niet(c: Collega, taken: Sequence[Wachtrijrij], kennis: Kennis) -> str:
    """Say for which gemeenten of these tasks somebody does not work."""
    buiten = sorted(
        {kennis.gemeenten.naam(t.gemeente) for t in taken if t.gemeente not in c.gemeenten}
    )
    return f"Werkt niet voor {', '.join(buiten)}" if buiten else ""
