"""The panel beside the list: why this is here, and what happened last."""

from datetime import date

from nazorg.detenties.detentie import Detentie
from nazorg.referentie.kennis import Kennis
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.dossiers.toon import Inzicht
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.tijdlijn import bericht_href, bron_tekst, icoon, write_melding
from nazorg.web.schermen import ONBEKEND, Gebeurtenis, Voorbeeld, Vrij
from nazorg.werkvoorraad.zinnen import REGELTEKST

_LAATSTE = 3


def to_voorbeeld(taak: Wachtrijrij, inzicht: Inzicht, kennis: Kennis) -> Voorbeeld:
    dag = inzicht.dag
    recent = sorted(inzicht.meldingen, key=lambda o: o.melding.tijd, reverse=True)
    aanleiding = inzicht.find_aanleiding(taak)
    bron = write_melding(aanleiding.melding, kennis, dag) if aanleiding else "Eerder bericht"
    sinds = aanleiding.ontvangen_op if aanleiding else taak.ontstaan_op
    return Voorbeeld(
        taak_id=str(taak.id),
        naam=gedeeld.naam(taak.voornamen, taak.voorvoegsel, taak.geslachtsnaam),
        nummer=taak.nummer,
        href=f"/dossiers/{taak.nummer}",
        plek=gedeeld.plek(taak.gemeente, taak.inrichting, kennis),
        prio=gedeeld.prio(taak, vandaag=dag),
        vrij=vrij_van(inzicht.stand.huidige, dag),
        reden=gedeeld.zin(taak, kennis, vandaag=dag),
        regel=REGELTEKST[taak.regel],
        bron=bron,
        bron_href=bericht_href(aanleiding),
        sinds=gedeeld.to_moment(sinds, vandaag=dag),
        uiterlijk=gedeeld.to_uiterlijk(taak.uiterlijk, vandaag=dag),
        lichten=ONBEKEND,
        gebeurtenissen=tuple(
            Gebeurtenis(
                icoon=icoon(o.melding),
                tekst=write_melding(o.melding, kennis, dag),
                bron=bron_tekst(o.melding.bron),
                moment=gedeeld.to_moment(o.melding.tijd, vandaag=dag),
            )
            for o in recent[:_LAATSTE]
        ),
    )


def vrij_van(detentie: Detentie | None, dag: date) -> Vrij | None:
    """Return when somebody walks out, None when that is past or not known."""
    if detentie is None or not detentie.is_open or detentie.verwacht is None:
        return None
    return gedeeld.to_vrij(detentie.verwacht.vroegst, detentie.verwacht.laatst, vandaag=dag)
