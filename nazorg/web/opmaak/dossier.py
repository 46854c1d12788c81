"""A dossier as a screen."""

from dataclasses import replace
from datetime import date, timedelta

from nazorg.berichten.soort import NAAM
from nazorg.detenties.detentie import Detentie, Detentiestatus
from nazorg.detenties.dossier import Dossierstatus
from nazorg.detenties.melding import Overplaatsing, Verlofstatus
from nazorg.kern.bsn import mask
from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.kennis import Kennis
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.dossiers.toon import Inzicht
from nazorg.web import taal
from nazorg.web.bezorgscherm import Oorzaak
from nazorg.web.detentielijn import Verlof, Verloop, maak_detentielijn
from nazorg.web.dossierscherm import (
    Dossier,
    EerdereDetentie,
    Feit,
    OpenTaak,
    Terugblik,
)
from nazorg.web.lijnscherm import Detentielijn
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.acties import write_taakregel
from nazorg.web.opmaak.bezorging import to_doorgaven, to_gebeurtenissen
from nazorg.web.opmaak.bronnen import to_bronnen
from nazorg.web.opmaak.leefdeel import Blik, to_leefdeel
from nazorg.web.opmaak.tijdlijn import bericht_href
from nazorg.web.opmaak.vervallen import to_vervallen
from nazorg.web.opmaak.voorbeeld import vrij_van, waarschuwingen_van

_STATUS = {
    Dossierstatus.IN_DETENTIE: "In detentie",
    Dossierstatus.VRIJ: "Vrij",
    Dossierstatus.INGETROKKEN: "Melding ingetrokken",
}
_WEGGELATEN = (
    "Niet te zien: welke taken toen open stonden, wat partners vertelden, vragenlijsten"
    " en het vertrekblad."
)
_BLAD_NA_EINDE = timedelta(days=7)
_GRONDSLAG = "Grondslag: re-integratie (artikel 18a Penitentiaire beginselenwet)."


def to_dossier(i: Inzicht, kennis: Kennis, blik: Blik) -> Dossier:
    """Return the screen; for a look back all dates are seen from that day."""
    return replace(_basis(i, blik.medewerker, kennis), **to_leefdeel(i, kennis, blik))


def _basis(i: Inzicht, medewerker: Medewerker, kennis: Kennis) -> Dossier:
    peildatum = i.op or i.dag
    persoon, huidige = i.stand.persoon, i.stand.huidige
    dicht = gedeeld.dicht_van(i.gemeente, kennis)
    prios = [gedeeld.prio(t, kennis, vandaag=i.dag) for t in i.taken]
    ernst = ("spoed", "hoog", "normaal")
    return Dossier(
        nummer=i.nummer,
        naam=gedeeld.naam(persoon.voornamen, persoon.voorvoegsel, persoon.geslachtsnaam),
        prio=min(prios, key=ernst.index, default=None),
        vrij=vrij_van(huidige, peildatum, dicht),
        let_op=waarschuwingen_van(huidige, peildatum, dicht),
        feiten=_feiten(i, kennis),
        lijn=_lijn(i, huidige, kennis, peildatum) if huidige else None,
        eerder=tuple(
            _eerder(d, kennis, peildatum) for d in reversed(i.stand.detenties) if d is not huidige
        ),
        leefgebieden=(),
        taken=_taken(i, kennis),
        tijdlijn=(),
        inkijk=(),
        grondslag=_GRONDSLAG,
        terugblik=_terugblik(i),
        doorgegeven=to_doorgaven(i.bezorging, vandaag=i.dag),
        vertrekblad=i.op is None and huidige is not None and _has_vertrekblad(huidige, i.dag),
        gebeurtenissen=to_gebeurtenissen(i.gebeurtenissen, medewerker, vandaag=i.dag),
        bronnen=to_bronnen(i.bronnen, nu=i.nu, dag=i.dag) if i.nu else (),
        vervallen=to_vervallen(i, kennis),
    )


def _has_vertrekblad(d: Detentie, vandaag: date) -> bool:
    """Tell whether a sheet is of use: also when the end was told, as on the day of the release."""
    if d.status is not Detentiestatus.BEEINDIGD or d.einde is None:
        return d.is_open
    return d.einde >= vandaag - _BLAD_NA_EINDE


