"""One person on an agenda: why, how the leefgebieden stand, and what was agreed."""

from datetime import date

from nazorg.kern.leefgebied import BASIS, Stand
from nazorg.leefgebieden.behoefte import SOORTEN, Eigenaar, soortnaam
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.overleggen.overleg import Overlegstand, Puntstand
from nazorg.overleggen.voorstel import Zaak
from nazorg.overleggen.zinnen import write_redenen
from nazorg.referentie.kennis import Kennis
from nazorg.store.overlegpunten import Actie, Punt
from nazorg.usecases.overleggen.toon import Overlegbeeld, gebieden_of
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.opmaak.acties import EIGENAAR
from nazorg.web.opmaak.leefgebieden import to_lichten
from nazorg.web.opmaak.overleggetypt import Getypt
from nazorg.web.overlegscherm import Afspraakvorm, Puntrij, Toon
from nazorg.web.schermen import Keuze, Lichten

_STAND: dict[Puntstand, tuple[str, Toon]] = {
    Puntstand.OP_AGENDA: ("", "open"),
    Puntstand.BESPROKEN: ("besproken", "klaar"),
    Puntstand.NIET_BESPROKEN: ("niet aan de beurt", "laat"),
    Puntstand.ERAF: ("eraf", "weg"),
}


def to_puntrij(p: Punt, nummer: int, b: Overlegbeeld, g: Getypt, kennis: Kennis) -> Puntrij:
    wie, zaak, dag = p.wie, p.wie.zaak, b.dag
    eraf = g.van("eraf", str(p.id))
    stand, toon = _STAND[p.stand]
    return Puntrij(
        id=str(p.id),
        nummer=nummer,
        naam=gedeeld.naam(wie.voornamen, wie.voorvoegsel, wie.geslachtsnaam),
        href=f"/dossiers/{wie.nummer}",
        waar=gedeeld.plek(wie.gemeente, wie.inrichting, kennis),
        vrij=taal.dag_kort(zaak.vrij_op, vandaag=dag) if zaak.vrij_op else "niet bekend",
        # Of a meeting that was: as it was read there.
        reden=write_redenen(
            p.redenen,
            zaak,
            vandaag=min(dag, b.overleg.moment.datum),
            toelichting=p.toelichting,
        ),
        lichten=lichten_van(zaak),
        bron=f"{gedeeld.to_moment(p.op, vandaag=dag).tekst}, {p.naam}",
        stand=stand,
        toon=toon,
        afspraak=p.afspraak,
        afspraak_bron=p.afspraak_naam,
        acties=tuple(_actie(a, dag) for a in p.acties),
        kan_eraf=b.mag_vullen and p.stand is Puntstand.OP_AGENDA,
        wacht=p.stand is Puntstand.OP_AGENDA,
        niet=g.vorm == "geweest" and str(p.id) in (g.gekozen or ()),
        vorm=_vorm(p, b, g.van("afspraak", str(p.id))) if _kan_vastleggen(b) else None,
        eraf_reden=eraf.velden.get("reden", ""),
        eraf_fout=eraf.fouten.get("reden", ""),
    )


def lichten_van(zaak: Zaak) -> Lichten:
    return to_lichten(tuple(zaak.standen.get(g, Stand.ONBEKEND) for g in BASIS))


def _kan_vastleggen(b: Overlegbeeld) -> bool:
    """Tell whether agreements may be written down: from the day itself on."""
    o = b.overleg
    return o.stand is not Overlegstand.VERVALLEN and o.moment.datum <= b.dag


def _actie(a: Actie, dag: date) -> str:
    tekst = soortnaam(a.soort)
    if a.klaar:
        return f"{tekst}, gedaan"
    if a.uiterlijk is None:
        return tekst
    return f"{tekst}, uiterlijk {taal.dag_kort(a.uiterlijk, vandaag=dag)}"


def _vorm(p: Punt, b: Overlegbeeld, g: Getypt) -> Afspraakvorm:
    gebieden = gebieden_of(b, p)
    eigenaren = [(e, f"{naam[0].upper()}{naam[1:]}") for e, naam in EIGENAAR.items()]
    return Afspraakvorm(
        versie=p.versie,
        tekst=g.velden.get("tekst", p.afspraak),
        groepen=tuple(
            (
                CATALOGUS[gebied].naam,
                tuple(
                    Keuze(waarde=s, tekst=naam, gekozen=s == g.velden.get("soort"))
                    for s, naam in soorten.items()
                ),
            )
            for gebied, soorten in SOORTEN.items()
            if gebied in gebieden
        ),
        eigenaar=gedeeld.keuzelijst(
            "eigenaar", "Wie doet het?", eigenaren, g.velden.get("eigenaar", Eigenaar.GEMEENTE)
        ),
        naam=g.velden.get("naam", ""),
        uiterlijk=g.velden.get("uiterlijk", ""),
        open=bool(g.vorm),
        nu=g.nu,
        fouten=dict(g.fouten),
    )
