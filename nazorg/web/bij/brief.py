"""A draft letter for a decision, from the texts that are data."""

from datetime import date

from nazorg.bij.besluit import Besluit
from nazorg.referentie.bij.laden import BijKennis
from nazorg.usecases.bij.toon import Inzicht
from nazorg.web import taal
from nazorg.web.bij import schermen as s
from nazorg.web.bij import woorden as w


def to_brief(
    inzicht: Inzicht, genomen: Besluit, kennis: BijKennis, dag: date
) -> s.BriefScherm | None:
    """Return the draft, or None for a decision that has no letter."""
    tekst = kennis.teksten.brief.get(genomen.soort)
    inhoud = inzicht.melding.alert.inhoud
    if tekst is None or inhoud is None or inzicht.melding.ingetrokken_op:
        return None
    p = inhoud.persoon
    ingevuld = tekst.format(
        gemeente=kennis.gemeenten.naam(inzicht.bevoegd.gemeente),
        naam=" ".join(d for d in (p.voornamen, p.voorvoegsel, p.geslachtsnaam) if d),
        burgemeester=genomen.naam,
        functie=w.FUNCTIE[genomen.functie].lower(),
        tot=taal.datum_lang(genomen.tot) if genomen.tot else "[vul in]",
        motivering=genomen.motivering or "[vul in]",
        datum=taal.datum_lang(dag),
    )
    titel = f"Concept: {w.BESLUIT[genomen.soort].lower()}"
    return s.BriefScherm(id=str(inzicht.melding.id), titel=titel, tekst=ingevuld)
