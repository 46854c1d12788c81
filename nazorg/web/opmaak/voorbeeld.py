"""The panel beside the list: why this is here, what can be done with it, and what was done."""

from datetime import date, timedelta

from nazorg.detenties.detentie import Detentie
from nazorg.referentie.kennis import Kennis
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.dossiers.toon import Inzicht, Taakblik
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.handelingen import (
    klaar_op,
    stand_van,
    to_eigenaar,
    to_historie,
    write_extra,
    write_klaar,
)
from nazorg.web.opmaak.leefgebieden import to_lichten
from nazorg.web.opmaak.tijdlijn import bericht_href, bron_tekst, icoon, write_melding
from nazorg.web.opmaak.vervallen import write_vervallen
from nazorg.web.schermen import Gebeurtenis, Uiterlijk, Vrij
from nazorg.web.wachtrijschermen import Knop, Voorbeeld
from nazorg.werkvoorraad.handelingen import Lijst
from nazorg.werkvoorraad.taken import Dicht, Taakstatus
from nazorg.werkvoorraad.waarschuwing import DICHTBIJ, write_waarschuwingen
from nazorg.werkvoorraad.werk import find_vrij_op

_LAATSTE = 3


def to_voorbeeld(
    blik: Taakblik, inzicht: Inzicht, kennis: Kennis, *, ik: str, terug: str
) -> Voorbeeld:
    """Return the panel. terug: the query string of the list to go back to."""
    taak, dag = blik.taak, inzicht.dag
    dicht = gedeeld.dicht_van(taak.gemeente, kennis)
    aanleiding = inzicht.find_aanleiding(taak)
    eerder = "Eerder bericht" if taak.aanleiding else "Vastgelegd door een collega"
    bron = write_melding(aanleiding.melding, kennis, dag) if aanleiding else eerder
    sinds = aanleiding.ontvangen_op if aanleiding else taak.ontstaan_op
    vervallen = write_vervallen(taak, inzicht)
    return Voorbeeld(
        taak_id=str(taak.id),
        sleutel=f"{taak.id}.{taak.versie}",
        naam=gedeeld.naam(taak.voornamen, taak.voorvoegsel, taak.geslachtsnaam),
        nummer=taak.nummer,
        href=f"/dossiers/{taak.nummer}",
        plek=gedeeld.plek(taak.gemeente, taak.inrichting, kennis),
        prio=gedeeld.prio(taak, kennis, vandaag=dag),
        vrij=vrij_van(inzicht.stand.huidige, dag, dicht),
        reden=gedeeld.zin(taak, kennis, vandaag=dag),
        regel=gedeeld.regeltekst(taak, kennis),
        bron=bron,
        bron_href=bericht_href(aanleiding),
        sinds=gedeeld.to_moment(sinds, vandaag=dag),
        uiterlijk=_uiterlijk(taak, dag, dicht),
        lichten=to_lichten(taak.standen),
        gebeurtenissen=_laatste(inzicht, kennis),
        eigenaar=to_eigenaar(taak.eigenaar, blik.collegas, ik=ik),
        extra=""
        if vervallen
        else write_klaar(taak, blik.collegas, vandaag=dag) or write_extra(taak, vandaag=dag),
        let_op=()
        if vervallen
        else waarschuwingen_van(inzicht.stand.huidige, dag, dicht, binnen=DICHTBIJ),
        knoppen=to_knoppen(taak, terug=terug),
        historie=to_historie(blik.acties, stand_van(taak), blik.collegas, vandaag=dag),
        vervallen=vervallen,
    )


def _uiterlijk(taak: Wachtrijrij, vandaag: date, dicht: Dicht) -> Uiterlijk:
    """Return by when; what is done is not late any more."""
    if klaar_op(taak):
        return Uiterlijk(tekst="klaar", datum=gedeeld.to_datum(taak.uiterlijk, vandaag=vandaag))
    return gedeeld.to_uiterlijk(taak.uiterlijk, vandaag=vandaag, dicht=dicht)


def _laatste(i: Inzicht, kennis: Kennis) -> tuple[Gebeurtenis, ...]:
    """Return the newest notices, newest first."""
    recent = sorted(i.meldingen, key=lambda o: o.melding.tijd, reverse=True)
    return tuple(
        Gebeurtenis(
            icoon=icoon(o.melding),
            tekst=write_melding(o.melding, kennis, i.dag),
            bron=bron_tekst(o.melding.bron),
            moment=gedeeld.to_moment(o.melding.tijd, vandaag=i.dag),
        )
        for o in recent[:_LAATSTE]
    )


def to_knoppen(taak: Wachtrijrij, *, terug: str) -> tuple[Knop, ...]:
    """Return what can be done with a task as it is now, the usual first."""

    def pagina(id_: str, tekst: str, icoon: str, soort: str, toets: str = "") -> Knop:
        pad = f"/taken/{taak.id}/{soort}" + (f"?{terug}" if terug else "")
        return Knop(id=id_, tekst=tekst, icoon=icoon, pad=pad, toets=toets)

    def direct(id_: str, tekst: str, icoon: str, soort: str, toets: str = "") -> Knop:
        pad = f"/taken/{taak.id}/{soort}"
        return Knop(id=id_, tekst=tekst, icoon=icoon, pad=pad, toets=toets, direct=True)

    if taak.status is Taakstatus.VERVALLEN:
        return ()
    if taak.status is Taakstatus.AFGEHANDELD:
        return (direct("doe-e", "Zet terug", "arrow-back-up", "open", "E"),)
    knoppen = [
        direct("doe-e", "Afgehandeld", "check", "afgehandeld", "E"),
        pagina("doe-s", "Sluimeren", "zzz", "sluimert", "S"),
        pagina("doe-t", "Toewijzen", "user-check", "toegewezen", "T"),
        pagina("doe-w", "Wacht op…", "hourglass", "wacht"),
    ]
    if taak.lijst is not Lijst.DOEN:
        knoppen.append(direct("doe-n", "Zet bij Nu doen", "inbox", "teruggezet"))
    if taak.eigenaar:
        knoppen.append(direct("doe-v", "Leg terug", "users", "vrijgegeven"))
    return (*knoppen, direct("doe-o", "Ongelezen", "mail", "ongelezen"))


def waarschuwingen_van(
    detentie: Detentie | None, dag: date, dicht: Dicht, *, binnen: timedelta | None = None
) -> tuple[str, ...]:
    """Return the warnings about the release of who is held; binnen: only when it is that near."""
    if detentie is None or not detentie.is_open:
        return ()
    vrij_op = find_vrij_op(detentie)
    return write_waarschuwingen(
        vrij_op=vrij_op, zonder_einde=vrij_op is None, vandaag=dag, dicht=dicht, binnen=binnen
    )


def vrij_van(detentie: Detentie | None, dag: date, dicht: Dicht = frozenset()) -> Vrij | None:
    """Return when somebody walks out, None when that is past or not known."""
    if detentie is None or not detentie.is_open or detentie.verwacht is None:
        return None
    vroegst, laatst = detentie.verwacht.vroegst, detentie.verwacht.laatst
    return gedeeld.to_vrij(vroegst, laatst, vandaag=dag, dicht=dicht)
