"""A draft letter for a decision, from the texts that are data."""

from datetime import date

from nazorg.bij.aanwijzing import BESLISSERS, Functie
from nazorg.bij.besluit import Besluit, Besluitsoort
from nazorg.referentie.bij.laden import BijKennis
from nazorg.usecases.bij.toon import Inzicht
from nazorg.web import taal
from nazorg.web.bij import schermen as s
from nazorg.web.bij import woorden as w

_MET_BRIEF = (Besluitsoort.BEVEL, Besluitsoort.GEBIEDSVERBOD, Besluitsoort.GESPREK)


def find_besluit_met_brief(inzicht: Inzicht, lezer: str) -> Besluit | None:
    """Return the decision of which this reader may have a draft: the one that counts.

    For the mayor who took it, and for the official of this gemeente, who works it out; it says 'I',
    so another mayor has none to send (L07). A letter about a decision that was replaced would tell
    somebody what is not so.
    """
    if not inzicht.besluiten or inzicht.melding.ingetrokken_op:
        return None
    laatste, functie = inzicht.besluiten[-1], inzicht.bevoegd.functie
    is_eigen = laatste.door == lezer and functie in BESLISSERS
    mag = is_eigen or functie is Functie.AANDACHTSFUNCTIONARIS
    return laatste if mag and laatste.soort in _MET_BRIEF else None


def to_brief(inzicht: Inzicht, genomen: Besluit, kennis: BijKennis, dag: date) -> s.BriefScherm:
    """Return the draft of a letter about this decision."""
    inhoud = inzicht.melding.alert.inhoud
    assert inhoud is not None
    p = inhoud.persoon
    ingevuld = kennis.teksten.brief[genomen.soort].format(
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