def _feiten(i: Inzicht, kennis: Kennis) -> tuple[Feit, ...]:
    persoon, huidige = i.stand.persoon, i.stand.huidige
    g = persoon.geboorte
    geboren = taal.geboortedatum(g.jaar, g.maand, g.dag) if g else taal.geboortedatum(None)
    feiten = [Feit(naam="Geboren", waarde=geboren)]
    if persoon.bsn:
        eind = persoon.bsn[-2:]
        feiten.append(
            Feit(naam="BSN", waarde=mask(persoon.bsn), voorgelezen=f"verborgen, eindigt op {eind}")
        )
    else:
        feiten.append(Feit(naam="BSN", waarde="onbekend"))
    feiten.append(Feit(naam="Gemeente", waarde=kennis.gemeenten.naam(i.gemeente)))
    route = i.stand.route
    if route.redenen:
        feiten.append(Feit(naam="Ingeschreven in", waarde=_naam(route.brp, kennis)))
        feiten.append(Feit(naam="Wil naar", waarde=_naam(route.vestiging, kennis)))
    if huidige and huidige.is_open and huidige.inrichting:
        feiten.append(Feit(naam="Nu in", waarde=kennis.inrichtingen.naam(huidige.inrichting)))
    feiten.append(Feit(naam="Status", waarde=_STATUS[i.stand.status]))
    return tuple(feiten)


def _naam(code: str | None, kennis: Kennis) -> str:
    return kennis.gemeenten.naam(code) if code else "onbekend"


def _lijn(i: Inzicht, d: Detentie, kennis: Kennis, peildatum: date) -> Detentielijn | None:
    if d.begin is None or d.status is Detentiestatus.INGETROKKEN or (d.einde or d.begin) < d.begin:
        return None
    verwacht = d.verwacht
    overplaatsingen = [
        (o.melding.inhoud.datum, kennis.inrichtingen.naam(o.melding.inhoud.inrichting))
        for o in i.meldingen
        if not o.vervallen
        and (o.melding.bron, o.melding.detentie) == (d.bron, d.nummer)
        and isinstance(o.melding.inhoud, Overplaatsing)
    ]
    einde = d.einde or (verwacht.vroegst if verwacht else None)
    return maak_detentielijn(
        Verloop(
            begin=d.begin,
            peildatum=peildatum,
            einde=einde if einde is None or einde >= d.begin else None,
            einde_tot=verwacht.laatst if verwacht and verwacht.laatst >= d.begin else None,
            beeindigd=d.einde is not None,
            was=tuple(
                v.periode.vroegst
                for v in d.vorige_eindes
                if v.periode.vroegst not in (einde, None) and v.periode.vroegst >= d.begin
            ),
            overplaatsingen=tuple(overplaatsingen),
            verloven=tuple(
                Verlof(begin=v.van, einde=v.tot)
                for v in d.verloven
                if v.van and v.tot and v.status is Verlofstatus.VERLEEND and v.van >= d.begin
            ),
        )
    )


def _eerder(d: Detentie, kennis: Kennis, vandaag: date) -> EerdereDetentie:
    plek = kennis.inrichtingen.naam(d.inrichting) if d.inrichting else "inrichting onbekend"
    if d.status is Detentiestatus.INGETROKKEN:
        return EerdereDetentie(periode="Melding ingetrokken", plek=plek, duur="")
    begin = taal.dag_en_maand(d.begin, vandaag=vandaag) if d.begin else "begin onbekend"
    einde = taal.dag_en_maand(d.einde, vandaag=vandaag) if d.einde else "loopt"
    duur = taal.duur(d.begin, d.einde) if d.begin and d.einde else ""
    return EerdereDetentie(periode=f"{begin} – {einde}", plek=plek, duur=duur)


def _taken(i: Inzicht, kennis: Kennis) -> tuple[OpenTaak, ...]:
    return tuple(
        OpenTaak(
            id=str(t.id),
            sleutel=f"{t.id}.{t.versie}",
            reden=gedeeld.zin(t, kennis, vandaag=i.dag),
            regel=gedeeld.regeltekst(t, kennis),
            omdat=_omdat(i, t),
            uiterlijk=gedeeld.to_uiterlijk(
                t.uiterlijk, vandaag=i.dag, dicht=gedeeld.dicht_van(t.gemeente, kennis)
            ),
            wie=write_taakregel(t, i),
        )
        for t in i.taken
    )


def _omdat(i: Inzicht, taak: Wachtrijrij) -> Oorzaak | None:
    """Return the notice behind a task, by the day on which its source wrote it down."""
    aanleiding = i.find_aanleiding(taak)
    if aanleiding is None:
        return None
    m = aanleiding.melding
    dag = gedeeld.to_datum(m.tijd.astimezone(AMSTERDAM).date(), vandaag=i.dag).tekst
    return Oorzaak(naam=f"{NAAM[m.soort]} van {dag}", href=bericht_href(aanleiding))


def _terugblik(i: Inzicht) -> Terugblik:
    banner = ""
    if i.op:
        banner = f"U ziet dit dossier zoals wij het kenden op {taal.datum_lang(i.op)}."
    return Terugblik(
        actie=f"/dossiers/{i.nummer}",
        op=i.op.isoformat() if i.op else "",
        laatste=i.dag.isoformat(),
        banner=banner,
        weggelaten=_WEGGELATEN if i.op else "",
    )
